"""The verdict on data whose truth is known, and studies that cannot be made."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from satsuma.discover.cluster.density import Density
from satsuma.discover.cluster.kmeans import KMeans
from satsuma.discover.cluster.latent_classes import LatentClasses
from satsuma.discover.cluster.matrix import Matrix, numbers_only
from satsuma.discover.study.options import Study, StudyOptions
from satsuma.discover.study.studying import study
from satsuma.model.errors import DataError, OptionError
from satsuma.model.studies import DiscoveryDefinition
from satsuma.stats.agreement import adjusted_rand

QUICK = StudyOptions(
    most=7,
    manageable=None,
    starts=10,
    bootstraps=15,
    bootstrap_starts=3,
    references=8,
    reference_starts=2,
    splits=2,
    null_draws=39,
    threads=1,
)


def draw_blobs(centres: list[tuple[float, ...]], each: int = 100, seed: int = 1) -> Matrix:
    random = np.random.default_rng(seed)
    points = np.concatenate([random.normal(centre, 1.0, (each, len(centre))) for centre in centres])
    return numbers_only((points - points.mean(axis=0)) / points.std(axis=0))


FOUR = draw_blobs([(0, 0), (6, 0), (0, 6), (6, 6)])
TRUTH = np.repeat(np.arange(4), 100)


@pytest.fixture(scope="module")
def of_four() -> Study:
    return study(FOUR, [KMeans()], QUICK)


def test_four_blobs_are_clear_groups(of_four: Study) -> None:
    assert (of_four.verdict, of_four.chosen_k) == ("natural", 4)
    assert of_four.headline == "Clear groups exist"
    assert adjusted_rand(of_four.solution.labels, TRUTH) > 0.98
    assert of_four.evidence.null_p_copula == 1 / 40
    assert of_four.evidence.valleys == 1.0
    assert of_four.evidence.null_draws == 39
    assert not of_four.evidence.one_group_preferred


def test_each_row_says_what_was_measured(of_four: Study) -> None:
    assert [row.k for row in of_four.rows] == list(range(2, 8))
    row = of_four.rows[2]
    assert sum(row.sizes) == 400
    assert len(row.segment_stability) == len(row.segment_origins) == 4
    assert of_four.rows[0].segment_origins == ()
    assert row.ssw is not None
    assert row.bic is None
    assert row.gap == max(one.gap or 0 for one in of_four.rows)
    assert row.prediction_strength == pytest.approx(1.0, abs=0.1)
    assert row.border is not None
    assert row.overlap is not None
    assert row.overlap < 0.1
    assert row.knocked_out == ()
    assert row.score == max(one.score or 0 for one in of_four.rows)
    assert of_four.rows[-1].knocked_out
    assert of_four.recommendation.startswith("4 segments by k-means is recommended. Runner-up: ")


def test_one_cloud_has_no_groups() -> None:
    found = study(numbers_only(np.random.default_rng(2).normal(size=(500, 3))), [KMeans()], QUICK)
    assert found.verdict in ("constructive", "no segmentation")
    assert found.evidence.one_group_preferred
    if found.verdict == "no segmentation":
        assert found.chosen_k is None
        assert "RFM" in found.next_step
        assert "objective" in found.next_step


def test_a_square_comes_back_and_is_not_natural() -> None:
    """METHODS of the field: a uniform square has a median bootstrap agreement of 0.93 with four segments."""
    square = numbers_only(np.random.default_rng(1).uniform(-1.7, 1.7, (1_000, 2)))
    found = study(square, [KMeans()], replace(QUICK, fewest=4, most=4, measured=500))
    assert (found.verdict, found.chosen_k) == ("reproducible", 4)
    assert (found.evidence.null_p_copula or 0) > 0.05
    assert found.headline == "The same groups come back"


def test_the_manageable_range_never_lowers_the_verdict() -> None:
    two = draw_blobs([(0, 0), (7, 0)], 200)
    found = study(two, [KMeans()], replace(QUICK, manageable=(4, 6), most=6))
    assert found.verdict == "natural"
    assert found.chosen_k in (2, 3)
    assert any("outside the 4 to 6" in fault for fault in found.rows[0].knocked_out)
    assert found.recommended != found.chosen
    assert "on weaker evidence" in found.recommendation


def test_nothing_left_after_knock_outs_is_said() -> None:
    noise = numbers_only(np.random.default_rng(3).normal(size=(100, 4)))
    found = study(noise, [KMeans()], replace(QUICK, fewest=5, most=7, null_draws=0))
    assert found.recommended is None
    assert all(row.knocked_out for row in found.rows)
    assert found.verdict in ("constructive", "no segmentation")


def test_rules_and_descriptors_are_weighed_and_keep_a_cut_from_being_none() -> None:
    noise = numbers_only(np.random.default_rng(2).normal(size=(500, 3)))
    found = study(
        noise,
        [KMeans()],
        replace(QUICK, most=3, null_draws=0),
        fidelity=lambda labels: 0.9,
        separability=lambda labels: 0.5,
    )
    assert [row.fidelity for row in found.rows] == [0.9, 0.9]
    assert [row.separability for row in found.rows] == [0.5, 0.5]
    assert found.chosen_k is not None
    assert found.verdict == "constructive"
    assert found.headline == "A useful cut, not a discovery"


def test_same_input_same_answer_whatever_the_threads(of_four: Study) -> None:
    again = study(FOUR, [KMeans()], replace(QUICK, threads=3))
    assert again.rows == of_four.rows
    assert again.evidence == of_four.evidence
    assert np.array_equal(again.solution.labels, of_four.solution.labels)


def test_latent_classes_find_mixed_groups_with_missing_values() -> None:
    random = np.random.default_rng(4)
    truth = np.repeat(np.arange(3), 120)
    numbers = random.normal(np.array([[-2.5, 0], [2.5, 0], [0, 4]])[truth], 1.0)
    numbers[random.random(numbers.shape) < 0.1] = np.nan
    codes = np.column_stack(
        [random.random(360) < np.array([0.1, 0.5, 0.9])[truth], random.integers(0, 3, 360)]
    ).astype(np.int16)
    codes[::9, 1] = -1
    matrix = Matrix(numbers, codes, (2, 3), (False, False))
    found = study(
        matrix, [KMeans(), LatentClasses()], replace(QUICK, most=5, starts=5, always_draw_nulls=False)
    )
    assert found.chosen_k == 3
    assert adjusted_rand(found.solution.labels, truth) > 0.8
    assert any(note.startswith("k-means was left out: ") for note in found.notes)
    row = found.rows[found.chosen]
    assert row.bic is not None
    assert row.icl is not None
    assert row.icl >= row.bic


def test_a_sample_is_studied_and_everyone_placed() -> None:
    big = draw_blobs([(0, 0), (6, 0), (0, 6)], 1_000)
    heard: list[tuple[str, float | None]] = []
    found = study(
        big,
        [KMeans()],
        replace(QUICK, most=4, sample=300),
        progress=lambda what, share: heard.append((what, share)),
    )
    assert len(found.sample) == 300
    assert len(found.solution.labels) == 3_000
    assert sum(found.rows[found.chosen].sizes) == 3_000
    assert found.sample_agreement is not None
    assert found.sample_agreement > 0.95
    assert any("random sample of 300 of 3,000" in note for note in found.notes)
    shares = [share for _, share in heard if share is not None]
    assert shares == sorted(shares)
    assert 0.5 < shares[-1] <= 1.0


@pytest.mark.parametrize(
    ("matrix", "options", "sentence"),
    [
        (numbers_only(np.ones((1, 2))), QUICK, "1 customer cannot be divided into segments"),
        (numbers_only(np.random.default_rng(1).normal(size=(5, 2))), QUICK, "5 customers cannot be divided"),
        (numbers_only(np.ones((100, 2))), QUICK, "100 customers are all alike"),
        (
            numbers_only(np.repeat([[0.0], [1.0]], 50, axis=0)),
            replace(QUICK, fewest=3),
            "show only 2 different answers",
        ),
        (numbers_only(np.full((50, 1), np.inf)), QUICK, "infinite values"),
        (numbers_only(np.empty((50, 0))), QUICK, "There is nothing to group customers by"),
    ],
)
def test_what_cannot_be_divided_is_said(matrix: Matrix, options: StudyOptions, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        study(matrix, [KMeans(), LatentClasses()], options)


@pytest.mark.parametrize(
    ("fewest", "most", "sentence"),
    [(1, 5, "must be 2 or more"), (2, 40, "At most 20"), (6, 3, "must not be below the fewest")],
)
def test_numbers_of_segments_that_cannot_be_are_said(fewest: int, most: int, sentence: str) -> None:
    with pytest.raises(OptionError, match=sentence):
        study(FOUR, [KMeans()], replace(QUICK, fewest=fewest, most=most))


def test_more_segments_than_different_answers_are_not_tried() -> None:
    few = numbers_only(np.repeat(np.arange(4.0)[:, None], 40, axis=0))
    found = study(few, [KMeans()], replace(QUICK, null_draws=0))
    assert max(row.k for row in found.rows) == 4
    assert any("More than 4 segments were not tried" in note for note in found.notes)


def test_no_algorithm_that_suits_is_said() -> None:
    nominal = Matrix(np.empty((60, 0)), np.arange(60, dtype=np.int16)[:, None] % 5, (5,), (False,))
    with pytest.raises(DataError, match="k-means was left out"):
        study(nominal, [KMeans()], QUICK)
    with pytest.raises(OptionError, match="at least one algorithm"):
        study(FOUR, [], QUICK)


def test_options_come_from_the_definition() -> None:
    definition = DiscoveryDefinition(basis=("a",), fewest=3, most=5, bootstraps=20, seed=9, manageable=(3, 5))
    options = StudyOptions.of(definition)
    assert (options.fewest, options.most, options.bootstraps, options.seed) == (3, 5, 20, 9)
    assert options.manageable == (3, 5)
    alone, together = ([KMeans()], [KMeans(), LatentClasses()])
    assert options.count_studied(FOUR, alone) > options.count_studied(FOUR, together)
    assert replace(options, sample=700).count_studied(FOUR, alone) == 700


def test_numbers_of_groups_that_an_algorithm_does_not_find_are_left_out() -> None:
    found = study(
        FOUR, [Density()], replace(QUICK, most=5, bootstraps=10, splits=1, references=3, null_draws=0)
    )
    assert 4 in {row.k for row in found.rows}
    assert {row.k for row in found.rows} < {2, 3, 4, 5}
    assert any(note.startswith("density found no division into ") for note in found.notes)
    with pytest.raises(DataError, match="density found no division into 19, 20 segments"):
        study(FOUR, [Density()], replace(QUICK, fewest=19, most=20, references=1))
