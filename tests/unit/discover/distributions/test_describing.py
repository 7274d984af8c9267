"""Distributions of every kind, and the verdict on each."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from satsuma.columns import Column, Moments
from satsuma.discover.distributions import describe_distributions
from satsuma.model.kinds import Kind, Sensitivity
from satsuma.model.patterns import Distribution
from tests.unit.discover.columns import flags, inform, numbers, sets, whole, words

N = 1000
RNG = np.random.default_rng(4)
UTC = ZoneInfo("UTC")


def describe(
    column: Column, kind: Kind = Kind.NUMBER, *, smallest_group: int = 5, n: int = N
) -> Distribution:
    (found,) = describe_distributions(
        {"x": column}, {"x": inform("x", kind)}, np.ones(n, bool), smallest_group=smallest_group, zone=UTC
    )
    return found


@pytest.mark.parametrize(
    ("column", "kind", "usable", "reason"),
    [
        (numbers(RNG.normal(size=N)), Kind.NUMBER, "yes", "Known for everyone, with 1,000 different values"),
        (words(["a", "b"] * 500), Kind.CATEGORY, "yes", "in 2 groups of which the largest holds 50 %"),
        (sets([["a"], ["b", "a"], ["c"], ["b"]] * 250), Kind.SET, "yes", "3 items are frequent enough"),
        (Moments(RNG.integers(1_600_000_000, 1_700_000_000, N)), Kind.DATE, "yes", "Known for everyone"),
        (
            words(["no"] * 940 + ["yes"] * 60),
            Kind.CATEGORY,
            "with care",
            "'no' holds 94 %: it tells few customers apart.",
        ),
        (flags([0] * 960 + [1] * 40), Kind.FLAG, "no", "'no' holds 96 %: the others are too few"),
        (
            numbers([*RNG.normal(size=480), *[np.nan] * 520]),
            Kind.NUMBER,
            "no",
            "Known for 48 % of the customers only",
        ),
        (
            numbers([*RNG.normal(size=700), *[np.nan] * 300]),
            Kind.NUMBER,
            "with care",
            "30 % of the customers have no value.",
        ),
        (whole(RNG.integers(0, 3, N)), Kind.NUMBER, "with care", "Only 3 different values"),
        (
            words([f"w{int(k)}" for k in RNG.geometric(0.08, N)]),
            Kind.CATEGORY,
            "with care",
            "taken together as 'other'",
        ),
        (whole([7] * N), Kind.NUMBER, "no", "Everyone has the same value."),
        (numbers([np.nan] * N), Kind.NUMBER, "no", "No customer has a value."),
        (words([None] * N, ["a"]), Kind.CATEGORY, "no", "No customer has a value."),
        (sets([[]] * N), Kind.SET, "no", "No customer has a value."),
        (sets([[f"i{k}"] for k in range(N)]), Kind.SET, "no", "None of its items is held by 5 % to 95 %"),
        (words([f"w{k}" for k in range(N)]), Kind.CATEGORY, "no", "it names customers and cannot group them"),
        (whole(RNG.permutation(N)), Kind.NUMBER, "no", "it names customers and cannot group them"),
        (words([f"w{k % 600}" for k in range(N)]), Kind.CATEGORY, "no", "Make a variable with fewer of them"),
        (words([f"w{k % 60}" for k in range(N)]), Kind.TEXT, "no", "free text"),
    ],
)
def test_the_verdict_and_its_reason(column: Column, kind: Kind, usable: str, reason: str) -> None:
    found = describe(column, kind)
    assert found.usable == usable
    assert reason in found.reasons[0]
    assert found.n + found.missing == N


def test_numbers_are_described() -> None:
    money = whole(np.rint(RNG.lognormal(8, 1.3, N)).astype(int), 2)
    found = describe(money, Kind.MONEY)
    values = money.values / 100
    assert found.mean == pytest.approx(values.mean())
    assert found.deviation == pytest.approx(values.std(ddof=1))
    np.testing.assert_allclose(found.quantiles, np.quantile(values, [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]))
    assert found.transform == "log"
    assert found.concentration == pytest.approx(np.sort(values)[-100:].sum() / values.sum())
    assert any("Its logarithm is used" in reason for reason in found.reasons)


def test_outliers_are_counted_after_the_transform() -> None:
    values = RNG.normal(100, 5, N)
    values[:3] = [300, 400, -200]
    assert describe(numbers(values)).outliers == 3
    assert describe(numbers(RNG.lognormal(3, 1, N))).outliers == 0
    apart = describe(numbers(np.concatenate([RNG.normal(0, 1, 900), RNG.normal(30, 1, 100)])))
    assert apart.transform == "none"
    assert "10 % of the values lie far from the others: a group rather than outliers." in apart.reasons
    spiked = np.concatenate([np.zeros(800), RNG.normal(50, 3, 199), [500]])
    assert describe(numbers(spiked)).outliers == 1


def test_a_code_for_unknown_is_pointed_out() -> None:
    found = describe(whole([*[999] * 300, *RNG.integers(0, 28, 700)]))
    assert any("999 lies far from all other values" in reason for reason in found.reasons)
    assert any(
        "-1 lies far" in reason for reason in describe(whole([*[-1] * 50, *RNG.integers(0, 90, 950)])).reasons
    )
    assert not any(
        "lies far from" in reason for reason in describe(whole(RNG.integers(-50, 1000, N))).reasons
    )


def test_infinite_values_are_missing_and_said() -> None:
    found = describe(numbers([np.inf, *RNG.normal(size=N - 1)]))
    assert found.missing == 1
    assert "1 infinite value counts as missing." in found.reasons


def test_missing_that_says_something_needs_care() -> None:
    age = RNG.normal(50, 10, N)
    values = {"age": numbers(age), "x": numbers(np.where(age > 58, np.nan, RNG.normal(size=N)))}
    infos = {"age": inform("age"), "x": inform("x")}
    _, found = describe_distributions(values, infos, np.ones(N, bool), smallest_group=5, zone=UTC)
    assert any("missing exactly where 'Age' is 58" in reason for reason in found.reasons)


def test_few_respondents_can_still_be_divided_by_themselves() -> None:
    asked = np.arange(N) < 200
    values = {f"q{i}": numbers(np.where(asked, RNG.normal(size=N), np.nan)) for i in range(3)}
    infos = {name: inform(name) for name in values}
    found, *_ = describe_distributions(values, infos, np.ones(N, bool), smallest_group=5, zone=UTC)
    assert found.usable == "no"
    assert found.reasons[1] == (
        "It can divide those who have it, together with 'Q1', 'Q2' (the same customers): population 'not q0 is missing'."
    )


def test_what_may_not_be_seen_is_not_shown() -> None:
    values = {
        "secret": numbers(RNG.normal(size=N)),
        "mail": words(["a", "b"] * 500),
        "open": flags([0, 1] * 500),
    }
    infos = {
        "secret": inform("secret", sensitivity=Sensitivity.SENSITIVE, allowed=False),
        "mail": inform("mail", Kind.CATEGORY, sensitivity=Sensitivity.PERSONAL),
        "open": inform("open", Kind.FLAG),
        "absent": inform("absent"),
    }
    found = describe_distributions(values, infos, np.ones(N, bool), smallest_group=5, zone=UTC)
    assert [one.variable for one in found] == ["open"]


@pytest.mark.parametrize("known", [0, 1, 4])
def test_groups_too_small_have_no_numbers(known: int) -> None:
    everyone = np.arange(N) < known
    values = {"n": numbers(RNG.normal(size=N)), "w": words(["a", "b"] * 500), "s": sets([["a"]] * N)}
    infos = {"n": inform("n"), "w": inform("w", Kind.CATEGORY), "s": inform("s", Kind.SET)}
    for found in describe_distributions(values, infos, everyone, smallest_group=5, zone=UTC):
        assert found.usable == "no"
        assert found.mean is None
        assert not found.quantiles
        assert found.bins == ()
        assert found.top_value is None
