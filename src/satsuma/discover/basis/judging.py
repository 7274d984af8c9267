"""Whether a variable can be a basis for segments, and why not, in plain sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from satsuma.columns import Codes, Column, Flags, Sets
from satsuma.discover.basis.shape import Shape, look_at_column
from satsuma.discover.basis.words import (
    FREQUENT_ITEM,
    LEAST_COVERED,
    MOST_LEVELS,
    Levels,
    count_levels,
    find_frequent_items,
)
from satsuma.model.kinds import Kind, Sensitivity
from satsuma.model.results import VariableInfo

Rows = np.ndarray[tuple[int], np.dtype[np.int64]]
Severity = Literal["refused", "no", "care"]

OVERWHELMING = 0.95
"""Share of one value from which the others are fewer than the smallest segment worth having."""
DOMINANT = 0.8
MOSTLY_MISSING = 0.5
OFTEN_MISSING = 0.2
FEWEST_KNOWN = 30
FEWEST_VALUES = 5
COLLISIONS = 10
"""Different whole numbers among which so many repetitions were expected by chance, and none came, are running numbers."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a verdict rests on. `top` is the most frequent value as a word."""

    n: int
    known: int
    distinct: int
    top_share: float
    top: str
    numeric: bool
    is_id: bool = False
    covered: float = 1.0
    """Of words: the share of customers in the commonest levels."""
    items: int | None = None
    """Of sets: how many items can be fields."""

    @property
    def missing_share(self) -> float:
        return 1 - self.known / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence, and how much it weighs."""

    severity: Severity
    sentence: str


def gather_facts(column: Column, rows: Rows) -> Facts:
    """The facts of a column over some customers."""
    if isinstance(column, Sets):
        items, known = find_frequent_items(column, rows)
        return Facts(len(rows), known, len(column.dictionary), 0.0, "", False, items=len(items))
    if isinstance(column, Codes | Flags):
        return words_facts(count_levels(column, rows), len(rows))
    return number_facts(look_at_column(column, rows), len(rows))


def words_facts(levels: Levels, n: int) -> Facts:
    top = levels.top_word if levels.known else ""
    return Facts(
        n,
        levels.known,
        len(levels.words),
        levels.top_share,
        top,
        False,
        is_id=levels.is_nearly_an_id,
        covered=levels.covered,
    )


def number_facts(shape: Shape, n: int) -> Facts:
    top = f"{shape.top_value:,.6g}" if shape.n else ""
    return Facts(n, shape.n, len(shape.values), shape.top_share, top, True, is_id=is_running_number(shape))


def is_running_number(shape: Shape) -> bool:
    """Whole numbers that never repeat although chance would have repeated many (the birthday problem)."""
    if shape.n < 2 or len(shape.values) < shape.n or not (shape.values == np.rint(shape.values)).all():
        return False
    span = float(shape.values[-1] - shape.values[0]) + 1
    return shape.n**2 / (2 * span) > COLLISIONS


def judge(info: VariableInfo, facts: Facts) -> list[Reason]:
    """What speaks against the variable as a basis, the gravest first; empty where nothing does.

    `refused` cannot be used at all; `no` makes poor segments; `care` needs a thought.
    """
    refusal = refuse(info, facts)
    if refusal is not None:
        return [Reason("refused", refusal)]
    reasons: list[Reason] = []
    percent = say_share(facts.top_share * facts.known, facts.known)
    if facts.top_share >= OVERWHELMING:
        sentence = f"{_name_top(facts)} holds {percent}: the others are too few to make a segment."
        reasons.append(Reason("no", sentence))
    elif facts.top_share >= DOMINANT:
        reasons.append(Reason("care", f"{_name_top(facts)} holds {percent}: it tells few customers apart."))
    reasons += _judge_missing(facts)
    if facts.numeric and info.kind is not Kind.DATE and 1 < facts.distinct < FEWEST_VALUES:
        few = f"Only {facts.distinct} different values: a category or a yes-no variable would say the same."
        reasons.append(Reason("care", few))
    if not facts.numeric and facts.items is None and facts.distinct > MOST_LEVELS:
        rare = facts.distinct - MOST_LEVELS + 1
        sentence = (
            f"It has {facts.distinct:,} different words; the {rare:,} rarest are taken together as 'other'."
        )
        reasons.append(Reason("care", sentence))
    order: dict[Severity, int] = {"refused": 0, "no": 1, "care": 2}
    return sorted(reasons, key=lambda reason: order[reason.severity])


def refuse(info: VariableInfo, facts: Facts) -> str | None:
    """Why a variable can never be a basis; None where it can."""
    if info.sensitivity is Sensitivity.PERSONAL:
        return "It identifies persons; it is never used to group them."
    if not info.allowed:
        return "It is sensitive, and the project does not allow it (allow_sensitive)."
    if info.kind is Kind.IDENTIFIER:
        return "It names customers and cannot group them."
    if info.kind is Kind.TEXT:
        return "It is free text; make a category of it first."
    if facts.known == 0:
        return "No customer has a value."
    if facts.distinct == 1 and facts.items is None:
        return (
            "Everyone has the same value."
            if facts.known == facts.n
            else "Everyone with a value has the same."
        )
    if facts.is_id:
        what = "number" if facts.numeric else "word"
        return (
            f"Nearly every customer has a {what} of their own ({facts.distinct:,} different ones for {facts.known:,} "
            "customers): it names customers and cannot group them."
        )
    if facts.items == 0:
        low, high = f"{100 * FREQUENT_ITEM:.0f} %", f"{100 * (1 - FREQUENT_ITEM):.0f} %"
        return f"None of its items is held by {low} to {high} of the customers, so none can make groups."
    if (
        not facts.numeric
        and facts.items is None
        and facts.distinct > MOST_LEVELS
        and facts.covered < LEAST_COVERED
    ):
        return (
            f"It has {facts.distinct:,} different words, and the {MOST_LEVELS - 1} commonest cover only "
            f"{100 * facts.covered:.0f} % of the customers. Make a variable with fewer of them (a region instead of a "
            "town, say)."
        )
    return None


def _judge_missing(facts: Facts) -> list[Reason]:
    share = say_share(facts.n - facts.known, facts.n)
    if facts.known < FEWEST_KNOWN:
        few = f"Known for {facts.known:,} customers only: too few to make segments of."
        return [Reason("no", few)]
    if facts.missing_share >= MOSTLY_MISSING:
        known = say_share(facts.known, facts.n)
        sentence = f"Known for {known} of the customers only ({facts.known:,} of {facts.n:,})."
        return [Reason("no", sentence)]
    if facts.missing_share >= OFTEN_MISSING:
        return [Reason("care", f"{share} of the customers have no value.")]
    return []


def say_share(part: float, whole: float) -> str:
    """A share in per cent that never rounds to nobody or everyone."""
    percent = 100 * part / whole
    if 0 < percent < 0.1:
        return "under 0.1 %"
    if 99.9 < percent < 100:
        return "over 99.9 %"
    return f"{percent:.0f} %" if 1 <= percent <= 99 or percent in (0, 100) else f"{percent:.1f} %"


def _name_top(facts: Facts) -> str:
    return f"The value {facts.top}" if facts.numeric else f"'{facts.top}'"
