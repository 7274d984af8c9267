"""Profiles: numbers that can be checked by hand, small groups, order."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from satsuma.columns import NO_NUMBER, Codes, Flags, Moments, Scaled, Sets
from satsuma.describe.profiles import profile_segment
from satsuma.model.kinds import Family, Kind, Sensitivity
from satsuma.model.results import ProfileLine, SegmentProfile, SegmentSize, VariableInfo

N = 100
MEMBERS = np.arange(20)


def info(name: str, kind: Kind, **more: object) -> VariableInfo:
    return VariableInfo.model_validate(
        {"name": name, "title": name.title(), "unit": "customer", "family": Family.BEHAVIOURAL, "kind": kind}
        | more
    )


def profile(
    variable: VariableInfo, column: object, members: np.ndarray = MEMBERS, **more: object
) -> SegmentProfile:
    size = SegmentSize(name="s", title="S", unit="customer", customers=len(members), share=len(members) / N)
    options = {"smallest_group": 5, "zone": ZoneInfo("UTC")} | more
    return profile_segment(size, members, np.arange(N), {variable.name: column}, [variable], **options)  # type: ignore[arg-type]


def only(found: SegmentProfile) -> ProfileLine:
    assert len(found.lines) == 1
    return found.lines[0]


def test_a_mean_with_its_lift_and_effect() -> None:
    values = np.where(np.arange(N) < 20, 3000, 1000) + np.arange(N) % 2 * 100
    line = only(profile(info("spend", Kind.MONEY, currency="EUR"), Scaled(values, 2)))
    assert line.value == pytest.approx(30.5)
    assert line.everyone == pytest.approx(14.5)
    assert line.lift == pytest.approx(30.5 / 14.5)
    spread = np.std(values[20:] / 100, ddof=1)
    assert line.effect == pytest.approx(20 / spread, rel=0.01)
    assert line.marker
    assert "30.5 EUR on average here" in line.sentence


def test_missing_values_are_counted_and_left_out() -> None:
    values = np.full(N, 500)
    values[:10] = NO_NUMBER
    line = only(profile(info("age", Kind.NUMBER), Scaled(values, 0)))
    assert (line.n, line.missing, line.value) == (10, 10, 500.0)


def test_levels_have_shares_of_the_known() -> None:
    codes = np.where(np.arange(N) < 40, 0, 1).astype(np.int8)
    codes[0] = -1
    lines = profile(info("country", Kind.CATEGORY), Codes(codes, ("DE", "US"))).lines
    german = next(line for line in lines if line.level == "DE")
    assert german.value == 1.0
    assert german.everyone == pytest.approx(39 / 99)
    assert german.sentence.endswith("Most, and over-represented.")


def test_a_level_of_few_people_is_suppressed_not_dropped() -> None:
    codes = np.zeros(N, np.int8)
    codes[:3] = 1
    lines = profile(info("country", Kind.CATEGORY), Codes(codes, ("DE", "US"))).lines
    rare = next(line for line in lines if line.level == "US")
    assert rare.suppressed
    assert rare.value is None


def test_flags_dates_and_sets() -> None:
    flags = np.where(np.arange(N) % 2 == 0, 1, 0).astype(np.int8)
    assert only(profile(info("owner", Kind.FLAG), Flags(flags))).value == 0.5
    seconds = np.full(N, 86_400 * 365)
    assert only(profile(info("signup", Kind.DATE), Moments(seconds))).text == "1971-01-01"
    offsets = np.arange(N + 1)
    sets = Sets(offsets, np.where(np.arange(N) < 50, 0, 1).astype(np.int8), ("garden", "home"))
    assert {line.level: line.value for line in profile(info("likes", Kind.SET), sets).lines} == {
        "garden": 1.0,
        "home": 0.0,
    }


def test_a_small_segment_has_no_lines() -> None:
    found = profile(info("age", Kind.NUMBER), Scaled(np.arange(N), 0), members=np.arange(4))
    assert found.lines == ()
    assert found.warnings


@pytest.mark.parametrize("more", [{"sensitivity": Sensitivity.PERSONAL}, {"allowed": False}])
def test_personal_and_forbidden_variables_are_not_shown(more: dict[str, object]) -> None:
    assert profile(info("income", Kind.NUMBER, **more), Scaled(np.arange(N), 0)).lines == ()


def test_what_is_made_of_the_rule_comes_after_what_is_not() -> None:
    size = SegmentSize(name="s", title="S", unit="customer", customers=20, share=0.2)
    values = {"a": Scaled(np.arange(N), 0), "b": Scaled(np.arange(N) * 2, 0)}
    variables = [info("a", Kind.NUMBER), info("b", Kind.NUMBER)]
    found = profile_segment(
        size, MEMBERS, np.arange(N), values, variables, made_of={"a"}, smallest_group=5, zone=ZoneInfo("UTC")
    )
    assert [line.variable for line in found.lines] == ["b", "a"]


def test_a_level_that_few_of_everyone_have_is_not_shown() -> None:
    codes = np.where(np.arange(N) < 60, 0, 1).astype(np.int8)
    codes[97:] = 2
    lines = profile(info("country", Kind.CATEGORY), Codes(codes, ("DE", "US", "LI"))).lines
    assert {line.level: line.suppressed for line in lines} == {"DE": False, "US": False, "LI": True}


def test_a_mean_of_zero_has_no_decimals_and_no_interval() -> None:
    values = np.where(np.arange(N) < 20, 0, 1000)
    line = only(profile(info("spend", Kind.NUMBER), Scaled(values, 2)))
    assert line.sentence == "Spend: 0 on average here, 8.00 for everyone (n = 20)."
