"""An outcome cut to its window."""

from __future__ import annotations

import pytest

from satsuma.language.aims import read_either
from satsuma.language.read import read_value
from satsuma.language.vocabulary import Vocabulary
from satsuma.language.write import write_condition, write_value
from satsuma.model.kinds import Shape
from satsuma.project.narrowing import narrow

VOCABULARY = Vocabulary(
    Shape(units={}, main_unit="customer", timezone="UTC"),
    {
        "customer": {
            "orders_ever": read_value("count(order)"),
            "orders_12m": read_value("count(order, last 12 months)"),
        }
    },
)


def cut(text: str, days: int = 90) -> tuple[str, list[str]]:
    problems: list[str] = []
    found = narrow(read_either(text), days, "customer", VOCABULARY, problems)
    write = write_value if text == "orders_ever" else write_condition
    return write(found), problems  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("has(order)", "has(order, last 90 days)"),
        ("count(order where amount > 5) >= 2", "count(order where amount > 5, last 90 days) >= 2"),
        ("orders_ever", "count(order, last 90 days)"),
        (
            "orders_ever >= 1 and not has(refund)",
            "count(order, last 90 days) >= 1 and not has(refund, last 90 days)",
        ),
        ("count(order, last 30 days) >= 1", "count(order, last 30 days) >= 1"),
        ("newsletter = yes", "newsletter = yes"),
    ],
)
def test_open_windows_become_the_last_days(text: str, expected: str) -> None:
    found, problems = cut(text)
    assert problems == []
    assert (
        read_either(found) == read_either(expected.replace("has none(refund", "not has(refund"))
        or found == expected
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("count(order, last 91 days) >= 1", "'last 91 days'"),
        ("orders_12m >= 1", "'last 12 months'"),
        ("has(order, 90 to 10 days ago)", "'90 to 10 days ago'"),
        ("has(order, last quarter)", "not counted back"),
        ("in segment vips", "a segment"),
        ("top 10 % by orders_ever", "a rank"),
    ],
)
def test_what_looks_further_back_is_said(text: str, words: str) -> None:
    problems = cut(text)[1]
    assert len(problems) == 1
    assert words in problems[0]
