"""The typing tool finds the fields that matter, few of them, and judges them honestly."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.columns import Codes, Doubles, Flags
from satsuma.discover.typing import find_typing_tool
from satsuma.model.errors import DataError
from tests.unit.discover.rules.worlds import INFOS, PERSONAL, make_columns


def make_blobs(n: int, seed: int) -> tuple[dict[str, Doubles | Codes | Flags], np.ndarray]:
    """Four groups told by two of ten numbers, a copy of one, and a word that half tells one group."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 4, n).astype(np.int16)
    columns: dict[str, Doubles | Codes | Flags] = {f"noise{j}": Doubles(rng.normal(size=n)) for j in range(8)}
    columns["first"] = Doubles(rng.normal(size=n) + 6 * (labels % 2))
    columns["twin"] = Doubles(columns["first"].values * 2 + rng.normal(size=n))
    columns["second"] = Doubles(rng.normal(size=n) + 6 * (labels // 2))
    columns["word"] = Codes(np.where(rng.random(n) < 0.5, labels, 0), ("a", "b", "c", "d"))
    return columns, labels


def test_the_two_fields_that_matter_are_found() -> None:
    columns, labels = make_blobs(2_000, 1)
    tool = find_typing_tool(columns, {}, labels, seed=1)
    assert set(tool.fields) == {"first", "second"}
    assert tool.accuracy[0] == pytest.approx(0.5, abs=0.05)
    assert tool.accuracy[1] > 0.97
    assert tool.low < tool.accuracy[-1] < tool.high
    assert 0.2 < tool.by_chance < 0.3
    assert tool == find_typing_tool(columns, {}, labels, seed=1)


def test_noise_is_no_better_than_chance() -> None:
    rng = np.random.default_rng(3)
    columns = {f"noise{j}": Doubles(rng.normal(size=3_000)) for j in range(30)}
    labels = rng.integers(0, 4, 3_000).astype(np.int16)
    tool = find_typing_tool(columns, {}, labels, seed=1)
    assert tool.low < tool.by_chance < tool.high or tool.accuracy[-1] < tool.by_chance


def test_at_most_six_fields_and_titles_in_the_sentence() -> None:
    columns = make_columns(1_500, 2)
    rng = np.random.default_rng(5)
    score = sum(
        np.where(np.isnan(values), 0, values)
        for values in (columns["score"].values, columns["member"].values * 1.0, columns["tier"].codes * 0.8)  # type: ignore[union-attr]
    )
    labels = (score + rng.normal(size=1_500) * 0.2 > np.median(score)).astype(np.int16)
    labels[:20] = -1
    tool = find_typing_tool(columns, {**INFOS, "age": PERSONAL}, labels, seed=1)
    assert 1 <= len(tool.fields) <= 6
    assert "age" not in tool.fields
    assert tool.titles[0] in tool.sentence
    assert tool.accuracy[-1] > tool.by_chance + 0.2
    assert len(find_typing_tool(columns, INFOS, labels, seed=1, most_fields=1).fields) == 1


def test_what_cannot_be_asked_says_so() -> None:
    with pytest.raises(DataError, match="fewer than two segments"):
        find_typing_tool(make_columns(50, 1), INFOS, np.zeros(50, np.int16), seed=1)
    with pytest.raises(DataError, match="No field can be asked for"):
        find_typing_tool({"x": Doubles(np.ones(50))}, {}, np.arange(50, dtype=np.int16) % 2, seed=1)
