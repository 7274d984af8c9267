"""`assign`: new customers of a file placed by a model, with probabilities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.model.errors import DefinitionError, FileError, OptionError, UnknownNameError
from satsuma.project.model_checks import find_fault
from satsuma.project.preparing import scratch_in
from satsuma.store.definitions import read_definitions

if TYPE_CHECKING:
    from satsuma.model.discoveries import SegmentModel
    from satsuma.project.shown_groups import ShownPlaces

Texts = dict[str, "Sequence[str | None]"]


def assign_file(folder: Path, file: Path, name: str, key: str | None, to: Path | None) -> ShownPlaces:
    """Reads the file as `init` would, finds the model's fields among its columns, and places every row.

    UnknownNameError without such a model, FileError for what cannot be read, OptionError where no column fits a field.
    `to` takes the placements as CSV.
    """
    from satsuma.discover.models import place_rows
    from satsuma.project.shown_groups import ShownPlaces

    model = find_model(folder, name)
    if to is not None:
        refuse_place(folder, file, to)
    rows, notes = read_texts(folder, file)
    result = place_rows(model, rows, key=key, file=file.name, aliases=list_aliases(folder, model))
    result = ShownPlaces(**{**dict(result), "warnings": (*notes, *result.warnings)})
    if to is not None:
        from satsuma.activate.members import write_rows

        write_rows(to, list_cells(result))
    return result


def refuse_place(folder: Path, file: Path, to: Path) -> None:
    """OptionError where the placements would take the place of the file that is read or of the project's own."""
    from satsuma.project.exporting import refuse_own_files

    refuse_own_files(folder, read_definitions(folder).definitions, to)
    if to.resolve() == file.resolve():
        raise OptionError(f"'{to}' is the file that is read.", hint="Write the placements elsewhere.")
    if to.suffix.lower() != ".csv":
        raise OptionError(
            f"Placements are written as CSV, and '{to.name}' is no such name.", hint="Write --to FILE.csv."
        )


def find_model(folder: Path, name: str) -> SegmentModel:
    """An adopted model by its name or by its segmentation's; UnknownNameError says which there are."""
    from satsuma.store.models import model_path, read_model

    definitions = read_definitions(folder).definitions
    known = sorted({each.model for each in definitions.variables.values() if each.model is not None})
    if name in known or model_path(folder, name).is_file():
        model = read_model(folder, name)
        fault = find_fault(model)
        if fault is not None:
            raise DefinitionError(fault)
        return model
    hint = (
        f"Models: {', '.join(known)}."
        if known
        else "Make one: satsuma discover NAME, then satsuma adopt NAME."
    )
    if name in definitions.segmentations:
        hint = f"'{name}' is made of rules; its model was not adopted. {hint}"
    raise UnknownNameError(f"There is no model '{name}'.", hint=hint)


def list_aliases(folder: Path, model: SegmentModel) -> dict[str, list[str]]:
    """What the sources' files call the model's fields."""
    definitions = read_definitions(folder).definitions
    raw: dict[str, list[str]] = {}
    for source in definitions.sources.values():
        for name, column in source.columns.items():
            raw.setdefault(name, []).append(column.raw)
    columns = {name: each.column or name for name, each in definitions.variables.items()}
    return {field.name: raw.get(columns.get(field.name, field.name), []) for field in model.basis}


def read_texts(folder: Path, file: Path) -> tuple[Texts, tuple[str, ...]]:
    """All columns of one file as texts, and what the reader noticed."""
    from satsuma.collect import find_sources, read_source

    found = find_sources([file], folder)
    if len(found) != 1:
        message = f"{file.name} holds {len(found)} tables."
        raise FileError(
            message, hint="Give one table: a CSV file, a Parquet file, or a workbook with one sheet."
        )
    with scratch_in(folder) as scratch:
        source = found[0]
        raw = read_source(scratch, source.name, source.files, source.format, folder)
        names = [column.replace('"', '""') for column in raw.columns]
        wanted = ", ".join(f'CAST("{column}" AS VARCHAR)' for column in names)
        rows = scratch.connection.execute(f"SELECT {wanted} FROM {raw.table} ORDER BY rowid").fetchall()
        notes = (*raw.notes, *(str(reject.reason) for reject in raw.rejects[:5]))
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(raw.columns)
    return dict(zip(raw.columns, columns, strict=True)), notes


def list_cells(result: ShownPlaces) -> Iterator[list[object]]:
    """The header, then a row a customer; nothing that a spreadsheet would run."""
    from satsuma.activate.members import neutralise

    segments = list(result.sizes)
    yield ["row", "key", "segment", "probability", "border", "second", *segments]
    for each in result.customers:
        found: list[object] = [each.row, each.key or "", each.segment or "", each.probability]
        odds = [each.probabilities.get(segment, 0.0) for segment in segments]
        yield [
            neutralise(cell) for cell in [*found, "yes" if each.border else "no", each.second or "", *odds]
        ]
