"""The money account of an event source: money in = money kept + reasons, and by calendar month.

`amount` is what a line brought: net of discount and returns. So net is the sum of amounts, returns what negative amounts
took back, discount what the discount column says was given, and gross = net + returns + discount. Tax is what the tax
column says, shown beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from satsuma.clean.apply.quoting import text
from satsuma.clean.apply.stage import Fate, Stage
from satsuma.model.accounts import MoneyAccount, MoneyMonth
from satsuma.model.errors import ContractError, Finding, Place
from satsuma.model.kinds import Role

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

QUARTER_HOUR = 900


def account_money(con: DuckDBPyConnection, stage: Stage, zone: str) -> MoneyAccount | None:
    """None for sources without an amount. Raises ContractError where the money does not add up."""
    if stage.amount is None or stage.source.definition.role is not Role.EVENT:
        return None
    scale = stage.amount.type.scale or 0
    amount = stage.stored("amount")
    grouped = con.execute(
        f"SELECT _reason, sum({amount}) FROM {stage.source.stage} GROUP BY 1 ORDER BY 1"
    ).fetchall()
    sums = {int(number): int(total or 0) for number, total in grouped}
    whole = con.execute(f"SELECT sum({amount}) FROM {stage.source.stage}").fetchone()
    total_in = int(whole[0] or 0) if whole else 0
    if total_in != sum(sums.values()):
        raise ContractError(f"The money of source {stage.source.name!r} does not add up.")
    parts: dict[Fate, dict[str, str]] = {"excluded": {}, "quarantined": {}, "merged": {}}
    for number, reason in enumerate(stage.reasons, start=1):
        if number in sums:
            parts[reason.fate][reason.label] = decimal_text(sums[number], scale)
    months = _months(con, stage, zone)
    totals = _Line.total(months)
    if totals.net != sums.get(0, 0):
        raise ContractError(f"The months of source {stage.source.name!r} do not add up to its money.")
    return MoneyAccount(
        source=stage.source.name,
        currency=stage.amount.type.currency,
        total_in=decimal_text(total_in, scale),
        total_kept=decimal_text(sums.get(0, 0), scale),
        **parts,
        **totals.texts(stage),
        months=tuple(MoneyMonth(month=one.month, **one.texts(stage)) for one in months),
    )


class _Line:
    """One month's scaled sums."""

    __slots__ = ("discount", "lines", "month", "net", "orders", "returns", "tax")

    def __init__(
        self, month: str, net: int, returns: int, tax: int, discount: int, orders: int, lines: int
    ) -> None:
        self.month, self.net, self.returns, self.tax, self.discount = month, net, returns, tax, discount
        self.orders, self.lines = orders, lines

    @staticmethod
    def total(months: Sequence[_Line]) -> _Line:
        names = ("net", "returns", "tax", "discount", "orders", "lines")
        return _Line("", *(sum(getattr(month, name) for month in months) for name in names))

    def texts(self, stage: Stage) -> dict[str, str | int]:
        scale = _scale(stage, "amount")
        discount = self.discount * 10 ** max(0, scale - _scale(stage, stage.source.definition.discount))
        common = max(scale, _scale(stage, stage.source.definition.discount))
        gross = (self.net + self.returns) * 10 ** (common - scale) + discount
        return {
            "gross": decimal_text(gross, common),
            "tax": decimal_text(self.tax, _scale(stage, stage.source.definition.tax)),
            "discount": decimal_text(self.discount, _scale(stage, stage.source.definition.discount)),
            "returns": decimal_text(self.returns, scale),
            "net": decimal_text(self.net, scale),
            "orders": self.orders,
            "lines": self.lines,
        }


def _scale(stage: Stage, column: str | None) -> int:
    return 0 if column is None else stage.scope[column].type.scale or 0


def _months(con: DuckDBPyConnection, stage: Stage, zone: str) -> list[_Line]:
    """Sums by quarter hour first: only those few need the calendar of the zone. An order counts in the month of its first
    line."""
    definition, table = stage.source.definition, stage.source.table
    time = "_time" if definition.time is not None else "0"
    returned = "greatest(-amount, 0)" if definition.returns == "negative amount" else "0"
    tax = f'"{definition.tax}"' if definition.tax else "0"
    discount = f'"{definition.discount}"' if definition.discount else "0"
    by = definition.groups.by if definition.groups is not None else None
    month = f"strftime(timezone({text(zone)}, to_timestamp(q * {QUARTER_HOUR})), '%Y-%m')"
    orders = "sum(n)"
    sums = con.execute(
        f"SELECT {month} AS month, sum(net), sum(returns), sum(tax), sum(discount), {orders}, sum(n) FROM "
        f"(SELECT CAST(floor({time} / {QUARTER_HOUR}) AS BIGINT) AS q, sum(amount) AS net, sum({returned}) AS returns, "
        f"sum({tax}) AS tax, sum({discount}) AS discount, count(*) AS n FROM {table} GROUP BY 1) "
        "GROUP BY 1 ORDER BY 1"
    ).fetchall()
    lines = [_Line(str(name), *(int(value or 0) for value in values)) for name, *values in sums]
    if by is not None:
        counted = con.execute(
            f"SELECT {month} AS month, count(*) FROM (SELECT CAST(floor(min({time}) / {QUARTER_HOUR}) AS BIGINT) AS q "
            f'FROM {table} WHERE "{by}" IS NOT NULL GROUP BY "{by}") GROUP BY 1'
        ).fetchall()
        by_month = {str(name): int(rows) for name, rows in counted}
        for line in lines:
            line.orders = by_month.get(line.month, 0)
    return lines


def decimal_text(scaled: int, scale: int) -> str:
    """A scaled integer as exact decimal text: (12340, 3) is '12.340'."""
    return f"{Decimal(scaled).scaleb(-scale, None):f}" if scale == 0 else _pointed(scaled, scale)


def _pointed(scaled: int, scale: int) -> str:
    digits = str(abs(scaled)).rjust(scale + 1, "0")
    return f"{'-' if scaled < 0 else ''}{digits[:-scale]}.{digits[-scale:]}"


def check_currencies(con: DuckDBPyConnection, stage: Stage) -> None:
    """A column that names the currency of each row must name one only. Raises ContractError."""
    if stage.amount is None:
        return
    for one in stage.source.fields:
        if one.name.casefold() != "currency" and one.definition.raw.casefold() != "currency":
            continue
        row = con.execute(
            f"SELECT count(DISTINCT {stage.stored(one.name)}) FROM {stage.source.table}"
        ).fetchone()
        if row and row[0] > 1:
            raise ContractError(
                Finding(
                    code="contract",
                    message=f"Source {stage.source.name!r} mixes {row[0]} currencies in its amount.",
                    hint=f"Exclude all but one by a rule on {one.name!r}, or make one source per currency.",
                    place=Place(what=f"source {stage.source.name}, column {one.name}"),
                )
            )
