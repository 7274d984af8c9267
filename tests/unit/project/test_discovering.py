"""`discover` on a made-up club: the planted kinds, what the result holds, what is kept, and that it is the same each time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from satsuma.model.discoveries import DiscoveryResult
from satsuma.model.errors import MistakeError, OptionError, SatsumaError
from satsuma.store.findings import load_finding
from tests.unit.project.club import EACH, KINDS, list_members, open_club

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def found(club: Path) -> DiscoveryResult:
    return open_club(club).discover("kinds")


def test_the_planted_kinds_are_found(found: DiscoveryResult) -> None:
    assert (found.verdict, found.chosen_k, found.chosen_algorithm) == ("natural", 3, "k-means")
    now = [kind for _, _, kind in list_members()]
    planted = sorted(now.count(kind) for kind in range(len(KINDS)))
    assert sorted(segment.customers for segment in found.segments) == pytest.approx(planted, abs=2)
    assert (found.customers, found.placed) == (len(now), len(now))
    often = max(found.segments, key=lambda segment: line(found, segment.number, "orders_half"))
    assert often.customers == EACH
    assert line(found, often.number, "basket") == pytest.approx(20, abs=2)


def line(found: DiscoveryResult, number: int, variable: str) -> float:
    return next(each.value or 0.0 for each in found.segments[number - 1].lines if each.variable == variable)


def test_the_documented_fields_are_there(found: DiscoveryResult) -> None:
    told = json.loads(found.model_dump_json())
    assert {"verdict", "chosen_k", "study"} <= set(told)
    assert [row["k"] for row in told["study"]] == [2, 3, 4]
    for row in told["study"]:
        assert {"algorithm", "k", "ssw", "log_likelihood", "bic", "stability_median"} <= set(row)
        assert len(row["segment_stability"]) == len(row["sizes"]) == row["k"]
        assert isinstance(row["knocked_out"], list)
        assert row["ssw"] is not None


def test_segments_are_not_tested_on_what_made_them(found: DiscoveryResult) -> None:
    assert {test.variable for test in found.tests} == {"age", "town", "spent"}
    assert found.m == 3
    assert {test.variable: test.role for test in found.tests}["spent"] == "outcome"
    adjusted = {test.variable: test.adjusted_p for test in found.tests}
    assert adjusted["spent"] < 1e-6  # large orders add up
    assert adjusted["town"] > 0.05
    assert adjusted["age"] > 0.05


def test_it_is_kept_for_the_report_and_for_adopt(club: Path, found: DiscoveryResult) -> None:
    kept = load_finding(club, "discoveries", "kinds", DiscoveryResult)
    assert kept is not None
    assert kept.seconds == 0
    assert kept == DiscoveryResult.model_validate(found.model_dump()).model_copy(update={"seconds": 0.0})
    assert "Kinds of members" in (club / "report.html").read_text(encoding="utf-8")


def test_the_same_to_the_byte_whatever_the_threads(club: Path, found: DiscoveryResult) -> None:
    expected = json.loads(found.model_dump_json())
    expected.pop("seconds")
    line = "from satsuma.cli.app import main; main()"
    for threads in ("1", "3"):
        settings = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), threads)
        done = subprocess.run(
            [sys.executable, "-c", line, "-C", str(club), "discover", "kinds", "--json"],
            env={**os.environ, **settings, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": threads},
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        again = json.loads(done.stdout)
        again.pop("seconds")
        assert json.dumps(again) == json.dumps(expected), threads


def test_a_new_discovery_is_written_down(club: Path, tmp_path: Path) -> None:
    shutil.copytree(club.parent, tmp_path / "own")
    project = open_club(tmp_path / "own" / "club")
    found = project.discover("spenders", basis=("basket", "phone"), k="2..3", quick=True)
    assert "spenders" in project.definitions.discoveries
    written = project.definitions.discoveries["spenders"]
    assert (written.basis, written.fewest, written.most) == (("basket", "phone"), 2, 3)
    assert any("--quick" in note for note in found.notes)
    # Not even what shares an expression with the basis is tested; everything else is.
    assert {test.variable for test in found.tests} == {"orders_half", "spent", "age", "town"}


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"k": "1"}, "cannot be tried"),
        ({"k": "many"}, "no number of groups"),
        ({"algorithms": ("k-medoids",)}, "no algorithm 'k-medoids'"),
        ({"basis": ("baskit", "phone")}, "no variable 'baskit'"),
        ({"basis": ("age", "basket")}, "one role"),
        ({"as_of": "2019-01-01"}, "no customer to group"),
    ],
)
def test_what_cannot_be_asked_is_said(club: Path, wishes: dict[str, str], words: str) -> None:
    with pytest.raises(SatsumaError, match=words) as wrong:
        open_club(club).discover("kinds", **wishes)  # type: ignore[arg-type]
    assert isinstance(wrong.value, OptionError | MistakeError)
    assert wrong.value.findings[0].hint or "role" in words
