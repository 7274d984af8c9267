"""What the first page shows: the chain as a path, the KPI by segment, and what changed."""

from __future__ import annotations

from typing import Literal

from satsuma.model.edits import Edit
from satsuma.model.results import Result

Page = Literal[
    "targets", "data", "variables", "patterns", "discover", "segments", "scorecard", "personas", "compare"
]
StepState = Literal["done", "stale", "missing", "next"]


class ChainStep(Result):
    """One step of the chain. `stale`: definitions or data have changed since it was done; `next`: the one to do now, be it
    missing or stale."""

    page: Page
    title: str
    state: StepState
    sentence: str


class FileChange(Result):
    """A data file that is not as it was."""

    path: str
    source: str
    change: Literal["new", "changed", "gone"]


class TrendPoint(Result):
    """A segment in one kept run: its size, and the KPI of its members with the 95 % interval; no KPI of small groups."""

    run: str
    as_of: str
    customers: int
    share: float
    value: float | None = None
    low: float | None = None
    high: float | None = None


class SegmentStanding(Result):
    """A segment with the KPI of its members, in the target's own measure.

    `goal` is the target's: of an average or a share the same for every segment, of a total this segment's part of it at its
    present part of the KPI. `needed` is what is missing to it, negative where it is passed. `trend` has the oldest run first.
    """

    name: str
    title: str
    unit: str
    segmentation: str | None = None
    owner: str | None = None
    customers: int
    share: float
    contactable: dict[str, int] = {}
    entered: int | None = None
    left: int | None = None
    n: int = 0
    """Members with a value of the KPI."""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    kpi_share: float | None = None
    goal: float | None = None
    needed: float | None = None
    trend: tuple[TrendPoint, ...] = ()


class KpiStanding(Result):
    """The KPI of everyone, the goal of the first target that names it, and what is missing."""

    variable: str
    title: str
    unit: str
    measure: Literal["total", "average", "share"]
    direction: Literal["higher", "lower"] = "higher"
    currency: str | None = None
    is_percent: bool = False
    n: int
    value: float | None
    low: float | None
    high: float | None
    target: str | None = None
    target_title: str | None = None
    goal: float | None = None
    by: str | None = None
    days_left: int | None = None
    needed: float | None = None
    reached: bool | None = None
    trend: tuple[TrendPoint, ...] = ()


class SegmentChange(Result):
    """How a segment changed between the last two runs."""

    name: str
    title: str
    before: int
    now: int
    entered: int | None
    left: int | None


class Changes(Result):
    """Between the run before and the last one. `definitions` are such as `segment vips`."""

    run_before: str
    as_of_before: str
    customers_before: int
    customers: int
    segments: tuple[SegmentChange, ...] = ()
    """Those whose members changed, the most changed first."""
    new_segments: tuple[str, ...] = ()
    removed_segments: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    files: tuple[FileChange, ...] = ()
    sentence: str


class Pending(Result):
    """What has changed since the last run and is not in its results."""

    definitions: tuple[str, ...] = ()
    files: tuple[FileChange, ...] = ()


class Overview(Result):
    """How far the work is. Without a run `run`, `as_of`, `kpi` and `changes` are None and there are no sizes."""

    project: str
    problem: str | None = None
    main_unit: str
    run: str | None = None
    as_of: str | None = None
    finished: str | None = None
    units: dict[str, int] = {}
    contactable: dict[str, int] = {}
    """Of the main unit, by channel."""
    steps: tuple[ChainStep, ...]
    next_step: str
    """The next thing to do, as one sentence."""
    next_page: Page
    run_again: bool = False
    """Whether the next thing is a run."""
    kpi: KpiStanding | None = None
    segments: tuple[SegmentStanding, ...] = ()
    changes: Changes | None = None
    pending: Pending = Pending()
    edits: tuple[Edit, ...] = ()
    """The newest edits of definitions."""
    warnings: tuple[str, ...] = ()
