"""What each construct means for one customer, worked out by hand."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from satsuma.language.calendar import day_end, instant
from satsuma.language.facts import Customer, Event, Exact, Fact, Moment, Thresholds
from satsuma.language.interpret import draw_hash, holds, value_of
from satsuma.language.read import read_condition, read_value
from satsuma.language.vocabulary import Vocabulary
from tests.properties.worlds import VOCABULARY

ZONE = ZoneInfo("Europe/Berlin")
AS_OF = day_end(dt.date(2019, 6, 30), ZONE)


def at(text: str) -> int:
    """A local moment: '2019-06-30 14:00'."""
    local = dt.datetime.fromisoformat(text)
    return instant(local.date(), local.time(), ZONE)


def order(time: str, amount: int | None = None, **properties: Fact) -> Event:
    money = {"amount": Exact(amount, 2)} if amount is not None else {}
    return Event(at(time), {**money, **properties})


ANN = Customer(
    "customer",
    "ann",
    {
        "age": Exact(40),
        "country": "DE",
        "tier": "silver",
        "member": True,
        "signup": at("2019-06-01 23:30"),
        "birth": at("1980-02-29 00:00"),
        "interests": frozenset({"US", "DE"}),
        "balance": Exact(5000, 2),
        "score": 0.1,
        "name": "Ann Lee",
    },
    {
        "order": [
            order("2019-04-01 10:00", 1000, channel="phone", mass=0.1),
            order("2019-04-02 00:00", 2000, channel="web", mass=0.2),
            order("2019-06-30 23:59:59", 0, channel="web", gift=True),
            order("2019-07-01 00:00", 9999, channel="phone"),
        ],
        "cart": [Event(at("2019-03-25 10:00"), {}), Event(at("2019-06-20 10:00"), {})],
        "click": [Event(at("2019-04-02 00:00"), {"seconds": Exact(5)})],
    },
)
BOB = Customer("customer", 7, {"interests": frozenset()})


def ask(text: str, customer: Customer = ANN, vocabulary: Vocabulary = VOCABULARY) -> bool:
    return holds(read_condition(text), customer, Moment(AS_OF, ZONE), vocabulary)


TRUE_OF_ANN = [
    # comparisons, ranges, texts
    "age = 40", "age != 41", "age between 40 and 40", "age in (39, 40)", "age not in (39)", "age < 40.001",
    'country = "DE"', 'country not in ("US")', 'tier > "bronze"', 'tier between "silver" and "gold"',
    'name contains "n L"', 'name starts with "Ann"', 'name ends with "Lee"', 'name matches "^A.*e$"', "member",
    "member = yes", "score = 0.1", "balance = 50", "balance / 3 < 16.67", "balance / 3 > 16.66",
    # sets
    'interests has any ("DE", "x")', 'interests has all ("DE", "US")', 'interests has none ("x")',
    # dates: 2019-06-01 23:30 in Berlin is 21:30 UTC
    "signup = 2019-06-01", "signup <= 2019-06-01", "signup >= 2019-06-01", "signup < 2019-06-02",
    "signup > 2019-06-01 23:00", "signup in last 30 days", "not (signup in last 29 days)", "signup in this month",
    "signup in last 1 month", "signup in 29 to 29 days ago", "signup before 2019-06-02", "signup since 2019-06-01",
    "signup between 2019-06-01 and 2019-06-01", "days since signup = 29", "signup in this quarter",
    "signup in last 697 hours", "not (signup in last 696 hours)",
    # birthdays: 29 February
    "years since birth = 39", "anniversary of birth between 2019-02-28 and 2019-02-28",
    "anniversary of birth between 2020-02-29 and 2020-02-29", "not (anniversary of birth in next 14 days)",
    # events: the fourth order lies beyond as_of
    "count(order) = 3", "count(order, last 1 day) = 1", "count(order, last 89 days) = 1",
    "count(order, last 90 days) = 2", "count(order, last 91 days) = 3",
    "count(order, before signup) = 2", "count(order, after 2019-04-01) = 2", "count(order, since 2019-04-02) = 2",
    'count(order where channel = "web") = 2', "sum(order.amount) = 30", "average(order.amount) = 10",
    "minimum(order.amount) = 0", "maximum(order.amount) = 20", "distinct(order.channel) = 2",
    'first(order.channel) = "phone"', 'last(order.channel) = "web"', "last(order.mass) = 0.2",
    "days since last(order) = 0", "days since first(order) = 90", "date of first(order) = 2019-04-01",
    "date of last(order) <= 2019-06-30", "not (date of last(order) < 2019-06-30)", "date of last(order) >= 2019-06-30",
    "sum(order.mass) != 0.3", "sum(order.mass) > 0.3", "count(order where gift) = 1",
    "count(order where channel is missing) = 0", "count(order where gift is missing) = 2",
    "has order", "has no(order, between 2019-05-01 and 2019-05-31)", "has click",
    # sequences: cart 25 March, orders 1 and 2 April, cart 20 June, order 30 June
    "sequence(cart then order within 7 days)", "not sequence(cart then order within 6 days)",
    "sequence(cart then order within 11 days, last 12 days)", "sequence(cart then order then order within 1 day)",
    "not sequence(order then click within 13 hours)", "sequence(order then click within 14 hours)",
    "sequence(cart not then order within 6 days)", "not sequence(cart not then order within 11 days)",
    "sequence(order not then cart within 79 days)", "not sequence(order not then cart within 81 days)",
    # arithmetic
    "age + 2 * 3 = 46", "age - 2 - 3 = 35", "(age - 30) * (age - 30) = 100", "age / 3 = age / 3",
    "sum(order.amount) / count(order) = 10", "average_order = 10", "revenue_ever > 29.99",
    "in segment buyers", "in segment tiers/upper", "everyone",
]  # fmt: skip

FALSE_OF_EVERYONE_WITHOUT_FACTS = [
    "age = 40", "age != 40", "age < 40", "age not in (40)", "age between 1 and 99", 'country != "US"', "member",
    "member = no", 'interests has none ("x")', 'name contains ""', "signup in last 9999 days", "age + 1 > 0",
    "average(order.amount) >= 0", "minimum(order.amount) <= 0", "days since last(order) >= 0", "age = age",
    "sum(order.amount) / count(order) = 0", "sum(order.amount) / 0 != 1", "account.employees != 3",
    "has(order, since signup)", "anniversary of birth in this year", "years since birth != 3",
]  # fmt: skip

TRUE_OF_EVERYONE_WITHOUT_FACTS = [
    "count(order) = 0", "sum(order.amount) = 0", "sum(order.mass) = 0", "distinct(order.channel) = 0", "has no order",
    "age is missing", "interests is missing", "average(order.amount) is missing", "average_order is missing",
    "not (age = 40)", "not member", "account.employees is missing", "has no(order, since signup)",
]  # fmt: skip


@pytest.mark.parametrize("text", TRUE_OF_ANN)
def test_ann(text: str) -> None:
    assert ask(text)
    assert not ask(f"not ({text})")


@pytest.mark.parametrize("text", FALSE_OF_EVERYONE_WITHOUT_FACTS)
def test_nothing_is_said_about_what_is_missing(text: str) -> None:
    assert not ask(text, BOB)


@pytest.mark.parametrize("text", TRUE_OF_EVERYONE_WITHOUT_FACTS)
def test_counts_of_nothing_are_zero(text: str) -> None:
    assert ask(text, BOB)


def test_accounts_and_their_people() -> None:
    account = Customer("account", "acme", {"employees": Exact(60), "industry": "web"}, people=[ANN, BOB])
    ann = replace(ANN, account=account)
    assert ask("account.employees = 60 and account.heads = 2", ann)
    assert ask("any(people, age = 40) and not all(people, age = 40) and none(people, age = 41)", account)
    assert ask("count(people, has order) = 1 and count(people) = 2 and in segment big", account)
    empty = replace(account, people=[])
    assert ask("all(people, age = 1) and none(people, age = 1) and not any(people, everyone)", empty)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("age * 0.5", Exact(200, 1)), ("balance + age", Exact(9000, 2)), ("balance / 4", 12.5), ("age", Exact(40)),
        ("average(order.amount)", 10.0), ("9999999999999999 * 9999", None), ("1 / 0", None), ("12%", Exact(12, 2)),
        ("1000000000000000 * 9223", Exact(9_223_000_000_000_000_000)), ("1.10", Exact(11, 1)),
        ("0.000000001 * 0.000000001 * 3", Exact(3, 18)), ("sum(order.mass)", 0.1 + 0.2), ("interests", frozenset({"US", "DE"})),
    ],
)  # fmt: skip
def test_values(text: str, value: Fact) -> None:
    found = value_of(read_value(text), ANN, Moment(AS_OF, ZONE), VOCABULARY)
    assert found == value
    assert type(found) is type(value)


def test_quotients_compare_exactly_with_literals() -> None:
    # 0.1 + 0.2 style traps: 0.3 / 3 is not 0.1 as doubles, 4.35 * 100 neither.
    customer = Customer("customer", 1, {"balance": Exact(30, 2), "age": Exact(3), "weight": Exact(2**62, 2)})
    assert ask("balance / age = 0.1", customer)
    assert ask("balance / age in (0.1)", customer)
    assert ask("0.1 >= balance / age and not (0.1 > balance / age)", customer)
    assert ask("balance / (0 - age) < -0.09", customer)


def test_quotients_beyond_128_bits_answer_no() -> None:
    columns = {"weight": Exact(2**62, 0), "rate": Exact(2**62, 18)}
    huge = Customer("customer", 1, columns)
    for sign in ("<", ">=", "!="):
        assert not ask(f"weight / rate {sign} 0.000000000001", huge)
    assert ask("weight / rate > rate / weight", huge)


def test_random_shares_follow_the_hash() -> None:
    drawn = int.from_bytes(hashlib.sha256(b"spring\0customer\0ann").digest()[:8], "big")
    assert draw_hash("spring", "customer", "ann") == drawn
    percent = drawn * 100 / 2**64
    assert ask(f'random {percent + 0.001:.3f}% of "spring"')
    assert not ask(f'random {percent - 0.001:.3f}% of "spring"')
    assert ask('random 100% of "spring"')
    assert ask('random 50% of "x"') != ask('random 50% to 100% of "x"')


def test_ranks_take_thresholds_from_outside() -> None:
    moment = Moment(AS_OF, ZONE, lambda key: Thresholds({"DE": (Exact(40), Exact(99))}))
    grouped = read_condition("top 10% by age within country")
    assert holds(grouped, ANN, moment, VOCABULARY)
    assert not holds(grouped, replace(ANN, columns={**ANN.columns, "age": Exact(39)}), moment, VOCABULARY)
    assert not holds(grouped, replace(ANN, columns={**ANN.columns, "country": "FR"}), moment, VOCABULARY)
    assert not holds(grouped, replace(ANN, columns={"age": Exact(50)}), moment, VOCABULARY)
    with pytest.raises(KeyError):
        ask("top 10% by age")


def test_clocks_that_change_do_not_move_days() -> None:
    # 31 March 2019 has 23 hours in Berlin: the last day is still a day.
    as_of = day_end(dt.date(2019, 3, 31), ZONE)
    buyer = Customer("customer", 1, {}, {"order": [order("2019-03-31 00:00"), order("2019-03-31 23:59:59")]})
    moment = Moment(as_of, ZONE)
    assert holds(read_condition("count(order, last 1 day) = 2"), buyer, moment, VOCABULARY)
    assert holds(read_condition("count(order, last 22 hours) = 1"), buyer, moment, VOCABULARY)
    assert holds(read_condition("sequence(order then order within 23 hours)"), buyer, moment, VOCABULARY)
