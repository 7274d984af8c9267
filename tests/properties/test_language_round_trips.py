"""Text, tree and JSON say the same."""

from __future__ import annotations

from hypothesis import example, given

from satsuma.language import tree
from satsuma.language.read import read_condition, read_condition_json, read_value
from satsuma.language.write import write_condition, write_value
from tests.properties.strategies import make_conditions, make_values


@given(make_conditions(3))
@example(tree.Everyone())
def test_a_condition_reads_back_from_its_text(condition: tree.Condition) -> None:
    text = write_condition(condition)
    assert read_condition(text) == condition
    assert write_condition(read_condition(text)) == text
    assert "\n" not in text


@given(make_values(2))
def test_a_value_reads_back_from_its_text(value: tree.Value) -> None:
    assert read_value(write_value(value)) == value


@given(make_conditions(3))
def test_a_condition_reads_back_from_its_json(condition: tree.Condition) -> None:
    assert read_condition_json(condition.model_dump_json()) == condition


@given(make_conditions(2))
def test_case_and_space_do_not_matter(condition: tree.Condition) -> None:
    assert read_condition(f"\n  ( {write_condition(condition)} )\t") == condition
