"""The scorecard on the made-up company: time travel, what is left out, and what it says of bad questions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from satsuma.engine import measure
from satsuma.language.read import read_value
from satsuma.model.aims import TargetDefinition
from satsuma.model.definitions import Priority, SegmentationDefinition
from satsuma.model.errors import MistakeError, OptionError, UnknownNameError
from satsuma.model.results import DemoResult
from satsuma.model.scorecards import Score, Scorecard
from satsuma.project import Project
from satsuma.project.listing import find_members
from satsuma.project.opening import open_folder
from satsuma.store.definitions import update_definition
from satsuma.validate.features import read_numbers

NOW = 1_790_000_000


def open_at(folder: str | Path) -> Project:
    return Project.open(folder, clock=lambda: NOW)


def card_of(project: Project, name: str, **options: str) -> Scorecard:
    card = project.scorecard(name, **options)  # type: ignore[arg-type]
    assert isinstance(card, Scorecard)
    return card


def pick(card: Scorecard, criterion: str) -> Score:
    return next(score for score in card.scores if score.criterion == criterion)


@pytest.fixture
def own(shown: DemoResult, tmp_path: Path) -> Path:
    """A copy to change; the files of the company stay where they are."""
    shutil.copytree(shown.project, tmp_path / "own", ignore=shutil.ignore_patterns("trade"))
    return tmp_path / "own"


def test_the_story_is_worth_using(shown: DemoResult) -> None:
    card = card_of(open_at(shown.project), "story")
    assert card.knocked_out == ()
    assert card.points is not None
    assert card.points > 80
    assert card.cut == "2026-04-01"
    assert card.target == "revenue_per_customer"
    assert card.judged == 1
    assert "Big-project families are" in pick(card, "serving").sentence
    after = {segment.name: segment.kpi_after for segment in card.segments}
    slipping, rest = after["slipping-regulars"], after["everyone-else"]
    assert slipping is not None
    assert rest is not None
    assert slipping < rest


def test_the_kpi_since_is_that_of_the_members_then(shown: DemoResult) -> None:
    """Asked in another way: who was in the part then, and the KPI's own rule over exactly those days."""
    project = open_at(shown.project)
    card = card_of(project, "story", cut="2026-04-01")
    hunters = next(segment for segment in card.segments if segment.name == "discount-hunters")
    opened = open_folder(Path(shown.project), NOW)
    text = opened.definitions.variables["net_revenue_12m"].value
    assert text is not None
    assert "last 12 months" in text
    asked = read_value(text.replace("last 12 months", "between 2026-04-02 and 2026-06-30"))
    moment = opened.choose_as_of(None)
    values = measure(
        opened.population, opened.vocabulary, "customer", {"since": asked}, moment.seconds, opened.zone
    )
    money = read_numbers(values["since"])[find_members(opened, "story/discount-hunters", "2026-04-01")]
    assert hunters.kpi_after == pytest.approx(float(money.mean()))


def test_rules_that_know_more_than_the_cut_did_are_left_out(shown: DemoResult) -> None:
    card = card_of(open_at(shown.project), "story")
    after = {segment.name: segment.kpi_after for segment in card.segments}
    assert after["project-families"] is None
    assert any("household" in warning and "Big-project families" in warning for warning in card.warnings)


def test_all_side_by_side_are_those_switched_on(shown: DemoResult) -> None:
    cards = open_at(shown.project).scorecard()
    assert [card.name for card in cards.cards] == ["story"]  # type: ignore[union-attr]
    assert card_of(open_at(shown.project), "rfm").knocked_out[0] == "manageable"


def test_a_target_is_judged_by_its_own_kpi(own: Path) -> None:
    target = TargetDefinition(problem="Revenue is flat", kpi="orders_12m", measure="total", goal=1e6)
    update_definition(own, "targets", "grow", target)
    project = open_at(own)
    story = project.definitions.segmentations["story"]
    update_definition(own, "segmentations", "story", story.model_copy(update={"target": "grow"}))
    card = card_of(project, "story")
    assert card.kpi == "orders_12m"
    assert card.target == "grow"
    points = pick(card, "serving").points
    assert points is not None
    assert 0 < points <= 1


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        ({"population": "net_revenue_ever < 0", "priorities": [("all", "everyone")]}, "Nobody is divided"),
        ({"priorities": [("all", "everyone")]}, "One segment divides nobody"),
        ({"priorities": [("a", 'random 50% of "x"'), ("b", "everyone")]}, "Nothing clearly separates"),
    ],
)
def test_odd_segmentations_get_a_card(own: Path, definition: dict[str, object], words: str) -> None:
    priorities = tuple(Priority(name=name, rule=rule) for name, rule in definition["priorities"])  # type: ignore[attr-defined]
    odd = SegmentationDefinition.model_validate({**definition, "priorities": priorities})
    update_definition(own, "segmentations", "odd", odd)
    card = card_of(open_at(own), "odd")
    assert card.knocked_out
    assert any(words in score.sentence for score in card.scores)


def test_a_day_before_all_data(shown: DemoResult) -> None:
    card = card_of(open_at(shown.project), "story", as_of="2001-01-01")
    assert "substantial" in card.knocked_out
    assert "events begin on" in pick(card, "predictive").sentence


def test_questions_without_an_answer(shown: DemoResult, own: Path) -> None:
    project = open_at(shown.project)
    with pytest.raises(UnknownNameError, match="no segmentation 'stori'"):
        project.scorecard("stori")
    with pytest.raises(UnknownNameError) as wrong:
        project.scorecard("vips")
    assert "segment by itself" in str(wrong.value.findings[0].hint)
    with pytest.raises(OptionError, match="not before"):
        project.scorecard("story", cut="2026-06-30")
    with pytest.raises(OptionError, match="not a day"):
        project.scorecard("story", cut="yesterday")
    shutil.rmtree(own / "segmentations")
    with pytest.raises(MistakeError, match="no segmentation to judge"):
        open_at(own).scorecard()
