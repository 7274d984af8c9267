"""What an objective's answer needs from the data: the population, groups as of the cut, the outcome as of the day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.activate.contact import find_contactable
from satsuma.columns import Flags, Sets
from satsuma.discover.basis.reading import read_numbers
from satsuma.discover.objectives import Clock, Material, Question
from satsuma.discover.subgroups.outcome import Outcome
from satsuma.language import tree
from satsuma.language.aims import is_value, read_either
from satsuma.language.explain import describe
from satsuma.language.read import read_condition, read_value
from satsuma.language.references import references_of
from satsuma.language.types import type_of
from satsuma.language.walk import find
from satsuma.language.write import write_value
from satsuma.model.errors import DataError, DefinitionError, Finding, RuleError
from satsuma.model.kinds import NUMERIC, Kind
from satsuma.project.candidates import choose_candidates
from satsuma.project.customers_at import Bools, Times, find_population, find_satisfying, measure_values
from satsuma.project.evaluating import sources_of
from satsuma.project.moments import AsOf, end_of_day, local_day
from satsuma.project.narrowing import narrow
from satsuma.project.timing import list_undeclared

if TYPE_CHECKING:
    from satsuma.language.tree import Condition, Node, Value
    from satsuma.project.answering import Asked
    from satsuma.project.opening import Opened

SILENT_DAYS = 7
"""Days without events at the end from which an outcome's window is said to be not fully known."""
ELAPSED = {"days": (365.0, "a year"), "months": (12.0, "a year"), "years": (1.0, "a year")}


def supply(opened: Opened, asked: Asked) -> tuple[Question, Material]:
    """The question and its material. Raises RuleError, DefinitionError, DataError."""
    definition, unit = asked.definition, opened.choose_unit(asked.definition.unit)
    times = choose_times(opened, definition.window_days)
    if definition.compare:
        return _supply_comparison(opened, asked, unit, times)
    node: Condition | Value = read_either(definition.outcome or "")
    asked_node = node
    if definition.window_days is not None:
        node = _narrow_outcome(opened, asked, node, unit)
        refuse_early(opened, node, unit, times, definition.window_days)
    everyone = find_population(opened, unit, definition.population, times)
    values, is_share = measure_outcome(opened, node, unit, times.as_of, asked)
    exposure = _measure_exposure(opened, definition.exposure, unit, times.as_of)
    usable = everyone & ~np.isnan(values)
    if exposure is not None:
        usable &= ~np.isnan(exposure) & (exposure > 0)
    rows = np.flatnonzero(usable)
    made_of = names_of(opened, asked_node, unit)
    candidates, confounders, left_out = choose_candidates(opened, asked, unit, times, made_of)
    outcome = Outcome(values[rows], is_share, exposure[rows] if exposure is not None else None)
    found = type_of(node, opened.vocabulary, unit) if is_value(node) else None
    question = Question(
        name=asked.name,
        definition=definition,
        clock=_clock(opened, times),
        unit=unit,
        smallest_group=opened.definitions.project.smallest_group,
        outcome=say_outcome(opened, asked_node if is_value(node) else node, unit),
        currency=found.currency if found else None,
        is_percent=found is not None and _is_share(opened, node, found.kind),
        per=say_per(opened, definition.exposure, unit),
        threads=opened.threads,
    )
    warnings = warn_silent(opened, node, unit, times.as_of)
    if exposure is not None:
        warnings.append(say_fairness(definition.exposure or "", question.per, unit))
    return question, Material(
        rows=rows,
        population=int(everyone.sum()),
        candidates=candidates,
        outcome=outcome,
        contactable=_reach(opened, unit, rows),
        confounders=confounders,
        left_out=left_out,
        warnings=warnings,
        undeclared=list_undeclared(
            opened,
            [each.name for each in candidates],
            unit,
            times.cut,
            list(made_of),
            is_same_moment=times.is_same,
        ),
    )


