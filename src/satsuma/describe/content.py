"""What the report needs, as one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from satsuma.model.accounts import Quality
from satsuma.model.answers import AnswerResult, TargetResult
from satsuma.model.definitions import ProjectDefinition, SourceDefinition
from satsuma.model.discoveries import DiscoveryResult
from satsuma.model.patterns import ExploreResult
from satsuma.model.results import (
    FamilyCoverage,
    Overlap,
    SegmentationSizes,
    SegmentProfile,
    SegmentSize,
    Unavailable,
    VariableInfo,
)
from satsuma.model.scorecards import Scorecard


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """A segment's size in an earlier run."""

    as_of: str
    customers: int


@dataclass(frozen=True, slots=True)
class Followed:
    """Looking back: what the members of a segment at an earlier day did until as_of, against everyone then, and against
    others who had ordered as often by then (None where there are too few like the members)."""

    segment: str
    title: str
    then: str
    days: int
    members: int
    did_not_return: float
    everyone: int
    everyone_did_not_return: float
    similar: int = 0
    similar_did_not_return: float | None = None

    @property
    def excess(self) -> float:
        """How much more often members stayed away than customers like them, as far as there are any."""
        expected = self.similar_did_not_return
        return self.did_not_return - (self.everyone_did_not_return if expected is None else expected)


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found by questions asked after the run, by name; each says which day it looked back from."""

    explored: ExploreResult | None = None
    targets: Mapping[str, TargetResult] = field(default_factory=dict)
    answers: Mapping[str, AnswerResult] = field(default_factory=dict)
    discoveries: Mapping[str, DiscoveryResult] = field(default_factory=dict)
    scorecards: Mapping[str, Scorecard] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportContent:
    """Everything that `report.html` shows. `kpi` is the variable behind `kpi_share`; `profiles` by segment name, parts of
    a segmentation as `segmentation/part`; `history` by the same names, oldest first."""

    project: ProjectDefinition
    version: str
    run: str
    as_of: str
    as_of_reason: str
    units: Mapping[str, int]
    sources: Mapping[str, SourceDefinition]
    quality: Quality
    variables: Sequence[VariableInfo]
    coverage: Sequence[FamilyCoverage]
    segments: Sequence[SegmentSize]
    segmentations: Sequence[SegmentationSizes]
    profiles: Mapping[str, SegmentProfile]
    overlaps: Sequence[Overlap]
    unavailable: Sequence[Unavailable]
    kpi: VariableInfo | None
    kpi_total: float | None
    history: Mapping[str, Sequence[HistoryPoint]] = field(default_factory=dict)
    followed: Sequence[Followed] = ()
    warnings: Sequence[str] = ()
    truth: Sequence[tuple[str, str, float, float]] = ()
    """For the made-up company: planted group, segment that finds it, share planted, share found."""
    findings: Findings = field(default_factory=Findings)
