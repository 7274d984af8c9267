"""Results of `explore`: how each variable is distributed, what goes together, what moves the KPI."""

from __future__ import annotations

from typing import Literal

from satsuma.model.kinds import Family, Kind
from satsuma.model.results import Result


class Bin(Result):
    """One bar: an interval of numbers (`low` included, `high` included in the last bar only) or one level."""

    label: str
    low: float | None = None
    high: float | None = None
    customers: int | None
    """None: fewer than the smallest group, not shown."""
    share: float | None


class Distribution(Result):
    """One variable over the population, and whether it can be a basis for segments."""

    variable: str
    title: str
    family: Family | None
    kind: Kind
    n: int
    missing: int
    missing_share: float
    distinct: int
    mean: float | None = None
    deviation: float | None = None
    quantiles: tuple[float, ...] = ()
    """Minimum, 5 %, 25 %, median, 75 %, 95 %, maximum; empty for words."""
    skewness: float | None = None
    outliers: int = 0
    """Beyond three interquartile ranges of the quartiles, after the suggested transform."""
    concentration: float | None = None
    """Share of the most frequent value; of money, the share that the top tenth of customers holds."""
    top_value: str | None = None
    bins: tuple[Bin, ...] = ()
    usable: Literal["yes", "with care", "no"]
    reasons: tuple[str, ...]
    """Why, in plain sentences; the first one is the verdict's."""
    transform: Literal["none", "log", "normal score"] = "none"


class Association(Result):
    """How strongly two variables go together. `strength` is on a scale of 0 to 1 whatever the measure; `value` keeps the
    sign where the measure has one. `adjusted_p` is corrected over all `m` pairs of the table."""

    first: str
    second: str
    first_title: str
    second_title: str
    measure: Literal["spearman", "cramer's v", "correlation ratio"]
    value: float
    strength: float
    low: float
    high: float
    n: int
    p: float
    adjusted_p: float
    pearson: float | None = None
    """Beside Spearman, for two numbers."""
    duplicate: bool = False
    """So close that one of them is enough."""
    sentence: str = ""


class AdjustedEffect(Result):
    """An effect as seen, and with a confounder held constant; flagged where it reverses or loses half of its size."""

    cause: str
    effect_on: str
    confounder: str
    crude: float
    adjusted: float
    measure: str
    reversed: bool
    halved: bool
    sentence: str


class Associations(Result):
    """All pairs of a family of variables. `order` lists the variables so that those that go together stand together."""

    variables: tuple[str, ...]
    order: tuple[str, ...]
    pairs: tuple[Association, ...]
    m: int
    correction: Literal["holm", "benjamini-hochberg"] = "benjamini-hochberg"
    duplicates: tuple[tuple[str, ...], ...] = ()
    adjusted: tuple[AdjustedEffect, ...] = ()
    sentences: tuple[str, ...] = ()


class DriverBin(Result):
    """The KPI in one interval or level of a driver, on customers that the driver was not chosen with."""

    label: str
    customers: int
    value: float
    low: float
    high: float
    rule: str | None = None
    """The same customers as a rule of the language; None where it cannot be said."""


class Driver(Result):
    """A variable known at the cut that separates customers on what the KPI did afterwards."""

    variable: str
    title: str
    importance: float
    """Held-out loss of fit when its values are shuffled, above what shuffled outcomes give by chance."""
    low: float
    high: float
    p: float
    solo: float
    """How well it separates alone: AUC for yes or no, the rank correlation's size for numbers."""
    threshold: str | None = None
    """The split that separates most, in the variable's own units."""
    rule: str | None = None
    """That split as a rule of the language."""
    bins: tuple[DriverBin, ...] = ()
    sentence: str


class Refused(Result):
    """A variable left out of the drivers, and why."""

    variable: str
    title: str
    reason: str
    must_confirm: bool = False
    """True: it may be a leak; the analysis goes on only when a person confirms."""


class Drivers(Result):
    """What separates customers on a KPI. Features are as of `cut`, the outcome is what happened until `as_of`."""

    kpi: str
    kpi_title: str
    outcome: Literal["yes or no", "number"]
    cut: str
    as_of: str
    customers: int
    held_out: int
    fit: float
    """On held-out customers: AUC for yes or no, R² of ranks for numbers."""
    fit_by_chance: float
    drivers: tuple[Driver, ...]
    refused: tuple[Refused, ...] = ()
    warnings: tuple[str, ...] = ()
    sentence: str


class ExploreResult(Result):
    """Distributions first, then what goes together, then what moves the KPI (None where no KPI was asked for or there is
    none)."""

    unit: str
    as_of: str
    population: int
    distributions: tuple[Distribution, ...]
    associations: Associations | None = None
    drivers: Drivers | None = None
    warnings: tuple[str, ...] = ()
