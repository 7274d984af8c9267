"""Results of `target` and `answer`."""

from __future__ import annotations

from typing import Literal

from satsuma.model.aims import Benchmark
from satsuma.model.results import Result


class TargetResult(Result):
    """A target with its KPI as it is now."""

    name: str
    title: str
    problem: str
    ideal: str | None
    unit: str
    kpi: str
    kpi_title: str
    measure: Literal["total", "average", "share"]
    direction: Literal["higher", "lower"]
    now: float | None
    low: float | None = None
    high: float | None = None
    n: int
    currency: str | None = None
    goal: float | None
    by: str | None
    days_left: int | None
    overdue: bool = False
    reached: bool | None = None
    teams: dict[str, str]
    benchmark: Benchmark | None = None
    against_benchmark: Literal["better", "worse", "cannot be told apart"] | None = None
    objectives: tuple[str, ...] = ()
    segmentations: tuple[str, ...] = ()
    as_of: str
    sentences: tuple[str, ...]
    warnings: tuple[str, ...] = ()


class Group(Result):
    """A group and its outcome: as seen, shrunk towards everyone, and on customers it was not found with."""

    title: str
    rule: str
    variables: tuple[str, ...]
    customers: int
    contactable: dict[str, int] = {}
    rate: float
    """Mean of the outcome, or share for whom it is yes; per unit of exposure where there is one."""
    low: float
    high: float
    shrunk: float
    everyone: float
    lift: float | None
    rank_low: int
    rank_high: int
    in_top: float
    """Probability of belonging to the top n."""
    p: float | None = None
    """Of combinations: against the best of shuffled outcomes."""
    held_out_rate: float | None = None
    held_out_low: float | None = None
    held_out_high: float | None = None
    better_than_part: bool | None = None
    """Of combinations: whether it beats every group it is made of."""
    adjusted_lift: float | None = None
    adjusted_for: tuple[str, ...] = ()
    flag: str | None = None
    """Set where holding a confounder constant reverses or halves the effect."""
    sentence: str


class Ranking(Result):
    """The groups of one variable, best first."""

    variable: str
    title: str
    groups: tuple[Group, ...]
    ties: tuple[str, ...] = ()
    p: float
    adjusted_p: float
    suppressed: int = 0
    """Groups below the smallest size."""


class Difference(Result):
    """How compared groups differ on one variable (or one of its levels)."""

    variable: str
    title: str
    level: str | None = None
    values: tuple[float | None, ...]
    """In the order of `AnswerResult.compared`."""
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]
    ns: tuple[int, ...]
    effect: float
    measure: str
    p: float
    adjusted_p: float
    flag: str | None = None
    sentence: str


class AnswerResult(Result):
    """An objective answered."""

    objective: str
    question: str
    target: str | None
    unit: str
    as_of: str
    cut: str | None = None
    """Groups are as of this day, the outcome is what happened since."""
    status: Literal["answered", "nothing stands out", "differences found", "no differences"]
    headline: str
    sentences: tuple[str, ...]
    outcome: str | None
    measure: Literal["share", "number", "rate"] = "share"
    """What the groups' rates are: a share of yes, a mean, or values ÷ exposure."""
    currency: str | None = None
    per: str | None = None
    """Of rates: over what they are read, such as 'a year'; rates times `per_factor` are so."""
    per_factor: float = 1.0
    population: int
    without_outcome: int = 0
    everyone: float | None = None
    everyone_low: float | None = None
    everyone_high: float | None = None
    rankings: tuple[Ranking, ...] = ()
    top: tuple[Group, ...] = ()
    combinations: tuple[Group, ...] = ()
    searched: int = 0
    """Combinations looked at."""
    compared: tuple[str, ...] = ()
    compared_sizes: tuple[int, ...] = ()
    differences: tuple[Difference, ...] = ()
    m: int = 0
    correction: str = "benjamini-hochberg"
    success: str | None = None
    success_reached: bool | None = None
    deadline: str | None = None
    days_left: int | None = None
    overdue: bool = False
    teams: tuple[str, ...] = ()
    left_out: dict[str, str] = {}
    """Candidate variables that were refused, with the reason."""
    warnings: tuple[str, ...] = ()


class Answers(Result):
    """All objectives of a project, in the order of their deadlines; those that could not be answered with what is missing."""

    answers: tuple[AnswerResult, ...]
    refused: dict[str, tuple[str, ...]] = {}
