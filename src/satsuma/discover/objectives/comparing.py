"""How named groups differ on variables: shares of levels and means, each with its effect size and interval."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Flags, Moments, Sets
from satsuma.discover.basis.reading import read_numbers
from satsuma.discover.objectives.adjusting import Strata, find_strongest, hold_constant
from satsuma.discover.objectives.material import Question
from satsuma.discover.objectives.wording import Figures, list_things
from satsuma.discover.subgroups.outcome import Bools, Estimate, Outcome
from satsuma.discover.subgroups.selectors import Candidate, find_known, make_levels
from satsuma.model.answers import Difference
from satsuma.stats.association import correlation_ratio, cramer
from satsuma.stats.corrections import benjamini_hochberg
from satsuma.stats.effects import cohen_d, cohen_h
from satsuma.stats.homogeneity import compare_means, compare_shares

Rows = NDArray[np.int64]
LEVEL = 0.05
SMALL = 0.1
"""Effect sizes under this are too small to act on, whatever their p: half of Cohen's 'small' (1988) for two groups."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that groups may differ in: an outcome over the customers `known` (of those studied)."""

    candidate: Candidate
    level: str | None
    outcome: Outcome
    known: Bools


@dataclass(frozen=True, slots=True)
class Compared:
    differences: tuple[Difference, ...]
    left_out: dict[str, str]

    @property
    def real(self) -> list[Difference]:
        """Those that are significant and large enough to act on."""
        return [each for each in self.differences if each.adjusted_p <= LEVEL and abs(each.effect) >= SMALL]


def compare_groups(
    groups: Mapping[str, Bools],
    candidates: Sequence[Candidate],
    strata: Sequence[Strata],
    rows: Rows,
    question: Question,
) -> Compared:
    """All differences, the largest effects first, corrected together by Benjamini and Hochberg."""
    left_out: dict[str, str] = {}
    lines: list[Line] = []
    for candidate in candidates:
        found = list(make_lines(candidate, rows, question.minimum, left_out))
        usable = [line for line in found if _is_comparable(line, groups, question)]
        if found and not usable:
            least = f"{question.smallest_group} customers with a value"
            left_out[candidate.name] = f"Fewer than two of the groups have {least}, or all have the same."
        lines += usable
    tests = [_test(line, groups, question) for line in lines]
    adjusted = benjamini_hochberg(np.array([p for _, p in tests])) if tests else np.empty(0)
    made = [
        _make(line, groups, seen, p, float(q), strata, question)
        for line, (seen, p), q in zip(lines, tests, adjusted, strict=True)
    ]
    return Compared(tuple(sorted(made, key=lambda each: (-abs(each.effect), each.variable))), left_out)


def make_lines(candidate: Candidate, rows: Rows, minimum: int, left_out: dict[str, str]) -> Iterator[Line]:
    """A number is one line, yes or no one line, words and sets a line for each level that is large enough."""
    column = candidate.column
    if isinstance(column, Moments):
        left_out[candidate.name] = "It is a date; make a number of it, such as the days since then."
        return
    if not isinstance(column, Codes | Flags | Sets):
        values = read_numbers(column)[rows]
        known = ~np.isnan(values)
        if not known.any():
            left_out[candidate.name] = "Nobody in the population has a value."
        elif values[known].min() == values[known].max():
            left_out[candidate.name] = "Everyone with a value has the same one."
        else:
            yield Line(candidate, None, Outcome(values[known], False), known)
        return
    levels = make_levels(candidate, rows, minimum)
    if levels.why:
        left_out[candidate.name] = levels.why
        return
    selectors = [each for each in levels.selectors if not (isinstance(column, Flags) and each.label == "no")]
    known = find_known(column, rows)
    for each in selectors:
        yield Line(candidate, each.label, Outcome(each.inside[known].astype(np.float64), True), known)


def _is_comparable(line: Line, groups: Mapping[str, Bools], question: Question) -> bool:
    inside = [group[line.known] for group in groups.values()]
    enough = [each for each in inside if each.sum() >= max(question.smallest_group, 2)]
    if len(enough) < 2:
        return False
    values = line.outcome.values[np.logical_or.reduce(enough)]
    return bool(values.min() < values.max())


def _test(line: Line, groups: Mapping[str, Bools], question: Question) -> tuple[list[Estimate], float]:
    seen = [line.outcome.estimate(group[line.known]) for group in groups.values()]
    large = [each for each in seen if each.n >= max(question.smallest_group, 2)]
    sizes = np.array([each.n for each in large])
    rates = np.array([each.rate for each in large])
    if line.outcome.is_share:
        p = compare_shares(np.round(rates * sizes), sizes, seed=question.seed)
    else:
        p = compare_means(rates, np.array([each.error for each in large]) * np.sqrt(sizes), sizes)
    return seen, 1.0 if math.isnan(p) else p


