"""`add`: further files beside the sources that a project has; what people wrote stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.model.data import AddedFiles
from satsuma.model.definitions import Definitions, SourceDefinition
from satsuma.model.errors import FileError, MistakeError
from satsuma.project.editing import write_definition
from satsuma.project.freshness import find_files
from satsuma.project.preparing import gather_inputs, prepared_path, read_raws, scratch_in, store_tables
from satsuma.project.progress import Progress, silent
from satsuma.project.starting import read_found, show_source
from satsuma.project.version import read_version
from satsuma.store.definitions import read_definitions

if TYPE_CHECKING:
    from satsuma.clean.infer import Inference
    from satsuma.model.definitions import SegmentDefinition, VariableDefinition
    from satsuma.store.runs import StoredRun
    from satsuma.store.scratch import FoundSource, RawTable, Scratch


@dataclass(frozen=True, slots=True)
class Addition:
    """What the files become: new sources, and files for sources that are there."""

    new: dict[str, FoundSource]
    extended: dict[str, tuple[str, ...]]
    known: tuple[str, ...]


def add_files(folder: Path, files: Sequence[Path], now: int, progress: Progress | None = None) -> AddedFiles:
    """Files of the same columns as a source's join that source; others become sources of their own, with the variables that
    they allow. FileError with all files that cannot be found or read; MistakeError where nothing could be understood."""
    from satsuma.collect import find_sources

    report = progress or silent
    definitions = read_definitions(folder).definitions
    report("Looking at the files", None)
    found = find_sources(files, folder)
    with scratch_in(folder) as scratch:
        inputs = gather_inputs(folder, definitions, read_version(), now, report)
        raws = read_raws(scratch, inputs, report)
        addition = sort_out(scratch, folder, definitions, raws, found, report)
        inference = infer_new(scratch, definitions, raws, addition, report)
        sources = choose_new(inference, addition, definitions)
        if not sources and not addition.extended and not addition.known:
            raise MistakeError(inference.questions or explain(inference))
        extended = {
            name: definitions.sources[name].model_copy(
                update={"files": (*definitions.sources[name].files, *more)}
            )
            for name, more in addition.extended.items()
        }
        project = definitions.project
        if project.main_event is None and inference.main_event is not None:
            project = project.model_copy(update={"main_event": inference.main_event})
        after = definitions.model_copy(
            update={"sources": definitions.sources | extended | sources, "project": project}
        )
        variables, templates = suggest_more(scratch, folder, definitions, after, now, report)
    report("Writing", None)
    write_all(folder, definitions, after, variables, now)
    return tell(after, addition, sources, raws, variables, templates, inference)


def sort_out(
    scratch: Scratch,
    folder: Path,
    definitions: Definitions,
    raws: dict[str, RawTable],
    found: Sequence[FoundSource],
    report: Progress,
) -> Addition:
    """Which files are new sources, which belong to one that is there; `raws` gains the new ones."""
    known = {path for source in definitions.sources.values() for path in find_files(folder, source.files)}
    new: dict[str, FoundSource] = {}
    extended: dict[str, tuple[str, ...]] = {}
    there: list[str] = []
    for source in found:
        paths = find_files(folder, source.files)
        fresh = tuple(path for path in paths if path not in known)
        if not fresh:
            there += paths
            continue
        name = free_name(source.name, {*definitions.sources, *new})
        named = type(source)(name, source.files, source.format)
        raw = read_found(scratch, [named], folder, report)[0]
        twin = find_twin(definitions, raws, raw, source)
        if twin is not None:
            extended[twin] = (*extended.get(twin, ()), *fresh)
        else:
            new[name], raws[name] = named, raw
    return Addition(new, extended, tuple(there))


def free_name(name: str, taken: set[str]) -> str:
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free


def find_twin(
    definitions: Definitions, raws: Mapping[str, RawTable], raw: RawTable, found: FoundSource
) -> str | None:
    """The source whose files have the same columns and are read in the same way."""
    columns = {column.casefold() for column in raw.columns}
    for name, source in definitions.sources.items():
        same = {column.casefold() for column in raws[name].columns} == columns
        ways = [
            (each.type, each.delimiter, each.sheet, each.member) for each in (source.format, found.format)
        ]
        if same and ways[0] == ways[1]:
            return name
    return None


def infer_new(
    scratch: Scratch,
    definitions: Definitions,
    raws: Mapping[str, RawTable],
    addition: Addition,
    report: Progress,
) -> Inference:
    """What the new sources mean, seen beside the old ones."""
    from satsuma.clean.infer import Inference, infer_sources
    from satsuma.store.scratch import FoundSource

    if not addition.new:
        return Inference({}, definitions.project.main_unit, None, None, (), ())
    report("Understanding the sources", None)
    old = {
        name: FoundSource(name, source.files, source.format) for name, source in definitions.sources.items()
    }
    return infer_sources(scratch, [(found, raws[name]) for name, found in (old | addition.new).items()])


def choose_new(
    inference: Inference, addition: Addition, definitions: Definitions
) -> dict[str, SourceDefinition]:
    """The definitions of the new sources that were understood; they fit sources as people have corrected them."""
    units = {source.unit for source in definitions.sources.values()} - {None}
    return {
        name: source
        for name, source in inference.sources.items()
        if name in addition.new and (source.unit is None or source.unit in units | {inference.main_unit})
    }


def explain(inference: Inference) -> str:
    return " ".join(inference.notes) or "Nothing in these files is about the customers that are known."


def suggest_more(
    scratch: Scratch, folder: Path, before: Definitions, after: Definitions, now: int, report: Progress
) -> tuple[dict[str, VariableDefinition], dict[str, SegmentDefinition]]:
    """Variables and templates that the data allow now and did not before; the data wait for the next run."""
    from satsuma.project.checking import find_shape
    from satsuma.project.suggesting import suggest_definitions

    inputs = gather_inputs(folder, after, read_version(), now, report)
    raws = read_raws(scratch, inputs, report)
    old = find_shape(folder)
    stored: StoredRun = store_tables(scratch, raws, inputs, None, prepared_path(folder), report)
    report("Suggesting variables and segments", None)
    suggested, _ = suggest_definitions(after, stored, now)
    if old is None:
        was: Mapping[str, VariableDefinition] = {}
    else:
        from satsuma.measure.suggestions import suggest_variables

        was = suggest_variables(old, before.sources, before.project.main_event)
    taken = {*before.variables, *was}
    variables = {name: each for name, each in suggested.variables.items() if name not in taken}
    templates = {
        name: each
        for name, each in suggested.segments.items()
        if each.template and name not in before.segments
    }
    return variables, templates


def write_all(
    folder: Path,
    before: Definitions,
    after: Definitions,
    variables: Mapping[str, VariableDefinition],
    now: int,
) -> None:
    """Each definition by itself, so that each can be taken back."""
    for name, source in after.sources.items():
        if before.sources.get(name) != source:
            write_definition(folder, "sources", name, source, now)
    if after.project != before.project:
        write_definition(folder, "project", "", after.project, now)
    for name, variable in variables.items():
        write_definition(folder, "variables", name, variable, now)


def tell(
    after: Definitions,
    addition: Addition,
    sources: Mapping[str, SourceDefinition],
    raws: dict[str, RawTable],
    variables: Mapping[str, VariableDefinition],
    templates: Mapping[str, SegmentDefinition],
    inference: Inference,
) -> AddedFiles:
    left_out = [name for name in addition.new if name not in sources]
    notes = [note for note in inference.notes if any(f"'{name}" in note for name in addition.new)]
    notes += [note for name in addition.new for note in raws[name].notes]
    if left_out and not notes:
        notes.append(f"Left out: {', '.join(left_out)}.")
    return AddedFiles(
        sources=tuple(show_source(name, after, raws) for name in sources),
        extended=addition.extended,
        known=addition.known,
        variables=tuple(variables),
        templates=tuple(templates),
        questions=tuple(
            str(each)
            for each in inference.questions
            if any(f"'{name}" in each.message for name in addition.new)
        ),
        notes=tuple(dict.fromkeys(notes)),
        next_step="Run, so that they count." if sources or addition.extended else "Nothing is new.",
    )


def add_here(folder: Path, files: Sequence[str], now: int, progress: Progress | None = None) -> AddedFiles:
    """The same of data files that lie in the project's folder (default: all that no source has yet)."""
    from satsuma.project.uploads import list_uploads

    known = [file.path for file in list_uploads(folder)]
    strange = [file for file in files if file not in known]
    if strange:
        raise FileError(f"'{strange[0]}' is no data file of this folder.", hint="Upload it first.")
    if not files:
        sources = read_definitions(folder).definitions.sources.values()
        read = {path for source in sources for path in find_files(folder, source.files)}
        files = [file for file in known if file not in read]
    if not files:
        raise FileError("Every data file here belongs to a source already.", hint="Upload another one.")
    return add_files(folder, [folder / file for file in files], now, progress)
