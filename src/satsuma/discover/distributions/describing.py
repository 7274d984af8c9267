"""One distribution per variable, of whatever kind, with the verdict a marketer needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Sets
from satsuma.discover.basis.judging import Facts, gather_facts, number_facts, words_facts
from satsuma.discover.basis.missing import find_informative, find_known, find_missing_together
from satsuma.discover.basis.reading import count_infinite, count_items
from satsuma.discover.basis.shape import Shape, look_at_column, suggest_transform
from satsuma.discover.basis.words import count_levels
from satsuma.discover.distributions.bars import draw_dates, draw_items, draw_numbers, draw_words
from satsuma.discover.distributions.edges import say_value
from satsuma.discover.distributions.verdict import Circumstances, reach_verdict
from satsuma.model.kinds import Family, Kind, Sensitivity
from satsuma.model.patterns import Distribution
from satsuma.model.results import VariableInfo
from satsuma.model.studies import Transform

Rows = NDArray[np.int64]

QUANTILES = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
FAR_OUT = 3.0
"""Interquartile ranges beyond the quartiles from which a value is an outlier (Tukey's outer fence)."""


class Named(TypedDict):
    """What a distribution takes over from its variable."""

    variable: str
    title: str
    family: Family | None
    kind: Kind


def describe_distributions(
    values: Mapping[str, Column],
    infos: Mapping[str, VariableInfo],
    everyone: NDArray[np.bool_],
    *,
    smallest_group: int,
    zone: ZoneInfo,
    seed: int = 1,
) -> tuple[Distribution, ...]:
    """The distribution of every variable of `infos` (in its order) that has values, over the customers of `everyone`.

    Variables that identify persons, and sensitive ones that are not allowed, are left out. Numbers of groups under
    `smallest_group` are not shown.
    """
    rows = np.flatnonzero(everyone)
    shown = {name: values[name] for name, info in infos.items() if name in values and may_show(info)}
    known = {name: find_known(column)[rows] for name, column in shown.items()}
    compared = {name: column for name, column in shown.items() if infos[name].kind is not Kind.TEXT}
    informative = find_informative(compared, rows, known, seed=seed) if len(rows) else {}
    together = {name: group for group in find_missing_together(known) for name in group}
    found = []
    for name, column in shown.items():
        circumstances = Circumstances(
            informative.get(name), tuple(other for other in together.get(name, ()) if other != name), infos
        )
        found.append(describe(infos[name], column, rows, circumstances, smallest_group, zone))
    return tuple(found)


def may_show(info: VariableInfo) -> bool:
    """Whether a variable's values may be looked at."""
    return info.allowed and info.sensitivity is not Sensitivity.PERSONAL


def describe(
    info: VariableInfo,
    column: Column,
    rows: Rows,
    circumstances: Circumstances,
    smallest_group: int,
    zone: ZoneInfo,
) -> Distribution:
    """One variable over some customers."""
    if isinstance(column, Codes | Flags):
        return _describe_words(info, column, rows, circumstances, smallest_group)
    if isinstance(column, Sets):
        return _describe_set(info, column, rows, circumstances, smallest_group)
    shape = look_at_column(column, rows)
    facts = number_facts(shape, len(rows))
    if isinstance(column, Moments):
        bins = draw_dates(column, rows, zone, smallest_group) if facts.known >= smallest_group else ()
        return _conclude(info, facts, circumstances, smallest_group).model_copy(update={"bins": bins})
    infinite = count_infinite(Doubles(column.values[rows])) if isinstance(column, Doubles) else 0
    return _describe_number(info, shape, facts, circumstances, smallest_group, infinite)


def _describe_number(
    info: VariableInfo,
    shape: Shape,
    facts: Facts,
    circumstances: Circumstances,
    smallest_group: int,
    infinite: int,
) -> Distribution:
    kind = suggest_transform(shape) if shape.n else "none"
    outliers = count_outliers(shape, kind) if shape.n else 0
    plain = _conclude(info, facts, circumstances, smallest_group, shape, kind, outliers, infinite)
    if shape.n < max(1, smallest_group) or facts.is_id:
        return plain
    logged = kind != "none" and shape.skewness > 0
    percent = info.kind is Kind.SHARE
    top = shape.counts.max() >= smallest_group
    return plain.model_copy(
        update={
            "mean": float(shape.ordered.mean()),
            "deviation": float(shape.ordered.std(ddof=1)) if shape.n > 1 else 0.0,
            "quantiles": tuple(shape.quantile(share) for share in QUANTILES),
            "skewness": shape.skewness,
            "outliers": outliers,
            "concentration": concentrate(shape, info.kind),
            "top_value": say_value(shape.top_value, percent) if top else None,
            "bins": draw_numbers(shape, logged=logged, percent=percent, smallest_group=smallest_group),
        }
    )


def _describe_words(
    info: VariableInfo,
    column: Codes | Flags,
    rows: Rows,
    circumstances: Circumstances,
    smallest_group: int,
) -> Distribution:
    levels = count_levels(column, rows)
    facts = words_facts(levels, len(rows))
    plain = _conclude(info, facts, circumstances, smallest_group)
    if facts.known < max(1, smallest_group) or info.kind in (Kind.TEXT, Kind.IDENTIFIER) or facts.is_id:
        return plain
    ordered = info.kind in (Kind.ORDERED, Kind.FLAG)
    top = levels.counts.max() >= smallest_group
    return plain.model_copy(
        update={
            "concentration": levels.top_share,
            "top_value": levels.top_word if top else None,
            "bins": draw_words(levels, ordered=ordered, smallest_group=smallest_group),
        }
    )


def _describe_set(
    info: VariableInfo, column: Sets, rows: Rows, circumstances: Circumstances, smallest_group: int
) -> Distribution:
    facts = gather_facts(column, rows)
    plain = _conclude(info, facts, circumstances, smallest_group)
    if facts.known < max(1, smallest_group):
        return plain
    counts = count_items(column, rows)
    best = int(counts.argmax())
    return plain.model_copy(
        update={
            "concentration": float(counts[best] / facts.known),
            "top_value": column.dictionary[best] if counts[best] >= smallest_group else None,
            "bins": draw_items(column, rows, facts.known, smallest_group),
        }
    )


def _conclude(
    info: VariableInfo,
    facts: Facts,
    circumstances: Circumstances,
    smallest_group: int,
    shape: Shape | None = None,
    kind: Transform = "none",
    outliers: int = 0,
    infinite: int = 0,
) -> Distribution:
    """Counts, verdict and reasons, without any number about values."""
    usable: Literal["yes", "with care", "no"]
    usable, reasons = reach_verdict(
        info, facts, circumstances, shape, kind, outliers, infinite, smallest_group
    )
    named = Named(variable=info.name, title=info.title, family=info.family, kind=info.kind)
    return Distribution(
        **named,
        n=facts.known,
        missing=facts.n - facts.known,
        missing_share=facts.missing_share,
        distinct=facts.distinct,
        usable=usable,
        reasons=reasons,
        transform=kind,
    )


def count_outliers(shape: Shape, kind: Transform) -> int:
    """Values beyond three interquartile ranges of the quartiles, after the transform. Where more than half of the values
    are one (a spike), the others' quartiles count."""
    ordered = shape.ordered
    if kind == "normal score":
        return 0
    if kind == "log":
        ordered = np.log1p(ordered)
    inside = ordered
    low, high = np.quantile(ordered, (0.25, 0.75))
    if low == high:
        inside = ordered[ordered != low]
        if not len(inside):
            return 0
        low, high = np.quantile(inside, (0.25, 0.75))
    reach = FAR_OUT * (high - low)
    return int(((inside < low - reach) | (inside > high + reach)).sum()) if high > low else 0


def concentrate(shape: Shape, kind: Kind) -> float:
    """Of money, what the top tenth of customers holds of the total; else the share of the most frequent value."""
    total = float(shape.ordered.sum())
    if kind is Kind.MONEY and shape.values[0] >= 0 and total > 0:
        tenth = max(1, int(np.ceil(shape.n / 10)))
        return float(shape.ordered[-tenth:].sum() / total)
    return shape.top_share
