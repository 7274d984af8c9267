"""Segments side by side on the lines of their profiles, what tells them apart first, and how many customers they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from satsuma.columns import Codes, Doubles, Flags, Scaled
from satsuma.engine import bitmaps
from satsuma.model.comparisons import ComparedCell, ComparedLine, CompareResult
from satsuma.model.errors import OptionError
from satsuma.project.listing import inform_variables, members_of
from satsuma.project.profiling import profile_segment
from satsuma.project.remembered import find_existing, find_truths
from satsuma.stats.effects import cohen_h
from satsuma.stats.intervals import wilson
from satsuma.store.runs import load_values

if TYPE_CHECKING:
    from satsuma.columns import Column
    from satsuma.engine.bitmaps import Words
    from satsuma.model.results import ProfileLine, SegmentProfile, VariableInfo
    from satsuma.project.opening import Opened

FEWEST, MOST = 2, 5
Place = tuple[str, str | None]
"""A line: the variable, and its level."""


def compare_segments(
    opened: Opened, names: Sequence[str], variables: Sequence[str], as_of: str | None
) -> CompareResult:
    """UnknownNameError for an unknown segment; OptionError for fewer than two or more than five, for segments of several units
    and for a variable that has no line."""
    unit, full = choose_segments(opened, names)
    profiles = [profile_segment(opened, name, as_of).result for name in full]
    words = list_words_of(opened, unit, full, as_of)
    moment = opened.choose_as_of(as_of)
    smallest = opened.definitions.project.smallest_group
    values = load_values(opened.run.path, unit) if as_of is None else opened.look(unit, moment).values
    infos = {
        info.name: info for info in inform_variables(opened.definitions, opened.run, opened.vocabulary, unit)
    }
    everyone = bitmaps.members(find_existing(opened, unit, moment))
    by_place = [{(line.variable, line.level): line for line in each.lines} for each in profiles]
    places = list(
        dict.fromkeys(place for lines in by_place for place in lines if is_wanted(place, variables))
    )
    check_variables(variables, {name for name, _ in places}, infos)
    spreads = measure_spreads({name for name, _ in places}, values, everyone)
    members = [bitmaps.members(row) for row in words]
    lines = []
    for place in places:
        cells = [
            make_cell(found.get(place), place, values, members[i], smallest, is_shown=bool(found))
            for i, found in enumerate(by_place)
        ]
        first = next(found[place] for found in by_place if place in found)
        rules = tuple(name for name, found in zip(full, by_place, strict=True) if in_rule(found, place))
        lines.append(make_line(first, cells, full, infos[place[0]], spreads.get(place[0]), rules))
    lines.sort(key=lambda line: (line.spread is None, -(line.spread or 0.0), line.variable, line.level or ""))
    shared = bitmaps.overlaps(np.array(words)).tolist()
    return CompareResult(
        unit=unit,
        as_of=moment.day.isoformat(),
        population=len(everyone),
        segments=tuple(profile.size for profile in profiles),
        shared=tuple(tuple(None if 0 < count < smallest else count for count in row) for row in shared),
        lines=tuple(lines),
        warnings=tuple(dict.fromkeys(warning for profile in profiles for warning in warn_of(profile))),
    )


def warn_of(profile: SegmentProfile) -> list[str]:
    few = f"{profile.size.title}: " if not profile.lines else ""
    return [f"{few}{warning}" for warning in profile.warnings]


def choose_segments(opened: Opened, names: Sequence[str]) -> tuple[str, list[str]]:
    """The unit and the full names of two to five segments."""
    wanted = list(dict.fromkeys(names))
    if not FEWEST <= len(wanted) <= MOST:
        raise OptionError(
            f"{len(wanted)} segments cannot be compared.", hint=f"Name {FEWEST} to {MOST} different segments."
        )
    found = [opened.find_segment(name) for name in wanted]
    units = list(dict.fromkeys(unit for unit, _ in found))
    if len(units) > 1:
        raise OptionError(
            f"These are segments of {' and '.join(units)}s.", hint="Compare segments of one unit."
        )
    return units[0], [name for _, name in found]


def list_words_of(opened: Opened, unit: str, names: Sequence[str], as_of: str | None) -> list[Words]:
    """Who is in each segment, of the last run or of a past day."""
    stored = members_of(opened.run, unit) if as_of is None else None
    if stored is not None and set(names) <= set(stored.names):
        return [np.asarray(stored.words[stored.names.index(name)]) for name in names]
    conditions = [opened.vocabulary.segments[unit][name] for name in names]
    read = find_truths(opened, conditions, unit, opened.choose_as_of(as_of))
    return [read(condition).words for condition in conditions]


def is_wanted(place: Place, variables: Sequence[str]) -> bool:
    return not variables or place[0] in variables


def in_rule(found: Mapping[Place, ProfileLine], place: Place) -> bool:
    return place in found and found[place].in_rule


def check_variables(variables: Sequence[str], shown: set[str], infos: Mapping[str, VariableInfo]) -> None:
    for name in variables:
        if name not in infos:
            raise OptionError(f"There is no variable '{name}'.", hint=f"Variables: {', '.join(infos)}.")
        if name not in shown:
            raise OptionError(
                f"'{name}' cannot be shown.", hint="It is personal, sensitive, a free text or empty."
            )


def measure_spreads(names: set[str], values: Mapping[str, Column], everyone: np.ndarray) -> dict[str, float]:
    """By variable: the standard deviation of everyone's numbers."""
    from satsuma.validate.features import read_numbers

    found = {}
    for name in sorted(names):
        column = values.get(name)
        if isinstance(column, Scaled | Doubles):
            numbers = read_numbers(column)[everyone]
            numbers = numbers[np.isfinite(numbers)]
            found[name] = float(numbers.std()) if len(numbers) > 1 else 0.0
    return found


