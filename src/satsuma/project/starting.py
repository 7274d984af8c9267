"""`init`: from a person's files to a project's definitions, with the reason for every decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.model.definitions import Definitions, ProjectDefinition
from satsuma.model.errors import MistakeError, OptionError
from satsuma.model.results import UnderstoodSource
from satsuma.project.moments import read_zone
from satsuma.project.preparing import gather_inputs, prepared_path, scratch_in, store_tables
from satsuma.project.progress import Progress, silent
from satsuma.project.shown import ShownInit
from satsuma.project.version import read_version
from satsuma.store.disk import write_whole

if TYPE_CHECKING:
    from satsuma.clean.infer import Inference
    from satsuma.store.runs import StoredRun
    from satsuma.store.scratch import FoundSource, RawTable, Scratch

FIRST_TARGET = "first"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What the work is for; every part may stay open."""

    problem: str | None = None
    kpi: str | None = None
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where and for what a project begins. `now` in seconds UTC; without a `name` it is called like its folder. `currency` is
    that of amounts whose files name none; `locale` how numbers and days are written for people."""

    folder: Path
    purpose: Purpose
    timezone: str
    now: int
    name: str | None = None
    currency: str | None = None
    locale: str = "en"


def start_project(beginning: Beginning, files: Sequence[Path], progress: Progress | None = None) -> ShownInit:
    """MistakeError where the folder already is a project; FileError with all files that cannot be found or read."""
    from satsuma.collect import find_sources
    from satsuma.store.definitions import PROJECT_FILE

    report = progress or silent
    folder = beginning.folder.absolute()
    if (folder / PROJECT_FILE).exists():
        raise MistakeError(
            f"{beginning.folder} already is a project.", hint="Edit its YAML files, or choose another folder."
        )
    if folder.exists() and not folder.is_dir():
        raise OptionError(
            f"{beginning.folder} is a file, not a folder.", hint="Write: satsuma init FOLDER FILES…"
        )
    read_zone(beginning.timezone)
    beginning = replace(beginning, folder=folder)
    report("Finding sources", None)
    found = find_sources(files, folder)
    folder.mkdir(parents=True, exist_ok=True)
    with scratch_in(folder) as scratch:
        raws = read_found(scratch, found, folder, report)
        return understand(beginning, scratch, list(zip(found, raws, strict=True)), report)


def read_found(
    scratch: Scratch, found: Sequence[FoundSource], folder: Path, report: Progress
) -> list[RawTable]:
    from satsuma.collect import read_source

    raws = []
    for number, source in enumerate(found):
        report(f"Reading {source.name}", number / len(found))
        raws.append(read_source(scratch, source.name, source.files, source.format, folder))
    return raws


def understand(
    beginning: Beginning, scratch: Scratch, found: list[tuple[FoundSource, RawTable]], report: Progress
) -> ShownInit:
    """Infers the sources, stores their data, suggests variables and segments, writes the YAML."""
    from satsuma.clean.infer import infer_sources
    from satsuma.project.suggesting import suggest_definitions
    from satsuma.store.definitions import write_definitions, write_schemas

    report("Understanding the sources", None)
    inference = infer_sources(scratch, found)
    definitions = Definitions(project=describe_project(beginning, inference), sources=inference.sources)
    raws = {source.name: raw for source, raw in found if source.name in inference.sources}
    inputs = gather_inputs(beginning.folder, definitions, read_version(), beginning.now, report)
    prepared = store_tables(scratch, raws, inputs, None, prepared_path(beginning.folder), report)
    report("Suggesting variables and segments", None)
    definitions, unavailable = suggest_definitions(definitions, prepared, beginning.now)
    definitions, notes = add_target(definitions, beginning.purpose, prepared)
    write_definitions(beginning.folder, definitions)
    write_schemas(beginning.folder)
    ignore_results(beginning.folder)
    return ShownInit(
        project=str(beginning.folder),
        main_unit=definitions.project.main_unit,
        sources=tuple(show_source(name, definitions, raws) for name in definitions.sources),
        variables=tuple(definitions.variables),
        segments=tuple(definitions.segments),
        segmentations=tuple(definitions.segmentations),
        unavailable=unavailable,
        questions=tuple(str(question) for question in inference.questions),
        notes=(*inference.notes, *notes, *(note for raw in raws.values() for note in raw.notes)),
    )


IGNORED = ("/.satsuma/*", "!/.satsuma/schemas/", "/report.html")
"""What holds customers' values, and the schemas, which do not: editors complete definitions by them."""


def ignore_results(folder: Path) -> None:
    """Keeps runs and the report out of version control, beside what the folder's .gitignore says already."""
    path = folder / ".gitignore"
    before = path.read_text(encoding="utf-8", errors="surrogateescape") if path.is_file() else ""
    missing = [line for line in IGNORED if line not in before.splitlines()]
    if missing:
        head = "" if not before or before.endswith("\n") else "\n"
        note = "# Satsuma's runs hold customers' values: not for version control.\n"
        text = before + head + note + "\n".join(missing) + "\n"
        write_whole(path, text.encode("utf-8", errors="surrogateescape"))


def add_target(
    definitions: Definitions, purpose: Purpose, prepared: StoredRun
) -> tuple[Definitions, tuple[str, ...]]:
    """The first business target, where a problem and a KPI that is a variable were named; otherwise what it lacks."""
    from satsuma.project.target_wishes import draft_target

    if purpose.problem is None or purpose.kpi is None:
        return definitions, ()
    drafted = draft_target(definitions, purpose.problem, purpose.kpi, purpose.teams, prepared.shape)
    if drafted is None:
        note = (
            f"No variable is called '{purpose.kpi}', so no target was written. Write it under "
            "Targets, or with: satsuma target first --kpi VARIABLE"
        )
        return definitions, (note,)
    return definitions.model_copy(update={"targets": {FIRST_TARGET: drafted}}), ()


def describe_project(beginning: Beginning, inference: Inference) -> ProjectDefinition:
    purpose = beginning.purpose
    return ProjectDefinition(
        name=beginning.name or beginning.folder.name,
        problem=purpose.problem,
        kpi=purpose.kpi,
        teams=purpose.teams,
        main_unit=inference.main_unit,
        main_event=inference.main_event,
        timezone=beginning.timezone,
        currency=inference.currency or beginning.currency,
        locale=beginning.locale,
    )


def show_source(name: str, definitions: Definitions, raws: dict[str, RawTable]) -> UnderstoodSource:
    source = definitions.sources[name]
    rows = sum(file.rows for file in raws[name].files)
    return UnderstoodSource(
        name=name,
        role=source.role,
        unit=source.unit,
        key=source.key,
        time=source.time,
        event=source.event,
        rows=rows,
        kinds={column: definition.kind for column, definition in source.columns.items()},
        recognised_as=source.recognised_as,
        reasons=source.reasons,
    )
