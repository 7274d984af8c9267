"""Drivers on planted data: what moves the outcome is found with its threshold, what does not is not, leaks are suspected."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.discover.drivers import Question, find_drivers
from satsuma.model.errors import DataError, OptionError
from satsuma.model.kinds import Family, Kind
from satsuma.model.patterns import Driver, Drivers
from satsuma.model.results import VariableInfo

N = 3_000
DAY = 86_400


def inform(name: str, kind: Kind) -> VariableInfo:
    title = name.replace("_", " ").capitalize()
    return VariableInfo(name=name, title=title, unit="customer", family=Family.BEHAVIOURAL, kind=kind)


def make_columns(seed: int = 1) -> tuple[dict[str, Column], np.ndarray]:
    """Customers, and how much more they spend: after 120 days without an order half, in Chile more, else by chance."""
    chance = np.random.default_rng(seed)
    recency = chance.integers(0, 365, N)
    country = chance.integers(0, 3, N)
    joined = chance.integers(0, 2_000, N)
    push = 60.0 * (recency < 120) + 30.0 * (country == 2)
    columns: dict[str, Column] = {
        "recency": Scaled(recency, 0),
        "recency_hours": Scaled(recency * 24 + chance.integers(0, 12, N), 0),
        "country": Codes(country, ("Austria", "Belgium", "Chile")),
        "noise": Doubles(chance.normal(size=N)),
        "joined": Moments(joined * DAY),
        "coin": Flags(chance.integers(0, 2, N).astype(np.int8)),
        "same": Scaled(np.ones(N, np.int64), 0),
        "mail": Codes(np.arange(N), tuple(f"p{i}" for i in range(N))),
        "tags": Sets(np.arange(N + 1), np.zeros(N, np.int64), ("x",)),
    }
    return columns, push


KINDS = {
    "country": Kind.CATEGORY, "joined": Kind.DATE, "coin": Kind.FLAG, "mail": Kind.CATEGORY, "tags": Kind.SET,
}  # fmt: skip


def ask(columns: dict[str, Column], outcome: Column, kpi: Kind = Kind.MONEY, **options: object) -> Question:
    count = options.pop("n", N)
    plain = Question(
        kpi=inform("spend", kpi),
        kpi_title="Spend",
        cut="2024-01-01",
        as_of="2024-03-31",
        infos=[inform(name, KINDS.get(name, Kind.NUMBER)) for name in columns],
        values=columns,
        outcome=outcome,
        everyone=np.arange(count),  # type: ignore[arg-type, call-overload]
        refused={},
        undeclared=(),
        confirmed=(),
        smallest_group=5,
        zone=ZoneInfo("UTC"),
    )
    return replace(plain, **options)  # type: ignore[arg-type]


def driver_of(found: Drivers, name: str) -> Driver:
    return next(driver for driver in found.drivers if driver.variable == name)


@pytest.fixture(scope="module")
def found() -> Drivers:
    columns, push = make_columns()
    chance = np.random.default_rng(2)
    spend = np.round(100 * np.maximum(0, push + chance.normal(0, 20, N))).astype(np.int64)
    return find_drivers(ask(columns, Scaled(spend, 2), refused={"coin": "It becomes known after spend."}))


def test_what_is_planted_is_found_and_nothing_else(found: Drivers) -> None:
    assert [driver.variable for driver in found.drivers] == ["recency", "country"]
    assert found.outcome == "number"
    assert found.fit > 0.5 > 0.1 > found.fit_by_chance
    assert (found.customers, found.held_out) == (N, N // 2)
    assert found.sentence.startswith(
        "2 variables are associated with Spend until 2024-03-31, Recency the most"
    )


def test_the_threshold_is_the_planted_one_in_the_variables_own_units(found: Drivers) -> None:
    first = driver_of(found, "recency")
    assert first.threshold == "at least 120"
    assert first.low > 0.1
    assert first.p < 1e-6
    assert first.sentence.startswith("Recency at least 120: Spend is ")
    assert "the others " in first.sentence
    assert driver_of(found, "country").threshold == "'Chile'"


def test_bins_hold_held_out_customers_and_intervals(found: Drivers) -> None:
    bins = driver_of(found, "country").bins
    assert [each.label for each in bins] == ["Austria", "Belgium", "Chile"]
    assert sum(each.customers for each in bins) == found.held_out
    assert all(each.low < each.value < each.high for each in bins)
    assert bins[2].low > bins[1].high


def test_refusals_and_what_cannot_be_looked_at_have_reasons(found: Drivers) -> None:
    reasons = {each.variable: each.reason for each in found.refused}
    assert reasons["coin"] == "It becomes known after spend."
    assert reasons["same"] == "It has one and the same value for everyone."
    assert "names customers" in reasons["mail"]
    assert "several words" in reasons["tags"]
    assert "says nearly the same as Recency" in reasons["recency_hours"]


def test_yes_or_no_outcomes_are_judged_by_auc() -> None:
    columns, push = make_columns(3)
    yes = (np.random.default_rng(4).random(N) < 0.1 + 0.6 * (push >= 60)).astype(np.int8)
    found = find_drivers(ask(columns, Flags(yes), Kind.FLAG))
    assert found.outcome == "yes or no"
    assert found.drivers[0].variable == "recency"
    assert found.drivers[0].threshold == "at least 120"
    assert 0.7 < found.fit < 0.9
    assert found.fit_by_chance == pytest.approx(0.5, abs=0.03)
    assert "10% (" in found.drivers[0].sentence or "% 'yes'" in found.drivers[0].sentence.replace(
        ") '", "% '"
    )


@pytest.mark.parametrize("seed", range(3))
def test_nothing_moves_noise(seed: int) -> None:
    columns, _ = make_columns(seed)
    found = find_drivers(ask(columns, Doubles(np.random.default_rng(100 + seed).normal(size=N)), seed=seed))
    assert found.drivers == ()
    assert "more of Spend until 2024-03-31 than chance" in found.sentence


def test_absence_of_a_value_can_be_the_driver() -> None:
    columns, _ = make_columns(5)
    chance = np.random.default_rng(6)
    known = chance.random(N) < 0.5
    columns = {"noise": columns["noise"], "gap": Doubles(np.where(known, chance.normal(size=N), np.nan))}
    found = find_drivers(ask(columns, Doubles(known + chance.normal(0, 0.5, N))))
    assert found.drivers[0].variable == "gap"
    assert found.drivers[0].threshold == "known"
    assert found.drivers[0].bins[-1].label == "no value"


def leaky() -> Question:
    columns, push = make_columns(7)
    chance = np.random.default_rng(8)
    yes = chance.random(N) < 0.15 + 0.2 * (push >= 60)
    del columns["recency_hours"]
    columns["length"] = Scaled(np.where(yes, 300, 100) + chance.integers(0, 150, N), 0)
    return ask(columns, Flags(yes.astype(np.int8)), Kind.FLAG, undeclared=tuple(columns), as_of="2024-01-01")


def test_a_leak_is_suspected_and_left_out_until_confirmed() -> None:
    found = find_drivers(leaky())
    first = found.refused[0]
    assert (first.variable, first.must_confirm) == ("length", True)
    assert "too well to be believed" in first.reason
    assert "--confirm length" in first.reason
    assert found.warnings[0].startswith("Possible leak: Length is left out until you confirm it")
    assert "length" not in {driver.variable for driver in found.drivers}
    assert found.drivers[0].variable == "recency"


def test_a_confirmed_or_declared_variable_is_no_leak() -> None:
    for question in (replace(leaky(), confirmed=("length",)), replace(leaky(), undeclared=())):
        found = find_drivers(question)
        assert found.drivers[0].variable == "length"
        assert not any(each.must_confirm for each in found.refused)


def test_outcomes_that_cannot_be_explained_are_sentences() -> None:
    columns, push = make_columns()
    for outcome, kind, message in (
        (Scaled(np.full(N, 7), 0), Kind.NUMBER, "does not vary: all 3,000 customers have the same value"),
        (Doubles(np.full(N, np.nan)), Kind.NUMBER, "is known for 0 of 3,000 customers"),
        (Doubles(np.where(np.arange(N) < 60, push, np.nan)), Kind.NUMBER, "is known for 60 of 3,000"),
        (Flags((np.arange(N) < 7).astype(np.int8)), Kind.FLAG, "Only 7 of 3,000 customers differ"),
    ):
        with pytest.raises(DataError, match=message):
            find_drivers(ask(columns, outcome, kind))
    for column, kind in (
        (columns["country"], Kind.CATEGORY),
        (columns["joined"], Kind.DATE),
        (columns["mail"], Kind.TEXT),
    ):
        with pytest.raises(OptionError, match="a KPI is a number, money, a share, or yes or no"):
            find_drivers(ask(columns, column, kind))
    with pytest.raises(DataError, match="is known for 1 of 1 customers"):
        find_drivers(ask(columns, Doubles(push), everyone=np.arange(1)))


def test_infinite_values_count_as_missing() -> None:
    columns, push = make_columns()
    columns = {"recency": columns["recency"], "wild": Doubles(np.where(np.arange(N) % 2, np.inf, push))}
    spend = np.where(np.arange(N) % 5 == 0, -np.inf, push + np.random.default_rng(1).normal(size=N))
    found = find_drivers(ask(columns, Doubles(spend)))
    assert found.customers == N * 4 // 5
    threshold = driver_of(found, "recency").threshold or ""
    assert 115 <= int(threshold.removeprefix("at least ")) <= 120


def test_same_input_same_output() -> None:
    assert find_drivers(leaky()) == find_drivers(leaky())
