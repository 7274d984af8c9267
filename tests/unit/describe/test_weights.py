"""Survey weights: whole-number weights say the same as repeated people, n still counts people."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from satsuma.columns import Codes, Doubles
from satsuma.describe.lines import Frame, describe_variable
from satsuma.model.kinds import Family, Kind
from satsuma.model.results import VariableInfo

RNG = np.random.default_rng(3)
COUNTS = RNG.integers(1, 4, 200)
AGES = RNG.normal(40, 12, 200)
TOWNS = RNG.integers(0, 3, 200).astype(np.int32)
MEMBERS = np.arange(0, 200, 2)


def inform(name: str, kind: Kind) -> VariableInfo:
    return VariableInfo(name=name, title=name, unit="customer", family=Family.DEMOGRAPHIC, kind=kind)


def frame(members: np.ndarray, everyone: np.ndarray, weights: np.ndarray | None) -> Frame:
    return Frame(members, everyone, 5, ZoneInfo("UTC"), weights)


@pytest.mark.parametrize("kind", [Kind.NUMBER, Kind.CATEGORY])
def test_weights_equal_repetition(kind: Kind) -> None:
    info = inform("x", kind)
    owner = np.repeat(np.arange(200), COUNTS)
    if kind is Kind.NUMBER:
        column, repeated = Doubles(AGES), Doubles(AGES[owner])
    else:
        column, repeated = Codes(TOWNS, ("a", "b", "c")), Codes(TOWNS[owner], ("a", "b", "c"))
    weighted = describe_variable(info, column, frame(MEMBERS, np.arange(200), COUNTS.astype(float)))
    again = np.flatnonzero(np.isin(owner, MEMBERS))
    plain = describe_variable(info, repeated, frame(again, np.arange(len(owner)), None))
    assert {line.level for line in weighted} == {line.level for line in plain}
    by_level = {line.level: line for line in plain}
    for line in weighted:
        assert line.value == pytest.approx(by_level[line.level].value)
        assert line.everyone == pytest.approx(by_level[line.level].everyone)
        assert line.n == len(MEMBERS)
        assert line.low is not None
        assert line.high is not None
        assert line.low <= (line.value or 0) <= line.high


def test_equal_weights_change_nothing_but_rounding() -> None:
    info, column = inform("age", Kind.NUMBER), Doubles(AGES)
    (weighted,) = describe_variable(info, column, frame(MEMBERS, np.arange(200), np.full(200, 2.0)))
    (plain,) = describe_variable(info, column, frame(MEMBERS, np.arange(200), None))
    assert weighted.value == pytest.approx(plain.value)
    assert weighted.low == pytest.approx(plain.low, rel=0.01)
