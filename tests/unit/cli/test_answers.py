"""What `target` and `answer` print: the answer first, in 80 columns, without traceback."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from satsuma.cli import render
from satsuma.cli.render import terminal
from satsuma.cli.render.answers import draw_bar
from satsuma.discover.objectives import Material, answer
from satsuma.model.answers import Answers, TargetResult
from tests.unit.discover.objectives.questions import ask, give, words

N = 2000
RNG = np.random.default_rng(4)
TOWN = RNG.integers(0, 4, N)


@pytest.fixture(autouse=True)
def narrow() -> Iterator[None]:
    before = terminal.console.width
    terminal.console.width = 80
    yield
    terminal.console.width = before


def show(result: Any, capsys: pytest.CaptureFixture[str]) -> list[str]:
    render.render(result)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    return lines


def test_the_answer_comes_before_the_ranking(capsys: pytest.CaptureFixture[str]) -> None:
    hits = RNG.random(N) < np.array([0.1, 0.3, 0.3, 0.6])[TOWN]
    material = give(
        hits, words("town", TOWN, ("Ayr", "Bonn", "Cork", "Delft")), left_out={"age": "It is a date."}
    )
    lines = show(answer(ask(top=1, lift=1.5), material), capsys)
    assert lines[0] == "Who?"
    text = "\n".join(lines)
    assert text.index("stands out") < text.index("Delft  ") < text.index("Bonn")
    assert "█" in text
    assert "2nd and 3rd cannot be told apart." in text
    assert "Success" in text
    assert "Left out" in text


def test_no_group_and_no_difference(capsys: pytest.CaptureFixture[str]) -> None:
    hits = RNG.random(N) < 0.3
    assert "No group stands out" in "\n".join(
        show(answer(ask(), give(hits, words("town", TOWN, tuple("abcd")))), capsys)
    )
    groups = {"a": hits, "b": ~hits}
    need = words("need", RNG.integers(0, 2, N), ("x", "y"))
    question = ask(outcome=None, direction=None, compare={"a": "1", "b": "2"})
    lines = show(answer(question, Material(np.arange(N), N, [need], groups=groups)), capsys)
    assert any("do not differ" in line for line in lines)


def test_all_answers_and_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(ask(), give(RNG.random(N) < 0.3, words("town", TOWN, tuple("abcd"))))
    lines = show(Answers(answers=(found,), refused={"vague": ("It is not specific.",)}), capsys)
    assert "Not answered" in lines
    assert "  It is not specific." in lines
    assert show(Answers(answers=()), capsys) == ["There are no objectives yet: write one into objectives/."]


def test_a_target(capsys: pytest.CaptureFixture[str]) -> None:
    found = TargetResult(
        name="t", title="More", problem="Too little.", ideal="Enough.", unit="customer", kpi="k", kpi_title="K",
        measure="average", direction="higher", now=50.0, n=9, goal=100.0, by="2026-12-31", days_left=3,
        teams={"Shop": "sells"}, objectives=("who",), as_of="2026-06-30", sentences=("K: 50 on average.",),
    )  # fmt: skip
    lines = show(found, capsys)
    assert "██████████████░░░░░░░░░░░░░░ 50% of the goal" in lines
    assert "Shop: sells" in lines
    assert "Objectives: who" in lines


def test_bars() -> None:
    assert draw_bar(10, 5, 10).count("█") == 13
    assert "┃" in draw_bar(10, 5, 10)
    assert draw_bar(0, 5, 10).strip() == "│"
    assert draw_bar(1, 1, 0) == ""
