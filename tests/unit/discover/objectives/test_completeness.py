"""What is missing for a SMART question, all at once."""

from __future__ import annotations

from typing import Any

import pytest

from satsuma.discover.objectives import find_gaps
from satsuma.model.aims import ObjectiveDefinition
from satsuma.model.errors import Place

WHOLE: dict[str, Any] = {
    "question": "Who?", "outcome": "has(order)", "candidates": ("age",), "direction": "highest", "lift": 1.5,
    "deadline": "2026-09-30", "teams": ("Sales",), "target": "more",
}  # fmt: skip


def gaps(**fields: Any) -> list[tuple[str, str]]:
    made = ObjectiveDefinition.model_validate(
        {key: value for key, value in (WHOLE | fields).items() if value}
    )
    return [
        (each.severity, each.message) for each in find_gaps(made, lambda *path: Place(what=".".join(path)))
    ]


def test_a_whole_objective_lacks_nothing() -> None:
    assert gaps() == []
    assert gaps(outcome=None, direction=None, compare={"a": "x", "b": "y"}) == []


def test_everything_is_said_at_once() -> None:
    made = ObjectiveDefinition(question="Who?")
    found = find_gaps(made, lambda *path: Place())
    assert [each.severity for each in found] == ["error"] * 3 + ["warning"] * 3
    assert all(each.hint for each in found)


@pytest.mark.parametrize(
    ("fields", "severity", "words"),
    [
        ({"outcome": None}, "error", "what is to be counted"),
        ({"candidates": ()}, "error", "of which variables groups are made"),
        ({"direction": None}, "error", "highest or the lowest"),
        ({"lift": None}, "error", "what counts as success"),
        ({"deadline": None}, "warning", "no deadline"),
        ({"deadline": "2026-02-31"}, "error", "is not a day"),
        ({"teams": ()}, "warning", "names no team"),
        ({"target": None}, "warning", "no business target"),
        ({"compare": {"a": "x", "b": "y"}}, "error", "asks two things"),
        ({"outcome": None, "direction": None, "compare": {"a": "x"}}, "error", "one group with nothing"),
    ],
)
def test_each_gap(fields: dict[str, Any], severity: str, words: str) -> None:
    assert any(level == severity and words in message for level, message in gaps(**fields))
