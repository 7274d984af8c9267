"""`export`: a segment's members to a file, people who opted out left out and counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from satsuma.activate.contact import find_opted_out, pick
from satsuma.activate.layouts import Layout, find_layout
from satsuma.activate.members import Member, write_csv, write_workbook
from satsuma.columns import Codes
from satsuma.model.errors import OptionError
from satsuma.model.results import ExportResult
from satsuma.monitor.changes import find_entered
from satsuma.project.evaluating import sources_of
from satsuma.project.listing import find_members, members_of
from satsuma.store.runs import load_json
from satsuma.store.runs.stored import is_known

if TYPE_CHECKING:
    from satsuma.model.definitions import Definitions
    from satsuma.model.results import SegmentProfile, SegmentSize
    from satsuma.project.opening import Opened


@dataclass(frozen=True, slots=True)
class ExportOptions:
    destination: str | None = None
    xlsx: bool = False
    include_unconsented: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who is written and who is not: ordinals and counts."""

    written: np.ndarray
    opted_out: int
    not_contactable: int


def export_segment(
    opened: Opened, segment: str, to: Path, options: ExportOptions, as_of: str | None
) -> ExportResult:
    """OptionError for an unknown tool or a folder that is not there; nothing is written then."""
    refuse_own_files(opened.folder, opened.definitions, to)
    is_workbook = choose_form(to, options)
    unit, name = opened.find_segment(segment)
    layout = fit_layout(find_layout(options.destination), opened, unit)
    members = find_members(opened, name, as_of)
    chosen = choose_rows(opened, unit, members, layout, options)
    rows = list(list_rows(opened, unit, name, chosen.written, as_of))
    if is_workbook:
        write_workbook(to, list_tabs(opened, name, rows, layout))
    else:
        write_csv(to, rows, layout)
    notes = () if as_of is not None else opened.outdated
    if chosen.opted_out and options.include_unconsented:
        notes = (*notes, "People who opted out are included.")
    return ExportResult(
        segment=name,
        path=str(to),
        rows=len(rows),
        members=len(members),
        opted_out=chosen.opted_out,
        not_contactable=chosen.not_contactable,
        destination=options.destination,
        as_of=opened.choose_as_of(as_of).day.isoformat(),
        notes=notes,
    )


def choose_form(to: Path, options: ExportOptions) -> bool:
    """Whether a workbook is written; OptionError for a name that promises something else."""
    ending = to.suffix.lower()
    if ending not in ("", ".csv", ".xlsx") and not to.is_dir():
        raise OptionError(
            f"An export cannot be written as '{ending}': '{to.name}'.",
            hint="Name a file that ends in .csv or .xlsx.",
        )
    if options.xlsx and ending == ".csv":
        raise OptionError(
            f"--xlsx writes a workbook, and '{to.name}' ends in .csv.", hint="Let it end in .xlsx."
        )
    return options.xlsx or ending == ".xlsx"


def fit_layout(layout: Layout, opened: Opened, unit: str) -> Layout:
    """Without the column for e-mail addresses where no source of the unit has any: accounts have none."""
    has_addresses = any("email" in source.contact for source in sources_of(opened.definitions, unit))
    return layout if has_addresses or layout.needs_email else replace(layout, email=None)


def refuse_own_files(folder: Path, definitions: Definitions, to: Path) -> None:
    """Nothing that is written for others takes the place of what the project is made from: sources, definitions, models."""
    from satsuma.collect import list_paths

    target, home = to.resolve(), folder.resolve()
    is_stored = target.is_relative_to(home / ".satsuma") or target.is_relative_to(home / "models")
    if is_stored or (target.is_relative_to(home) and target.suffix in (".yaml", ".yml")):
        raise OptionError(
            f"'{to}' is a place for the project's own files.", hint="Write the export elsewhere."
        )
    for name, source in definitions.sources.items():
        if target in {path.resolve() for path in list_paths(source.files, folder)}:
            raise OptionError(f"'{to}' is a file of the source '{name}'.", hint="Write the export elsewhere.")


def choose_rows(
    opened: Opened, unit: str, members: np.ndarray, layout: Layout, options: ExportOptions
) -> Chosen:
    data = opened.population.units[unit]
    sources = sources_of(opened.definitions, unit)
    out = find_opted_out(data, sources, "email")[members]
    addresses = [pick(data.columns, source.contact, "email") for source in sources]
    reach = np.zeros(len(members), np.bool_)
    for column in addresses:
        if column is not None:
            reach |= is_known(column)[members]
    keep = np.ones(len(members), np.bool_) if options.include_unconsented else ~out
    unreachable = keep & ~reach if layout.needs_email else np.zeros(len(members), np.bool_)
    return Chosen(members[keep & ~unreachable], int(out.sum()), int(unreachable.sum()))


def list_rows(
    opened: Opened, unit: str, name: str, ordinals: np.ndarray, as_of: str | None
) -> Iterator[Member]:
    """In the order of ordinals. The entered date is the day of the first kept run since which the customer stayed in."""
    data = opened.population.units[unit]
    emails = [pick(data.columns, source.contact, "email") for source in sources_of(opened.definitions, unit)]
    columns = [column for column in emails if isinstance(column, Codes)]
    since, days = find_history(opened, unit, name, as_of, len(data.keys.values))
    for ordinal in ordinals.tolist():
        codes = [(column, int(column.codes[ordinal])) for column in columns]
        email = next((column.dictionary[code] for column, code in codes if code >= 0), None)
        entered = days[since[ordinal]] if since[ordinal] >= 0 else opened.choose_as_of(as_of).day.isoformat()
        yield Member(data.keys.values[ordinal], email, name, entered)


def find_history(
    opened: Opened, unit: str, name: str, as_of: str | None, customers: int
) -> tuple[np.ndarray, tuple[str, ...]]:
    """By the kept runs up to the day asked about."""
    limit = opened.choose_as_of(as_of).day.isoformat()
    history = []
    for run in opened.kept_runs():
        day = str(load_json(run.path, "summary")["as_of"])
        found = members_of(run, unit)
        if name in found.names and day <= limit:
            history.append((day, found.words[found.names.index(name)]))
    return find_entered(history, customers)


def list_tabs(
    opened: Opened, name: str, rows: list[Member], layout: Layout
) -> list[tuple[str, Iterable[list[object]]]]:
    from satsuma.activate.members import list_cells
    from satsuma.project.profiling import profile_segment
    from satsuma.project.sizing import list_sizes, size_segments

    sizes = list_sizes(size_segments(opened, None))
    summary: list[list[object]] = [
        ["what", "value"],
        ["project", opened.definitions.project.name],
        ["segment", name],
        ["looking back from", opened.last_as_of],
        ["members written", len(rows)],
    ]
    table: list[list[object]] = [["name", "title", "customers", "share"]]
    table += [size_cells(size) for size in sizes]
    return [
        ("summary", summary),
        ("segments", table),
        ("profiles", list_profile(profile_segment(opened, name, None).result)),
        ("members", list_cells(rows, layout)),
    ]


def size_cells(size: SegmentSize) -> list[object]:
    return [size.name, size.title, size.customers, round(size.share, 4)]


def list_profile(profile: SegmentProfile) -> list[list[object]]:
    head: list[object] = ["variable", "level", "here", "everyone", "lift", "effect", "n", "sets apart"]
    rows: list[list[object]] = [
        [line.title, line.level, line.value, line.everyone, line.lift, line.effect, line.n, line.marker]
        for line in profile.lines
        if not line.suppressed
    ]
    return [head, *rows]
