"""New customers of a file: columns matched, texts read, everyone placed or said why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from satsuma.columns import Column
from satsuma.discover.models.columns import find_key, match_columns
from satsuma.discover.models.placing import Placement, place_columns
from satsuma.discover.models.texts import read_texts
from satsuma.model.discoveries import AssignResult, Placed, SegmentModel
from satsuma.model.errors import FileError

MOST_ROWS_NAMED = 8
DAY_SECONDS = 86_400
Texts = Mapping[str, Sequence[str | None]]


def place_rows(
    model: SegmentModel,
    rows: Texts,
    *,
    key: str | None = None,
    file: str = "",
    aliases: Mapping[str, Sequence[str]] = MappingProxyType({}),
    as_of_seconds: int | None = None,
) -> AssignResult:
    """Places every row of a table of texts (column → one text a row; rows count from 1, without the header).

    `key` is the column that names customers; `aliases` are further names of fields (their raw columns). Dates count
    back from `as_of_seconds`, by default the end of the day that the model was made for. FileError for a table without
    rows, OptionError where no column is a field of the model.
    """
    n = len(next(iter(rows.values()), ()))
    if n == 0:
        raise FileError(
            f"{file or 'The file'} has no rows.", hint="One customer a row, below a row of column names."
        )
    named_by = find_key(list(rows), key)
    matched = match_columns(model, list(rows), aliases, named_by)
    moment = as_of_seconds if as_of_seconds is not None else end_of(model.origin.as_of)
    columns, notes, unread = read_columns(model, rows, matched.columns)
    placement = place_columns(model, columns, as_of_seconds=moment, n=n)
    keys = rows[named_by] if named_by is not None else [None] * n
    customers = tuple(tell_row(model, placement, row, keys[row], unread.get(row + 1, ())) for row in range(n))
    placed = int((placement.labels >= 0).sum())
    names = [segment.name for segment in model.segments]
    sizes = np.bincount(placement.labels[placement.labels >= 0], minlength=model.k).tolist()
    return AssignResult(
        model=model.name,
        file=file,
        rows=n,
        placed=placed,
        border=int(placement.border.sum()),
        unplaced=n - placed,
        matched=matched.columns,
        absent=matched.absent,
        sizes=dict(zip(names, sizes, strict=True)),
        customers=customers,
        warnings=(*matched.suggestions, *warn_absent(model, matched.absent), *notes),
    )


def end_of(day: str) -> int:
    """Seconds UTC of a day's end."""
    midnight = dt.datetime.fromisoformat(day[:10]).replace(tzinfo=dt.UTC)
    return int(midnight.timestamp()) + DAY_SECONDS - 1


def read_columns(
    model: SegmentModel, rows: Texts, matched: Mapping[str, str]
) -> tuple[dict[str, Column], list[str], dict[int, list[str]]]:
    """The columns as values, sentences about what could not be read, and the fields unread by row."""
    columns: dict[str, Column] = {}
    notes: list[str] = []
    unread: dict[int, list[str]] = {}
    for name, column in matched.items():
        fields = [field for field in model.basis if field.name == name]
        reading = read_texts(fields, rows[column])
        columns[name] = reading.column
        for row in reading.unreadable:
            unread.setdefault(row, []).append(column)
        if reading.unreadable:
            notes.append(say_unreadable(column, reading.unreadable))
    return columns, notes, unread


def say_unreadable(column: str, rows: Sequence[int]) -> str:
    """By row number; never the text itself."""
    shown = ", ".join(str(row) for row in rows[:MOST_ROWS_NAMED])
    more = f" and {len(rows) - MOST_ROWS_NAMED:,} more" if len(rows) > MOST_ROWS_NAMED else ""
    are = "value" if len(rows) == 1 else "values"
    return f"'{column}': {len(rows):,} {are} could not be read and count as missing (row {shown}{more})."


def warn_absent(model: SegmentModel, absent: Sequence[str]) -> list[str]:
    if not absent:
        return []
    fields = len({field.name for field in model.basis})
    return [
        f"{len(absent)} of the model's {fields} fields are not in the file ({', '.join(absent)}): "
        "customers are placed by the others, less surely."
    ]


def tell_row(
    model: SegmentModel, placement: Placement, row: int, key: str | None, unread: Sequence[str]
) -> Placed:
    """One customer: where, how surely, or why nowhere."""
    label = int(placement.labels[row])
    odds = placement.probabilities[row]
    second = int(placement.second[row])
    is_placed = label >= 0
    notes = [f"not readable: {', '.join(unread)}"] if unread else []
    if not is_placed:
        notes.insert(0, say_why_not(model, placement, row))
    segment = model.segments[label] if is_placed else None
    return Placed(
        row=row + 1,
        key=key,
        segment=segment.name if segment else None,
        title=segment.title if segment else None,
        probability=round(float(odds[label]), 6) if is_placed else None,
        border=bool(placement.border[row]),
        second=model.segments[second].name if is_placed and second >= 0 else None,
        probabilities={each.name: round(float(p), 6) for each, p in zip(model.segments, odds, strict=True)}
        if is_placed
        else {},
        note="; ".join(notes) or None,
    )


def say_why_not(model: SegmentModel, placement: Placement, row: int) -> str:
    known = int(placement.known[row])
    if known < model.least_known:
        return f"too little is known: {known} of {len(model.basis)} fields, at least {model.least_known} are needed"
    if placement.far[row]:
        return "unlike everybody that the segments were made from"
    return "between the groups: the model counts it as noise"