def _make(
    line: Line,
    groups: Mapping[str, Bools],
    seen: Sequence[Estimate],
    p: float,
    adjusted_p: float,
    strata: Sequence[Strata],
    question: Question,
) -> Difference:
    effect, measure = _size_effect(line, groups, seen)
    is_shown = [each.n >= question.smallest_group for each in seen]
    flag = None
    if len(groups) == 2 and adjusted_p <= LEVEL and abs(effect) >= SMALL:
        flag = _find_flag(line, groups, strata)
    return Difference(
        variable=line.candidate.name,
        title=line.candidate.title,
        level=line.level,
        values=tuple(each.rate if shown else None for each, shown in zip(seen, is_shown, strict=True)),
        lows=tuple(each.low if shown else None for each, shown in zip(seen, is_shown, strict=True)),
        highs=tuple(each.high if shown else None for each, shown in zip(seen, is_shown, strict=True)),
        ns=tuple(each.n for each in seen),
        effect=effect,
        measure=measure,
        p=p,
        adjusted_p=adjusted_p,
        flag=flag,
        sentence=_say(line, list(groups), seen, is_shown, adjusted_p, effect, flag),
    )


def _size_effect(line: Line, groups: Mapping[str, Bools], seen: Sequence[Estimate]) -> tuple[float, str]:
    """Cohen's h or d of two groups (the first minus the second); of several Cramér's V or the correlation ratio."""
    if len(seen) == 2:
        first, second = seen
        if line.outcome.is_share:
            return cohen_h(first.rate, second.rate), "cohen's h"
        roots = math.sqrt(first.n), math.sqrt(second.n)
        found = cohen_d(
            first.rate, first.error * roots[0], first.n, second.rate, second.error * roots[1], second.n
        )
        return found or 0.0, "cohen's d"
    codes = np.full(int(line.known.sum()), -1, np.int32)
    for place, group in enumerate(groups.values()):
        codes[group[line.known]] = place
    inside = codes >= 0
    values = line.outcome.values[inside]
    if line.outcome.is_share:
        table = np.bincount(codes[inside] * 2 + values.astype(np.int32), minlength=2 * len(groups))
        return cramer(table.reshape(-1, 2)).value, "cramer's v"
    return correlation_ratio(codes[inside], values, len(groups)).value, "correlation ratio"


def _find_flag(line: Line, groups: Mapping[str, Bools], strata: Sequence[Strata]) -> str | None:
    """Whether a confounder reverses or halves the difference of two groups."""
    first, second = groups.values()
    both = (first | second) & line.known
    outcome = Outcome(line.outcome.values[both[line.known]], line.outcome.is_share)
    inside = first[both]
    choices = [
        Strata(each.names, each.titles, each.codes[both], each.count)
        for each in strata
        if line.candidate.name not in each.names
    ]
    strongest = find_strongest(inside, outcome, choices, ())
    holding = hold_constant(inside, outcome, strongest) if strongest is not None else None
    if holding is None or holding.changed is None:
        return None
    return f"{holding.changed} with {list_things(holding.strata.titles)} held constant"


def _say(
    line: Line,
    names: Sequence[str],
    seen: Sequence[Estimate],
    is_shown: Sequence[bool],
    adjusted_p: float,
    effect: float,
    flag: str | None,
) -> str:
    figures = Figures(is_share=line.outcome.is_share, currency=line.candidate.currency)
    parts = [
        f"{figures.show(each.rate)} of {name} (n = {each.n:,}; {figures.bounds(each.low, each.high)})"
        if shown
        else f"too few of {name} to show"
        for name, each, shown in zip(names, seen, is_shown, strict=True)
    ]
    if not line.outcome.is_share:
        parts = [part.replace(" of ", " for ", 1) for part in parts]
    what = line.candidate.title if line.level is None else f"{line.candidate.title}: {line.level}"
    if isinstance(line.candidate.column, Flags):
        what = line.candidate.title
    verdict = "" if adjusted_p <= LEVEL else " This may be chance."
    if adjusted_p <= LEVEL and abs(effect) < SMALL:
        verdict = " Too small to act on."
    tail = f" It is {flag}." if flag else ""
    return f"{what}: {', '.join(parts[:-1])} against {parts[-1]}.{verdict}{tail}"
