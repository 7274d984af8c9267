"""Segments of a grocer's households as of mid-year, judged by the second half; money counted again by DuckDB."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from satsuma.model.scorecards import Scorecard
from satsuma.project import Project

pytestmark = pytest.mark.real
NOW = 1_790_000_000
MIDDLE = "2017-07-01"


@pytest.fixture(scope="module")
def grocer(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    source = shared_data / "complete_journey"
    if not source.is_dir():
        pytest.skip("complete_journey is not among the real data sets")
    folder = tmp_path_factory.mktemp("grocer")
    files = [source / name for name in ("demographics.parquet", "transactions.parquet", "products.parquet")]
    Project.init(folder, files, clock=lambda: NOW)
    project = Project.open(folder, clock=lambda: NOW)
    project.run()
    return project


def test_segments_as_of_mid_year_are_judged_by_the_second_half(grocer: Project, shared_data: Path) -> None:
    card = grocer.scorecard("starter", cut=MIDDLE)
    assert isinstance(card, Scorecard)
    scores = {score.criterion: score for score in card.scores}
    assert scores["predictive"].points == 1
    assert scores["reachable"].points is None
    assert "substantial" in card.knocked_out  # nobody is new or has never bought: panel households
    after = {segment.name: segment for segment in card.segments}
    transactions = (shared_data / "complete_journey" / "transactions.parquet").as_posix()
    for name in ("vips", "lost", "active-repeat"):
        members = [int(key) for key in grocer.members(f"starter/{name}", as_of=MIDDLE)]
        total = duckdb.execute(
            f"select sum(sales_value) from '{transactions}' where household_id in (select unnest(?)) "
            "and transaction_timestamp >= timestamp '2017-07-02'",
            [members],
        ).fetchone()
        assert total is not None
        assert after[name].kpi_after == pytest.approx(float(total[0]) / len(members), rel=1e-6), name
    vips, lost = after["vips"], after["lost"]
    assert vips.kpi_after_low is not None
    assert lost.kpi_after_high is not None
    assert vips.kpi_after_low > lost.kpi_after_high


def test_the_second_half_says_the_same_of_every_cut(grocer: Project) -> None:
    """Vips stay worth most whichever day the year is cut at."""
    for cut in ("2017-05-01", "2017-09-01"):
        card = grocer.scorecard("starter", cut=cut)
        assert isinstance(card, Scorecard)
        after = {segment.name: segment.kpi_after or 0.0 for segment in card.segments}
        assert max(after, key=lambda name: after[name]) == "vips", cut
