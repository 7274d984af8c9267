"""`discover` and `adopt` on real answers and customers, with the definitions that `init` wrote."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from satsuma.model.definitions import SegmentationDefinition
from satsuma.model.discoveries import DiscoveryResult, StudyRow
from satsuma.model.results import SegmentationSizes
from satsuma.model.studies import DiscoveryDefinition
from satsuma.project import Project
from satsuma.store.definitions import update_definition
from tests.real.test_runs_real import ADVENTUREWORKS, NOW

pytestmark = [pytest.mark.real, pytest.mark.slow]

VIEWS = (
    *("yummy", "convenient", "spicy", "fattening", "greasy", "fast"),
    *("cheap", "tasty", "expensive", "healthy", "disgusting"),
)
MUSIC = (
    *("dance", "folk", "country", "classical_music", "musical", "pop", "rock", "metal_or_hardrock", "punk"),
    *(
        "hiphop_rap",
        "reggae_ska",
        "swing_jazz",
        "rock_n_roll",
        "alternative",
        "latino",
        "techno_trance",
        "opera",
    ),
)
PEOPLE = (
    *("age", "total_children", "gender", "marital_status", "home_owner", "occupation", "education_level"),
)
BEST_OF_FOUR = 1602.8995
"""Least sum of squares known for four groups of McDonald's eleven answers (k-means, many starts)."""


def start(folder: Path, files: Sequence[Path]) -> Project:
    if not all(file.is_file() for file in files):
        pytest.skip(f"{files[0].parent.name} is not among the real data sets")
    Project.init(folder, files, clock=lambda: NOW)
    project = Project.open(folder, clock=lambda: NOW)
    project.run()
    return project


def row_of(found: DiscoveryResult, algorithm: str, k: int) -> StudyRow:
    return next(row for row in found.study if (row.algorithm, row.k) == (algorithm, k))


def sizes_of(project: Project, name: str) -> SegmentationSizes:
    return next(each for each in project.sizes().segmentations if each.name == name)


