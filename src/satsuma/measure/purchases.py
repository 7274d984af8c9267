"""Variables of orders and order lines: how much, how often, how recently, of what."""

from __future__ import annotations

from collections.abc import Iterator

from satsuma.measure.evidence import Evidence
from satsuma.model.definitions import VariableDefinition
from satsuma.model.kinds import Family, Kind

ONLINE = '"(?i)online|web|internet|e-?commerce|e-?shop|app"'
"""Words in an order's channel that mean online, as a pattern."""

Named = tuple[str, VariableDefinition]


def define(
    name: str,
    value: str,
    title: str,
    family: Family,
    unit: str,
    kind: Kind | None = None,
    note: str | None = None,
) -> Named:
    """A named variable by expression."""
    return name, VariableDefinition(value=value, title=title, family=family, unit=unit, kind=kind, note=note)


def _orders(evidence: Evidence, window: str | None = None) -> str:
    """The order events inside an aggregate's parentheses: purchases only, where returns are negative orders."""
    where = " where amount > 0" if evidence.negative_returns else ""
    return f"{evidence.orders}{where}{f', {window}' if window else ''}"


def suggest_purchases(evidence: Evidence) -> Iterator[Named]:
    """Everything that orders, their amounts and their lines allow."""
    if evidence.orders is None:
        return
    yield from _suggest_counts(evidence)
    yield from _suggest_rhythm(evidence)
    if evidence.has_amount:
        yield from _suggest_money(evidence)
    yield from _suggest_lines(evidence)
    yield from _suggest_returns(evidence)


def _suggest_counts(evidence: Evidence) -> Iterator[Named]:
    unit, family = evidence.unit.name, Family.BEHAVIOURAL
    yield define("orders_ever", f"count({_orders(evidence)})", "Orders ever", family, unit)
    yield define(
        "orders_12m", f"count({_orders(evidence, 'last 12 months')})", "Orders, last 12 months", family, unit
    )
    if evidence.channel is not None:
        online = f"{evidence.orders} where {evidence.channel} matches {ONLINE}"
        yield define(
            "online_share",
            f"count({online}) / count({evidence.orders})",
            "Share of orders made online",
            family,
            unit,
            Kind.SHARE,
        )


def _suggest_rhythm(evidence: Evidence) -> Iterator[Named]:
    unit, family, orders = evidence.unit.name, Family.BEHAVIOURAL, _orders(evidence)
    first, last, count = f"days since first({orders})", f"days since last({orders})", f"count({orders})"
    yield define("days_since_order", last, "Days since the last order", family, unit)
    yield define("tenure_days", first, "Days since the first order", family, unit)
    yield define(
        "average_gap_days",
        f"({first} - {last}) / ({count} - 1)",
        "Average days between orders",
        family,
        unit,
        note="Stands for the median gap: from the first to the last order, divided by the orders after the first. "
        "Missing with fewer than two orders.",
    )
    yield define(
        "overdue_ratio",
        f"{last} * ({count} - 1) / ({first} - {last})",
        "How overdue: days since the last order, in own average gaps",
        family,
        unit,
        note="1 means as long as this customer usually takes, 2 twice as long. Missing with fewer than two orders.",
    )


def _suggest_money(evidence: Evidence) -> Iterator[Named]:
    unit, family, event = evidence.unit.name, Family.VALUE, evidence.orders
    amount = f"{event}.amount"
    yield define(
        "net_revenue_12m", f"sum({amount}, last 12 months)", "Net revenue, last 12 months", family, unit
    )
    yield define("net_revenue_ever", f"sum({amount})", "Net revenue ever", family, unit)
    only = " where amount > 0" if evidence.negative_returns else ""
    yield define("average_order", f"average({amount}{only})", "Average order", family, unit, Kind.MONEY)
    yield define(
        "spend_trend",
        f"sum({amount}, last 182 days) / sum({amount}, 363 to 182 days ago)",
        "Spend trend: last half-year ÷ the half-year before",
        Family.BEHAVIOURAL,
        unit,
        Kind.NUMBER,
        note="1 means unchanged. Missing without spend in the earlier half-year.",
    )


def _suggest_lines(evidence: Evidence) -> Iterator[Named]:
    unit, family, lines, orders = evidence.unit.name, Family.BEHAVIOURAL, evidence.lines, evidence.orders
    if lines is None:
        return
    if lines != orders:
        title = "Lines per order"
        yield define("items_per_order", f"count({lines}) / count({orders})", title, family, unit, Kind.NUMBER)
    if evidence.category is not None:
        category = f"{lines}.{evidence.category}"
        yield define(
            "categories_bought", f"distinct({category})", "Categories bought", family, unit, Kind.NUMBER
        )
        yield define(
            "last_category",
            f"last({category})",
            "Category last bought",
            family,
            unit,
            Kind.CATEGORY,
            note="Stands for the favourite category: the one bought most recently, not most often.",
        )
        yield define(
            "category_focus",
            f"1 / distinct({category})",
            "Focus on few categories (1: all in one)",
            family,
            unit,
            Kind.SHARE,
            note="Stands for the favourite category's share: 1 divided by the categories bought.",
        )
    if evidence.discount is not None:
        yield define(
            "discount_share",
            f"count({lines} where {evidence.discount} != 0) / count({lines})",
            "Share bought with a discount",
            family,
            unit,
            Kind.SHARE,
        )
    if evidence.margin is not None:
        yield define(
            "margin_12m",
            f"sum({lines}.{evidence.margin}, last 12 months)",
            "Margin, last 12 months",
            Family.VALUE,
            unit,
        )


def _suggest_returns(evidence: Evidence) -> Iterator[Named]:
    returned = evidence.events.get("return")
    where = f"{evidence.orders} where amount < 0" if evidence.negative_returns else None
    returns = f"count({returned or where})"
    if returned is None and where is None:
        return
    yield define(
        "return_rate",
        f"{returns} / count({_orders(evidence)})",
        "Returns per order",
        Family.BEHAVIOURAL,
        evidence.unit.name,
        Kind.NUMBER,
    )
