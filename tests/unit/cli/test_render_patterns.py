"""`explore` in a terminal: shapes in blocks, groups too small to show as dots, nothing wider than 80 columns."""

from __future__ import annotations

from unittest import mock

import pytest

from satsuma.cli.render import render
from satsuma.cli.render.patterns import draw
from satsuma.cli.render.terminal import console
from satsuma.model.kinds import Family, Kind
from satsuma.model.patterns import Bin, Distribution, Driver, DriverBin, Drivers, ExploreResult, Refused

BINS = (
    Bin(label="0", customers=80, share=0.8),
    Bin(label="1", customers=None, share=None),
    Bin(label="2", customers=0, share=0.0),
    Bin(label="3", customers=20, share=0.2),
)


def make_result() -> ExploreResult:
    """Twenty refused variables with one reason, a suspected leak, one driver."""
    shown = Distribution(
        variable="orders", title="Orders", family=Family.BEHAVIOURAL, kind=Kind.NUMBER, n=100, missing=10,
        missing_share=0.1, distinct=4, quantiles=(0, 0, 0, 1, 2, 3, 3), bins=BINS, usable="yes",
        reasons=("Known for 90 %.",),
    )  # fmt: skip
    driver = Driver(
        variable="orders", title="Orders", importance=0.2, low=0.1, high=0.3, p=0.00001, solo=0.7,
        threshold="at least 1", sentence="Orders at least 1: 40% 'yes'; the others 10%.",
        bins=(DriverBin(label="below 1", customers=50, value=0.1, low=0.05, high=0.2),),
    )  # fmt: skip
    refused = [Refused(variable=f"v{i}", title=f"Variable {i}", reason="Known later.") for i in range(20)]
    leak = Refused(variable="call", title="Call", reason="Too good.", must_confirm=True)
    drivers = Drivers(
        kpi="y", kpi_title="Y", outcome="yes or no", cut="2024-01-01", as_of="2024-03-31", customers=200,
        held_out=100, fit=0.7, fit_by_chance=0.5, drivers=(driver,), refused=(leak, *refused),
        warnings=("Possible leak: Call.",), sentence="One variable is associated with Y: Orders.",
    )  # fmt: skip
    return ExploreResult(
        unit="customer", as_of="2024-03-31", population=110, distributions=(shown,), drivers=drivers
    )


def test_small_groups_are_dots() -> None:
    assert draw(BINS) == "█·▁▃"
    assert draw(()) == ""


def test_leaks_come_first_and_reasons_once(capsys: pytest.CaptureFixture[str]) -> None:
    with mock.patch.object(console, "_width", 80):
        render(make_result())
    said = capsys.readouterr().out
    assert max(len(line) for line in said.splitlines()) <= 80
    assert said.index("! Possible leak: Call.") < said.index("One variable is associated")
    assert said.count("Known later.") == 1
    assert "Variable 5 and 14 more" in " ".join(said.split())
    assert "10% 5.0% to 20%" in " ".join(said.split())
    assert "Orders (orders): yes" in said
    assert "█·▁▃" in said
