"""The search against plain loops, its false findings on noise, and what it finds of what was planted."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from satsuma.columns import Codes, Scaled
from satsuma.discover.subgroups import search as searching
from satsuma.discover.subgroups.chance import draw_sample, make_coarse, shuffle_best
from satsuma.discover.subgroups.judging import Hunt, find_combinations, make_field
from satsuma.discover.subgroups.outcome import Outcome
from satsuma.discover.subgroups.search import Field, scale_of, search
from satsuma.discover.subgroups.selectors import Candidate, Levels, make_levels

HUNT = Hunt(depth=3, minimum=30, direction="highest", seed=3, shuffles=99)


def make(n: int, seed: int, variables: int = 6) -> tuple[np.ndarray, list[Levels]]:
    codes = np.random.default_rng(seed).integers(0, 3, (variables, n))
    levels = [
        make_levels(Candidate(f"v{i}", f"V{i}", Codes(row, ("a", "b", "c"))), np.arange(n), 30)
        for i, row in enumerate(codes)
    ]
    return codes, levels


def field_of(levels: list[Levels], outcome: Outcome, direction: str = "highest") -> Field:
    selectors = [each for level in levels for each in level.selectors]
    found = make_field(selectors, outcome, np.ones(outcome.n, bool), direction, 30)  # type: ignore[arg-type]
    assert found is not None
    return found


def look_plainly(field: Field, truths: np.ndarray, depth: int) -> dict[tuple[int, ...], float]:
    scale = scale_of(field)
    found = {}
    for size in range(2, depth + 1):
        for chosen in combinations(range(len(truths)), size):
            if len({int(field.variables[place]) for place in chosen}) < size:
                continue
            inside = truths[list(chosen)].all(axis=0)
            if inside.sum() >= field.minimum:
                parts = [truths[list(part)].all(axis=0) & ~inside for part in combinations(chosen, size - 1)]
                error = [scale.deviation * np.sqrt(1 / inside.sum() + 1 / part.sum()) for part in parts]
                shift = [field.scores[inside].mean() - field.scores[part].mean() for part in parts]
                if min(s / e for s, e in zip(shift, error, strict=True)) >= field.part_limit:
                    weight = (
                        inside.sum() / np.sqrt(field.n) if field.weigh == "size" else np.sqrt(inside.sum())
                    )
                    found[chosen] = (field.scores[inside].mean() - scale.mean) / scale.deviation * weight
    return {key: value for key, value in found.items() if value > 0}


@pytest.mark.parametrize("kind", ["share", "number"])
@pytest.mark.parametrize("threads", [1, 3])
def test_the_search_is_exhaustive(kind: str, threads: int) -> None:
    codes, levels = make(3000, 1)
    planted = (codes[0] == 1) & (codes[2] == 0) & (codes[5] == 2)
    pair = (codes[1] == 1) & (codes[3] == 2)
    rng = np.random.default_rng(2)
    if kind == "share":
        outcome = Outcome((rng.random(3000) < 0.2 + 0.4 * planted + 0.15 * pair).astype(float), True)
    else:
        outcome = Outcome(rng.exponential(10 + 20 * planted + 6 * pair), False)
    field = field_of(levels, outcome)
    truths = np.array([each.inside for level in levels for each in level.selectors])
    found = search(field, 3, threads)
    plain = look_plainly(field, truths, 3)
    assert {each.selectors: each.quality for each in found.found} == pytest.approx(plain)
    assert (1, 6, 17) in plain
    assert found.looked_at == 15 * 9 + 20 * 27
    assert found.is_exhaustive


def test_wracc_is_the_quality_in_other_units() -> None:
    _, levels = make(2000, 4)
    outcome = Outcome((np.random.default_rng(5).random(2000) < 0.3).astype(float), True)
    scale = scale_of(field_of(levels, outcome))
    members, hits = np.array([200, 600, 1000]), np.array([90, 230, 320])
    wracc = members / 2000 * (hits / members - scale.mean)
    ratio = scale.rate(members, hits) / wracc
    assert ratio == pytest.approx(np.full(3, ratio[0]))


def test_too_many_triples_are_searched_from_the_best_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    codes, levels = make(3000, 1)
    planted = (codes[0] == 1) & (codes[2] == 0) & (codes[5] == 2)
    outcome = Outcome((np.random.default_rng(2).random(3000) < 0.2 + 0.5 * planted).astype(float), True)
    field = field_of(levels, outcome)
    whole = search(field, 3)
    monkeypatch.setattr(searching, "MOST_TRIPLES", 10)
    beam = search(field, 3)
    assert not beam.is_exhaustive
    assert whole.is_exhaustive
    assert (1, 6, 17) in [each.selectors for each in beam.found]


def test_noise_rarely_gives_a_group() -> None:
    """At most one search in twenty may find anything where nothing is; here of 60."""
    wrong = 0
    for seed in range(60):
        _, levels = make(800, seed)
        outcome = Outcome((np.random.default_rng(900 + seed).random(800) < 0.25).astype(float), True)
        hunt = Hunt(depth=3, minimum=30, direction="highest", seed=seed, shuffles=39)
        wrong += bool(find_combinations(levels, outcome, hunt).groups)
    assert wrong <= 6


def test_the_planted_group_is_found_and_held() -> None:
    codes, levels = make(6000, 11)
    planted = (codes[0] == 1) & (codes[2] == 0)
    outcome = Outcome((np.random.default_rng(12).random(6000) < 0.1 + 0.2 * planted).astype(float), True)
    found = find_combinations(levels, outcome, HUNT)
    assert [each.rule for each in found.groups[0].selectors] == ['v0 = "b"', 'v2 = "a"']
    assert len(found.groups) == 1
    best = found.groups[0]
    assert (best.inside == planted).all()
    assert best.p == 0.01
    assert best.held.low > 0.2
    assert best.found.n + best.held.n == planted.sum()


def test_parts_of_a_planted_triple_are_explained_by_it() -> None:
    codes, levels = make(9000, 1)
    planted = (codes[0] == 1) & (codes[2] == 0) & (codes[5] == 2)
    outcome = Outcome((np.random.default_rng(2).random(9000) < 0.2 + 0.5 * planted).astype(float), True)
    found = find_combinations(levels, outcome, HUNT)
    assert [[each.label for each in group.selectors] for group in found.groups] == [["b", "a", "c"]]


def test_a_single_strong_variable_is_no_combination() -> None:
    """Groups that only repeat one of their parts are dropped."""
    for seed in range(5):
        codes, levels = make(5000, 20 + seed)
        chance = 0.1 + 0.3 * (codes[1] == 2)
        outcome = Outcome((np.random.default_rng(seed).random(5000) < chance).astype(float), True)
        assert find_combinations(levels, outcome, HUNT).groups == ()


def test_lowest_and_numbers() -> None:
    codes, levels = make(6000, 31)
    planted = (codes[3] == 0) & (codes[4] == 1)
    values = np.random.default_rng(32).exponential(100, 6000) * np.where(planted, 0.4, 1.0)
    hunt = Hunt(depth=2, minimum=30, direction="lowest", seed=1, shuffles=99)
    found = find_combinations(levels, Outcome(values, False), hunt)
    assert [each.rule for each in found.groups[0].selectors] == ['v3 = "a"', 'v4 = "b"']
    assert found.groups[0].held.high < 60


def test_one_customer_makes_no_group() -> None:
    _, levels = make(2000, 41)
    values = np.ones(2000)
    values[7] = 1e9
    assert find_combinations(levels, Outcome(values, False), HUNT).groups == ()


def test_same_seed_same_groups_whatever_the_threads() -> None:
    codes, levels = make(4000, 51)
    chance = 0.1 + 0.2 * ((codes[0] == 1) & (codes[1] == 1))
    outcome = Outcome((np.random.default_rng(52).random(4000) < chance).astype(float), True)
    field = field_of(levels, outcome)
    runs = [
        shuffle_best(field, 3, seed=9, shuffles=19, most_triples=10**7, threads=threads) for threads in (1, 3)
    ]
    assert (runs[0] == runs[1]).all()
    plain = max(look_max(field, levels, np.random.default_rng([9, 1])))
    assert runs[0][0] == pytest.approx(plain)


def look_max(field: Field, levels: list[Levels], rng: np.random.Generator) -> list[float]:
    """All qualities under the first shuffle, plainly."""
    truths = np.array([each.inside for level in levels for each in level.selectors])
    scores, scale = rng.permutation(field.scores), scale_of(field)
    found = []
    for size in (1, 2, 3):
        for chosen in combinations(range(len(truths)), size):
            inside = truths[list(chosen)].all(axis=0)
            if (
                len({int(field.variables[place]) for place in chosen}) == size
                and inside.sum() >= field.minimum
            ):
                weight = inside.sum() / np.sqrt(field.n)
                found.append((scores[inside].mean() - scale.mean) / scale.deviation * weight)
    return found


def test_a_sample_gives_the_same_bar() -> None:
    _, levels = make(12_000, 61)
    outcome = Outcome((np.random.default_rng(62).random(12_000) < 0.2).astype(float), True)
    field = field_of(levels, outcome)
    sample = draw_sample(field, 1, 4000)
    assert sample.n == 4000
    whole, part = (
        np.median(shuffle_best(each, 2, seed=5, shuffles=99, most_triples=0)) for each in (field, sample)
    )
    assert part == pytest.approx(whole, rel=0.15)


def test_coarse_numbers_give_the_same_bar() -> None:
    _, levels = make(6000, 65)
    field = field_of(levels, Outcome(np.random.default_rng(66).exponential(50, 6000), False))
    coarse = make_coarse(field)
    assert len(coarse.digits) == 4
    whole, part = (
        np.quantile(shuffle_best(each, 2, seed=5, shuffles=199, most_triples=0), 0.95)
        for each in (field, coarse)
    )
    assert part == pytest.approx(whole, rel=0.08)
    shares = field_of(levels, Outcome((np.random.default_rng(67).random(6000) < 0.2).astype(float), True))
    assert make_coarse(shares) is shares


def test_nothing_to_combine() -> None:
    _, levels = make(500, 71)
    outcome = Outcome(np.random.default_rng(72).random(500), False)
    assert find_combinations(levels[:1], outcome, HUNT).groups == ()
    assert find_combinations([], outcome, HUNT).looked_at == 0
    assert find_combinations(levels, Outcome(np.ones(500), True), HUNT).groups == ()


def test_rates_over_an_exposure() -> None:
    rng = np.random.default_rng(81)
    exposure = rng.uniform(50, 700, 4000)
    outcome = Outcome(rng.poisson(exposure * 0.01).astype(float), False, exposure)
    everyone = outcome.estimate(np.ones(4000, bool))
    assert everyone.rate == pytest.approx(0.01, rel=0.03)
    assert everyone.low < 0.01 < everyone.high
    new = exposure < 200
    assert Outcome(outcome.values, False).estimate(new).rate < 1.5
    assert outcome.estimate(new).rate == pytest.approx(0.01, rel=0.1)
    numbers = make_levels(Candidate("x", "X", Scaled(exposure.astype(np.int64), 0)), np.arange(4000), 30)
    assert find_combinations([numbers, *make(4000, 82)[1]], outcome, HUNT).groups == ()
