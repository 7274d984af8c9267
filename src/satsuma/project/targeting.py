"""`target`: a business target as a definition, and its KPI as it is now."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from satsuma.language.grounds import near
from satsuma.language.tree import Variable
from satsuma.model.aims import TargetDefinition
from satsuma.model.answers import TargetResult
from satsuma.model.errors import DataError, UnknownNameError
from satsuma.model.kinds import Kind
from satsuma.project.editing import write_definition
from satsuma.project.moments import local_day, read_day
from satsuma.project.reporting import refresh_report
from satsuma.project.target_wishes import TargetWish, make_target, refuse_wrong
from satsuma.stats.intervals import mean_interval, wilson
from satsuma.store.findings import save_finding

if TYPE_CHECKING:
    from satsuma.project.opening import Opened

Judgement = Literal["better", "worse", "cannot be told apart"]


def show_target(opened: Opened, name: str, wish: TargetWish) -> TargetResult:
    """The target as it is now; written down first where the wish says anything. UnknownNameError where there is none and
    nothing is wished; OptionError with all that is missing or wrong."""
    definition = opened.definitions.targets.get(name)
    if not wish.is_empty:
        definition = make_target(opened, name, wish, definition)
        write_definition(opened.folder, "targets", name, definition, opened.now)
    if definition is None:
        names = list(opened.definitions.targets)
        meant = near(name, names)
        listed = f"Did you mean '{meant}'? " if meant else f"Targets: {', '.join(names)}. " if names else ""
        how = f'{listed}Make it with: satsuma target {name} --problem "…" --kpi VARIABLE'
        raise UnknownNameError(f"There is no target '{name}'.", hint=how)
    refuse_wrong(opened, name, definition)
    found = measure_target(opened, name, definition)
    save_finding(opened.folder, "targets", name, found)
    refresh_report(opened.folder)
    return found


def measure_target(opened: Opened, name: str, definition: TargetDefinition) -> TargetResult:
    """The KPI of everyone as of the last run's day, against goal, date and benchmark."""
    from satsuma.project.listing import inform_variables

    unit = opened.choose_unit(definition.unit)
    values = read_kpi(opened, unit, definition.kpi)
    now, low, high, n = summarise(values, definition.measure)
    smallest = opened.definitions.project.smallest_group
    is_small = 0 < n < smallest
    if is_small:
        now = low = high = None
    infos = {
        info.name: info for info in inform_variables(opened.definitions, opened.run, opened.vocabulary, unit)
    }
    info = infos[definition.kpi]
    today = local_day(opened.now, opened.zone)
    by = read_day(definition.by) if definition.by else None
    reached = _is_reached(now, definition)
    result = TargetResult(
        name=name,
        title=definition.title or name.replace("_", " ").capitalize(),
        problem=definition.problem,
        ideal=definition.ideal,
        unit=unit,
        kpi=definition.kpi,
        kpi_title=info.title,
        measure=definition.measure,
        direction=definition.direction,
        now=now,
        low=low,
        high=high,
        n=n,
        currency=info.currency if definition.measure != "share" else None,
        goal=definition.goal,
        by=definition.by,
        days_left=(by - today).days if by else None,
        overdue=by is not None and by < today and not reached,
        reached=reached,
        teams=definition.teams,
        benchmark=definition.benchmark,
        against_benchmark=judge_benchmark(low, high, definition),
        objectives=tuple(key for key, each in opened.definitions.objectives.items() if each.target == name),
        segmentations=tuple(
            key for key, each in opened.definitions.segmentations.items() if each.target == name
        ),
        as_of=opened.choose_as_of(None).day.isoformat(),
        sentences=(),
        warnings=(
            *_warn(definition),
            *((f"Fewer than {smallest} customers have a value: it is not shown.",) * is_small),
        ),
    )
    is_percent = definition.measure == "share" or (
        info.kind is Kind.SHARE and definition.measure == "average"
    )
    return result.model_copy(update={"sentences": tuple(tell_target(result, today, is_percent=is_percent))})


