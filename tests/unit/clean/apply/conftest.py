"""A bench for cleaning: raw tables from lists of rows, definitions from short dicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from satsuma.clean.apply import clean_tables
from satsuma.clean.apply.quoting import ident
from satsuma.model.accounts import Reject
from satsuma.model.definitions import Definitions
from satsuma.store.scratch import CleanTables, RawFile, RawTable, Scratch

NOON_2020 = 1_577_880_000


@dataclass
class Bench:
    """Collects sources, then cleans them: `bench.add(...)`, `bench.clean()`, `bench.rows(...)`."""

    scratch: Scratch
    raws: dict[str, RawTable] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    cleaned: CleanTables | None = None

    def add(
        self,
        name: str,
        header: Sequence[str],
        rows: Sequence[Sequence[Any]],
        *,
        kinds: dict[str, Any],
        types: Sequence[str] = (),
        files: Sequence[tuple[str, int]] = (),
        rejects: Sequence[Reject] = (),
        **definition: Any,
    ) -> None:
        """`kinds` maps each column to its kind, or to a dict of the column's definition; columns are read from the header's
        name."""
        con = self.scratch.connection
        types = types or ["VARCHAR"] * len(header)
        declared = ", ".join(f"{ident(column)} {kind}" for column, kind in zip(header, types, strict=True))
        con.execute(f'CREATE TABLE "raw_{name}" ({declared})')
        if rows:
            marks = ", ".join("?" * len(header))
            con.executemany(f'INSERT INTO "raw_{name}" VALUES ({marks})', [list(row) for row in rows])
        parts, first = [], 0
        for file, count in files or [(f"{name}.csv", len(rows))]:
            parts.append(RawFile(file, Path(file), "0" * 64, 1, first, count))
            first += count
        self.raws[name] = RawTable(name, f"raw_{name}", tuple(header), tuple(parts), tuple(rejects))
        columns = {
            column: {"from": column} | ({"kind": kind} if isinstance(kind, str) else kind)
            for column, kind in kinds.items()
        }
        self.sources[name] = {"files": ["x"], "format": {"type": "csv"}, "columns": columns} | definition

    def clean(self, as_of: int = NOON_2020, **project: Any) -> CleanTables:
        definitions = Definitions.model_validate(
            {"project": {"name": "test"} | project, "sources": self.sources}
        )
        self.cleaned = clean_tables(self.scratch, self.raws, definitions, as_of)
        return self.cleaned

    def rows(self, name: str, *columns: str) -> list[tuple[Any, ...]]:
        select = ", ".join(f'"{column}"' for column in columns)
        return self.scratch.connection.execute(
            f'SELECT {select} FROM "typed_{name}" ORDER BY _row'
        ).fetchall()

    def values(self, name: str, column: str) -> list[Any]:
        return [row[0] for row in self.rows(name, column)]

    def reasons(self, name: str) -> dict[str, int]:
        assert self.cleaned is not None
        account = self.cleaned.typed[name].account
        every = (*account.excluded, *account.quarantined, *account.merged)
        return {reason.reason: reason.rows for reason in every if reason.rows}

    def actions(self, name: str) -> dict[tuple[str | None, str], int]:
        assert self.cleaned is not None
        every = self.cleaned.quality.actions
        return {(one.column, one.action): one.count for one in every if one.source == name}

    def quarantine(self) -> list[tuple[Any, ...]]:
        return self.scratch.connection.execute("SELECT * FROM quarantine").fetchall()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Scratch(tmp_path) as scratch:
        yield Bench(scratch)


@pytest.fixture
def one_column(bench: Bench) -> Callable[..., tuple[list[Any], Any]]:
    """Cleans one column of a profile: raw values in, typed values and the type out."""

    def run(
        values: Sequence[Any], kind: str, *, type: str = "VARCHAR", **column: Any
    ) -> tuple[list[Any], Any]:
        kinds = {"id": "identifier", "v": {"kind": kind} | column}
        rows = [(str(number), value) for number, value in enumerate(values)]
        bench.add("people", ["id", "v"], rows, kinds=kinds, types=["VARCHAR", type], role="profile", key="id")
        cleaned = bench.clean()
        return bench.values("people", "v"), cleaned.typed["people"].types["v"]

    return run
