"""Rows of profiles and lookups that stand twice: identical ones merge, of several with one key the last is current."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.clean.apply.sources import BoundSource
from satsuma.clean.apply.stage import RowReason, Stage
from satsuma.model.kinds import Role

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

IDENTICAL = "identical to another row"
SAME_KEY = "another row has the same key"


def settle_duplicates(con: DuckDBPyConnection, stage: Stage) -> None:
    """Marks the rows of the stage that leave as duplicates; appends the reasons. Events and surveys keep all rows."""
    source = stage.source
    role, definition = source.definition.role, source.definition
    if role is Role.PROFILE and definition.key not in (None, "row number"):
        identical = len(stage.reasons) + 1
        stage.reasons.append(RowReason(IDENTICAL, "merged"))
        stage.reasons.append(RowReason(SAME_KEY, "quarantined"))
        _mark_profile(con, source, identical, collapse=definition.collapse_identical)
    elif role is Role.LOOKUP and definition.collapse_identical:
        stage.reasons.append(RowReason(IDENTICAL, "merged"))
        _mark_identical(con, source, len(stage.reasons))


def _mark_profile(con: DuckDBPyConnection, source: BoundSource, identical: int, *, collapse: bool) -> None:
    row = con.execute(
        f"SELECT count(*) - count(DISTINCT _key) FROM {source.stage} WHERE _reason = 0"
    ).fetchone()
    if row is None or row[0] == 0:
        return
    columns = ", ".join(f"o.c{number}" for number in range(len(source.columns)))
    con.execute(
        "CREATE OR REPLACE TEMP TABLE repeated AS SELECT s._row, s._key, "
        f"row_number() OVER (PARTITION BY s._key, {columns} ORDER BY s._row DESC) AS copy "
        f"FROM {source.stage} s JOIN {source.origin} o ON s._row = o._row WHERE s._reason = 0 AND s._key IN "
        f"(SELECT _key FROM {source.stage} WHERE _reason = 0 GROUP BY _key HAVING count(*) > 1)"
    )
    if collapse:
        con.execute(
            f"UPDATE {source.stage} SET _reason = {identical} WHERE _row IN (SELECT _row FROM repeated WHERE copy > 1)"
        )
        con.execute("DELETE FROM repeated WHERE copy > 1")
    con.execute(
        f"UPDATE {source.stage} SET _reason = {identical + 1} WHERE _row IN "
        "(SELECT _row FROM (SELECT _row, max(_row) OVER (PARTITION BY _key) AS current FROM repeated) "
        "WHERE _row < current)"
    )
    con.execute("DROP TABLE repeated")


def _mark_identical(con: DuckDBPyConnection, source: BoundSource, number: int) -> None:
    columns = ", ".join(f"o.c{position}" for position in range(len(source.columns)))
    con.execute(
        f"UPDATE {source.stage} SET _reason = {number} WHERE _reason = 0 AND _row IN (SELECT _row FROM "
        f"(SELECT o._row, row_number() OVER (PARTITION BY {columns} ORDER BY o._row) AS copy "
        f"FROM {source.origin} o) WHERE copy > 1)"
    )


def count_exact_duplicates(con: DuckDBPyConnection, source: BoundSource) -> int:
    """Rows that repeat another row of the raw table in every column (by a 64-bit hash)."""
    columns = ", ".join(f"c{number}" for number in range(len(source.columns)))
    row = con.execute(f"SELECT count(*) - count(DISTINCT hash({columns})) FROM {source.origin}").fetchone()
    return int(row[0]) if row else 0
