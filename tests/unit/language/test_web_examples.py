"""The rules that the web app's editors are tested with: each text is its tree, and every construct is among them.

`python -m tests.unit.language.test_web_examples` writes them anew after a change of the language.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

from satsuma.language.read import read_condition
from satsuma.language.tree import Condition, Value, Window
from satsuma.language.walk import walk
from satsuma.language.write import write_condition
from tests.unit.language.test_rules_page import EXAMPLES

FILE = (
    Path(__file__).resolve().parents[3] / "web" / "src" / "features" / "rules" / "testing" / "examples.json"
)
FURTHER = (
    ("customer", "has(order, since 2024-01-01)"),
    ("customer", "has(order, after 2024-01-01)"),
    ("customer", "has(order, between 2024-01-01 and signup)"),
    ("customer", "has(order, this month)"),
    ("customer", "not (not member)"),
)


def make_examples() -> list[dict[str, Any]]:
    rules = [(unit, rule) for unit, rule, _ in EXAMPLES] + list(FURTHER)
    found = []
    for unit, rule in rules:
        condition = read_condition(rule)
        found.append(
            {"unit": unit, "text": write_condition(condition), "tree": condition.model_dump(mode="json")}
        )
    return found


def test_examples_are_the_languages() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == make_examples()


def test_every_construct_is_among_them() -> None:
    seen = {type(node) for example in make_examples() for node in walk(read_condition(example["text"]))}
    constructs = {kind for union in (Condition, Value, Window) for kind in get_args(get_args(union)[0])}
    assert sorted(kind.__name__ for kind in constructs - seen) == []


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(make_examples(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
