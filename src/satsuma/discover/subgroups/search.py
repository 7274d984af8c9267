"""All combinations of up to three selectors, ranked by how far their members' outcome lies above everyone's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from satsuma.engine import bitmaps
from satsuma.engine.bitmaps import Words
from satsuma.engine.subgroups import Counted, count_pairs, count_within, squeeze

Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]
Progress = Callable[[float], None]
MOST_TRIPLES = 10_000_000
"""Combinations of three beyond which only the best pairs are extended, which the result says."""
BEAM = 200
KEPT = 400
PART_LEVEL = 0.05
"""A combination must lie above each of its parts by a one-sided test at this level, divided by the number of selectors that
the part could have been combined with: among many, some lie above it by chance."""


@dataclass(frozen=True, slots=True)
class Field:
    """What is searched: selectors as bitmaps over n customers, the variable of each (numbered), and the outcome as whole
    numbers from 0 with their binary digits. `weigh` is `size` for WRAcc, where a group's size counts in full, and `root`
    for the mean shift in standard errors, where its root does."""

    words: Words
    variables: Integers
    scores: Integers
    digits: Words
    weigh: Literal["size", "root"]
    minimum: int

    @property
    def n(self) -> int:
        return len(self.scores)

    @property
    def part_limit(self) -> float:
        """How many standard errors a combination must lie above its parts to be kept; tested exactly afterwards."""
        return NormalDist().inv_cdf(1 - PART_LEVEL / max(len(self.words), 2))


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A combination, ordered by quality downwards, then by its selectors."""

    rank: tuple[float, tuple[int, ...]]
    selectors: tuple[int, ...]
    members: int
    quality: float


@dataclass(frozen=True, slots=True)
class Search:
    """The best combinations of two and three, how many were looked at, and how three were chosen."""

    found: tuple[Found, ...]
    looked_at: int
    is_exhaustive: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """Centre and spread of the outcome over everyone, for qualities that are comparable between samples of any size."""

    n: int
    mean: float
    deviation: float
    weigh: Literal["size", "root"]

    def rate(self, members: Integers, sums: Integers) -> Numbers:
        """Quality: (mean in the group − mean of all) / deviation, times √members, or times members / √n. The latter is WRAcc
        (Lavrač et al. 2004, JMLR 5:153-188) in units of its own standard error for half of all, so it ranks as WRAcc."""
        with np.errstate(divide="ignore", invalid="ignore"):
            shift = (sums / members - self.mean) / self.deviation
        weight = members / np.sqrt(self.n) if self.weigh == "size" else np.sqrt(members)
        return np.where(members > 0, shift * weight, -np.inf)


def scale_of(field: Field) -> Scale:
    return Scale(field.n, float(field.scores.mean()), max(float(field.scores.std()), 1e-300), field.weigh)


def search(field: Field, depth: int, threads: int = 1, progress: Progress | None = None) -> Search:
    """Exhaustive to `depth` (2 or 3), at most one selector a variable, groups of at least `minimum` members, each above all of
    its parts. The same whatever the threads."""
    scale = scale_of(field)
    pairs = count_pairs(field.words, field.digits)
    apart = field.variables[:, None] != field.variables[None, :]
    found = list(_pick_pairs(field, scale, pairs, apart))
    looked_at = int(np.triu(apart, 1).sum())
    triples = count_triples(field.variables) if depth >= 3 else 0
    if triples > MOST_TRIPLES:
        best = sorted(_pick_pairs(field, scale, pairs, apart, is_above=False))[:BEAM]
        found += _extend(field, scale, pairs, best)
        return Search(_keep(found), looked_at + len(best) * (len(field.words) - 2), False)
    if triples:
        found += _search_triples(field, scale, pairs, threads, progress)
    return Search(_keep(found), looked_at + triples, True)


def count_triples(variables: Integers) -> int:
    """How many combinations of three selectors of different variables there are."""
    sizes = np.bincount(variables).astype(np.float64)
    one, two, three = sizes.sum(), (sizes**2).sum(), (sizes**3).sum()
    return round(float(one**3 - 3 * one * two + 2 * three) / 6)


