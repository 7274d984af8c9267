"""What a template writes its rule from: a unit's evidence, its variables, and the windows of this company."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from satsuma.measure.evidence import DATA_KEYS, Evidence
from satsuma.measure.gaps import RepurchaseGaps
from satsuma.model.definitions import SegmentDefinition, VariableDefinition
from satsuma.model.results import Unavailable

RECENT_BUYERS = "recent-buyers"
BUYERS = "buyers"


@dataclass(frozen=True, slots=True)
class Windows:
    """Plain days, from the repurchase gaps. `just` and `new` stay within what these words can mean."""

    just: int
    new: int
    due: int
    lapsing: int
    lost: int
    is_measured: bool
    """False where the days are a fallback or were fitted: then no sentence may call them this company's own quantiles."""


def set_windows(gaps: RepurchaseGaps) -> Windows:
    """Due after p50, lapsing after p80, lost after p95; just bought: a quarter of p50 within 7 to 30 days; new: p50
    within 30 to 90 days."""
    return Windows(
        just=min(30, max(7, gaps.p50 // 4)),
        new=min(90, max(30, gaps.p50)),
        due=gaps.p50,
        lapsing=gaps.p80,
        lost=gaps.p95,
        is_measured=gaps.measured_days == (gaps.p50, gaps.p80, gaps.p95),
    )


@dataclass(frozen=True, slots=True)
class Materials:
    """Everything a template may use. `variables` are the unit's by the name that `suggest_variables` prefers, `renamed` says
    what those are called whose name was taken. `people` is the evidence of an account's people."""

    evidence: Evidence
    variables: Mapping[str, VariableDefinition]
    windows: Windows
    renamed: Mapping[str, str]
    people: Evidence | None = None

    def has(self, *names: str) -> bool:
        """True when the unit has all of these variables."""
        return all(name in self.variables for name in names)

    def rename(self, rule: str) -> str:
        """The rule with the variables' present names."""
        for preferred, present in self.renamed.items():
            rule = re.sub(rf"(?<![\w.]){re.escape(preferred)}(?!\w)", present, rule)
        return rule

    def event(self, sort: str) -> str | None:
        """The unit's event type of a sort."""
        return self.evidence.events.get(sort)


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule of the language and the sentence that says it."""

    rule: str
    description: str


@dataclass(frozen=True, slots=True)
class Template:
    """A segment that many companies want. `keys` are the data keys it needs, `detail` what beyond them; `write`
    returns None where the data have the keys but not the detail."""

    name: str
    title: str
    keys: str
    action: str
    write: Callable[[Materials], Draft | None]
    detail: str | None = None
    either: str = ""
    """Data keys of which one is enough, beside `keys`."""

    def apply(self, materials: Materials) -> SegmentDefinition | Unavailable:
        """The segment for these data, or what is missing for it."""
        available = materials.evidence.keys
        if materials.people is not None:
            available |= {"A"} | (materials.people.keys & {"E", "W"})
        lacking = [key for key in self.keys if key not in available]
        lacks_both = bool(self.either) and not set(self.either) & available
        draft = None if lacking or lacks_both else self.write(materials)
        if draft is None:
            return Unavailable(name=self.name, title=self.title, needs=self._needs(lacking, lacks_both))
        return SegmentDefinition(
            rule=materials.rename(draft.rule),
            unit=materials.evidence.unit.name,
            title=self.title,
            description=draft.description,
            template=self.name,
            action=self.action,
        )

    def _needs(self, lacking: list[str], lacks_both: bool) -> str:
        parts = [DATA_KEYS[key] for key in lacking]
        if lacks_both:
            parts.append(" or ".join(DATA_KEYS[key] for key in self.either))
        if not parts and self.detail is not None:
            parts.append(self.detail)
        return f"needs {' and '.join(parts)}"
