"""What a card is made of, as one value."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from satsuma.model.kinds import Family
from satsuma.model.measures import PersonaFacts
from satsuma.model.persona_definitions import PersonaDefinition
from satsuma.model.results import ProfileLine, SegmentProfile, VariableInfo


@dataclass(frozen=True, slots=True)
class Material:
    """`profile` has every line, what sets the segment apart first; `name` is the suggestion that is free in the project;
    `verdict` what a study or a scorecard said of the segmentation; `today` the day of asking, YYYY-MM-DD."""

    profile: SegmentProfile
    facts: PersonaFacts
    variables: Mapping[str, VariableInfo]
    definition: PersonaDefinition
    name: str
    as_of: str
    today: str
    smallest_group: int
    is_business: bool = False
    description: str | None = None
    owner: str | None = None
    verdict: str | None = None
    kpi: str | None = None
    currency: str | None = None
    warnings: tuple[str, ...] = field(default=())

    @property
    def lines(self) -> tuple[ProfileLine, ...]:
        return self.profile.lines

    @property
    def is_suppressed(self) -> bool:
        return self.profile.size.customers < self.smallest_group

    def of_families(self, *families: Family) -> list[ProfileLine]:
        """The profile's lines of these families, in its order."""
        return [line for line in self.lines if line.family in families]

    def has_variable(self, families: Collection[Family]) -> bool:
        """Whether the project has a variable of these families at all."""
        return any(info.family in families and info.allowed for info in self.variables.values())