def _supply_comparison(opened: Opened, asked: Asked, unit: str, times: Times) -> tuple[Question, Material]:
    definition = asked.definition
    everyone = find_population(opened, unit, definition.population, times)
    rows = np.flatnonzero(everyone)
    rules = {name: read_condition(rule) for name, rule in definition.compare.items()}
    groups = {name: truth[rows] for name, truth in find_satisfying(opened, rules, unit, times.cut).items()}
    warnings = _separate(groups, unit)
    names = {name for rule in rules.values() for name in names_of(opened, rule, unit)}
    candidates, confounders, left_out = choose_candidates(opened, asked, unit, times, sorted(names))
    question = Question(
        name=asked.name,
        definition=definition,
        clock=_clock(opened, times),
        unit=unit,
        smallest_group=opened.definitions.project.smallest_group,
        threads=opened.threads,
    )
    return question, Material(
        rows=rows,
        population=len(rows),
        candidates=candidates,
        groups=groups,
        contactable=_reach(opened, unit, rows),
        confounders=confounders,
        left_out=left_out,
        warnings=warnings,
    )


def _separate(groups: dict[str, Bools], unit: str) -> list[str]:
    """Takes those out of all groups who are in several: they cannot differ from themselves."""
    several = np.sum([*groups.values()], axis=0) > 1
    if not several.any():
        return []
    for name in groups:
        groups[name] = groups[name] & ~several
    return [f"{int(several.sum()):,} {unit}s are in more than one of the groups and are left out of all."]


def choose_times(opened: Opened, window_days: int | None) -> Times:
    as_of = opened.choose_as_of(None)
    if window_days is None:
        return Times(as_of, as_of)
    try:
        day = as_of.day - dt.timedelta(days=window_days)
        return Times(as_of, AsOf(day, end_of_day(day, opened.zone), "before the window"))
    except OverflowError:
        raise DataError(
            f"A window of {window_days:,} days begins before the calendar.", hint="Shorten 'window_days'."
        ) from None


def _clock(opened: Opened, times: Times) -> Clock:
    today = local_day(opened.now, opened.zone)
    return Clock(times.as_of.day, today, None if times.is_same else times.cut.day)


def _narrow_outcome(opened: Opened, asked: Asked, node: Node, unit: str) -> Condition | Value:
    days = asked.definition.window_days or 0
    problems: list[str] = []
    found = narrow(node, days, unit, opened.vocabulary, problems)
    if problems:
        place = asked.places.find("objectives", asked.name, "outcome")
        hint = f"Leave windows out: with 'window_days: {days}' they are the last {days} days."
        raise DefinitionError(
            Finding(code="objective", message=problem, hint=hint, place=place)
            for problem in dict.fromkeys(problems)
        )
    return found  # type: ignore[return-value]


def list_events(node: Node) -> list[str]:
    """The event types that a rule looks at."""
    found = [each.event for each in find(node, tree.Events)] + [each.event for each in find(node, tree.Step)]
    return list(dict.fromkeys(found))


def refuse_early(opened: Opened, node: Node, unit: str, times: Times, days: int) -> None:
    """DataError where the window begins before the first of the outcome's events: nobody can be known before it."""
    tables = opened.population.units[unit].events
    firsts = {
        name: int(tables[name].time.min())
        for name in list_events(node)
        if name in tables and len(tables[name].time)
    }
    if not firsts:
        return
    first = min(firsts, key=lambda name: firsts[name])
    day = local_day(firsts[first], opened.zone)
    if times.cut.day < day:
        raise DataError(
            f"The window of {days:,} days begins on {(times.cut.day + dt.timedelta(days=1)).isoformat()}, before the data: the "
            f"first {first} is of {day.isoformat()}.",
            hint=f"Choose 'window_days' of {max((times.as_of.day - day).days, 1):,} or fewer.",
        )


def warn_silent(opened: Opened, node: Node, unit: str, as_of: AsOf) -> list[str]:
    """Says where the outcome's events end long before the day asked about."""
    tables = opened.population.units[unit].events
    found = []
    for name in list_events(node):
        if name in tables and len(tables[name].time):
            last = local_day(int(tables[name].time.max()), opened.zone)
            if (as_of.day - last).days > SILENT_DAYS:
                found.append(f"The last {name} is of {last.isoformat()}: what happened since is not known.")
    return found


