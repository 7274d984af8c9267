"""What is understood of each source, and how its rows fared in the last run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.model.data import ColumnUse, ProjectSources, SourceColumn, SourceFile, SourceStanding
from satsuma.model.definitions import Product
from satsuma.model.kinds import Role
from satsuma.project.freshness import find_changed_files, find_files
from satsuma.project.naming import list_users
from satsuma.project.plain_definitions import make_etag
from satsuma.store.definitions import read_definitions
from satsuma.store.runs import load_json, open_run
from satsuma.store.state import current_run_id, current_run_path

if TYPE_CHECKING:
    from satsuma.model.accounts import Quality
    from satsuma.model.definitions import Definitions, SourceDefinition
    from satsuma.model.overview import FileChange


@dataclass(frozen=True, slots=True)
class LastRun:
    """What of the last run matters here."""

    id: str
    quality: Quality
    files: dict[str, dict[str, str]]
    sources: dict[str, dict[str, object]]
    changes: list[FileChange]


def list_sources(folder: Path) -> ProjectSources:
    """Answers without a run too; DefinitionError where a file cannot be read."""
    definitions = read_definitions(folder).definitions
    last = look_at_run(folder, definitions) if current_run_id(folder) else None
    project = definitions.project
    return ProjectSources(
        run=last.id if last else None,
        currency=project.currency,
        timezone=project.timezone,
        main_event=project.main_event,
        sources=tuple(stand(folder, name, definitions, last) for name in definitions.sources),
    )


def look_at_run(folder: Path, definitions: Definitions) -> LastRun:
    run = open_run(current_run_path(folder))
    return LastRun(
        run.id,
        run.quality,
        load_json(run.path, "inputs").get("files", {}),
        load_json(run.path, "definitions").get("sources", {}),
        list(find_changed_files(folder, definitions, run.path)),
    )


def stand(folder: Path, name: str, definitions: Definitions, last: LastRun | None) -> SourceStanding:
    source = definitions.sources[name]
    account = money = None
    actions = []
    if last is not None:
        account = next((each for each in last.quality.accounts if each.source == name), None)
        money = next((each for each in last.quality.money if each.source == name), None)
        actions = [each for each in last.quality.actions if each.source == name]
    files = tuple(list_source_files(folder, name, source, last))
    is_edited = last is not None and last.sources.get(name) != source.model_dump(mode="json")
    return SourceStanding(
        name=name,
        etag=str(make_etag(source)),
        definition=source,
        role=source.role,
        unit=source.unit,
        events=name_events(name, source),
        amount=say_amount(source),
        reasons=source.reasons,
        files=files,
        missing_files=tuple(each for each in source.files if not find_files(folder, (each,))),
        columns=tuple(
            SourceColumn(
                name=column,
                title=each.title,
                raw=each.raw,
                kind=each.kind,
                family=each.family,
                sensitivity=each.sensitivity,
                uses=tuple(list_uses(column, source)),
                evidence=each.evidence,
                actions=tuple(action for action in actions if action.column == column),
            )
            for column, each in source.columns.items()
        ),
        account=account,
        money=money,
        actions=tuple(action for action in actions if action.column not in source.columns),
        changed=is_edited or any(file.state not in ("read", "waiting") for file in files),
        used_by=tuple(list_users("sources", name, definitions)),
    )


def list_source_files(
    folder: Path, name: str, source: SourceDefinition, last: LastRun | None
) -> Iterator[SourceFile]:
    changes = {each.path: each.change for each in last.changes if each.source == name} if last else {}
    is_known = last is not None and name in last.files
    for path in find_files(folder, source.files):
        state = changes.get(path, "read") if is_known else "waiting"
        yield SourceFile(path=path, bytes=(folder / path).stat().st_size, state=state)  # type: ignore[arg-type]
    for path, change in changes.items():
        if change == "gone":
            yield SourceFile(path=path, state="gone")


def name_events(name: str, source: SourceDefinition) -> tuple[str, ...]:
    """The event types that a source is known to give."""
    if source.role is not Role.EVENT:
        return ()
    return tuple(filter(None, (source.event or name, source.groups.event if source.groups else None)))


def say_amount(source: SourceDefinition) -> str | None:
    if isinstance(source.amount, Product):
        less = "".join(f" − {column}" for column in source.amount.minus)
        return " × ".join(source.amount.product_of) + less
    return source.amount


def list_uses(column: str, source: SourceDefinition) -> Iterator[ColumnUse]:
    """What a column is to its source."""
    amounts = (
        (*source.amount.product_of, *source.amount.minus)
        if isinstance(source.amount, Product)
        else (source.amount,)
    )
    named: tuple[tuple[ColumnUse, bool], ...] = (
        ("key", source.key == column),
        ("time", source.time == column),
        ("amount", column in amounts),
        ("event", source.event_column == column),
        ("tax", source.tax == column),
        ("discount", source.discount == column),
        ("created", source.created == column),
        ("contact", column in source.contact.values()),
        ("consent", column in source.consent.values()),
        ("opted out", column in source.opted_out.values()),
        ("link", any(link.column == column for link in source.links)),
    )
    yield from (use for use, is_so in named if is_so)
