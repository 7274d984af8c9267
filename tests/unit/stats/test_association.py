"""Association against worked examples, SciPy, and simulation: no bias without association, intervals that hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from satsuma.stats.association import correlation_ratio, cramer, pearson, spearman
from satsuma.stats.pairs import Field, measure_pairs, number_field, word_field

UCB = np.array([[1198, 1493], [557, 1278]])  # men, women × admitted, refused


def test_spearman_with_ties_is_that_of_scipy() -> None:
    chance = np.random.default_rng(4)
    x = chance.integers(0, 6, 300).astype(float)
    y = np.round(x + chance.normal(0, 3, 300))
    ours, theirs = spearman(x, y), stats.spearmanr(x, y)
    assert ours.value == pytest.approx(theirs.statistic, abs=1e-12)
    assert ours.p == pytest.approx(theirs.pvalue, rel=1e-9)
    assert ours.low < ours.value < ours.high


def test_pearson_and_its_interval_are_those_of_scipy() -> None:
    chance = np.random.default_rng(5)
    x = chance.normal(size=80)
    y = x + chance.normal(size=80)
    ours, theirs = pearson(x, y), stats.pearsonr(x, y)
    interval = theirs.confidence_interval()
    assert (ours.value, ours.p) == pytest.approx((theirs.statistic, theirs.pvalue))
    assert (ours.low, ours.high) == pytest.approx((interval.low, interval.high))


def test_cramers_v_of_the_berkeley_admissions() -> None:
    """Crude chi-square 92.205 (R's UCBAdmissions): phi² = 92.205 / 4526."""
    found = cramer(UCB)
    assert found.value == pytest.approx(math.sqrt((92.205 / 4526 - 1 / 4525) / (1 - 1 / 4525)), abs=1e-5)
    assert found.p == pytest.approx(stats.chi2.sf(92.205 * 4525 / 4526, 1), rel=1e-3)
    assert found.low < found.value < found.high


def test_perfect_association_is_one_and_empty_levels_do_not_count() -> None:
    assert cramer(np.diag([40, 30, 30, 0])).value == pytest.approx(1.0)
    groups = np.repeat([0, 2], 50)
    assert correlation_ratio(groups, groups.astype(float), 3).value == 1.0
    line = np.arange(50.0)
    assert (spearman(line, line**3).value, spearman(line, -line).value) == (1.0, -1.0)


def test_what_does_not_vary_has_no_strength() -> None:
    assert math.isnan(spearman(np.ones(30), np.arange(30.0)).value)
    assert math.isnan(cramer(np.array([[10, 20]])).value)
    assert math.isnan(correlation_ratio(np.zeros(30, int), np.arange(30.0), 1).value)


def test_correlation_ratio_is_the_f_test_and_without_bias() -> None:
    chance = np.random.default_rng(6)
    groups = np.repeat([0, 1, 2], [40, 60, 50])
    numbers = chance.normal(groups * 0.4, 1)
    theirs = stats.f_oneway(*(numbers[groups == g] for g in range(3)))
    assert correlation_ratio(groups, numbers, 3).p == pytest.approx(theirs.pvalue)
    squares = [correlation_ratio(groups, chance.normal(size=150), 3).value ** 2 for _ in range(300)]
    assert np.mean(squares) < 0.015, "the plain eta² would be 2 / 149 larger"


def test_cramers_v_finds_nothing_in_noise_with_many_levels() -> None:
    chance = np.random.default_rng(7)
    tables = [chance.multinomial(400, [1 / 100] * 100).reshape(10, 10) for _ in range(100)]
    plain = [math.sqrt(stats.chi2_contingency(table)[0] / 400 / 9) for table in tables]
    assert np.mean(plain) > 0.14
    assert np.mean([cramer(table).value for table in tables]) < 0.06


@pytest.mark.parametrize("strength", [0.0, 0.3, 0.8])
def test_intervals_cover_the_truth(strength: float) -> None:
    chance = np.random.default_rng(8)
    truth = 6 / math.pi * math.asin(strength / 2)
    share = (1 + strength) / 4
    hits = np.zeros(2)
    for _ in range(300):
        x = chance.normal(size=200)
        found = spearman(x, strength * x + math.sqrt(1 - strength**2) * chance.normal(size=200))
        table = cramer(chance.multinomial(200, [share, 0.5 - share, 0.5 - share, share]).reshape(2, 2))
        hits += [found.low <= truth <= found.high, table.low <= strength <= table.high]
    assert (hits / 300 > 0.91).all()


def make_fields(n: int = 400) -> tuple[list[Field], list[np.ndarray]]:
    chance = np.random.default_rng(9)
    base = chance.normal(size=n)
    raw = [base, np.exp(base + chance.normal(size=n)), chance.normal(size=n), base + chance.normal(size=n)]
    raw[2][chance.random(n) < 0.3] = np.nan
    raw[3][base > 1] = np.nan
    words = np.where(base > 0, 1, 0) + chance.integers(0, 2, n)
    fields = [number_field(each) for each in raw] + [word_field(words - (chance.random(n) < 0.1), 3)]
    return fields, raw


def test_all_pairs_are_the_pairs_one_by_one_on_complete_customers() -> None:
    fields, raw = make_fields()
    found = {(pair.first, pair.second): pair for pair in measure_pairs(fields)}
    assert len(found) == 10
    for first in range(4):
        for second in range(first + 1, 4):
            both = ~np.isnan(raw[first]) & ~np.isnan(raw[second])
            pair, theirs = found[first, second], stats.spearmanr(raw[first][both], raw[second][both])
            assert pair.measure == "spearman"
            assert pair.strength.n == both.sum()
            assert pair.strength.value == pytest.approx(theirs.statistic, abs=1e-12)
            assert pair.pearson == pytest.approx(np.corrcoef(raw[first][both], raw[second][both])[0, 1])
    both = ~np.isnan(raw[2]) & (fields[4].places >= 0)
    alone = correlation_ratio(fields[4].places[both], stats.rankdata(raw[2][both]), 3)
    assert found[2, 4].measure == "correlation ratio"
    assert found[2, 4].strength.value == pytest.approx(alone.value)


def test_words_meet_words_and_constant_fields_are_left_out() -> None:
    fields, _ = make_fields()
    pairs = measure_pairs(
        [fields[4], fields[4], number_field(np.ones(400)), number_field(np.full(400, np.nan))]
    )
    assert [(pair.first, pair.second, pair.measure) for pair in pairs] == [(0, 1, "cramer's v")]
    assert pairs[0].strength.value == pytest.approx(1.0, abs=1e-3)