def _keep(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple(sorted(found)[:KEPT])


def _make(selectors: tuple[int, ...], members: int, quality: float) -> Found:
    return Found((-quality, selectors), selectors, members, quality)


def part_z(
    scale: Scale, members: Integers, sums: Integers, of_members: Integers, of_sums: Integers
) -> Numbers:
    """How far a group lies above the rest of one of its parts, in standard errors of everyone's spread; −∞ without a rest."""
    rest, rest_sums = of_members - members, of_sums - sums
    with np.errstate(divide="ignore", invalid="ignore"):
        error = scale.deviation * np.sqrt(1 / members + 1 / rest)
        return np.where(rest > 0, (sums / members - rest_sums / rest) / error, -np.inf)


def _pick_pairs(
    field: Field, scale: Scale, pairs: Counted, apart: NDArray[np.bool_], *, is_above: bool = True
) -> Iterable[Found]:
    first, second = np.nonzero(np.triu(apart & (pairs.members >= field.minimum), 1))
    members, sums = pairs.members[first, second], pairs.sums[first, second]
    quality = scale.rate(members, sums)
    good = quality > 0
    alone, alone_sums = np.diag(pairs.members), np.diag(pairs.sums)
    for part in (first, second) if is_above else ():
        good &= part_z(scale, members, sums, alone[part], alone_sums[part]) >= field.part_limit
    for place in _best(quality, good):
        yield _make((int(first[place]), int(second[place])), int(members[place]), float(quality[place]))


def _best(quality: Numbers, good: NDArray[np.bool_]) -> list[int]:
    places = np.flatnonzero(good)
    order = np.argsort(-quality[places], kind="stable")[:KEPT]
    return [int(place) for place in places[order]]


def _search_triples(
    field: Field, scale: Scale, pairs: Counted, threads: int, progress: Progress | None
) -> list[Found]:
    """By the first selector, the rarest first, so that the others are counted among few customers."""
    order = np.argsort(np.diag(pairs.members), kind="stable")
    tasks = [(place, int(first)) for place, first in enumerate(order)]
    found: list[Found] = []

    def work(task: tuple[int, int]) -> list[Found]:
        place, first = task
        return _search_first(field, scale, pairs, first, order[place + 1 :])

    with ThreadPoolExecutor(max(threads, 1)) as pool:
        for done, some in enumerate(pool.map(work, tasks), start=1):
            found += some
            if len(found) > 20 * KEPT:
                found = list(_keep(found))
            if progress:
                progress(done / len(tasks))
    return found


def choose_partners(field: Field, members: Integers, first: int, rest: Integers) -> Integers:
    """The selectors among `rest` that can stand beside `first`: of another variable, sharing enough members."""
    large = (members[first, rest] >= field.minimum) & (field.variables[rest] != field.variables[first])
    return np.sort(rest[large])


def pick_triples(
    field: Field, members: Integers, which: Integers, within: Counted
) -> tuple[Integers, Integers]:
    """Places in `within` of the pairs that make a triple: different variables, enough members, each two as well."""
    apart = field.variables[which][:, None] != field.variables[which][None, :]
    large = (within.members >= field.minimum) & (members[np.ix_(which, which)] >= field.minimum)
    first, second = np.nonzero(np.triu(apart & large, 1))
    return first, second


def _search_first(field: Field, scale: Scale, pairs: Counted, first: int, rest: Integers) -> list[Found]:
    which = choose_partners(field, pairs.members, first, rest)
    if len(which) < 2:
        return []
    within = count_within(field.words, which, field.digits, field.words[first])
    a, b = pick_triples(field, pairs.members, which, within)
    members, sums = within.members[a, b], within.sums[a, b]
    quality = scale.rate(members, sums)
    good = quality > 0
    second, third = which[a], which[b]
    for one, two in ((first, second), (first, third), (second, third)):
        of_members, of_sums = pairs.members[one, two], pairs.sums[one, two]
        good &= part_z(scale, members, sums, of_members, of_sums) >= field.part_limit
    found = []
    for place in _best(quality, good):
        selectors = tuple(sorted((first, int(second[place]), int(third[place]))))
        found.append(_make(selectors, int(members[place]), float(quality[place])))
    return found


def _extend(field: Field, scale: Scale, pairs: Counted, best: list[Found]) -> list[Found]:
    """The best pairs with each third selector; a triple reached twice counts once. Of its parts only the pair it came from is
    known here; judging compares it with all."""
    found: dict[tuple[int, ...], Found] = {}
    for pair in best:
        one, two = pair.selectors
        mask = field.words[one] & field.words[two]
        inside, digits = squeeze(field.words, mask), squeeze(field.digits, mask)
        members = bitmaps.counts(inside)
        sums = np.zeros(len(inside), np.int64)
        for place, digit in enumerate(digits):
            sums += bitmaps.counts(inside & digit) << place
        own = field.variables[[one, two]]
        quality = scale.rate(members, sums)
        good = (quality > 0) & (members >= field.minimum) & ~np.isin(field.variables, own)
        of_members, of_sums = pairs.members[one, two], pairs.sums[one, two]
        good &= part_z(scale, members, sums, of_members, of_sums) >= field.part_limit
        for place in _best(quality, good):
            selectors = tuple(sorted((one, two, place)))
            found.setdefault(selectors, _make(selectors, int(members[place]), float(quality[place])))
    return list(found.values())