def measure_outcome(
    opened: Opened, node: Condition | Value, unit: str, as_of: AsOf, asked: Asked
) -> tuple[NDArray[np.float64], bool]:
    """The outcome of every ordinal, NaN where it is not known, and whether it is yes or no."""
    if not is_value(node):
        truth = find_satisfying(opened, {"outcome": node}, unit, as_of)["outcome"]  # type: ignore[dict-item]
        return truth.astype(np.float64), True
    found = type_of(node, opened.vocabulary, unit)
    if found is not None and found.kind not in NUMERIC | {Kind.FLAG}:
        raise RuleError(
            f"The outcome is a {found.kind}; groups can be compared on yes or no, or on a number.",
            hint='Make a condition of it, such as stage = "won".',
            place=asked.places.find("objectives", asked.name, "outcome"),
        )
    column = measure_values(opened, {"outcome": node}, unit, as_of)["outcome"]
    if isinstance(column, Sets):
        raise RuleError("The outcome is a set.", hint="Ask whether it has one of its values.")
    return read_numbers(column), isinstance(column, Flags)


def _measure_exposure(opened: Opened, text: str | None, unit: str, as_of: AsOf) -> NDArray[np.float64] | None:
    if text is None:
        return None
    node = read_value(text)
    found = type_of(node, opened.vocabulary, unit)
    if found is not None and found.kind not in NUMERIC:
        raise RuleError(
            f"The exposure is a {found.kind}, not a number.", hint="Use days, such as tenure_days."
        )
    return read_numbers(measure_values(opened, {"exposure": node}, unit, as_of)["exposure"])


def names_of(opened: Opened, node: Node, unit: str) -> list[str]:
    """Variables and columns that a rule names, event types with a `*`."""
    found = {
        f"{name}*" if kind == "event" else name
        for kind, of_unit, name in references_of(node, opened.vocabulary, unit)
        if kind in ("event", "variable", "column") and of_unit == unit
    }
    return sorted(found, key=lambda name: (name.endswith("*"), name))


def _reach(opened: Opened, unit: str, rows: NDArray[np.int64]) -> dict[str, Bools]:
    found = find_contactable(opened.population.units[unit], sources_of(opened.definitions, unit))
    return {channel: reach[rows] for channel, reach in found.items()}


def say_outcome(opened: Opened, node: Condition | Value, unit: str) -> str:
    if not is_value(node):
        return describe(node, opened.vocabulary, unit)  # type: ignore[arg-type]
    if isinstance(node, tree.Variable) and node.name in opened.definitions.variables:
        return opened.definitions.variables[node.name].title or node.name.replace("_", " ").capitalize()
    return write_value(node)


def say_fairness(exposure: str, per: tuple[float, str], unit: str) -> str:
    """What a rate over an exposure is good for."""
    if per[1] == "a year":
        return f"Rates are over '{exposure}', so that new {unit}s are not called disloyal."
    return f"Rates are over '{exposure}', so that {unit}s with more of it are not ahead by that alone."


def _is_share(opened: Opened, node: Node, kind: Kind) -> bool:
    """By the value's own kind, or by what its variable is declared to be."""
    if isinstance(node, tree.Variable) and node.name in opened.definitions.variables:
        kind = opened.definitions.variables[node.name].kind or kind
    return kind is Kind.SHARE


def say_per(opened: Opened, exposure: str | None, unit: str) -> tuple[float, str]:
    """How a rate over the exposure is read: over days as 'a year'."""
    if exposure is None:
        return 1.0, ""
    node: Node = read_value(exposure)
    if isinstance(node, tree.Variable):
        node = opened.vocabulary.variables.get(unit, {}).get(node.name, node)
    if isinstance(node, tree.Elapsed):
        return ELAPSED[node.span]
    if isinstance(node, tree.Aggregate) and node.function.startswith("days since"):
        return ELAPSED["days"]
    if isinstance(node, tree.Aggregate) and node.function == "count":
        return 1.0, f"per {node.events.event.replace('_', ' ')}"
    return 1.0, f"per {exposure}"
