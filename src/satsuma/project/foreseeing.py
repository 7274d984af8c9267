"""A KPI before a goal is set for it: where it stands, where it stood, and whether a goal lies within what it has done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from satsuma.language.tree import Variable
from satsuma.model.aims import TargetDefinition
from satsuma.model.errors import OptionError
from satsuma.model.kinds import NUMERIC, Kind
from satsuma.model.prospects import KpiPoint, Prospect, ShownProspect
from satsuma.project.customers_at import Times, find_population, measure_values
from satsuma.project.moments import AsOf, end_of_day, local_day, read_day
from satsuma.project.outcomes import find_earliest_day
from satsuma.project.target_wishes import refuse_wrong
from satsuma.project.targeting import summarise

if TYPE_CHECKING:
    from satsuma.model.results import VariableInfo
    from satsuma.project.opening import Opened

Measure = Literal["total", "average", "share"]
MOST_POINTS = 9
STEP_DAYS = 91
YEAR_DAYS = 365.0
SAME = 0.0005


@dataclass(frozen=True, slots=True)
class Wish:
    """What a target would ask of a KPI."""

    kpi: str
    measure: Measure = "average"
    direction: Literal["higher", "lower"] = "higher"
    goal: float | None = None
    by: str | None = None
    unit: str | None = None


def foresee(opened: Opened, wish: Wish) -> ShownProspect:
    """The KPI of everyone now and every 91 days back as far as the data know it, and what is to be thought of the goal. Raises
    MistakeError for what is no KPI, OptionError for a day that is none."""
    from satsuma.describe.prospects import draw_prospect

    unit = opened.choose_unit(wish.unit)
    definition = TargetDefinition(problem="-", unit=unit, kpi=wish.kpi, measure=wish.measure)
    refuse_wrong(opened, wish.kpi, definition)
    info = inform(opened, unit, wish.kpi)
    now = opened.choose_as_of(None)
    days = list_days(opened, unit, wish.kpi, now)
    *past, last = [point_at(opened, unit, definition, day) for day in [*days, now]]
    prospect = Prospect(
        kpi=wish.kpi,
        title=info.title,
        unit=unit,
        kind=info.kind,
        measure=wish.measure,
        currency=info.currency if wish.measure != "share" else None,
        is_percent=wish.measure == "share" or (info.kind is Kind.SHARE and wish.measure == "average"),
        now=last,
        past=tuple(past),
        warnings=warn(info, last, days),
    )
    prospect = judge(prospect, wish, local_day(opened.now, opened.zone))
    return ShownProspect(result=prospect, charts=draw_prospect(prospect, wish.goal, wish.by))


def inform(opened: Opened, unit: str, name: str) -> VariableInfo:
    """OptionError for one that may not be shown."""
    from satsuma.project.listing import inform_variables

    infos = inform_variables(opened.definitions, opened.run, opened.vocabulary, unit)
    info = next(each for each in infos if each.name == name)
    if not info.allowed:
        raise OptionError(
            f"{info.title} is sensitive and not allowed in this project.",
            hint="Sensitive variables can be allowed in the project's settings ('allow_sensitive').",
        )
    return info


def list_days(opened: Opened, unit: str, kpi: str, now: AsOf) -> list[AsOf]:
    """Earlier days at which the KPI was known in full, oldest first; none for a KPI that is known as of loading only."""
    first = find_earliest_day(opened, Variable(name=kpi), unit, now)
    if first is None:
        return []
    days = [now.day - dt.timedelta(days=STEP_DAYS * step) for step in range(MOST_POINTS - 1, 0, -1)]
    return [AsOf(day, end_of_day(day, opened.zone), "earlier") for day in days if day >= first]


def point_at(opened: Opened, unit: str, definition: TargetDefinition, moment: AsOf) -> KpiPoint:
    """Everyone's KPI as of a day."""
    from satsuma.discover.basis.reading import read_numbers

    def measure() -> KpiPoint:
        inside = find_population(opened, unit, None, Times(moment, moment))
        value = measure_values(opened, {"kpi": Variable(name=definition.kpi)}, unit, moment)["kpi"]
        if not inside.any():
            return KpiPoint(as_of=moment.day.isoformat(), value=None, n=0)
        found, low, high, n = summarise(read_numbers(value)[inside], definition.measure)
        if n < opened.definitions.project.smallest_group:
            found = low = high = None
        return KpiPoint(as_of=moment.day.isoformat(), value=found, low=low, high=high, n=n)

    key = ("kpi", opened.definitions_key, unit, definition.kpi, definition.measure, moment.seconds)
    return opened.memory.recall(key, measure, lambda _: 512)


def warn(info: VariableInfo, now: KpiPoint, days: list[AsOf]) -> tuple[str, ...]:
    found = []
    if now.value is None:
        found.append(f"Too few have a value of {info.title} to show it.")
    if not days:
        found.append(f"{info.title} is known as of now only: there is no past to hold a goal against.")
    if info.kind not in NUMERIC and info.kind is not Kind.FLAG:
        found.append(f"{info.title} is a {info.kind}; a goal needs a number.")
    return tuple(found)


def judge(prospect: Prospect, wish: Wish, today: dt.date) -> Prospect:
    """The goal against now, and against how far the KPI has moved before in as much time."""
    now, goal = prospect.now.value, wish.goal
    if now is None or goal is None:
        return prospect
    from satsuma.discover.objectives.wording import Figures

    figures = Figures(is_share=prospect.is_percent, currency=prospect.currency)
    sign = 1 if wish.direction == "higher" else -1
    change = (goal - now) / abs(now) if now else None
    if sign * (now - goal) >= 0:
        said = f"{figures.show(goal)} is reached already: the value now is {figures.show(now)}."
        return prospect.model_copy(update={"judgement": "reached", "change": change, "sentences": (said,)})
    days = (read_day(wish.by) - today).days if wish.by else None
    asked = f"The goal asks for {figures.show(abs(goal - now))} {'more' if sign > 0 else 'less'}"
    asked += f" ({abs(change):.0%})".replace("%", " %") if change is not None and abs(change) > SAME else ""
    asked += f" in {days:,} days." if days is not None and days > 0 else "."
    best = best_move(prospect, sign, days)
    if best is None:
        return prospect.model_copy(update={"judgement": "unknown", "change": change, "sentences": (asked,)})
    move, over = best
    is_within = sign * (goal - now) <= move
    if move <= 0:
        seen = (
            f"In the past that the data know it never went {'up' if sign > 0 else 'down'} over {over} days."
        )
    else:
        way = "rise" if sign > 0 else "fall"
        seen = f"Its largest {way} over {over} days so far was {figures.show(move)}."
    judged = (
        "So the goal is ambitious, but has been seen." if is_within else "So the goal goes further than ever."
    )
    return prospect.model_copy(
        update={
            "judgement": "within" if is_within else "beyond",
            "change": change,
            "sentences": (asked, f"{seen} {judged}"),
        }
    )


def best_move(prospect: Prospect, sign: int, days: int | None) -> tuple[float, int] | None:
    """The furthest that the KPI went in the wished direction over about as many days (a year where no date is said), and over
    how many; over the longest stretch known where the past is shorter."""
    points = [point for point in (*prospect.past, prospect.now) if point.value is not None]
    if len(points) < 2:
        return None
    steps = max(1, round((days if days and days > 0 else YEAR_DAYS) / STEP_DAYS))
    steps = min(steps, len(points) - 1)
    values = [point.value or 0.0 for point in points]
    moves = [sign * (values[i + steps] - values[i]) for i in range(len(values) - steps)]
    return max(moves), steps * STEP_DAYS
