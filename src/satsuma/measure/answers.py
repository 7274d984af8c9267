"""Segments for projects that only have profiles or surveys: plain cuts of attributes, no behaviour made up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import NO_CODE, Codes, Column, Doubles, Flags, Scaled, UnitData
from satsuma.measure.starter import FEWEST_SEGMENTS, divide
from satsuma.measure.words import fold, words_of
from satsuma.model.definitions import SegmentationDefinition, SegmentDefinition, VariableDefinition
from satsuma.model.kinds import NUMERIC, Kind, Sensitivity, Shape

AGE_BANDS = (
    ("under-30", "Under 30", "age < 30"),
    ("from-30-to-44", "30 to 44", "age between 30 and 44"),
    ("from-45-to-59", "45 to 59", "age between 45 and 59"),
    ("from-60", "60 and over", "age >= 60"),
)

MOST_ATTRIBUTES = 8
"""Segments of attributes beside the age bands; beyond that, people choose better than we do."""

MOST_LEVELS = 12
SMALLEST_SHARE, LARGEST_SHARE = 0.05, 0.6
"""A cut outside these shares of everyone says too little."""

SCALE_ENDS_AT = 10
"""Whole numbers with few levels up to 10 are answers on a scale: their upper end is cut, not the top 20 %."""

_ACTION = "Read its profile to see what sets these people apart, then give the group a purpose or delete it."

_CALENDAR = frozenset(
    {"day", "days", "week", "weekday", "month", "quarter", "year", "hour", "date", "dow", "wday"}
)
"""Numbers of the calendar: a high one means nothing."""

_EMPTY_WORDS = frozenset(
    {"unknown", "other", "others", "none", "no answer", "unspecified", "unbekannt", "andere", "autre"}
)
"""Levels that say nothing about the people in them."""

Doubles64 = NDArray[np.float64]
Suggested = tuple[str, SegmentDefinition]


def suggest_for_profile_only(
    shape: Shape, variables: Mapping[str, VariableDefinition], data: UnitData
) -> tuple[dict[str, SegmentDefinition], dict[str, SegmentationDefinition]]:
    """Segments of the main unit by age, frequent answers and high numbers, and a `starter` of the age bands or of the
    levels of the first category. `data` decide which cuts hold between 5 % and 60 % of everyone;
    sensitive attributes stay out."""
    unit = shape.main_unit
    own = {name: each for name, each in variables.items() if each.unit == unit and _is_open(each)}
    segments = dict(_suggest_ages(own, data, unit))
    bands = list(segments)
    added = 0
    for name, variable in own.items():
        if added >= MOST_ATTRIBUTES:
            break
        column = data.columns.get(variable.column or "")
        if column is None or name == "age" or _CALENDAR & set(words_of(name)):
            continue
        for slug, segment in _suggest_cut(name, variable, column, unit):
            if slug not in segments:
                segments[slug] = segment
                added += 1
    starter = bands or _levels_of_first(own, data, unit, segments)
    if len(starter) < FEWEST_SEGMENTS:
        return segments, {}
    return segments, {"starter": divide(unit, starter, segments)}


def _is_open(variable: VariableDefinition) -> bool:
    return variable.sensitivity is Sensitivity.ORDINARY


def _suggest_ages(
    variables: Mapping[str, VariableDefinition], data: UnitData, unit: str
) -> Iterator[Suggested]:
    """The usual bands; quarters of the people where one of the bands would hold most of them."""
    if "age" not in variables or variables["age"].kind is not Kind.NUMBER:
        return
    column = data.columns.get("age")
    ages = _known(column) if isinstance(column, (Scaled, Doubles)) else np.zeros(0)
    usual = np.histogram(ages, bins=[-np.inf, 30, 45, 60, np.inf])[0] / max(1, len(ages))
    bands = AGE_BANDS if usual.max() <= LARGEST_SHARE else _quarter(ages)
    for slug, title, rule in bands:
        told = f"Aged {title.removeprefix('Aged ').lower()}."
        yield slug, _segment(rule, unit, title, told, "age-band")


def _quarter(ages: Doubles64) -> tuple[tuple[str, str, str], ...]:
    """Bands of whole years that hold about a quarter of the people each."""
    edges = sorted({int(np.ceil(edge)) for edge in np.quantile(ages, (0.25, 0.5, 0.75))} - {int(ages.min())})
    if not edges:
        return ()
    bands = [(f"under-{edges[0]}", f"Under {edges[0]}", f"age < {edges[0]}")]
    for low, high in pairwise(edges):
        named = (
            (f"from-{low}-to-{high - 1}", f"{low} to {high - 1}")
            if high > low + 1
            else (f"aged-{low}", f"Aged {low}")
        )
        bands.append((*named, f"age >= {low} and age < {high}"))
    return (*bands, (f"from-{edges[-1]}", f"{edges[-1]} and over", f"age >= {edges[-1]}"))


def _segment(rule: str, unit: str, title: str, description: str, template: str) -> SegmentDefinition:
    return SegmentDefinition(
        rule=rule, unit=unit, title=title, description=description, template=template, action=_ACTION
    )


def _suggest_cut(name: str, variable: VariableDefinition, column: Column, unit: str) -> Iterator[Suggested]:
    title = variable.title or name
    if isinstance(column, Flags):
        share = _share(column.values == 1, len(column.values))
        if _is_telling(share):
            yield _slug(name), _segment(name, unit, f"{title}: yes", f"{title} is yes.", "answer")
    elif isinstance(column, Codes):
        levels = _telling_levels(column)
        if levels:
            yield _level_segment(name, title, levels[0], unit)
    elif variable.kind in NUMERIC and isinstance(column, (Scaled, Doubles)):
        yield from _suggest_high(name, title, column, unit)


def _level_segment(name: str, title: str, level: str, unit: str) -> Suggested:
    quoted = level.replace("\\", "\\\\").replace('"', '\\"')
    rule = f'{name} = "{quoted}"'
    return _slug(f"{name} {level}"), _segment(
        rule, unit, f"{title}: {level}", f"{title} is {level}.", "answer"
    )


def _suggest_high(name: str, title: str, column: Scaled | Doubles, unit: str) -> Iterator[Suggested]:
    values = _known(column)
    if not len(values):
        return
    levels = np.unique(values)
    everyone = len(column.values)
    if (
        len(levels) <= SCALE_ENDS_AT + 1
        and levels[-1] <= SCALE_ENDS_AT
        and np.all(levels == np.floor(levels))
    ):
        if len(levels) > 2:
            for level in levels[: len(levels) // 2 - 1 : -1]:
                if _is_telling(_share(values >= level, everyone)):
                    told = f"{title}: {level:g} or more"
                    rule = f"{name} >= {level:g}"
                    yield _slug(f"high {name}"), _segment(rule, unit, told, f"Answered {told}.", "answer")
                    return
        return
    threshold = np.sort(values)[::-1][int(np.ceil(0.2 * len(values))) - 1]
    if _is_telling(_share(values >= threshold, everyone)):
        told = f"{title}: highest fifth"
        description = f"In the highest fifth by {title.lower()}."
        yield _slug(f"high {name}"), _segment(f"top 20% by {name}", unit, told, description, "answer")


def _known(column: Scaled | Doubles) -> Doubles64:
    if isinstance(column, Doubles):
        return column.values[~np.isnan(column.values)]
    missing = np.iinfo(column.values.dtype).min
    known: Doubles64 = column.values[column.values != missing].astype(np.float64)
    scaled: Doubles64 = known / 10.0**column.scale
    return scaled


def _telling_levels(column: Codes) -> list[str]:
    """Levels with a telling share, the most frequent first; none where there are too many levels."""
    if not 2 <= len(column.dictionary) <= MOST_LEVELS:
        return []
    codes = np.asarray(column.codes)
    counts = np.bincount(codes[codes != NO_CODE].astype(np.int64), minlength=len(column.dictionary))
    order = sorted(range(len(counts)), key=lambda code: (-counts[code], column.dictionary[code]))
    return [
        column.dictionary[code]
        for code in order
        if _is_telling(counts[code] / max(1, len(codes)))
        and fold(column.dictionary[code]) not in _EMPTY_WORDS
    ]


def _levels_of_first(
    variables: Mapping[str, VariableDefinition],
    data: UnitData,
    unit: str,
    segments: dict[str, SegmentDefinition],
) -> list[str]:
    """The starter without an age: the levels of the first category with two telling ones, added to the segments."""
    for name, variable in variables.items():
        column = data.columns.get(variable.column or "")
        levels = _telling_levels(column) if isinstance(column, Codes) else []
        if len(levels) >= FEWEST_SEGMENTS:
            named = [_level_segment(name, variable.title or name, level, unit) for level in levels]
            segments.update(named)
            return [slug for slug, _ in named]
    return []


def _share(holds: NDArray[np.bool_], everyone: int) -> float:
    return float(np.count_nonzero(holds)) / max(1, everyone)


def _is_telling(share: float) -> bool:
    return SMALLEST_SHARE <= share <= LARGEST_SHARE


def _slug(text: str) -> str:
    slug = "-".join(re.findall(r"[^\W_]+", text.casefold()))[:80].strip("-")
    return slug if slug and not slug[0].isdigit() else f"group-{slug}".rstrip("-")