@pytest.fixture(scope="module")
def diners(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("diners")
    return start(folder, [shared_data / "mcdonalds" / "mcdonalds.csv"])


@pytest.fixture(scope="module")
def views(diners: Project) -> DiscoveryResult:
    return diners.discover("views", basis=VIEWS)


def test_mcdonalds_is_reproducible_at_four_segments(diners: Project, views: DiscoveryResult) -> None:
    row = row_of(views, "k-means", 4)
    assert row.ssw is not None
    assert row.ssw <= BEST_OF_FOUR * 1.001
    assert row.knocked_out == ()
    assert views.verdict == "reproducible"
    assert (views.customers, views.placed) == (1_453, 1_453)
    assert {(each.algorithm, each.k) for each in views.study} >= {
        (name, k) for name in ("k-means", "latent classes") for k in range(2, 11)
    }
    found = diners.discover("four", basis=VIEWS, k="4", quick=True, algorithms=("k-means",))
    assert (found.verdict, found.chosen_k) == ("reproducible", 4)
    assert sorted(segment.customers for segment in found.segments) == pytest.approx(
        [240, 315, 318, 580], abs=15
    )


def test_mcdonalds_in_rules_and_few_questions(views: DiscoveryResult, diners: Project) -> None:
    found = diners.discover("asked", basis=VIEWS, k="4", quick=True, algorithms=("k-means",))
    assert found.rules is not None
    assert found.rules.describable
    assert found.rules.fidelity > 0.9
    assert found.typing is not None
    assert len(found.typing.fields) <= 6
    assert set(found.typing.fields) <= set(VIEWS)
    assert found.typing.accuracy[-1] > 0.85 > found.typing.by_chance
    assert list(found.typing.accuracy) == sorted(found.typing.accuracy)
    assert not {test.variable for test in views.tests} & set(VIEWS)
    assert {test.variable for test in views.tests} == {"age", "gender", "like", "visit_frequency"}


def test_mcdonalds_is_adopted_as_a_model_and_as_rules(views: DiscoveryResult, diners: Project) -> None:
    model = diners.adopt("views", k=4, algorithm="k-means")
    diners.run()
    by_model = {part.name: part.customers for part in sizes_of(diners, "views").segments}
    placed = {segment.name: round(segment.share * 1_453) for segment in model.segments}
    assert {name.partition("/")[2]: n for name, n in by_model.items() if n} == placed
    members = {name: set(diners.members(name)) for name in by_model if by_model[name]}
    rules = diners.adopt("views", k=4, algorithm="k-means", form="rules")
    assert [segment.name for segment in rules.segments] == [segment.name for segment in model.segments]
    assert {change.change for change in rules.changes} == {"kept"}
    diners.run()
    definition: SegmentationDefinition = diners.definitions.segmentations["views"]
    assert all(
        word in "".join(part.rule or "" for part in definition.priorities) for word in ("yummy", "tasty")
    )
    agreeing = sum(len(set(diners.members(name)) & then) for name, then in members.items())
    assert agreeing / 1_453 > 0.95
    assert rules.fidelity == pytest.approx(agreeing / 1_453, abs=0.03)


@pytest.fixture(scope="module")
def young(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("young")
    return start(folder, [shared_data / "young_people_survey" / "responses.csv"])


@pytest.fixture(scope="module")
def tastes(young: Project) -> DiscoveryResult:
    return young.discover("tastes", basis=MUSIC, k="2..4", quick=True, algorithms=("k-means",))


def test_styles_of_answering_are_reported(tastes: DiscoveryResult) -> None:
    style = next(note for note in tastes.notes if "answered from 1 to 5" in note)
    assert "17 items" in style
    assert "gave the same answer many times in a row" in style
    assert "nearly only at the ends of the scale" in style
    assert any("ipsatise: true" in warning for warning in tastes.warnings)


def test_too_few_people_for_so_many_items_is_warned_of(young: Project, tastes: DiscoveryResult) -> None:
    assert any("for 17 fields: too few" in warning for warning in tastes.warnings)
    fewer = young.discover("fewer", basis=MUSIC[:6], k="3", quick=True, algorithms=("k-means",))
    assert not any("too few" in warning for warning in fewer.warnings)


def test_nobody_who_left_an_item_out_is_lost(tastes: DiscoveryResult) -> None:
    assert tastes.customers == 1_010
    assert tastes.placed + tastes.outliers + tastes.unusable == 1_010
    assert tastes.placed >= 1_000
    assert any(note.startswith("Missing values") for note in tastes.notes)


def test_answers_relative_to_the_own_mean_make_other_segments(
    young: Project, tastes: DiscoveryResult
) -> None:
    definition = DiscoveryDefinition(basis=MUSIC, ipsatise=True, fewest=2, most=4, algorithms=("k-means",))
    update_definition(young.folder, "discoveries", "own-mean", definition)
    own_mean = young.discover("own-mean", quick=True)
    assert all(field.ipsatised for field in own_mean.basis)
    assert not any(field.ipsatised for field in tastes.basis)
    assert any("relative to each person's own mean" in note for note in own_mean.notes)
    assert not any("ipsatise: true" in warning for warning in own_mean.warnings)
    for k in range(2, 5):
        assert row_of(own_mean, "k-means", k).sizes != row_of(tastes, "k-means", k).sizes


@pytest.fixture(scope="module")
def cyclists(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("cyclists")
    return start(folder, [shared_data / "adventureworks" / name for name in ADVENTUREWORKS])


@pytest.fixture(scope="module")
def people(cyclists: Project) -> DiscoveryResult:
    return cyclists.discover("people", basis=PEOPLE, k="3..4", quick=True, algorithms=("latent classes",))


def test_mixed_demographics_by_latent_classes(people: DiscoveryResult) -> None:
    assert {(row.algorithm, row.k) for row in people.study} == {("latent classes", 3), ("latent classes", 4)}
    assert {field.form for field in people.basis} == {"number", "choice"}
    assert people.verdict in (
        "reproducible",
        "constructive",
        "no segmentation",
    )  # not natural: nothing parts people
    for row in people.study:
        assert row.log_likelihood is not None
        assert row.bic is not None
        assert row.icl is not None
        assert row.icl >= row.bic
    better = row_of(people, "latent classes", 4).log_likelihood or 0
    assert better > (row_of(people, "latent classes", 3).log_likelihood or 0)


def test_customers_without_a_gender_are_placed_by_the_rest(
    people: DiscoveryResult, cyclists: Project
) -> None:
    """130 of 18,148 have none; latent classes leave out what is missing, and nobody."""
    assert (people.customers, people.placed, people.unusable) == (18_148, 18_148, 0)
    assert all(field.filled is None for field in people.basis)
    assert any("'Gender' 130" in note for note in people.notes)
    cyclists.adopt("people", k=3)
    cyclists.run()
    unknown = cyclists.count("gender is missing")
    assert unknown.customers == 130
    assert cyclists.count("gender is missing and people is known").customers == 130


def test_segments_are_judged_by_what_did_not_make_them(people: DiscoveryResult) -> None:
    assert people.chosen_k is not None
    assert not {test.variable for test in people.tests} & set(PEOPLE)
    assert {"net_revenue_ever", "last_category", "tenure_days"} <= {test.variable for test in people.tests}
    assert people.m == len(people.tests)
    assert all(test.adjusted_p >= test.p for test in people.tests)
    for segment in people.segments:
        roles = {line.variable: line.role for line in segment.lines}
        assert {name for name, role in roles.items() if role == "basis"} == set(PEOPLE)
    assert any("sample of" in note for note in people.notes)
    assert people.sample_agreement is not None
