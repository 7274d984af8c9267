"""Findings as a page shows them: the result without what may not be shown, beside its pictures."""

from __future__ import annotations

from typing import Any, Literal

from satsuma.model.discoveries import (
    AdoptResult,
    DiscoveryResult,
    ProposedSegment,
    RuleSet,
    StudyRow,
    TypingTool,
    Verdict,
)
from satsuma.model.patterns import ExploreResult
from satsuma.model.results import Result
from satsuma.model.studies import AlgorithmName, DiscoveryDefinition

VegaSpec = dict[str, Any]
"""A Vega-Lite specification with its data inside."""


class Patterns(Result):
    """An exploration with pictures: `drivers`, `missing`, as far as there is something to draw."""

    result: ExploreResult
    charts: dict[str, VegaSpec] = {}


class StudySummary(Result):
    """A discovery in a list. `verdict` and what follows from it are None where nobody has looked for groups yet."""

    name: str
    title: str
    unit: str
    target: str | None = None
    basis: tuple[str, ...]
    """Titles of the variables that it groups by."""
    as_of: str | None = None
    verdict: Verdict | None = None
    headline: str | None = None
    next_step: str | None = None
    chosen_k: int | None = None
    customers: int | None = None
    adopted_as: Literal["model", "rules"] | None = None
    """How its groups became the project's segmentation of the same name; None where they did not."""


class Study(Result):
    """What a study found, with pictures: `groups`, `profiles`, `gorge`, `stability`, `own_stability`, `origins`, `criteria`,
    as far as there is something to draw."""

    result: DiscoveryResult
    definition: DiscoveryDefinition
    adopted_as: Literal["model", "rules"] | None = None
    adoption: AdoptResult | None = None
    """What adopting wrote the last time."""
    charts: dict[str, VegaSpec] = {}


class Alternative(Result):
    """Another solution of a study, described as the chosen one is."""

    name: str
    k: int
    algorithm: AlgorithmName
    row: StudyRow
    segments: tuple[ProposedSegment, ...]
    rules: RuleSet | None = None
    typing: TypingTool | None = None
    charts: dict[str, VegaSpec] = {}


class BasisProposal(Result):
    """Variables that nothing speaks against and that could group customers together."""

    name: str
    title: str
    why: str
    variables: tuple[str, ...]
    titles: tuple[str, ...]


class BasisProposals(Result):
    """The first one is what `discover` takes where nobody says what to group by; empty where no variable can."""

    unit: str
    as_of: str
    proposals: tuple[BasisProposal, ...]
