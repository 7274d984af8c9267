"""Odd but right files: what `init` writes runs, and has no mistakes in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.cases.case import FileCase
from tests.journeys.cases.odd import CASES
from tests.journeys.command import satsuma
from tests.journeys.test_bad_input import check_balance, check_plain, check_words


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_init_and_run(case: FileCase, tmp_path: Path) -> None:
    case.write(tmp_path)
    begun = satsuma("init", "p", *case.named, "--timezone", "Europe/Berlin", cwd=tmp_path)
    check_plain(begun)
    assert begun.code == 0, begun
    done = satsuma("-C", "p", "run", "--json", cwd=tmp_path)
    check_plain(done)
    assert done.code == 0, done
    result = done.json
    check_balance(result)
    check_words(done.text + (tmp_path / "p" / "report.html").read_text(encoding="utf-8"), case.says, ())
    assert {name: result["rows_in"][name] for name in case.rows} == case.rows
    name = result["segments"][0]["name"] if result["segments"] else None
    for words in (("check",), ("segments",), ("variables",), ("overlap",), ("profile", name)):
        if words[-1] is not None:
            outcome = satsuma("-C", "p", *map(str, words), cwd=tmp_path)
            check_plain(outcome)
            assert outcome.code == 0, outcome
