"""Row accounts: rows in = kept + excluded + quarantined + merged, by reason; and the quarantine."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections import Counter
from typing import TYPE_CHECKING

from satsuma.clean.apply.quoting import ident, text
from satsuma.clean.apply.sources import BoundSource
from satsuma.clean.apply.stage import FITS_PER_WORD, Fate, Stage
from satsuma.model.accounts import Reason, SourceAccount
from satsuma.model.errors import BugError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

QUARANTINE = "quarantine"


def create_quarantine(con: DuckDBPyConnection) -> str:
    con.execute(
        f"CREATE OR REPLACE TABLE {QUARANTINE} "
        "(source VARCHAR, reason VARCHAR, file VARCHAR, line BIGINT, content VARCHAR)"
    )
    return QUARANTINE


def create_view(con: DuckDBPyConnection, stage: Stage) -> None:
    """The typed table: the stage's kept rows, without the marks."""
    source = stage.source
    inner = ["_row"]
    if source.definition.key is not None and source.unit is not None:
        inner.append("_key")
    inner += ["_time"] if source.definition.time is not None else []
    inner += ["_event"] if source.definition.event_column is not None else []
    inner += [f"{stage.stored(name)} AS {ident(name)}" for name in stage.scope]
    con.execute(
        f"CREATE OR REPLACE VIEW {source.table} AS SELECT {', '.join(inner)} FROM {source.stage} WHERE _reason = 0"
    )


def account_rows(con: DuckDBPyConnection, stage: Stage, as_of: int, zone: str) -> SourceAccount:
    """Counts every row once. Raises BugError if the sum does not hold."""
    source = stage.source
    counts, own = _count_reasons(con, stage)
    reasons: dict[Fate, list[Reason]] = {"excluded": [], "quarantined": [], "merged": []}
    rejected = Counter(reject.reason for reject in source.raw.rejects)
    for label, rows in rejected.items():
        reasons["quarantined"].append(Reason(reason=label, rows=rows, own_total=rows))
    for number, reason in enumerate(stage.reasons, start=1):
        rows = counts.get(number, 0)
        total = max(own[number - 1], rows)
        if total or reason.fate == "excluded":
            reasons[reason.fate].append(Reason(reason=reason.label, rows=rows, own_total=total))
    first, last, future = _dates(con, stage, as_of, zone)
    row = con.execute(f"SELECT count(*) FROM {ident(source.raw.table)}").fetchone()
    account = SourceAccount(
        source=source.name,
        role=str(source.definition.role),
        unit=source.unit,
        rows_in=(int(row[0]) if row else 0) + len(source.raw.rejects),
        rows_kept=counts.get(0, 0),
        excluded=tuple(reasons["excluded"]),
        quarantined=tuple(reasons["quarantined"]),
        merged=tuple(reasons["merged"]),
        first_date=first,
        last_date=last,
        future_rows=future,
    )
    check_rows(account)
    return account


def check_rows(account: SourceAccount) -> None:
    gone = sum(reason.rows for reason in (*account.excluded, *account.quarantined, *account.merged))
    if account.rows_in != account.rows_kept + gone:
        raise BugError(
            f"Rows of source {account.source!r} do not add up: {account.rows_in} in, "
            f"{account.rows_kept} kept, {gone} set aside."
        )


def _count_reasons(con: DuckDBPyConnection, stage: Stage) -> tuple[dict[int, int], list[int]]:
    """Rows by the number of their reason, and each reason's own total."""
    words = [f'"#fits{word}"' for word in range(stage.fit_words)]
    select = ", ".join(["_reason", *words, "count(*)"])
    grouped = con.execute(
        f"SELECT {select} FROM {stage.source.stage} GROUP BY {', '.join(['_reason', *words])}"
    ).fetchall()
    counts: Counter[int] = Counter()
    own = [0] * len(stage.reasons)
    for number, *bits, rows in grouped:
        counts[number] += rows
        for word, value in enumerate(bits):
            for place in range(FITS_PER_WORD):
                if value >> place & 1:
                    own[word * FITS_PER_WORD + place] += rows
    return dict(counts), own


def _dates(
    con: DuckDBPyConnection, stage: Stage, as_of: int, zone: str
) -> tuple[str | None, str | None, int]:
    """First and last local day of the kept rows up to as_of, and how many rows lie after it."""
    if stage.source.definition.time is None:
        return None, None, 0
    row = con.execute(
        f"SELECT min(_time), coalesce(max(_time) FILTER (WHERE _time <= {as_of}), max(_time)), "
        f"count(*) FILTER (WHERE _time > {as_of}) FROM {stage.source.table}"
    ).fetchone()
    if row is None or row[0] is None:
        return None, None, 0
    return local_day(row[0], zone), local_day(row[1], zone), int(row[2])


def local_day(seconds: int, zone: str) -> str:
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    return moment.astimezone(zoneinfo.ZoneInfo(zone)).date().isoformat()


def fill_quarantine(con: DuckDBPyConnection, stage: Stage) -> None:
    """Keeps every row that broke a promise: its reason, where it came from, and all of it as JSON."""
    source = stage.source
    rejects = [(source.name, one.reason, one.file, one.line, one.content) for one in source.raw.rejects]
    if rejects:
        con.executemany(f"INSERT INTO {QUARANTINE} VALUES (?, ?, ?, ?, ?)", rejects)
    numbers = [number for number, one in enumerate(stage.reasons, start=1) if one.fate == "quarantined"]
    if not numbers:
        return
    labels = " ".join(f"WHEN {number} THEN {text(stage.reasons[number - 1].label)}" for number in numbers)
    content = ", ".join(f"{text(name)}, o.c{place}" for place, name in enumerate(source.columns))
    con.execute(
        f"INSERT INTO {QUARANTINE} SELECT {text(source.name)}, CASE s._reason {labels} END, {_file(source)}, {_line(source)}, "
        f"CAST(json_object({content}) AS VARCHAR) FROM {source.stage} s JOIN {source.origin} o ON s._row = o._row "
        f"WHERE s._reason IN ({', '.join(map(str, numbers))}) ORDER BY s._row"
    )


def _file(source: BoundSource) -> str:
    cases = [f"WHEN s._row < {one.first_row + one.rows} THEN {text(one.name)}" for one in source.raw.files]
    return f"CASE {' '.join(cases)} END" if cases else "NULL"


def _line(source: BoundSource) -> str:
    cases = [
        f"WHEN s._row < {one.first_row + one.rows} THEN s._row - {one.first_row} + 1 + {one.lines_before_data}"
        for one in source.raw.files
    ]
    return f"CASE {' '.join(cases)} END" if cases else "NULL"
