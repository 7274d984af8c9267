"""Variables that say the same twice, and those that weigh more than they should."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.basis.missing import draw_rows
from satsuma.discover.cluster.matrix import NO_CHOICE, Matrix
from satsuma.model.discoveries import BasisField
from satsuma.model.results import VariableInfo

CORRELATED = 0.9
SAME = 0.9999
MOST_CUSTOMERS = 50_000
FEWEST_CUSTOMERS = 2_000
MOST_COMPARED = 20_000_000
"""Customers times pairs: many fields are compared on fewer customers."""
FEWEST = 20


@dataclass(frozen=True, slots=True)
class Pair:
    """Two fields that go together: by |r| for numbers, by Cramér's V for choices."""

    first: BasisField
    second: BasisField
    value: float

    @property
    def is_same(self) -> bool:
        return abs(self.value) >= SAME


def find_redundant(fields: Sequence[BasisField], matrix: Matrix, *, seed: int) -> list[Pair]:
    """Pairs of fields of different variables with |r| or V above 0.9, the closest first; over the customers with both."""
    pairs_asked = max(1, len(fields) * (len(fields) - 1) // 2)
    most = min(MOST_CUSTOMERS, max(FEWEST_CUSTOMERS, MOST_COMPARED // pairs_asked))
    sample = draw_rows(np.arange(matrix.n), most, seed)
    part = matrix.take(sample)
    numeric = [field for field in fields if field.form == "number"]
    chosen = [field for field in fields if field.form == "choice"]
    pairs = [
        Pair(first, second, correlate(part.numbers[:, i], part.numbers[:, j]))
        for (i, first), (j, second) in combinations(enumerate(numeric), 2)
    ]
    pairs += [
        Pair(first, second, cramer(part.choices[:, i], part.choices[:, j], part.levels[i], part.levels[j]))
        for (i, first), (j, second) in combinations(enumerate(chosen), 2)
        if first.name != second.name
    ]
    close = [pair for pair in pairs if abs(pair.value) > CORRELATED]
    return sorted(close, key=lambda pair: -abs(pair.value))


def correlate(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Pearson's r over the customers with both numbers; 0 for too few of them or without variation."""
    both = ~(np.isnan(first) | np.isnan(second))
    if both.sum() < FEWEST:
        return 0.0
    x, y = first[both] - first[both].mean(), second[both] - second[both].mean()
    size = float(np.sqrt((x * x).sum() * (y * y).sum()))
    return float((x * y).sum()) / size if size > 0 else 0.0


def cramer(
    first: NDArray[np.int16], second: NDArray[np.int16], levels_first: int, levels_second: int
) -> float:
    """Cramér's V over the customers with both choices; 0 for too few of them or without variation."""
    both = (first != NO_CHOICE) & (second != NO_CHOICE)
    n = int(both.sum())
    if n < FEWEST:
        return 0.0
    codes = first[both].astype(np.int64) * levels_second + second[both]
    table = np.bincount(codes, minlength=levels_first * levels_second).reshape(levels_first, levels_second)
    table = table[table.sum(1) > 0][:, table.sum(0) > 0]
    smaller = min(table.shape) - 1
    if smaller < 1:
        return 0.0
    expected = table.sum(1)[:, None] * table.sum(0) / n
    return float(np.sqrt(((table - expected) ** 2 / expected).sum() / (n * smaller)))


def warn_redundant(pairs: Sequence[Pair]) -> list[str]:
    """One sentence a pair."""
    found = []
    for pair in pairs:
        first, second = title(pair.first), title(pair.second)
        if pair.is_same:
            found.append(f"'{first}' and '{second}' say exactly the same: keep one, or it counts twice.")
        else:
            measure = f"{'r' if pair.first.form == 'number' else 'V'} = {pair.value:.2f}"
            found.append(
                f"'{first}' and '{second}' say nearly the same ({measure}): together they count twice."
            )
    return found


def title(field: BasisField) -> str:
    """The variable's title, with the item of a set."""
    return f"{field.title}: {field.item}" if field.item else field.title


def warn_made_of(infos: Mapping[str, VariableInfo], basis: Sequence[str]) -> list[str]:
    """Basis variables that are calculated from another basis variable, or in the same way."""
    found = []
    for name in basis:
        words = set(re.findall(r"[^\W\d]\w*", infos[name].expression or ""))
        inside = [other for other in basis if other != name and other in words]
        if inside:
            titles = " and ".join(f"'{infos[other].title}'" for other in inside)
            found.append(f"'{infos[name].title}' is calculated from {titles}: the same facts count twice.")
    for first, second in combinations(basis, 2):
        expression = infos[first].expression
        if expression and expression == infos[second].expression:
            titles = f"'{infos[first].title}' and '{infos[second].title}'"
            found.append(f"{titles} are calculated in the same way: keep one.")
    return found


def warn_dominance(fields: Sequence[BasisField]) -> list[str]:
    """Categories beside numbers weigh more in distances (Bacher, Wenzig & Vogler 2004)."""
    numbers = sum(field.form == "number" for field in fields)
    heavy = [field for field in fields if field.form == "choice" and len(field.levels) > 2]
    if not numbers or not heavy:
        return []
    named = ", ".join(f"'{field.title}' ({len(field.levels)} levels)" for field in heavy[:5])
    return [
        f"Words beside numbers: {named} can outweigh the numbers where segments are made by distance. "
        "Latent classes weigh both fairly."
    ]


def warn_small_sample(customers: int, fields: int) -> list[str]:
    """Fewer than 100 (or 70) customers per field (Dolnicar et al. 2016; 2014)."""
    if customers >= 100 * fields:
        return []
    hard = customers < 70 * fields
    return [
        f"{customers:,} customers for {fields} fields: {'too few' if hard else 'rather few'}. "
        f"100 a field ({100 * fields:,}) make segments that come back{', 70 at the very least' if hard else ''}; "
        f"use at most {max(1, customers // 100)} fields, or more customers."
    ]
