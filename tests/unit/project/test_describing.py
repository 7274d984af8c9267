"""What the page of variables shows: distributions of what may be shown, and who uses what."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsuma.model.results import DemoResult
from satsuma.project import Project
from satsuma.project.describing import names_in


def test_every_variable_is_described_unless_it_is_hidden(shown: DemoResult) -> None:
    found = Project(Path(shown.project)).describe_variables()
    by_name = {each.info.name: each for each in found.variables}
    age = by_name["age"].distribution
    assert age is not None
    assert age.n + age.missing == found.population
    assert sum(bar.customers or 0 for bar in age.bins) <= age.n
    assert by_name["date_of_birth"].distribution is None


def test_uses_name_those_who_name_the_variable_themselves(shown: DemoResult) -> None:
    found = Project(Path(shown.project)).describe_variables()
    uses = {each.info.name: {f"{use.section}/{use.name}" for use in each.used_by} for each in found.variables}
    assert "targets/revenue_per_customer" in uses["net_revenue_12m"]
    assert "segments/category-fans" in uses["categories_bought"]
    assert "variables/nps" in uses["how_likely_to_recommend_us_0_10"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("age >= 30 and not city = 'Wien'", {"age", "city"}),
        ("a / b", {"a", "b"}),
        ("this is no rule (", set()),
    ],
)
def test_names_are_read_from_rules_and_values_alike(text: str, names: set[str]) -> None:
    assert names_in(text) == names
