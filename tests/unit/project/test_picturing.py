"""Patterns and studies as pages show them: pictures beside results, and nothing that the project keeps to itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from satsuma.language.read import read_condition
from satsuma.model.errors import OptionError, UnknownNameError
from tests.unit.project.club import open_club


@pytest.fixture
def own(adopted: Path, tmp_path: Path) -> Path:
    """A copy to change, explored, with its files beside it."""
    shutil.copytree(adopted.parent, tmp_path / "own")
    folder = tmp_path / "own" / adopted.name
    open_club(folder).explore(kpi="spent")
    return folder


def make_sensitive(folder: Path, name: str) -> None:
    """Says of a variable that it is sensitive."""
    path = folder / "variables" / "mine.yaml"
    before = path.read_text(encoding="utf-8")
    after = before.replace(f"{name}: {{column: {name},", f"{name}: {{column: {name}, sensitivity: sensitive,")
    assert after != before
    path.write_text(after, encoding="utf-8")


def test_every_rule_of_a_driver_can_be_read(own: Path) -> None:
    drivers = open_club(own).found.patterns().result.drivers
    assert drivers is not None
    assert drivers.drivers
    for driver in drivers.drivers:
        rules = [driver.rule, *(each.rule for each in driver.bins)]
        assert any(rules)
        assert [read_condition(rule) for rule in rules if rule is not None]


def test_a_driver_s_rule_counts_whom_its_sentence_speaks_of(own: Path) -> None:
    project = open_club(own)
    drivers = project.found.patterns().result.drivers
    assert drivers is not None
    bins = drivers.drivers[0].bins
    counted = [int(project.count(each.rule)) for each in bins if each.rule is not None]
    assert all(0 < count < 205 for count in counted)
    assert sum(counted) <= 205


def test_a_field_that_became_sensitive_is_gone_from_what_was_found_before(own: Path) -> None:
    assert "town" in {each.variable for each in open_club(own).found.patterns().result.distributions}
    make_sensitive(own, "town")
    found = open_club(own).found
    patterns = found.patterns().model_dump_json()
    assert '"town"' not in patterns
    assert "Bonn" not in patterns
    study = found.study("kinds")
    assert "town" not in {line.variable for segment in study.result.segments for line in segment.lines}
    assert "town" not in {test.variable for test in study.result.tests}


def test_a_study_has_its_pictures_and_how_it_was_adopted(adopted: Path) -> None:
    study = open_club(adopted).found.study("kinds")
    assert {"groups", "profiles", "gorge", "stability", "own_stability", "criteria"} <= set(study.charts)
    assert study.adopted_as == "model"
    assert study.definition.basis == ("orders_half", "basket", "phone")


def test_rules_are_another_form_than_a_model(own: Path) -> None:
    project = open_club(own)
    project.adopt("kinds", form="rules")
    for path in (own / "models").glob("*.json"):
        path.unlink()
    assert project.found.studies[0].adopted_as == "rules"


def test_studies_without_a_verdict_come_last(own: Path) -> None:
    path = own / "discoveries" / "another.yaml"
    path.write_text("a-first: {title: A first, basis: [age, spent]}\n", encoding="utf-8")
    studies = open_club(own).found.studies
    assert [(each.name, each.verdict is None) for each in studies] == [("kinds", False), ("a-first", True)]
    assert studies[0].basis == ("Orders in half a year", "Average basket", "Share by phone")


def test_another_number_of_groups_is_described_as_the_chosen_one_is(adopted: Path) -> None:
    project = open_club(adopted)
    found = project.alternative("kinds", 2)
    assert (found.k, len(found.segments)) == (2, 2)
    assert sum(segment.customers for segment in found.segments) == project.found.discovery("kinds").placed
    assert {"groups", "profiles"} <= set(found.charts)
    with pytest.raises(OptionError, match="9 groups were not tried"):
        project.alternative("kinds", 9)
    with pytest.raises(UnknownNameError):
        project.alternative("nothing", 2)


def test_bases_that_are_proposed_can_be_studied(adopted: Path) -> None:
    project = open_club(adopted)
    proposals = project.propose_bases().proposals
    assert proposals[0].name == "recommended"
    known = {info.name for info in project.variables}
    for each in proposals:
        assert len(each.variables) == len(each.titles) >= 2
        assert set(each.variables) <= known
        assert not set(each.variables) & {"kinds", "kinds_probability"}
