"""The money account of an event source: money in = money kept + reasons, and by calendar month.

`amount` is what a line brought: net of discount and returns. So net is the sum of amounts, returns what negative amounts
took back, discount what the discount column says was given, and gross = net + returns + discount. Tax is what the tax
column says, shown beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from satsuma.clean.apply.quoting import ident, text
from satsuma.clean.apply.stage import Stage
from satsuma.model.accounts import MoneyAccount, MoneyMonth
from satsuma.model.errors import BugError, ContractError, Place
from satsuma.model.kinds import Role

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

QUARTER_HOUR_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Sums:
    """Scaled sums of one month, or of all."""

    month: str = ""
    net: int = 0
    returns: int = 0
    tax: int = 0
    discount: int = 0
    orders: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Scales:
    amount: int
    tax: int
    discount: int


def account_money(con: DuckDBPyConnection, stage: Stage, zone: str) -> MoneyAccount | None:
    """None for sources without an amount. Raises BugError where the money does not add up."""
    if stage.amount is None or stage.source.definition.role is not Role.EVENT:
        return None
    definition = stage.source.definition
    scales = Scales(*(_scale(stage, name) for name in ("amount", definition.tax, definition.discount)))
    by_reason, total_in = _by_reason(con, stage)
    months = _months(con, stage, zone)
    total = _add_up(months)
    if total_in != sum(by_reason.values()) or total.net != by_reason.get(0, 0):
        raise BugError(f"The money of source {stage.source.name!r} does not add up.")

    def parts(fate: str) -> dict[str, str]:
        return {
            reason.label: decimal_text(by_reason[number], scales.amount)
            for number, reason in enumerate(stage.reasons, start=1)
            if number in by_reason and reason.fate == fate
        }

    whole = _month(total, scales)
    return MoneyAccount(
        source=stage.source.name,
        currency=stage.amount.type.currency,
        total_in=decimal_text(total_in, scales.amount),
        total_kept=whole.net,
        excluded=parts("excluded"),
        quarantined=parts("quarantined"),
        merged=parts("merged"),
        gross=whole.gross,
        tax=whole.tax,
        discount=whole.discount,
        returns=whole.returns,
        net=whole.net,
        orders=whole.orders,
        lines=whole.lines,
        months=tuple(_month(one, scales) for one in months),
    )


def _by_reason(con: DuckDBPyConnection, stage: Stage) -> tuple[dict[int, int], int]:
    """Scaled money by the number of the reason (0: kept), and of all rows together."""
    amount = stage.stored("amount")
    grouped = con.execute(f"SELECT _reason, sum({amount}) FROM {stage.source.stage} GROUP BY 1").fetchall()
    whole = con.execute(f"SELECT sum({amount}) FROM {stage.source.stage}").fetchall()
    return {int(number): int(total or 0) for number, total in grouped}, int(whole[0][0] or 0)


def _scale(stage: Stage, column: str | None) -> int:
    return 0 if column is None else stage.scope[column].type.scale or 0


def _months(con: DuckDBPyConnection, stage: Stage, zone: str) -> list[Sums]:
    """Summed by quarter hour first: only those few need the calendar of the zone. An order counts in the month of its first
    line."""
    definition, table = stage.source.definition, stage.source.table
    time = "_time" if definition.time is not None else "0"
    returned = "greatest(-amount, 0)" if definition.returns == "negative amount" else "0"
    tax = ident(definition.tax) if definition.tax else "0"
    discount = ident(definition.discount) if definition.discount else "0"
    month = f"strftime(timezone({text(zone)}, to_timestamp(q * {QUARTER_HOUR_SECONDS})), '%Y-%m')"
    sums = con.execute(
        f"SELECT {month}, sum(net), sum(returns), sum(tax), sum(discount), sum(n), sum(n) FROM "
        f"(SELECT CAST(floor({time} / {QUARTER_HOUR_SECONDS}) AS BIGINT) AS q, sum(amount) AS net, "
        f"sum({returned}) AS returns, sum({tax}) AS tax, sum({discount}) AS discount, count(*) AS n "
        f"FROM {table} GROUP BY 1) GROUP BY 1 ORDER BY 1"
    ).fetchall()
    months = [Sums(str(name), *(int(value or 0) for value in values)) for name, *values in sums]
    if definition.groups is None:
        return months
    by = ident(definition.groups.by)
    counted = con.execute(
        f"SELECT {month}, count(*) FROM (SELECT CAST(floor(min({time}) / {QUARTER_HOUR_SECONDS}) AS BIGINT) AS q "
        f"FROM {table} WHERE {by} IS NOT NULL GROUP BY {by}) GROUP BY 1"
    ).fetchall()
    orders = {str(name): int(rows) for name, rows in counted}
    return [replace(one, orders=orders.get(one.month, 0)) for one in months]


def _add_up(months: Sequence[Sums]) -> Sums:
    return Sums(
        net=sum(one.net for one in months),
        returns=sum(one.returns for one in months),
        tax=sum(one.tax for one in months),
        discount=sum(one.discount for one in months),
        orders=sum(one.orders for one in months),
        lines=sum(one.lines for one in months),
    )


def _month(sums: Sums, scales: Scales) -> MoneyMonth:
    finest = max(scales.amount, scales.discount)
    gross = (sums.net + sums.returns) * 10 ** (finest - scales.amount)
    gross += sums.discount * 10 ** (finest - scales.discount)
    return MoneyMonth(
        month=sums.month,
        gross=decimal_text(gross, finest),
        tax=decimal_text(sums.tax, scales.tax),
        discount=decimal_text(sums.discount, scales.discount),
        returns=decimal_text(sums.returns, scales.amount),
        net=decimal_text(sums.net, scales.amount),
        orders=sums.orders,
        lines=sums.lines,
    )


def decimal_text(scaled: int, scale: int) -> str:
    """A scaled integer as exact decimal text: (12340, 3) is '12.340'."""
    if scale == 0:
        return str(scaled)
    digits = str(abs(scaled)).rjust(scale + 1, "0")
    return f"{'-' if scaled < 0 else ''}{digits[:-scale]}.{digits[-scale:]}"


def check_currencies(con: DuckDBPyConnection, stage: Stage) -> None:
    """A column that names the currency of each row must name one only. Raises ContractError."""
    if stage.amount is None:
        return
    for one in stage.source.fields:
        if "currency" not in (one.name.casefold(), one.definition.raw.casefold()):
            continue
        row = con.execute(f"SELECT count(DISTINCT {ident(one.name)}) FROM {stage.source.table}").fetchone()
        if row and row[0] > 1:
            raise ContractError(
                f"Source {stage.source.name!r} mixes {row[0]} currencies in its amount.",
                hint=f"Exclude all but one by a rule on {one.name!r}, or make one source per currency.",
                place=Place(what=f"source {stage.source.name}, column {one.name}"),
            )
