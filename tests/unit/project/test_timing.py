"""Time-safety: what may explain an outcome, on a small company whose columns were loaded on 2024-06-24."""

from __future__ import annotations

import datetime as dt

import pytest

from satsuma.project import Project
from satsuma.project.opening import Opened, open_folder
from satsuma.project.timing import list_undeclared, refuse_untimely
from tests.journeys.company import write_company

NOW = int(dt.datetime(2024, 6, 24, 12, tzinfo=dt.UTC).timestamp())
VARIABLES = """
y: {column: newsletter, family: engagement}
length: {column: age, family: behavioural, known: {when: after, of: y}}
length_again: {value: "age / 60", family: behavioural}
length_of_length: {value: "length * 2", family: behavioural}
agreed: {column: country, family: behavioural, known: {when: before, of: later_revenue}}
agreed_again: {value: "years since signup + 1", family: behavioural}
later_revenue: {value: "sum(order.amount, last 90 days)", family: value}
loyal_orders: {value: "count(order) - count(order, last 90 days)", family: behavioural}
half_y: {value: "account_of_y + 0", family: behavioural}
account_of_y: {value: "age + 0", family: value, known: {when: with, of: later_revenue}}
"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder = tmp_path_factory.mktemp("timing")
    write_company(folder)
    Project.init(folder / "p", [folder / "customers.csv", folder / "orders.csv"], clock=lambda: NOW)
    for path in (folder / "p" / "variables").glob("*.yaml"):
        path.unlink()
    for path in [
        *(folder / "p" / "segments").glob("*.yaml"),
        *(folder / "p" / "segmentations").glob("*.yaml"),
    ]:
        path.unlink()
    (folder / "p" / "variables" / "mine.yaml").write_text(VARIABLES, encoding="utf-8")
    Project.open(folder / "p", clock=lambda: NOW).run()
    return open_folder(folder / "p", NOW)


def refused(opened: Opened, cut: str, outcome: tuple[str, ...], *names: str, same: bool) -> dict[str, str]:
    return refuse_untimely(opened, names, "customer", opened.choose_as_of(cut), outcome, is_same_moment=same)


def test_known_after_the_outcome_is_refused_through_column_and_expression(opened: Opened) -> None:
    found = refused(
        opened, "2024-06-24", ("y",), "length", "length_again", "length_of_length", "agreed", same=True
    )
    assert found == {
        "length": "It becomes known after y.",
        "length_again": "Its age becomes known after y.",
        "length_of_length": "Its length becomes known after y.",
    }


def test_known_with_the_outcome_is_refused_at_any_cut(opened: Opened) -> None:
    found = refused(opened, "2024-03-01", ("later_revenue",), "half_y", same=False)
    assert found == {"half_y": "Its account_of_y becomes known with later_revenue."}


def test_what_is_said_at_the_outcome_holds_for_the_other_variable(opened: Opened) -> None:
    found = refused(opened, "2024-06-24", ("length",), "y", same=True)
    assert found == {}, "age is known after y, so y is known before it"
    found = refused(opened, "2024-06-24", ("account_of_y",), "later_revenue", same=True)
    assert found == {"later_revenue": "It becomes known with account_of_y."}


def test_a_column_known_later_than_the_cut_is_refused_unless_known_before_the_outcome(opened: Opened) -> None:
    found = refused(opened, "2024-03-01", ("later_revenue",), "y", "agreed", "loyal_orders", same=False)
    assert set(found) == {"y"}
    assert "newsletter holds what was known on 2024-06-24, not on 2024-03-01" in found["y"]
    assert "stable: true" in found["y"]


def test_stable_columns_and_those_known_at_the_cut_are_welcome(opened: Opened) -> None:
    assert refused(opened, "2024-03-01", ("later_revenue",), "agreed_again", same=False) == {}
    assert refused(opened, "2024-06-24", ("later_revenue",), "y", same=False) == {}


def test_events_may_explain_later_events_and_never_those_of_the_same_moment(opened: Opened) -> None:
    asked = ("loyal_orders", "later_revenue")
    assert refused(opened, "2024-03-01", ("later_revenue",), *asked, same=False) == {}
    assert refused(opened, "2024-06-24", ("later_revenue",), *asked, same=True) == {
        "loyal_orders": "It is made of the same data as later_revenue: order events.",
        "later_revenue": "It is the outcome itself.",
    }


def test_the_outcomes_own_column_is_refused_at_every_moment(opened: Opened) -> None:
    for same in (True, False):
        assert set(refused(opened, "2024-06-24", ("y",), "y", same=same)) == {"y"}


def test_an_outcome_may_be_named_by_its_events(opened: Opened) -> None:
    found = refused(opened, "2024-06-24", ("order*",), "loyal_orders", same=True)
    assert found == {"loyal_orders": "It is made of the same data as order: order events."}


def test_undeclared_are_those_of_which_nobody_says_when_they_become_known(opened: Opened) -> None:
    cut = opened.choose_as_of("2024-06-24")
    names = ("y", "agreed", "agreed_again", "loyal_orders")
    for same, expected in ((True, {"y", "loyal_orders"}), (False, {"y"})):
        found = list_undeclared(opened, names, "customer", cut, ["later_revenue"], is_same_moment=same)
        assert found == expected
