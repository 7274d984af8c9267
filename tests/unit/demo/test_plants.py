"""Each planted figure, measured in the written files of the default company."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from satsuma.demo.plants import HABITS, NEW_CUSTOMER_GROWTH, PLANTED
from tests.unit.demo.ledger import Ledger, Order


def sum_by_segment(ledger: Ledger, field: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for order in ledger.of_known():
        sums[ledger.segment[order.person]] += getattr(order, field)
    return sums


def orders_by_person(ledger: Ledger) -> dict[str, list[Order]]:
    orders = defaultdict(list)
    for order in ledger.of_known():
        orders[order.person].append(order)
    return orders


def test_planted_figures_are_those_of_the_story() -> None:
    shares = {one.segment: one.value for one in PLANTED if one.what == "share of customers"}
    assert shares == {habit.name: habit.share for habit in HABITS}
    assert sum(shares.values()) == pytest.approx(1)
    others = [one.value for one in PLANTED if one.what != "share of customers"]
    assert others == [0.38, 0.44, 0.04, 0.24, 0.17, 0.0, 0.18]


def test_segments_have_their_shares(ledger: Ledger) -> None:
    sizes = Counter(ledger.segment.values())
    assert sum(sizes.values()) == 20_000
    assert sizes == {habit.name: round(habit.share * 20_000) for habit in HABITS}


def test_revenue_is_flat(ledger: Ledger) -> None:
    late = sum(order.cents for order in ledger.orders if order.day >= ledger.middle)
    early = sum(order.cents for order in ledger.orders if order.day < ledger.middle)
    assert late / early == pytest.approx(1, abs=0.02)


def test_new_customers_are_up(ledger: Ledger) -> None:
    first: dict[str, date] = {}
    for order in ledger.of_known():
        first[order.person] = min(order.day, first.get(order.person, order.day))
    created = {person: ledger.contact_of[person]["Create Date"] for person in first}
    new = [day for person, day in first.items() if day.isoformat() == created[person]]
    late = sum(day >= ledger.middle for day in new)
    assert late / (len(new) - late) - 1 == pytest.approx(NEW_CUSTOMER_GROWTH, abs=0.01)


def test_slipping_regulars_are_38_percent_of_lost_revenue(ledger: Ledger) -> None:
    change: Counter[str] = Counter()
    for order in ledger.of_known():
        change[order.person] += order.cents if order.day >= ledger.middle else -order.cents
    lost = {person: -cents for person, cents in change.items() if cents < 0}
    slipping = sum(cents for person, cents in lost.items() if ledger.segment[person] == "Slipping regulars")
    assert slipping / sum(lost.values()) == pytest.approx(0.38, abs=0.015)


def test_discount_hunters_bring_4_percent_of_margin(ledger: Ledger) -> None:
    margin = sum_by_segment(ledger, "margin_cents")
    assert margin["Discount hunters"] / margin.total() == pytest.approx(0.04, abs=0.01)
    revenue = sum_by_segment(ledger, "cents")
    assert revenue["Discount hunters"] / revenue.total() > 0.12
    with_code = [bool(order.code) for order in ledger.of_known() if order.device != "till"
                 and ledger.segment[order.person] == "Discount hunters"]  # fmt: skip
    assert sum(with_code) / len(with_code) > 0.9


def test_families_bring_24_percent_of_revenue_in_spring(ledger: Ledger) -> None:
    revenue = sum_by_segment(ledger, "cents")
    assert revenue["Big-project families"] / revenue.total() == pytest.approx(0.24, abs=0.015)
    spring = sum(
        order.cents
        for order in ledger.of_known()
        if ledger.segment[order.person] == "Big-project families" and order.day.month in (3, 4, 5)
    )
    assert spring / revenue["Big-project families"] > 0.7


def test_balcony_gardeners_are_new_urban_young_and_on_the_phone(ledger: Ledger) -> None:
    people = [ledger.contact_of[person] for person, name in ledger.segment.items() if "balcony" in name]
    ages = [int(row["Age"]) for row in people if row["Age"] != "-999"]
    assert max(ages) < 35
    assert sum(row["Area"] == "urban" for row in people) / len(people) > 0.9
    assert min(row["Create Date"] for row in people) > "2025-04"
    devices = Counter(
        order.device != "web"
        for order in ledger.of_known()
        if order.device != "till" and "balcony" in ledger.segment[order.person]
    )
    others = Counter(
        order.device != "web"
        for order in ledger.of_known()
        if order.device != "till" and "balcony" not in ledger.segment[order.person]
    )
    assert devices[True] / devices.total() > 0.8 > 0.5 > others[True] / others.total()


def test_gifters_buy_before_the_birthday(ledger: Ledger) -> None:
    def share_before(name: str) -> float:
        hits = total = 0
        for order in ledger.of_known():
            reminder = ledger.contact_of[order.person]["Gift reminder date"]
            if reminder and ledger.segment[order.person] == name:
                until = [date_in(reminder, order, year) for year in (0, 1)]
                hits += any(0 < days <= 21 for days in until)
                total += 1
        return hits / total

    def date_in(reminder: str, order: Order, year: int) -> int:
        month, day = int(reminder[5:7]), min(int(reminder[8:]), 28)
        return (order.day.replace(year=order.day.year + year, month=month, day=day) - order.day).days

    assert share_before("Loyal gifters") > 0.35
    assert share_before("Everyone else") < 0.12


def test_december_customers_buy_once_and_ignore_mail(ledger: Ledger) -> None:
    name = "One-time December"
    orders = orders_by_person(ledger)
    people = [person for person, segment in ledger.segment.items() if segment == name]
    assert all(len(orders[person]) == 1 and orders[person][0].day.month == 12 for person in people)
    clicked = {row["recipient"] for row in ledger.mail_rows if row["event"] == "click"}
    assert not clicked & {ledger.truth[person]["email"] for person in people}


def test_regulars_seen_90_days_ago_return_as_planted(ledger: Ledger) -> None:
    """Regular on a day: five orders or more until then, one of them in the 180 days that end on it."""
    regulars, away = Counter[str](), Counter[str]()
    recent = ledger.look_back - timedelta(days=180)
    for person, orders in orders_by_person(ledger).items():
        known = [order.day for order in orders if order.day <= ledger.look_back]
        if len(known) >= 5 and max(known) > recent:
            regulars[ledger.segment[person]] += 1
            away[ledger.segment[person]] += max(order.day for order in orders) <= ledger.look_back
    assert away["Slipping regulars"] / regulars["Slipping regulars"] == pytest.approx(0.44, abs=0.005)
    assert away.total() / regulars.total() == pytest.approx(0.17, abs=0.005)
    assert regulars["Slipping regulars"] > 1_000


def test_click_by_age_reverses_within_each_lead_source(ledger: Ledger) -> None:
    sent, clicked = Counter[tuple[str, bool]](), Counter[tuple[str, bool]]()
    for row in ledger.mail_rows:
        contact = ledger.contact_of[ledger.person_by_email[row["recipient"]]]
        age = int(contact["Age"])
        if row["event"] in ("sent", "click") and (18 <= age < 35 or age >= 50):
            table = sent if row["event"] == "sent" else clicked
            table[contact["Original Source"], age >= 50] += 1
            table["all", age >= 50] += 1
    rate = {key: clicked[key] / sent[key] for key in sent}
    assert rate["all", True] > 1.15 * rate["all", False]
    for source in ("Organic search", "Paid social", "Store"):
        assert rate[source, False] > 1.15 * rate[source, True]