def read_kpi(opened: Opened, unit: str, kpi: str) -> NDArray[np.float64]:
    """The KPI's value for each of the population, NaN where it has none."""
    from satsuma.discover.basis.reading import read_numbers
    from satsuma.project.customers_at import Times, find_population, measure_values

    moment = opened.choose_as_of(None)
    inside = find_population(opened, unit, None, Times(moment, moment))
    if not inside.any():
        raise DataError(
            f"There are no {unit}s on {moment.day.isoformat()}.", hint="Run with a later --as-of."
        )
    return read_numbers(measure_values(opened, {kpi: Variable(name=kpi)}, unit, moment)[kpi])[inside]


def summarise(
    values: NDArray[np.float64], measure: str
) -> tuple[float | None, float | None, float | None, int]:
    """One number for everyone with its 95 % interval, and over how many. A share counts those without a value as no."""
    known = values[~np.isnan(values)]
    if measure == "share":
        hits = int((known > 0).sum())
        return hits / len(values), *wilson(hits, len(values)), len(values)
    if len(known) == 0:
        return None, None, None, 0
    mean, n = float(known.mean()), len(known)
    low, high = mean_interval(mean, float(known.std(ddof=1)) if n > 1 else 0.0, n) or (mean, mean)
    times = n if measure == "total" else 1
    return mean * times, low * times, high * times, n


def _is_reached(now: float | None, definition: TargetDefinition) -> bool | None:
    if now is None or definition.goal is None:
        return None
    return now >= definition.goal if definition.direction == "higher" else now <= definition.goal


def judge_benchmark(low: float | None, high: float | None, definition: TargetDefinition) -> Judgement | None:
    """Better or worse only where the whole interval is."""
    if definition.benchmark is None or low is None or high is None:
        return None
    value = definition.benchmark.value
    if low <= value <= high:
        return "cannot be told apart"
    return "better" if (low > value) == (definition.direction == "higher") else "worse"


def _warn(definition: TargetDefinition) -> list[str]:
    found = []
    if definition.goal is None:
        found.append("It has no goal: add --goal, so that everyone knows when it is reached.")
    if definition.by is None:
        found.append("It has no date: add --by.")
    if not definition.teams:
        found.append('Nobody is named who will use it: add --team "Marketing: plans the mailings".')
    return found


def tell_target(result: TargetResult, today: dt.date, *, is_percent: bool) -> list[str]:
    """The target in sentences: the KPI now, the goal and its date, the benchmark."""
    from satsuma.discover.objectives.wording import Figures, count_things

    figures = Figures(is_share=is_percent, currency=result.currency)
    how = {"total": " in total", "average": " on average", "share": " of everyone"}[result.measure]
    if result.now is None or result.low is None or result.high is None:
        who = "too few have a value to show it" if result.n else "nobody has a value"
        return [f"{result.kpi_title}: {who}, looking back from {result.as_of}."]
    over = count_things(result.n, result.unit)
    said = [
        f"{result.kpi_title}: {figures.show(result.now)}{how} ({figures.bounds(result.low, result.high)}; {over}), looking "
        f"back from {result.as_of}."
    ]
    if result.goal is not None:
        towards = "at least" if result.direction == "higher" else "at most"
        state = "reached" if result.reached else "not reached"
        said.append(f"The goal, {towards} {figures.show(result.goal)}, is {state}.")
    if result.by is not None and result.days_left is not None:
        said.append(_say_date(result))
    if result.benchmark is not None:
        side = {
            "better": "better than",
            "worse": "worse than",
            "cannot be told apart": "not to be told apart from",
            None: "not compared with",
        }[result.against_benchmark]
        given = f"{figures.show(result.benchmark.value)} ({result.benchmark.source}, {result.benchmark.date})"
        said.append(f"It is {side} the benchmark of {given}.")
    return said


def _say_date(result: TargetResult) -> str:
    from satsuma.discover.objectives.wording import count_things

    days = result.days_left or 0
    if days < 0:
        late = f"The date, {result.by}, passed {count_things(-days, 'day')} ago."
        return f"Overdue: {late[0].lower()}{late[1:]}" if result.overdue else late
    return (
        f"{count_things(days, 'day')} left until {result.by}." if days else f"The date is today, {result.by}."
    )
