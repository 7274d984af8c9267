"""Sensitive fields that the project has not allowed: hidden in explanations, warned of in rules."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from satsuma.model.definitions import SegmentDefinition
from satsuma.model.results import DemoResult
from satsuma.project import Project
from satsuma.store.definitions import update_definition

NOW = 1_790_000_000
RULE = "date_of_birth before 2020-01-01"


@pytest.fixture
def own(shown: DemoResult, tmp_path: Path) -> Project:
    shutil.copytree(shown.project, tmp_path / "own", ignore=shutil.ignore_patterns("trade"))
    return Project.open(tmp_path / "own", clock=lambda: NOW)


def allow(project: Project) -> None:
    file = project.folder / "satsuma.yaml"
    file.write_text(file.read_text() + "\nallow_sensitive: [date_of_birth]\n")


def test_a_sensitive_value_is_hidden_until_allowed(own: Project) -> None:
    customer = next(iter(own.members("loyal-gifters")))
    line = own.explain(str(customer), RULE).lines[0]
    assert line.actual == "(hidden: sensitive)"
    age = own.explain(str(customer), "age > 3 or age is missing").lines[1]
    assert "hidden" not in str(age.actual)
    allow(own)
    assert "hidden" not in str(own.explain(str(customer), RULE).lines[0].actual)


def test_a_personal_value_is_hidden(own: Project) -> None:
    customer = next(iter(own.members("loyal-gifters")))
    assert own.explain(str(customer), 'email contains "@"').lines[0].actual == "(hidden: personal)"


def test_rules_on_sensitive_fields_are_warned_of_until_allowed(own: Project) -> None:
    before = sum(finding.code == "sensitive-field" for finding in own.check())
    update_definition(own.folder, "segments", "elders", SegmentDefinition(rule=RULE))
    assert any("date_of_birth" in warning for warning in own.count(RULE).warnings)
    found = [finding for finding in own.check() if finding.code == "sensitive-field"]
    assert len(found) == before + 1
    assert all(finding.severity == "warning" and finding.place and finding.place.line for finding in found)
    assert any("date_of_birth, which is sensitive" in warning for warning in own.run().warnings)
    allow(own)
    assert own.count(RULE).warnings == ()
    assert all(finding.code != "sensitive-field" for finding in own.check())
