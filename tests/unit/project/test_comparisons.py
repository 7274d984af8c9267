"""What happened next, segments side by side and over time, and their combinations."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from satsuma.describe.overlaps import advise
from satsuma.engine import facts_of
from satsuma.language.facts import Exact, Moment
from satsuma.language.interpret import holds, value_of
from satsuma.language.read import read_value
from satsuma.model.errors import DataError, OptionError, UnknownNameError
from satsuma.model.results import DemoResult
from satsuma.project import Project
from satsuma.project.happening import divide_time
from satsuma.project.holding import hold_folder
from satsuma.project.tracing import TraceWish, choose_days
from tests.unit.project.club import NOW

SINCE, UNTIL = "2026-01-31", "2026-06-30"


@pytest.fixture(scope="module")
def larkfield(shown: DemoResult) -> Project:
    return Project.hold(shown.project, clock=lambda: NOW)


def test_what_happened_is_what_the_plain_reader_adds_up(larkfield: Project) -> None:
    found = larkfield.after("active-repeat", SINCE, UNTIL, kpi="orders_ever").result
    opened = hold_folder(larkfield.folder, NOW)
    then, now = (opened.choose_as_of(day) for day in (SINCE, UNTIL))
    unit, rule = "customer", opened.vocabulary.segments["customer"]["active-repeat"]
    moments = [Moment(each.seconds, opened.zone) for each in (then, now)]
    value = read_value(f"count(order, after {SINCE})")
    total = members = 0
    for ordinal in range(len(opened.population.units[unit].keys.values)):
        customer = facts_of(opened.population, opened.run.shape, unit, ordinal)
        if holds(rule, customer, moments[0], opened.vocabulary):
            fact = value_of(value, customer, moments[1], opened.vocabulary)
            assert isinstance(fact, Exact)
            total, members = total + fact.mantissa, members + 1
    assert found.whole is not None
    assert (found.members, found.whole.members.n, found.whole.members.total) == (members, members, total)
    assert sum(point.members.total or 0 for point in found.points) == total
    assert found.is_since
    assert (found.points[0].start, found.points[-1].end) == ("2026-02-01", UNTIL)


def test_members_do_more_than_everyone_and_others_alike_lie_between(larkfield: Project) -> None:
    page = larkfield.after("vips", SINCE)
    whole = page.result.whole
    assert whole is not None
    assert whole.similar is not None
    assert (whole.members.mean or 0) > whole.similar > (whole.everyone.mean or 0)
    assert (whole.members.low or 0) < (whole.members.mean or 0) < (whole.members.high or 0)
    assert page.charts["after"]["data"]["values"]
    assert larkfield.after("vips", SINCE) == page


def test_what_is_last_known_is_asked_at_each_end(larkfield: Project) -> None:
    found = larkfield.after("just-bought", "2026-04-30", kpi="days_since_order").result
    assert not found.is_since
    assert found.step == "week"
    means = [point.members.mean or 0 for point in found.points]
    assert means[-1] > means[0]


@pytest.mark.parametrize(
    ("since", "until", "kpi", "drawn", "left_out"),
    [
        ("2026-05-31", "2026-06-28", "orders_ever", 4, None),
        (
            "2026-05-31",
            "2026-06-30",
            "orders_ever",
            4,
            "The week from 2026-06-29 to 2026-06-30 has 2 days: it is not",
        ),
        (
            "2026-05-31",
            "2026-06-29",
            "orders_ever",
            4,
            "The week of 2026-06-29 has 1 day: it is not a whole one",
        ),
        ("2026-05-31", "2026-06-30", "days_since_order", 5, None),
        ("2026-06-27", "2026-06-30", "orders_ever", 1, None),
        (
            "2025-10-20",
            "2026-06-12",
            "orders_ever",
            7,
            "and the month from 2026-06-01 to 2026-06-12 has 12 days: they",
        ),
    ],
)
def test_a_time_cut_short_is_left_out_of_the_chart_and_said(
    larkfield: Project, since: str, until: str, kpi: str, drawn: int, left_out: str | None
) -> None:
    page = larkfield.after("active-repeat", since, until, kpi)
    rows = page.charts["after"]["data"]["values"]
    assert len({row["day"] for row in rows}) == drawn
    assert page.result.points[-1].end == until
    said = " ".join(page.result.warnings)
    assert (left_out in said) if left_out else ("leaves" not in said)


def test_days_out_of_order_and_kpis_that_are_none_are_refused(larkfield: Project) -> None:
    for since, until, kpi in ((UNTIL, SINCE, None), (SINCE, UNTIL, "last_category"), (SINCE, UNTIL, "shoes")):
        with pytest.raises(OptionError):
            larkfield.after("vips", since, until, kpi)
    with pytest.raises(DataError):
        larkfield.after("vips", SINCE, UNTIL, "age_now")
    with pytest.raises(UnknownNameError):
        larkfield.after("vpis", SINCE)


def test_a_small_group_is_not_shown(shown: DemoResult, tmp_path: Path) -> None:
    import shutil

    own = tmp_path / "own"
    shutil.copytree(Path(shown.project).parent, tmp_path, dirs_exist_ok=True)
    own = tmp_path / Path(shown.project).name
    (own / "segments" / "few.yaml").write_text('few:\n  rule: random 0.05% of "x"\n  title: Few\n')
    project = Project.hold(own, clock=lambda: NOW)
    found = project.after("few", SINCE).result
    assert found.members < 5
    assert (found.points, found.whole) == ((), None)
    assert "Fewer than 5" in found.warnings[-1]
    traced = project.trace("orders_ever", "few").result.series[1]
    assert all(point.value is None for point in traced.points)
    combined = project.combinations("few", "vips").result
    assert all((each.customers or 0) >= 5 for each in combined.combinations)


def test_time_is_divided_into_weeks_months_and_years() -> None:
    day = dt.date(2026, 1, 31)
    step, weeks = divide_time(day, dt.date(2026, 3, 1))
    assert (step, len(weeks)) == ("week", 6)
    assert (weeks[0].start, weeks[0].end, weeks[4].is_whole) == (
        dt.date(2026, 2, 1),
        dt.date(2026, 2, 7),
        False,
    )
    step, months = divide_time(dt.date(2025, 1, 14), dt.date(2026, 1, 31))
    assert (step, len(months)) == ("month", 14)
    assert [months[0].is_whole, months[1].is_whole, months[-2].is_whole] == [False, True, True]
    assert divide_time(dt.date(2016, 1, 1), dt.date(2026, 1, 1))[0] == "year"
    for found in (weeks, months):
        assert (found[-1].start, found[-1].end) == (found[0].start, found[-2].end)
        assert all((b.start - a.end).days == 1 for a, b in pairwise(found[:-1]))


def test_segments_side_by_side_say_what_their_profiles_say(larkfield: Project) -> None:
    page = larkfield.compare("vips", "lapsing", "loyal")
    found = page.result
    assert [size.name for size in found.segments] == ["vips", "lapsing", "loyal"]
    lines = {(line.variable, line.level): line for line in larkfield.profile("lapsing").result.lines}
    for line in found.lines:
        same = lines.get((line.variable, line.level))
        if same is not None:
            assert (line.cells[1].value, line.cells[1].n) == (same.value, same.n)
    spreads = [line.spread for line in found.lines if line.spread is not None]
    assert spreads == sorted(spreads, reverse=True)
    assert found.lines[0].highest == "vips"
    overlap = larkfield.overlap()
    i, j = overlap.names.index("vips"), overlap.names.index("loyal")
    assert found.shared[0][2] == overlap.counts[i][j]
    assert {row["segment"] for row in page.charts["differences"]["data"]["values"]} == {
        size.title for size in found.segments
    }


def test_every_cell_of_a_level_is_filled(larkfield: Project) -> None:
    found = larkfield.compare("vips", "lapsing", "loyal").result
    for line in found.lines:
        if line.level is not None:
            assert all(cell.value is not None or cell.suppressed for cell in line.cells), line.title


def test_some_variables_and_a_past_day(larkfield: Project) -> None:
    found = larkfield.compare("vips", "loyal", variables=["orders_ever"], as_of=SINCE).result
    assert [line.variable for line in found.lines] == ["orders_ever"]
    assert found.as_of == SINCE
    expected = larkfield.profile("vips", as_of=SINCE).result
    assert found.lines[0].cells[0].value == next(
        line.value for line in expected.lines if line.variable == "orders_ever"
    )


def test_what_cannot_be_compared_is_refused(larkfield: Project) -> None:
    for names, variables in ((("vips",), ()), (("vips", "vips"), ()), (("vips", "loyal"), ("email",))):
        with pytest.raises(OptionError):
            larkfield.compare(*names, variables=variables)
    with pytest.raises(UnknownNameError):
        larkfield.compare("vips", "lyoal")


def test_a_trace_ends_where_the_profile_is(larkfield: Project) -> None:
    found = larkfield.trace("orders_12m", "vips", "loyal", steps=4).result
    assert [series.name for series in found.series] == [None, "vips", "loyal"]
    assert all(len(series.points) == 4 for series in found.series)
    expected = next(line for line in larkfield.profile("vips").result.lines if line.variable == "orders_12m")
    last = found.series[1].points[-1]
    assert (last.day, last.n) == (UNTIL, expected.n)
    assert last.value == pytest.approx(expected.value)
    earlier = larkfield.profile("vips", as_of=found.series[1].points[1].day).result
    assert found.series[1].points[1].members == earlier.size.customers


def test_members_of_the_last_day_stay_the_same_people(larkfield: Project) -> None:
    now = larkfield.trace("orders_ever", "vips", steps=3, membership="now").result.series[1].points
    then = larkfield.trace("orders_ever", "vips", steps=3, membership="then").result.series[1].points
    assert now[-1] == then[-1]
    assert now[0].members <= now[-1].members
    assert [point.value or 0 for point in now] == sorted(point.value or 0 for point in now)


def test_a_level_is_followed_as_a_share(larkfield: Project) -> None:
    words = larkfield.suggest_values("last_category").values
    found = larkfield.trace("last_category", "vips", level=words[0].value, steps=2).result
    assert all(0 <= (point.value or 0) <= 1 for series in found.series for point in series.points)
    for wish in ({}, {"level": "Nothing"}):
        with pytest.raises(OptionError):
            larkfield.trace("last_category", "vips", **wish)  # type: ignore[arg-type]
    with pytest.raises(OptionError):
        larkfield.trace("orders_ever", level="3")


def test_steps_are_spread_evenly_and_never_double(larkfield: Project) -> None:
    opened = hold_folder(larkfield.folder, NOW)
    days = choose_days(opened, TraceWish("x", since="2026-06-28", until=UNTIL, steps=12))
    assert [moment.day.isoformat() for moment in days] == ["2026-06-28", "2026-06-29", "2026-06-30"]
    for wish in (TraceWish("x", since=UNTIL, until=UNTIL), TraceWish("x", steps=1), TraceWish("x", steps=61)):
        with pytest.raises(OptionError):
            choose_days(opened, wish)


def test_combinations_add_up_to_their_segments(larkfield: Project) -> None:
    found = larkfield.combinations("vips", "loyal", "lapsing").result
    sizes = {size.name: size.customers for size in larkfield.segments}
    assert dict(zip(found.names, found.sizes, strict=True)) == {name: sizes[name] for name in found.names}
    told = sum(each.customers or 0 for each in found.combinations)
    assert found.population - found.outside - told <= 4 * found.hidden
    for i, name in enumerate(found.names):
        inside = sum(each.customers or 0 for each in found.combinations if name in each.names)
        assert inside <= found.sizes[i]
    everything = larkfield.combinations()
    assert len(everything.result.combinations) <= 30
    assert everything.charts["combinations"]["vconcat"]


def test_advice_is_for_segments_that_are_nearly_one() -> None:
    titles = ("A", "B", "C", "D")
    counts = np.array([[100, 95, 10, 0], [95, 100, 50, 0], [10, 50, 500, 4], [0, 0, 4, 4]])
    assert advise(titles, counts, 5, "customer") == (
        "A and B are nearly the same customers (95 % and 95 % are in both): merge them.",
    )
    nested = np.array([[82, 80], [80, 100]])
    assert "merge them, or order them" in advise(("A", "B"), nested, 5, "customer")[0]
    part = np.array([[82, 80], [80, 1000]])
    assert advise(("A", "B"), part, 5, "customer") == (
        "98 % of A are also in B and only a part of it: order them in a segmentation, A first.",
    )
