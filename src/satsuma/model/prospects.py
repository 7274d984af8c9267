"""What forms of targets and objectives show while they are written, and how far the written ones are."""

from __future__ import annotations

from typing import Literal

from satsuma.model.aims import ObjectiveDefinition
from satsuma.model.answers import AnswerResult, TargetResult
from satsuma.model.errors import Finding
from satsuma.model.kinds import Kind
from satsuma.model.pictured import VegaSpec
from satsuma.model.results import Result


class KpiPoint(Result):
    """A KPI of everyone as of a day, with its 95 % interval over `n` customers; no numbers where too few have a value."""

    as_of: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int


class Prospect(Result):
    """A KPI now and at earlier days, and how far from them a goal would be.

    `judgement`: the goal is there already, within what the KPI has moved in as much time, further than it ever moved, or nobody
    can tell because the data know no earlier days.
    """

    kpi: str
    title: str
    unit: str
    kind: Kind
    measure: Literal["total", "average", "share"]
    currency: str | None = None
    is_percent: bool
    now: KpiPoint
    past: tuple[KpiPoint, ...] = ()
    """The earlier days, oldest first."""
    change: float | None = None
    """What the goal asks for, as a share of the value now."""
    judgement: Literal["reached", "within", "beyond", "unknown"] | None = None
    """None without a goal."""
    sentences: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class ShownProspect(Result):
    """A KPI's prospect with its picture."""

    result: Prospect
    charts: dict[str, VegaSpec] = {}


class ObjectiveStanding(Result):
    """How far an objective is. `lacking`: it cannot be answered yet, `findings` say why; `stale`: its answer is of another
    day or question than now."""

    name: str
    question: str
    target: str | None
    state: Literal["answered", "stale", "open", "lacking"]
    headline: str | None = None
    found: Literal["answered", "nothing stands out", "differences found", "no differences"] | None = None
    success_reached: bool | None = None
    as_of: str | None = None
    deadline: str | None = None
    days_left: int | None = None
    teams: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


class AskedThen(Result):
    """What was asked, and of which run, when an objective was answered."""

    definition: ObjectiveDefinition
    run: str


class Aims(Result):
    """All targets with their KPI now, and all objectives."""

    targets: tuple[TargetResult, ...]
    objectives: tuple[ObjectiveStanding, ...]
    problems: tuple[Finding, ...] = ()
    """Why a target could not be measured."""


class ShownAnswerPage(Result):
    """An objective with its last answer, and the answer's pictures."""

    standing: ObjectiveStanding
    definition: ObjectiveDefinition
    result: AnswerResult | None = None
    charts: dict[str, VegaSpec] = {}


class ObjectiveTrial(Result):
    """An objective that is being written, as far as it can be understood: what it lacks or what is wrong, whom it is about, and
    what the outcome is now. A group of `needed` or more (or less, where the lowest is asked for) would be a success."""

    findings: tuple[Finding, ...]
    outcome: str | None = None
    """In words."""
    measure: Literal["share", "number", "rate"] = "share"
    is_percent: bool = False
    currency: str | None = None
    per: str | None = None
    per_factor: float = 1.0
    population: int | None = None
    compared: dict[str, int | None] = {}
    """Of groups to compare: how many are in each; None for fewer than the project's smallest group."""
    everyone: float | None = None
    low: float | None = None
    high: float | None = None
    needed: float | None = None
    candidates: tuple[str, ...] = ()
    """Titles of the variables that groups would be made of."""
    left_out: dict[str, str] = {}
    """Those that cannot be used, by title, with the reason."""
    warnings: tuple[str, ...] = ()
