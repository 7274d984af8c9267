"""Targets and objectives: what a company wants to change, and the questions whose answers will help.

The folders `targets/` and `objectives/` hold a mapping from name to definition in each file.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from satsuma.model.definition import Day, Definition, Name, SegmentName
from satsuma.model.kinds import Family


class Benchmark(Definition):
    """What others reach, with where and when that was said."""

    value: float
    source: str
    date: Day


class TargetDefinition(Definition):
    """A business problem, its ideal solution, and the KPI that tells whether it is being solved."""

    problem: str
    ideal: str | None = None
    """What will be different when the problem is solved."""
    title: str | None = None
    unit: Name = "customer"
    kpi: Name
    """A variable."""
    measure: Literal["total", "average", "share"] = "total"
    """How customers' values make one number: their sum, their mean over those with a value, or the share of the
    population for whom it is yes (or above 0)."""
    direction: Literal["higher", "lower"] = "higher"
    goal: float | None = None
    by: Day | None = None
    teams: dict[str, str] = {}
    """Who will use the answer, and why."""
    benchmark: Benchmark | None = None


class ObjectiveDefinition(Definition):
    """A SMART question: specific (outcome, candidates), measurable (direction, success), achievable (smallest group),
    relevant (target, teams) and timed (deadline). `answer` refuses one that is not specific or measurable.

    With `compare` it asks how groups differ on the candidates; otherwise which groups stand out on the outcome.
    """

    question: str
    target: Name | None = None
    unit: Name = "customer"
    outcome: str | None = None
    """A condition or a value of the rule language, such as `count(order, last 90 days) >= 1`."""
    window_days: int | None = Field(default=None, ge=1)
    """With a window, groups are formed as of that many days before, and the outcome is what happened since."""
    candidates: tuple[Name, ...] = ()
    """Variables that groups are made of; the allowed ones of `families` are added."""
    families: tuple[Family, ...] = ()
    population: str | None = None
    """A rule that narrows whom the question is about."""
    compare: dict[SegmentName, str] = {}
    """Two or more named groups, each by a rule."""
    minimum_group: int = Field(default=30, ge=1)
    top: int = Field(default=3, ge=1)
    depth: int = Field(default=2, ge=1, le=3)
    """How many variables a group may combine."""
    direction: Literal["highest", "lowest"] | None = None
    exposure: str | None = None
    """For loyalty: a value that says how long each customer could have done it (tenure in days); the outcome is compared
    as a rate over it, so that new customers are not called disloyal."""
    adjust: tuple[Name, ...] = ()
    """Variables to hold constant in the adjusted effect; by default the strongest confounders among the candidates."""
    success: str | None = None
    """What counts as success, in a sentence: 'a group with 1.5 times everyone's rate that we can reach'."""
    lift: float | None = Field(default=None, gt=0)
    """The lift from which success is reached."""
    deadline: Day | None = None
    teams: tuple[str, ...] = ()
