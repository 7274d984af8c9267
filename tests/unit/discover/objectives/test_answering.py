"""Answers: what stands out, what does not, ties, combinations, confounders, exposure, dates and refusals."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from satsuma.discover.objectives import Clock, answer
from satsuma.model.errors import DataError
from tests.unit.discover.objectives.questions import ask, give, numbers, words

N = 4000
RNG = np.random.default_rng(1)
TOWN = RNG.integers(0, 4, N)
TOWNS = ("Ayr", "Bonn", "Cork", "Delft")
AGE = RNG.integers(18, 80, N)


def toss(chance: np.ndarray, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).random(len(chance)) < chance


def test_the_best_groups_first_with_ties_in_words() -> None:
    hits = toss(np.array([0.1, 0.3, 0.3, 0.5])[TOWN], 2)
    found = answer(ask(top=3), give(hits, words("town", TOWN, TOWNS)))
    assert found.status == "answered"
    ranking = found.rankings[0]
    titles = [each.title for each in ranking.groups]
    assert (titles[0], titles[-1]) == ("Town: Delft", "Town: Ayr")
    assert ranking.ties == ("2nd and 3rd cannot be told apart.",)
    best = found.top[0]
    assert best.rate == pytest.approx(hits[TOWN == 3].mean())
    assert best.everyone == pytest.approx(hits.mean())
    assert best.lift == pytest.approx(best.rate / best.everyone)
    assert best.low < best.rate < best.high
    assert best.everyone < best.shrunk < best.rate
    assert (best.rank_low, best.rank_high) == (1, 1)
    assert best.rule == 'town = "Delft"'
    assert "Town: Delft" in found.headline
    assert "causes" not in " ".join([found.headline, *found.sentences])
    assert sum(each.customers for each in ranking.groups) == N


def test_the_lowest_are_asked_for() -> None:
    hits = toss(np.array([0.1, 0.3, 0.3, 0.5])[TOWN], 2)
    found = answer(ask(direction="lowest", lift=0.5), give(hits, words("town", TOWN, TOWNS)))
    assert [each.title for each in found.top] == ["Town: Ayr"]
    assert found.success_reached is True


def test_no_group_stands_out_where_nothing_is() -> None:
    said = 0
    for seed in range(20):
        hits = toss(np.full(N, 0.3), 100 + seed)
        found = answer(ask(lift=1.3), give(hits, words("town", TOWN, TOWNS), numbers("age", AGE)))
        said += found.status == "nothing stands out"
        if found.status == "nothing stands out":
            assert found.headline.startswith("No group stands out")
            assert found.top == ()
            assert found.success_reached is False
    assert said >= 18


def test_differences_too_small_to_act_on_do_not_stand_out() -> None:
    n = 400_000
    town = np.random.default_rng(4).integers(0, 2, n)
    hits = toss(np.where(town == 1, 0.51, 0.49), 5)
    found = answer(ask(depth=1), give(hits, words("town", town, ("Ayr", "Bonn"))))
    assert found.rankings[0].adjusted_p < 1e-10
    assert found.status == "nothing stands out"


def test_combinations_are_measured_again() -> None:
    is_young = AGE < 30
    hits = toss(0.15 + 0.4 * (is_young & (TOWN == 2)), 6)
    found = answer(ask(lift=2), give(hits, words("town", TOWN, TOWNS), numbers("age", AGE)))
    best = found.combinations[0]
    assert set(best.variables) == {"town", "age"}
    assert best.p is not None
    assert best.p <= 0.05
    assert best.better_than_part
    assert best.held_out_rate == pytest.approx(0.55, abs=0.12)
    assert best.held_out_low is not None
    assert best.held_out_low > best.everyone
    assert found.top[0].rule == best.rule
    assert found.success_reached is True
    assert found.searched > 0


def test_small_and_rare_levels_are_left_out_and_counted() -> None:
    town = np.concatenate([np.full(12, 4), TOWN[12:]])
    hits = toss(np.full(N, 0.3), 7)
    found = answer(ask(), give(hits, words("town", town, (*TOWNS, "Elsewhere"))))
    assert found.rankings[0].suppressed == 1
    assert all("Elsewhere" not in each.title for each in found.rankings[0].groups)


def test_a_confounder_that_makes_the_effect_is_flagged() -> None:
    """Cork's customers are old, and only age matters."""
    rng = np.random.default_rng(8)
    is_old = rng.random(N) < 0.3
    town = np.where(rng.random(N) < np.where(is_old, 0.7, 0.1), 2, rng.integers(0, 2, N))
    hits = toss(np.where(is_old, 0.6, 0.1), 19)
    material = give(hits, words("town", town, TOWNS), words("old", is_old.astype(int), ("no", "yes")))
    found = answer(ask(depth=1, top=5), material)
    cork = next(each for ranking in found.rankings for each in ranking.groups if each.title == "Town: Cork")
    assert cork.adjusted_for == ("old",)
    assert cork.flag == "halved with Old held constant"
    assert cork.lift is not None
    assert cork.lift > 1.5
    assert cork.adjusted_lift == pytest.approx(1, abs=0.15)
    assert "Among customers alike in Old" in cork.sentence