def make_cell(
    line: ProfileLine | None,
    place: Place,
    values: Mapping[str, Column],
    members: np.ndarray,
    smallest: int,
    *,
    is_shown: bool,
) -> ComparedCell:
    """From the segment's own profile; a level that it leaves out is counted now."""
    if line is not None:
        return ComparedCell(
            n=line.n,
            value=line.value,
            low=line.low,
            high=line.high,
            text=line.text,
            suppressed=line.suppressed,
        )
    column, level = values.get(place[0]), place[1]
    if not is_shown or level is None or not isinstance(column, Codes | Flags):
        return ComparedCell(suppressed=not is_shown)
    codes = column.codes if isinstance(column, Codes) else column.values
    code = column.dictionary.index(level) if isinstance(column, Codes) else 1
    known = codes[members]
    known = known[known >= 0]
    n, count = len(known), int((known == code).sum())
    if n < smallest or 0 < count < smallest:
        return ComparedCell(suppressed=True)
    low, high = wilson(count, n)
    return ComparedCell(n=n, value=count / n, low=low, high=high)


def make_line(
    first: ProfileLine,
    cells: list[ComparedCell],
    names: list[str],
    info: VariableInfo,
    deviation: float | None,
    in_rule: tuple[str, ...],
) -> ComparedLine:
    known = {name: cell.value for name, cell in zip(names, cells, strict=True) if cell.value is not None}
    spread = highest = lowest = None
    if len(known) > 1:
        highest, lowest = max(known, key=lambda name: known[name]), min(known, key=lambda name: known[name])
        apart = known[highest] - known[lowest]
        if first.level is not None:
            spread = abs(cohen_h(known[highest], known[lowest]))
        elif deviation:
            spread = apart / deviation
    return ComparedLine(
        variable=first.variable,
        title=first.title,
        family=first.family,
        kind=first.kind,
        currency=info.currency,
        level=first.level,
        everyone=first.everyone,
        cells=tuple(cells),
        spread=spread,
        highest=highest if spread else None,
        lowest=lowest if spread else None,
        in_rule=in_rule,
        sentence=write_sentence(first, info, known, highest, lowest) if spread else "",
    )


def write_sentence(
    line: ProfileLine, info: VariableInfo, known: Mapping[str, float], highest: str | None, lowest: str | None
) -> str:
    from satsuma.describe.sentences import show_number, show_share

    def show(name: str) -> str:
        if line.level is not None:
            return show_share(known[name])
        return show_number(known[name], info.kind, info.currency)

    name = line.title if line.level is None else f"{line.title}: {line.level}"
    return f"{name}: {show(highest or '')} in {highest}, {show(lowest or '')} in {lowest}."
