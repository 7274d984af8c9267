"""The KPI of everyone and of every segment, now and over the kept runs, against the target's goal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from satsuma.engine import bitmaps
from satsuma.model.kinds import Kind
from satsuma.model.overview import KpiStanding, SegmentStanding, TrendPoint
from satsuma.model.results import SegmentSize, SegmentSizes
from satsuma.project.listing import inform_variables
from satsuma.project.moments import local_day, read_day
from satsuma.project.sizing import list_sizes, name_kpi
from satsuma.project.targeting import summarise
from satsuma.store.runs import load_json, load_memberships, load_values

if TYPE_CHECKING:
    from satsuma.model.aims import TargetDefinition
    from satsuma.model.definitions import Definitions
    from satsuma.model.results import VariableInfo
    from satsuma.project.opening import Opened
    from satsuma.store.runs import StoredRun

Measure = Literal["total", "average", "share"]
EVERYONE = ""
POINT_BYTES = 400


@dataclass(frozen=True, slots=True)
class Asked:
    """Which KPI (None: sizes alone), how it becomes one number, and the target that says so."""

    variable: str | None
    unit: str
    measure: Measure
    smallest: int
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """One run's KPI by segment; everyone's under an empty name."""

    points: dict[str, TrendPoint]
    known: dict[str, int]


def choose_kpi(opened: Opened) -> tuple[Asked, VariableInfo | None]:
    """The KPI of the first target of the main unit, else the project's; none where there is none that may be shown."""
    definitions, unit = opened.definitions, opened.run.shape.main_unit
    smallest = definitions.project.smallest_group
    named = [(name, each) for name, each in definitions.targets.items() if each.unit == unit]
    infos = {each.name: each for each in inform_variables(definitions, opened.run, opened.vocabulary, unit)}
    for name, target in named:
        if target.kpi in infos and infos[target.kpi].allowed:
            return Asked(target.kpi, unit, target.measure, smallest, name), infos[target.kpi]
    kpi = name_kpi(definitions, unit)
    info = infos.get(kpi or "")
    if info is None or not info.allowed or info.kind not in (Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.FLAG):
        return Asked(None, unit, "total", smallest), None
    return Asked(info.name, unit, measure_of(info), smallest), info


def measure_of(info: VariableInfo) -> Measure:
    """How a KPI without a target becomes one number."""
    if info.kind is Kind.FLAG:
        return "share"
    return "average" if info.kind is Kind.SHARE else "total"


def figure_run(opened: Opened, run: StoredRun, asked: Asked) -> Figures:
    """The KPI of every segment of one kept run; remembered, for a run never changes."""

    def make() -> Figures:
        return figure(run, asked)

    def weigh(found: Figures) -> int:
        return POINT_BYTES * len(found.points)

    return opened.memory.recall(("kpi", run.id, asked), make, weigh)


def figure(run: StoredRun, asked: Asked) -> Figures:
    sizes = SegmentSizes.model_validate(load_json(run.path, "sizes"))
    of_unit = {size.name: size for size in list_sizes(sizes) if size.unit == asked.unit}
    members = load_memberships(run.path, asked.unit)
    points: dict[str, TrendPoint] = {}
    known: dict[str, int] = {}
    if members is None:
        return Figures(points, known)
    values = read_values(run, asked, members.population)
    rows = {name: members.words[number] for number, name in enumerate(members.names)}
    for name in (EVERYONE, *of_unit):
        inside = rows.get(name, members.population)
        size = of_unit.get(name)
        customers = size.customers if size else bitmaps.count(members.population)
        value = low = high = None
        n = 0
        if values is not None and customers:
            mask = bitmaps.unpack(inside, len(values))
            value, low, high, n = summarise(values[mask], asked.measure)
        if n < asked.smallest:
            value = low = high = None
        points[name] = TrendPoint(
            run=run.id,
            as_of=sizes.as_of,
            customers=customers,
            share=size.share if size else 1.0,
            value=value,
            low=low,
            high=high,
        )
        known[name] = n
    return Figures(points, known)