def test_exposure_keeps_new_customers_from_being_called_disloyal() -> None:
    rng = np.random.default_rng(10)
    is_new = rng.random(N) < 0.5
    tenure = np.where(is_new, rng.uniform(30, 100, N), rng.uniform(400, 900, N))
    orders = rng.poisson(tenure * 0.01)
    who = words("who", is_new.astype(int), ("old", "new"))
    raw = answer(ask(depth=1), give(orders, who, is_share=False))
    assert [each.title for each in raw.top] == ["Who: old"]
    fair = answer(ask(depth=1, exposure="tenure_days"), give(orders, who, is_share=False, exposure=tenure))
    assert fair.status == "nothing stands out"
    assert fair.measure == "rate"
    assert fair.everyone == pytest.approx(0.01, rel=0.05)


def test_numbers_as_outcome() -> None:
    spent = np.random.default_rng(11).exponential(np.array([50, 100, 50, 50])[TOWN])
    found = answer(ask(top=1), give(spent, words("town", TOWN, TOWNS), is_share=False))
    assert [each.title for each in found.top] == ["Town: Bonn"]
    assert found.top[0].rate == pytest.approx(spent[TOWN == 1].mean())
    assert found.measure == "number"


def test_deadlines() -> None:
    hits = toss(np.full(N, 0.3), 12)
    material = give(hits, words("town", TOWN, TOWNS))
    late = answer(ask(clock=Clock(dt.date(2026, 6, 30), dt.date(2026, 10, 2))), material)
    assert late.overdue
    assert late.days_left == -2
    assert late.sentences[-1] == "Overdue: the deadline 2026-09-30 passed 2 days ago."
    early = answer(ask(), material)
    assert not early.overdue
    assert early.days_left == 82


def test_top_larger_than_the_groups() -> None:
    hits = toss(np.array([0.1, 0.3, 0.3, 0.5])[TOWN], 2)
    found = answer(ask(top=50, depth=1), give(hits, words("town", TOWN, TOWNS)))
    assert "Only one group stands out" in found.headline
    assert all(each.in_top == 1 for each in found.rankings[0].groups)


@pytest.mark.parametrize(
    ("values", "candidate", "message"),
    [
        (np.zeros(N), words("town", TOWN, TOWNS), "is no for all 4,000 customers"),
        (np.ones(N), words("town", TOWN, TOWNS), "is yes for all 4,000 customers"),
        (np.empty(0), words("town", TOWN[:0], TOWNS), "its population is empty"),
        (toss(np.full(N, 0.3), 1), words("key", np.arange(N), tuple(map(str, range(N)))), "None of the candidates"),
        (toss(np.full(N, 0.3), 1), words("town", np.full(N, -1), TOWNS), "Nobody in the population has a value"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_with_a_sentence(
    values: np.ndarray, candidate: object, message: str
) -> None:
    with pytest.raises(DataError, match=message):
        answer(ask(), give(values, candidate))  # type: ignore[arg-type]


def test_without_any_candidate_or_outcome() -> None:
    with pytest.raises(
        DataError, match="No variable is left to answer 'it' with: age: It is the outcome itself"
    ):
        answer(ask(), give(np.arange(10), left_out={"age": "It is the outcome itself."}))
    with pytest.raises(DataError, match=r"None of the 7 customers in the population of 'it' has a value"):
        answer(ask(), give(np.empty(0), words("town", TOWN[:0], TOWNS), population=7))


def test_one_customer() -> None:
    with pytest.raises(DataError):
        answer(ask(minimum_group=1), give(np.ones(1), words("town", TOWN[:1], TOWNS)))


def test_same_seed_same_bytes_whatever_the_threads() -> None:
    hits = toss(0.15 + 0.4 * ((AGE < 30) & (TOWN == 2)), 6)
    material = give(hits, words("town", TOWN, TOWNS), numbers("age", AGE))
    first = answer(ask(depth=3), material)
    second = answer(ask(depth=3), material)
    assert first.model_dump_json() == second.model_dump_json()
