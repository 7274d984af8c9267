"""Every example of docs/rules.md is read, checked, written back and put into words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from satsuma.language.check import check_condition
from satsuma.language.explain import describe
from satsuma.language.read import read_condition
from satsuma.language.tree import Condition, Value
from satsuma.language.walk import walk
from satsuma.language.write import write_condition
from tests.properties.worlds import VOCABULARY

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "rules.md").read_text(encoding="utf-8")


def list_examples() -> list[tuple[str, str, str]]:
    """Unit, rule and sentence of each row of the tables that hold examples."""
    found = []
    unit = ""
    for line in PAGE.splitlines():
        if line.startswith("| rule"):
            unit = "account" if "accounts" in line else "customer"
        elif not line.startswith("|"):
            unit = ""
        elif unit and (row := re.fullmatch(r"\| `(.+)` \| (.+) \|", line)):
            found.append((unit, row[1], row[2]))
    return found


EXAMPLES = list_examples()


@pytest.mark.parametrize(("unit", "rule", "words"), EXAMPLES, ids=[rule for _, rule, _ in EXAMPLES])
def test_example(unit: str, rule: str, words: str) -> None:
    condition = read_condition(rule)
    assert check_condition(condition, VOCABULARY, unit) == []
    assert describe(condition) == words
    assert read_condition(write_condition(condition)) == condition


def test_the_page_has_an_example_of_every_construct() -> None:
    seen = {type(node) for _, rule, _ in EXAMPLES for node in walk(read_condition(rule))}
    constructs = {kind for union in (Condition, Value) for kind in get_args(get_args(union)[0])}
    assert sorted(kind.__name__ for kind in constructs - seen) == []