def read_values(run: StoredRun, asked: Asked, population: bitmaps.Words) -> NDArray[np.float64] | None:
    """The KPI of each customer in a run, NaN outside the population; None where that run did not have it."""
    from satsuma.discover.basis.reading import read_numbers

    column = load_values(run.path, asked.unit).get(asked.variable or "")
    if column is None:
        return None
    numbers = read_numbers(column)
    return np.where(bitmaps.unpack(population, len(numbers)), numbers, np.nan)


def stand_everyone(opened: Opened, asked: Asked, info: VariableInfo, history: list[Figures]) -> KpiStanding:
    """Everyone's KPI with goal, date and what is missing."""
    target = opened.definitions.targets.get(asked.target or "")
    now = history[-1].points.get(EVERYONE)
    value = now.value if now else None
    goal = target.goal if target else None
    by = read_day(target.by) if target and target.by else None
    return KpiStanding(
        variable=info.name,
        title=info.title,
        unit=asked.unit,
        measure=asked.measure,
        direction=target.direction if target else "higher",
        currency=info.currency if asked.measure != "share" else None,
        is_percent=asked.measure == "share" or (info.kind is Kind.SHARE and asked.measure == "average"),
        n=history[-1].known.get(EVERYONE, 0),
        value=value,
        low=now.low if now else None,
        high=now.high if now else None,
        target=asked.target,
        target_title=(target.title or name_plainly(asked.target)) if target else None,
        goal=goal,
        by=target.by if target else None,
        days_left=(by - local_day(opened.now, opened.zone)).days if by else None,
        needed=miss(goal, value, target),
        reached=None if goal is None or value is None else (miss(goal, value, target) or 0) <= 0,
        trend=tuple(each.points[EVERYONE] for each in history if EVERYONE in each.points),
    )


def name_plainly(name: str | None) -> str:
    return (name or "").replace("_", " ").capitalize()


def miss(goal: float | None, value: float | None, target: TargetDefinition | None) -> float | None:
    """How far the KPI is from the goal, in the direction of the target; negative where it is passed."""
    if goal is None or value is None:
        return None
    return goal - value if target is None or target.direction == "higher" else value - goal


def stand_segments(
    opened: Opened, sizes: list[SegmentSize], kpi: KpiStanding | None, history: list[Figures]
) -> tuple[SegmentStanding, ...]:
    """Every segment of every unit with its size; those of the KPI's unit with their KPI, goal and trend."""
    target = opened.definitions.targets.get(kpi.target or "") if kpi else None
    found = []
    for size in sizes:
        trend = tuple(each.points[size.name] for each in history if size.name in each.points)
        now = trend[-1] if trend else None
        share = part_of(now, kpi)
        goal = (
            split_goal(kpi, share) if kpi is not None and now is not None and now.value is not None else None
        )
        found.append(
            SegmentStanding(
                name=size.name,
                title=size.title,
                unit=size.unit,
                segmentation=size.segmentation,
                owner=find_owner(size.name, opened.definitions),
                customers=size.customers,
                share=size.share,
                contactable=size.contactable,
                entered=size.entered,
                left=size.left,
                n=history[-1].known.get(size.name, 0),
                value=now.value if now else None,
                low=now.low if now else None,
                high=now.high if now else None,
                kpi_share=share,
                goal=goal,
                needed=miss(goal, now.value if now else None, target),
                trend=trend,
            )
        )
    return tuple(found)


def part_of(now: TrendPoint | None, kpi: KpiStanding | None) -> float | None:
    """A segment's part of the KPI's total; None where the KPI is no total, or there is none."""
    if now is None or kpi is None or kpi.measure != "total" or now.value is None or not kpi.value:
        return None
    return now.value / kpi.value if kpi.value > 0 else None


def split_goal(kpi: KpiStanding, share: float | None) -> float | None:
    if kpi.goal is None:
        return None
    if kpi.measure == "total":
        return None if share is None else kpi.goal * share
    return kpi.goal


def find_owner(name: str, definitions: Definitions) -> str | None:
    """Whose segment it is; of a part of a segmentation the owner of the segment that it names."""
    outer, _, inner = name.partition("/")
    if not inner:
        segment = definitions.segments.get(name)
        return segment.owner if segment else None
    division = definitions.segmentations.get(outer)
    parts = division.priorities if division else ()
    named = next((part.segment for part in parts if part.name == inner), None)
    twin = definitions.segments.get(named or "")
    return twin.owner if twin else None
