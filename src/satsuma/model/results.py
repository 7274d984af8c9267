"""Results: what the commands return, the report shows and `--json` prints. Frozen, plain values, stable names."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from satsuma.model.accounts import MoneyAccount, Quality
from satsuma.model.kinds import Family, Kind, Sensitivity


class Result(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SegmentSize(Result):
    """How large a segment is. `contactable` counts by channel, wherever contact or consent data exist. `entered` and `left`
    compare with the previous published run, None where there is none. `kpi_share` is the members' share of the KPI's total."""

    name: str
    title: str
    unit: str
    customers: int
    share: float
    contactable: dict[str, int] = {}
    entered: int | None = None
    left: int | None = None
    kpi_share: float | None = None
    sentence: str = ""
    rule: str | None = None
    action: str | None = None
    template: str | None = None
    segmentation: str | None = None


class SegmentationSizes(Result):
    """A segmentation's parts in priority order, the residual last. `covered` is the share outside the residual."""

    name: str
    title: str
    unit: str
    population: int
    covered: float
    segments: tuple[SegmentSize, ...]


class RunResult(Result):
    """What `run` did. `rows_in` and its parts are by source, reasons inside; `quality` has all details."""

    run: str
    unchanged: bool
    as_of: str
    as_of_reason: str
    main_unit: str
    customers: int
    units: dict[str, int]
    rows_in: dict[str, int]
    rows_kept: dict[str, int]
    excluded: dict[str, dict[str, int]]
    quarantined: dict[str, dict[str, int]]
    merged: dict[str, dict[str, int]]
    money: tuple[MoneyAccount, ...]
    quality: Quality
    segments: tuple[SegmentSize, ...]
    segmentations: tuple[SegmentationSizes, ...]
    report: str
    warnings: tuple[str, ...] = ()
    seconds: float


class SegmentSizes(Result):
    """All segments of a project at one moment."""

    as_of: str
    segments: tuple[SegmentSize, ...]
    segmentations: tuple[SegmentationSizes, ...]
    warnings: tuple[str, ...] = ()


class HistoryRow(Result):
    """One segment in one kept run."""

    run: str
    as_of: str
    name: str
    customers: int
    share: float


class SegmentHistory(Result):
    """Sizes over the kept runs, oldest first."""

    rows: tuple[HistoryRow, ...]


class UndoResult(Result):
    """Which run was taken back and which one counts now."""

    withdrawn: str
    current: str | None
    message: str


class CountResult(Result):
    """How many of the population satisfy a rule."""

    rule: str
    sentence: str
    unit: str
    customers: int
    population: int
    share: float
    as_of: str
    seconds: float
    warnings: tuple[str, ...] = ()


class VariableInfo(Result):
    """A variable as the profile and report need it."""

    name: str
    title: str
    unit: str
    family: Family | None
    kind: Kind
    currency: str | None = None
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    allowed: bool = True
    """False: sensitive and not allowed by the project; never shown."""
    origin: Literal["column", "variable"] = "variable"
    as_known_on: str | None = None
    customers: int | None = None
    """How many customers have a value."""
    population: int | None = None
    expression: str | None = None


class ProfileLine(Result):
    """One variable (or one level of a category, flag or set) in a segment, against everyone.

    `value` is the mean of numbers, money and shares, the share of a level, the median date as YYYY-MM-DD text in `text`.
    `low` and `high` are the 95 % interval. `lift` = value / everyone. `effect` is the standardised difference between
    members and the others (Cohen's d for numbers, Cohen's h for shares). `suppressed` lines carry no numbers.
    `in_rule` lines are made of the same data as the segment's rule: they differ by definition.
    """

    variable: str
    title: str
    family: Family | None
    kind: Kind
    level: str | None = None
    n: int
    missing: int = 0
    value: float | None = None
    median: float | None = None
    low: float | None = None
    high: float | None = None
    everyone: float | None = None
    everyone_n: int = 0
    lift: float | None = None
    effect: float | None = None
    text: str | None = None
    marker: bool = False
    in_rule: bool = False
    suppressed: bool = False
    sentence: str = ""


class SegmentProfile(Result):
    """A segment against everyone, marker variables first."""

    size: SegmentSize
    population: int
    lines: tuple[ProfileLine, ...]
    warnings: tuple[str, ...] = ()


class Overlap(Result):
    """Pairs of segments: `counts[i][j]` customers are in both; the diagonal holds the sizes. None: some, but fewer than
    the project's smallest group."""

    unit: str
    names: tuple[str, ...]
    titles: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]
    population: int
    covered: int
    """Customers in at least one of the segments."""
    warnings: tuple[str, ...] = ()


class FamilyCoverage(Result):
    """What the data know of one family of variables. `collect` says what to gather where there is nothing."""

    family: Family
    variables: tuple[str, ...]
    share_known: float
    """Mean share of customers with a value, over the family's variables; 0 without any."""
    collect: str | None = None


class Unavailable(Result):
    """A template the data do not allow yet."""

    name: str
    title: str
    needs: str


class ReasonLine(Result):
    """One line of an explanation: a condition, whether it holds, and the customer's own value in words."""

    depth: int
    text: str
    holds: bool
    actual: str | None = None
    needed: str | None = None


class Explanation(Result):
    """Why one customer is in a segment, or what keeps them out."""

    customer: str
    unit: str
    segment: str
    member: bool
    in_population: bool
    sentence: str
    as_of: str
    lines: tuple[ReasonLine, ...]


class ExportResult(Result):
    """What an export wrote and whom it left out."""

    segment: str
    path: str
    rows: int
    members: int
    opted_out: int
    not_contactable: int
    destination: str | None
    as_of: str
    notes: tuple[str, ...] = ()


class PlantedGroup(Result):
    """A group planted in the made-up company and the segment meant to find it. Shares are of all customers; `found` of the
    planted are members, and `right` of the members are planted."""

    planted: str
    segment: str
    planted_share: float
    segment_share: float
    found: float
    right: float


class DemoResult(Result):
    """What `demo` made: five lines to read, the two projects' folders, and how well the segments find what is planted."""

    lines: tuple[str, ...]
    project: str
    trade: str
    customers: int
    accounts: int
    report: str
    groups: tuple[PlantedGroup, ...]
    replaced: bool = False
    """Whether an earlier demo that nobody had changed was in the folder."""


class UnderstoodSource(Result):
    """What `init` understood of one source."""

    name: str
    role: str
    unit: str | None
    key: str | None
    time: str | None
    event: str | None
    rows: int
    kinds: dict[str, str]
    recognised_as: str | None = None
    reasons: dict[str, str] = {}


class InitResult(Result):
    """What `init` wrote."""

    project: str
    main_unit: str
    sources: tuple[UnderstoodSource, ...]
    variables: tuple[str, ...]
    segments: tuple[str, ...]
    segmentations: tuple[str, ...]
    unavailable: tuple[Unavailable, ...]
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
