"""Texts that customers wrote or said, for quotes: those of a segment's members, and those of nobody known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes
from satsuma.describe.personas.quotes import Text
from satsuma.model.kinds import Kind, Role, Sensitivity

if TYPE_CHECKING:
    from satsuma.model.definitions import SourceDefinition
    from satsuma.project.persona_unit import UnitView

MOST_TEXTS = 5_000
"""A source; the newest of those that count."""
FEWEST_LETTERS = 60
"""On average; shorter words are labels, nothing that somebody told."""
WRITTEN = (Role.TEXT, Role.SURVEY, Role.EVENT)


def read_texts(view: UnitView, members: NDArray[np.bool_]) -> list[Text]:
    """Of text sources that know their customers those of members; of those that do not, all, marked so."""
    found: list[Text] = []
    for name, source in view.opened.definitions.sources.items():
        has_key = source.key is not None and source.key != "row number"
        if source.role in WRITTEN and (source.unit == view.unit if has_key else source.role is Role.TEXT):
            for column in list_prose(source):
                found += read_source(view, name, column, members if has_key else None)
    return found


def list_prose(source: SourceDefinition) -> Iterator[str]:
    for name, column in source.columns.items():
        if column.kind is Kind.TEXT and column.sensitivity is Sensitivity.ORDINARY:
            yield name


def read_source(view: UnitView, source: str, column: str, members: NDArray[np.bool_] | None) -> list[Text]:
    import duckdb

    path = view.opened.run.table_path(source).as_posix().replace("'", "''")
    table, quoted = f"read_parquet('{path}')", '"' + column.replace('"', '""') + '"'
    connection = duckdb.connect(config={"threads": view.opened.threads})
    columns = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()}
    if column not in columns or (members is not None and "_key" not in columns):
        return []
    length = connection.execute(f"SELECT avg(length({quoted})) FROM {table}").fetchall()[0][0]
    if (length or 0) < FEWEST_LETTERS:
        return []
    where = f"{quoted} IS NOT NULL" + (f" AND _time <= {view.as_of}" if "_time" in columns else "")
    if members is not None:
        keys = view.data.keys.values[members]
        connection.register("members", {"key": keys})
        where += " AND _key IN (SELECT key FROM members)"
    context = "file" if "file" in columns and column != "file" else "''"
    rows = connection.execute(
        f"SELECT {quoted}, {context} FROM {table} WHERE {where} ORDER BY _row DESC LIMIT {MOST_TEXTS}"
    ).fetchall()
    label = source.replace("_", " ")
    return [Text(label, str(row[0]), members is not None, str(row[1])) for row in rows]


def list_names(view: UnitView) -> frozenset[str]:
    """The words of people's names, in lower case, of every unit: a text may name anybody."""
    personal = {
        name
        for source in view.opened.definitions.sources.values()
        for name, column in source.columns.items()
        if column.sensitivity is Sensitivity.PERSONAL and "name" in name
    }
    found: set[str] = set()
    for unit in view.opened.population.units.values():
        for name in personal:
            column = unit.columns.get(name)
            if isinstance(column, Codes):
                found.update(
                    word.casefold()
                    for entry in column.dictionary
                    for word in entry.replace("-", " ").split()
                    if len(word) > 2
                )
    return frozenset(found)
