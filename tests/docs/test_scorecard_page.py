"""The page about the scorecard and the weights that are used."""

from __future__ import annotations

import re
from pathlib import Path

from satsuma.validate.weights import TITLES, WEIGHTS

PAGE = Path(__file__).parents[2] / "docs" / "scorecard.md"


def test_the_page_lists_every_criterion_with_its_weight() -> None:
    rows = re.findall(r"^\| ([A-Z][\w ]+) \| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(TITLES[criterion], f"{weight:g}") for criterion, weight in WEIGHTS.items()]
