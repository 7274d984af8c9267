"""`discover` on the default company: the planted habits are found again, and attitudes without groups give none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from satsuma.demo.company import DemoFiles
from satsuma.demo.plants import SEGMENT_NAMES
from satsuma.model.discoveries import DiscoveryResult
from satsuma.project import Project
from satsuma.project.adopting import choose
from satsuma.project.opening import Opened, open_folder
from satsuma.project.running import run_project
from satsuma.project.showing import PURPOSE, ZONE, add_story, read_truth
from satsuma.project.starting import Beginning, start_project
from satsuma.stats.agreement import adjusted_rand, cross_table, jaccard_of

pytestmark = pytest.mark.slow
NOW = 1_790_000_000
EVERYONE_ELSE = SEGMENT_NAMES.index("Everyone else")


@pytest.fixture(scope="module")
def larkfield(company: tuple[Path, DemoFiles], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The company's people, run once."""
    folder = tmp_path_factory.mktemp("project") / "larkfield"
    start_project(Beginning(folder, PURPOSE, ZONE, NOW), [company[0] / "b2c"], lambda _, __: None)
    add_story(folder, NOW)
    run_project(folder, None, NOW)
    return folder


@pytest.fixture(scope="module")
def habits(larkfield: Path) -> DiscoveryResult:
    return Project.open(larkfield, clock=lambda: NOW).discover("habits", k="4..8", quick=True)


def compare(opened: Opened, truth: Path, k: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Whom the study with k segments places where, and the planted group of each; without nobody's and without the few second
    records of a person, which the truth does not list."""
    planted = {key: SEGMENT_NAMES.index(name) for name, keys in read_truth(truth).items() for key in keys}
    division = choose(opened, "habits", k, None).division
    keys = opened.population.units["customer"].keys.values[division.basis.rows].tolist()
    true = np.array([planted.get(str(key), -1) for key in keys])
    placed = (division.labels >= 0) & (true >= 0)
    assert placed.mean() > 0.95
    return division.labels[placed].astype(np.int64), true[placed]


def test_every_planted_habit_has_a_segment(
    larkfield: Path, habits: DiscoveryResult, company: tuple[Path, DemoFiles]
) -> None:
    assert 7 in {row.k for row in habits.study}
    labels, true = compare(open_folder(larkfield, NOW), company[1].truth, 7)
    alike = jaccard_of(cross_table(true, labels, len(SEGMENT_NAMES), 7)).max(axis=1)
    found = dict(zip(SEGMENT_NAMES, alike.round(2).tolist(), strict=True))
    assert all(found[name] >= 0.5 for name in SEGMENT_NAMES if name != "Everyone else"), found


def test_the_chosen_segments_are_the_planted_ones(
    larkfield: Path, habits: DiscoveryResult, company: tuple[Path, DemoFiles]
) -> None:
    assert habits.verdict in ("natural", "reproducible")
    assert habits.chosen_k is not None
    labels, true = compare(open_folder(larkfield, NOW), company[1].truth, habits.chosen_k)
    planted = true != EVERYONE_ELSE
    assert adjusted_rand(labels[planted], true[planted]) >= 0.5
    assert (habits.sample_agreement or 0) > 0.9


def test_attitudes_are_no_segments(larkfield: Path) -> None:
    """Answers spread along one line: any cut through it comes back, and none is a group."""
    found = Project.open(larkfield, clock=lambda: NOW).discover("attitudes", k="2..5", quick=True)
    assert found.verdict in ("no segmentation", "constructive"), found.headline
    assert {row.algorithm for row in found.study} >= {"k-means", "gaussian mixture"}
