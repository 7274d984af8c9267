"""Fields of a basis fitted to customers: how each variable becomes numbers or choices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Flags, Sets
from satsuma.discover.basis.applying import choose, read_raw, transform
from satsuma.discover.basis.reading import YES_NO
from satsuma.discover.basis.shape import FEW_VALUES, SPIKE, fit_scale, fit_scores, look_at, suggest_transform
from satsuma.discover.basis.words import count_levels, find_frequent_items, group_levels
from satsuma.model.discoveries import BasisField
from satsuma.model.kinds import Kind
from satsuma.model.results import VariableInfo
from satsuma.model.studies import Transform

Numbers = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Choices:
    """How the words of a variable are taken."""

    ordered_as_numbers: bool = False
    ipsatised: bool = False


def draft_fields(info: VariableInfo, column: Column, rows: Rows, choices: Choices) -> list[BasisField]:
    """The fields of one variable before numbers are fitted: one, or one per frequent item of a set."""
    number = BasisField(
        name=info.name, title=info.title, kind=info.kind, form="number", ipsatised=choices.ipsatised
    )
    choice = BasisField(name=info.name, title=info.title, kind=info.kind, form="choice", levels=YES_NO)
    if isinstance(column, Sets):
        items = find_frequent_items(column, rows)[0]
        return [choice.model_copy(update={"item": item}) for item in items]
    if isinstance(column, Flags):
        return [choice]
    if isinstance(column, Codes):
        ordered = info.kind is Kind.ORDERED
        levels, other = group_levels(count_levels(column, rows), ordered=ordered)
        if ordered:
            present = set(levels)
            levels = tuple(word for word in column.dictionary if word in present)
            if choices.ordered_as_numbers:
                return [number.model_copy(update={"levels": levels})]
        return [choice.model_copy(update={"levels": levels, "other": other})]
    return [number]


def fit_number(field: BasisField, raw: Numbers, chosen: Transform | None) -> BasisField:
    """The field with transform, range, centre and scale of the customers' numbers (NaN where missing).

    Centre and scale are robust: median and interquartile range, unless one value holds a quarter of the customers or
    there are few different values; then mean and standard deviation. What is missing counts as the median.
    """
    shape = look_at(raw)
    kind = chosen or suggest_transform(shape)
    update: dict[str, object] = {"transform": kind}
    if kind == "normal score":
        knots, scores = fit_scores(shape)
        update |= {"knots": tuple(knots.tolist()), "scores": tuple(scores.tolist())}
    changed = field.model_copy(update=update)
    ordered = transform(changed, shape.ordered)
    plain = len(shape.values) > FEW_VALUES and shape.top_share < SPIKE
    centre, width = fit_scale(ordered, not plain)
    filled = (float(np.median(ordered)) - centre) / width
    return changed.model_copy(
        update={
            "low": float(ordered[0]),
            "high": float(ordered[-1]),
            "centre": centre,
            "scale": width,
            "filled": filled,
        }
    )


def fit_choice(field: BasisField, column: Column, rows: Rows) -> BasisField:
    """The field with its commonest level as the stand-in for what is missing."""
    codes = choose(field, column, 0)[rows]
    counts = np.bincount(codes[codes >= 0], minlength=len(field.levels))
    return field.model_copy(update={"filled": float(counts.argmax())})


def fit_fields(
    drafts: list[BasisField],
    columns: dict[str, Column],
    rows: Rows,
    chosen: dict[str, Transform],
    as_of_seconds: int,
) -> tuple[BasisField, ...]:
    """All fields fitted to the customers of `rows`."""
    numeric = [field for field in drafts if field.form == "number"]
    raw = dict(zip((f.name for f in numeric), read_raw(numeric, columns, 0, as_of_seconds), strict=True))
    return tuple(
        fit_number(field, raw[field.name][rows], chosen.get(field.name) or _transform_of(field))
        if field.form == "number"
        else fit_choice(field, columns[field.name], rows)
        for field in drafts
    )


def _transform_of(field: BasisField) -> Transform | None:
    """Scores of ordered words and answers less their person's mean stay as they are."""
    return "none" if field.levels or field.ipsatised else None
