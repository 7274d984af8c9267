"""Objectives of the made-up company, and objectives that cannot be answered."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from satsuma.model.errors import DataError, DefinitionError, MistakeError, UnknownNameError
from satsuma.model.results import DemoResult
from satsuma.project import Project

NOW = 1_790_000_000


@pytest.fixture(scope="module")
def people(shown: DemoResult) -> Project:
    return Project.open(shown.project, clock=lambda: NOW)


@pytest.fixture
def scrap(shown: DemoResult, tmp_path: Path) -> Path:
    """A copy of the company's project to write into."""
    shutil.copytree(shown.project, tmp_path / "p", ignore=shutil.ignore_patterns("data", "trade"))
    return tmp_path / "p"


def ask(folder: Path, text: str, name: str = "mine") -> Project:
    lines = [f"{name}:", *(f"  {line}" for line in text.strip().splitlines())]
    (folder / "objectives" / "more.yaml").write_text("\n".join(lines), encoding="utf-8")
    return Project.open(folder, clock=lambda: NOW)


WHOLE = """
question: Who?
target: revenue_per_customer
direction: highest
lift: 1.2
deadline: 2026-12-31
teams: [Marketing]
"""


def test_all_worked_examples_are_answered(shown: DemoResult) -> None:
    for folder in (shown.project, shown.trade):
        found = Project.open(folder, clock=lambda: NOW).answer()
        assert found.refused == {}
        assert len(found.answers) == len(Project.open(folder).definitions.objectives)
        assert all(each.target for each in found.answers)
        assert not any(each.overdue for each in found.answers)


def test_owners_sign_in_three_languages(shown: DemoResult) -> None:
    found = Project.open(shown.trade, clock=lambda: NOW).answer("signing-titles")
    assert {each.title for each in found.top} == {"Title: Owner", "Title: Inhaber", "Title: Gérant"}
    assert found.success_reached is True


def test_families_buy_the_furniture(people: Project) -> None:
    found = people.answer("furniture-buyers")
    assert found.status == "answered"
    assert 'household = "family"' in found.top[0].rule
    best = found.top[0]
    assert best.customers == people.count(f"({best.rule}) and orders_ever >= 1").customers


def test_groups_before_and_outcome_within_the_window(people: Project) -> None:
    found = people.answer("loyal-age")
    assert (found.cut, found.as_of) == ("2026-04-01", "2026-06-30")
    bought = people.count("orders_ever >= 1", as_of="2026-04-01").customers
    assert found.population == bought
    for group in found.rankings[0].groups:
        assert (
            group.customers
            == people.count(f"({group.rule}) and orders_ever >= 1", as_of="2026-04-01").customers
        )
    again = people.count("count(order, last 90 days) >= 1 and tenure_days >= 90").customers
    assert found.everyone == pytest.approx(again / bought)


def test_rates_at_equal_tenure(people: Project) -> None:
    found = people.answer("loyal-at-equal-tenure")
    assert found.measure == "rate"
    assert found.per == "a year"
    assert found.everyone is not None
    assert 1 < found.everyone * found.per_factor < 8
    assert any("new customers are not called disloyal" in each for each in found.warnings)


def test_what_is_made_of_the_outcome_or_known_later_is_left_out(scrap: Path) -> None:
    text = WHOLE + "outcome: orders_12m >= 3\ncandidates: [orders_ever, age, date_of_birth]"
    found = ask(scrap, text).answer("mine")
    assert found.left_out["orders_ever"].startswith("It is made of the same data")
    assert found.left_out["date_of_birth"].startswith("It is sensitive")
    text = WHOLE + "outcome: has(order)\nwindow_days: 60\ncandidates: [age, area]"
    with pytest.raises(DataError, match="age: It holds what was known on"):
        ask(scrap, text).answer("mine")


def test_everything_wrong_is_said_at_once_with_its_place(scrap: Path) -> None:
    text = "question: Who?\ntarget: revenu\noutcome: count(ordr) >= 2\ncandidates: [agee, area]\npopulation: 'age >'"
    with pytest.raises(DefinitionError) as caught:
        ask(scrap, text).answer("mine")
    said = [str(each) for each in caught.value.findings]
    for words in ("'revenu'", "ordr", "'agee'", "highest or the lowest", "counts as success"):
        assert sum(words in each for each in said) == 1, words
    assert any(each.startswith("objectives/more.yaml:5") for each in said)
    assert Project.open(scrap, clock=lambda: NOW).answer().refused["mine"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "outcome: has(order)\nwindow_days: 4000\ncandidates: [age_now]",
            "before the data: the first order is of",
        ),
        ("outcome: has(order)\nwindow_days: 99999999\ncandidates: [age_now]", "begins before the calendar"),
        ("outcome: 'orders_ever >= 0'\ncandidates: [area]", "is yes for all"),
        ("outcome: has(order)\npopulation: not everyone\ncandidates: [area]", "its population is empty"),
        ("outcome: area\ncandidates: [household]", "groups can be compared on yes or no, or on a number"),
        (
            "outcome: has(order)\nwindow_days: 60\ncandidates: [tenure_days]\nminimum_group: 100000",
            "None of its",
        ),
        (
            "outcome: count(order, last 12 months) >= 2\nwindow_days: 90\ncandidates: [age_now]",
            "is not within the last 90 days",
        ),
        ("outcome: in segment slipping-regulars\nwindow_days: 90\ncandidates: [age_now]", "uses a segment"),
    ],
)
def test_bad_questions_are_sentences(scrap: Path, text: str, words: str) -> None:
    with pytest.raises((MistakeError, DataError)) as caught:
        ask(scrap, WHOLE + text).answer("mine")
    assert words in str(caught.value)


def test_an_unknown_objective(people: Project) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'frequent-buyers'"):
        people.answer("frequent-buyer")


def test_groups_that_overlap_are_separated(scrap: Path) -> None:
    text = WHOLE.replace("direction: highest\n", "") + (
        'compare:\n  city: area = "urban"\n  young: age < 30\ncandidates: [average_order, household]'
    )
    found = ask(scrap, text).answer("mine")
    assert found.compared == ("city", "young")
    assert any("in more than one of the groups" in each for each in found.warnings)
    with_both = Project.open(scrap).count('area = "urban" and not age < 30').customers
    assert found.compared_sizes[0] == with_both


def test_the_answer_shows_itself(people: Project) -> None:
    found = people.answer("furniture-buyers")
    assert found.headline in str(found)
    html = found._repr_html_()
    assert "<table>" in html
    assert "needs-of-families" in str(people.answer())
