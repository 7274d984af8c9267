"""What was done to make the basis, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from satsuma.columns import Column
from satsuma.discover.basis.judging import Facts, judge, say_share
from satsuma.discover.basis.missing import Informative
from satsuma.discover.basis.outliers import NEIGHBOUR_SHARE, Outliers
from satsuma.discover.basis.reading import count_infinite
from satsuma.discover.cluster.matrix import NO_CHOICE, Matrix
from satsuma.model.discoveries import BasisField
from satsuma.model.kinds import NUMERIC, Kind
from satsuma.model.results import VariableInfo


def describe_form(fields: Sequence[BasisField]) -> list[str]:
    """Transforms, scores and items."""
    notes = []
    for transform, sentence in (
        ("log", "counted by their logarithm, because few are very high"),
        ("normal score", "counted by their rank on a bell curve, because they are skewed"),
    ):
        titles = [f"'{field.title}'" for field in fields if field.transform == transform]
        if titles:
            notes.append(f"{', '.join(titles)}: {sentence}.")
    scored = [f"'{field.title}'" for field in fields if field.form == "number" and field.levels]
    if scored:
        notes.append(f"{', '.join(scored)}: ordered words, counted as 1, 2, 3 and so on.")
    items: dict[str, list[str]] = {}
    for field in fields:
        if field.item is not None:
            items.setdefault(field.title, []).append(field.item)
    for name, found in items.items():
        notes.append(
            f"'{name}': one yes-no field for each of its {len(found)} frequent items ({', '.join(found)})."
        )
    return notes


def warn_unsuited(infos: Mapping[str, VariableInfo], facts: Mapping[str, Facts]) -> list[str]:
    """What speaks against each variable as a basis."""
    return [
        f"'{infos[name].title}': {reason.sentence}"
        for name, known in facts.items()
        for reason in judge(infos[name], known)
    ]


def count_infinite_values(
    columns: Mapping[str, Column],
    infos: Mapping[str, VariableInfo],
    rows: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> list[str]:
    """Infinite values, which count as missing."""
    from satsuma.columns import Doubles

    notes = []
    for name, column in columns.items():
        if not isinstance(column, Doubles):
            continue
        found = count_infinite(Doubles(column.values[rows]))
        if found:
            notes.append(
                f"'{infos[name].title}': {say_customers(found)} an infinite value; it counts as missing."
            )
    return notes


def describe_unknown(none: int, few: int, asked: int) -> list[str]:
    """Customers without any, or without enough known basis variables."""
    notes = []
    if none:
        notes.append(
            f"{none:,} of {asked:,} customers have none of the basis variables: they are not divided."
        )
    if few:
        notes.append(
            f"{few:,} of {asked:,} customers have fewer than half of the basis variables known: they get no segment, and "
            "stay visible as customers without one."
        )
    return notes


def describe_outliers(outliers: Outliers, fields: Sequence[BasisField], inside: int) -> list[str]:
    """Who was set aside, by the field in which they are farthest out."""
    found = int(outliers.found.sum())
    if not found:
        return []
    numeric = [field for field in fields if field.form == "number"]
    counts = np.bincount(outliers.field[outliers.found], minlength=len(numeric))
    order = [place for place in np.argsort(-counts, kind="stable") if counts[place]][:4]
    named = ", ".join(f"'{numeric[place].title}' ({counts[place]:,})" for place in order)
    who = f"{found:,} customers lie" if found > 1 else "1 customer lies"
    sentence = (
        f"{who} far from everyone else ({say_share(found, inside)}), mostly by {named}, with fewer than "
        f"{100 * NEIGHBOUR_SHARE:.1f} % of the customers near: set aside, so that no few of them own a segment. "
        "Look at them one by one."
    )
    if outliers.is_capped:
        sentence += " There are more like them; 'normal score' under 'transforms' would pull them in."
    return [sentence]


def describe_missing(
    matrix: Matrix,
    fields: Sequence[BasisField],
    informative: Mapping[str, Informative],
    infos: Mapping[str, VariableInfo],
) -> tuple[list[str], list[str]]:
    """How much is missing and what becomes of it; and where missing itself says something."""
    gaps: list[tuple[BasisField, int]] = []
    numeric = [field for field in fields if field.form == "number"]
    chosen = [field for field in fields if field.form == "choice"]
    for place, field in enumerate(numeric):
        gaps.append((field, int(np.isnan(matrix.numbers[:, place]).sum())))
    for place, field in enumerate(chosen):
        gaps.append((field, int((matrix.choices[:, place] == NO_CHOICE).sum())))
    by_name: dict[str, tuple[str, int]] = {}
    for field, count in gaps:
        if count:
            by_name.setdefault(field.name, (field.title, count))
    if not by_name:
        return [], []
    listed = ", ".join(
        f"'{name}' {count:,} ({say_share(count, matrix.n)})" for name, count in by_name.values()
    )
    notes = [
        f"Missing values: {listed}. Methods that can skip them do; for the others the middle of the variable (or the "
        "commonest word) stands in, and no customer is dropped."
    ]
    warnings = [
        f"'{infos[name].title}': {explain_missing(informative[name], infos)} Filling it in hides that; "
        "a yes-no variable 'is known' in the basis would keep it."
        for name in by_name
        if name in informative
    ]
    return notes, warnings


def explain_missing(found: Informative, infos: Mapping[str, VariableInfo]) -> str:
    """What customers without a value have that the others have not, as one sentence."""
    name = f"'{infos[found.other].title}'"
    more = found.effect > 0
    if found.border is not None and found.level is not None:
        other = "is" if more else "is not"
        return f"It is missing exactly where {name} {other} '{found.level}': by its nature, not by accident."
    if found.border is not None and infos[found.other].kind in NUMERIC:
        side = " or more" if more else " or less"
        value = f"{found.border:,.6g}"
        where = f"is {value}{side if found.border else ''}"
        return f"It is missing exactly where {name} {where}: by its nature, not by accident."
    if found.level is not None:
        what = f"have {name} = '{found.level}' {'more' if more else 'less'} often than the others"
    elif infos[found.other].kind is Kind.DATE:
        what = f"have an {'earlier' if more else 'later'} {name} than the others"
    else:
        what = f"have a {'higher' if more else 'lower'} {name} than the others"
    return f"Missing says something by itself: customers without a value {what}."


def say_customers(count: int) -> str:
    return f"{count:,} customer{'s have' if count > 1 else ' has'}"
