"""RFM on the orders of the R package rfm: the published table, thresholds and first customers."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from satsuma.language.facts import Customer, Event, Exact, Moment
from satsuma.language.interpret import holds
from satsuma.language.read import read_condition, read_value
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.definitions import SegmentationDefinition, VariableDefinition
from satsuma.model.kinds import EventShape, Kind, Shape, UnitShape, ValueType
from satsuma.value.rfm import CutPoints, quantile_cut_points, rfm_segmentation, score

pytestmark = pytest.mark.real

PUBLISHED = {
    "About To Sleep": (102, 283, 23449),
    "At Risk": (28, 216, 22227),
    "Can't Lose Them": (47, 274, 32446),
    "Champions": (35, 316, 31646),
    "Lost": (148, 393, 35324),
    "Loyal Customers": (170, 799, 76562),
    "Need Attention": (10, 57, 4562),
    "New Customers": (104, 329, 28837),
    "Potential Loyalist": (342, 2211, 204856),
    "Promising": (9, 28, 4249),
}

Row = tuple[str, int, int, int]


@pytest.fixture(scope="module")
def buyers(shared_data: Path) -> list[Row]:
    """Customer, days since the last order on 2006-12-31, orders, revenue."""
    import duckdb

    query = """
        select customer_id, date '2006-12-31' - max(order_date::date), count(*), sum(revenue::bigint)
        from read_csv(?, header = true, all_varchar = true) group by 1 order by 1
    """
    with duckdb.connect() as connection:
        return connection.execute(query, [str(shared_data / "rfm_pkg" / "rfm_data_orders.csv")]).fetchall()


@pytest.fixture(scope="module")
def cuts(buyers: list[Row]) -> CutPoints:
    columns = np.array([row[1:] for row in buyers], dtype=np.float64).T
    return quantile_cut_points(*columns, plus_one=True)


def test_thresholds_are_the_published_ones(cuts: CutPoints) -> None:
    assert cuts.recency_days == (Decimal(115), Decimal(181), Decimal("297.4"), Decimal(482))
    assert cuts.orders == (Decimal(4), Decimal(5), Decimal(6), Decimal(8))
    assert cuts.revenue == (Decimal("255.8"), Decimal(382), Decimal("506.4"), Decimal(666))


def test_without_the_quirk_thresholds_are_one_lower(buyers: list[Row]) -> None:
    columns = np.array([row[1:] for row in buyers], dtype=np.float64).T
    assert quantile_cut_points(*columns).orders == (Decimal(3), Decimal(4), Decimal(5), Decimal(7))


def test_first_customers_score_as_published(buyers: list[Row], cuts: CutPoints) -> None:
    by_name = {row[0]: row[1:] for row in buyers}
    scored = {}
    for name in ("Abbey O'Reilly", "Add Senger", "Aden Murphy"):
        days, orders, revenue = (np.array([float(value)]) for value in by_name[name])
        digits = (
            score(days, cuts.recency_days, is_reversed=True)[0],
            score(orders, cuts.orders)[0],
            score(revenue, cuts.revenue)[0],
        )
        scored[name] = (*by_name[name], int("".join(str(digit) for digit in digits)))
    assert list(scored.values()) == [(205, 6, 472, 343), (140, 3, 340, 412), (98, 7, 596, 544)]


def test_rules_reproduce_all_ten_published_rows(buyers: list[Row], cuts: CutPoints) -> None:
    assert (len(buyers), sum(row[2] for row in buyers), sum(row[3] for row in buyers)) == (995, 4906, 464158)
    variables, segmentation = rfm_segmentation(cuts)
    found = _divide(buyers, variables, segmentation)
    assert found == PUBLISHED


def _divide(
    buyers: list[Row], variables: dict[str, VariableDefinition], segmentation: SegmentationDefinition
) -> dict[str, tuple[int, int, int]]:
    """The interpreter's first match per customer, from their histories."""
    vocabulary = _vocabulary(variables)
    rules = [(part.title or part.name, read_condition(part.rule or "")) for part in segmentation.priorities]
    as_of = 1167609599  # 2006-12-31 23:59:59 UTC
    moment = Moment(as_of=as_of, zone=ZoneInfo("UTC"))
    counts: Counter[str] = Counter()
    orders: Counter[str] = Counter()
    revenue: Counter[str] = Counter()
    for name, days, number, money in buyers:
        customer = _customer(name, as_of // 86_400 * 86_400 - days * 86_400, number, money)
        title = next((title for title, rule in rules if holds(rule, customer, moment, vocabulary)), "Others")
        counts[title] += 1
        orders[title] += number
        revenue[title] += money
    return {title: (counts[title], orders[title], revenue[title]) for title in counts}


def _customer(name: str, last: int, number: int, money: int) -> Customer:
    """A history with the customer's last day, number of orders and revenue."""
    amounts = [0] * (number - 1) + [money]
    return Customer(
        unit="customer",
        key=name,
        columns={},
        events={"order": [Event(time=last, properties={"amount": Exact(amount)}) for amount in amounts]},
    )


def _vocabulary(variables: dict[str, VariableDefinition]) -> Vocabulary:
    order = EventShape(
        name="order", source="orders", properties={"amount": ValueType(kind=Kind.MONEY, scale=0)}
    )
    shape = Shape(
        units={"customer": UnitShape(name="customer", columns={}, events={"order": order})},
        main_unit="customer",
        timezone="UTC",
    )
    expressions = {name: read_value(variable.value or "") for name, variable in variables.items()}
    return Vocabulary(shape=shape, variables={"customer": expressions})
