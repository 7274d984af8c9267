"""Variables and segmentations while they are written: nothing of this is kept."""

from __future__ import annotations

from satsuma.model.errors import Finding
from satsuma.model.kinds import Kind
from satsuma.model.patterns import Distribution
from satsuma.model.results import Result


class VariablePreview(Result):
    """What a variable would be. Mistakes are findings; `distribution` is None where there are any, or where the values may not
    be shown."""

    text: str
    """The expression as it would be written."""
    sentence: str
    unit: str
    as_of: str
    population: int
    customers: int | None = None
    """How many have a value."""
    kind: Kind | None = None
    currency: str | None = None
    distribution: Distribution | None = None
    sampled: int | None = None
    """How many customers were looked at, where not all were."""
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


class PartPreview(Result):
    """One part of a segmentation in the order that is tried. `own` customers satisfy its rule, `taken` of them belong to parts
    before it, `customers` are left for it."""

    name: str
    title: str
    rule: str | None = None
    customers: int | None = None
    share: float | None = None
    own: int | None = None
    taken: int | None = None


class SegmentationPreview(Result):
    """A segmentation's parts in its order, the residual last; a part whose rule is wrong has no numbers, nor have those after
    it."""

    unit: str
    as_of: str
    population: int
    """Whom it divides."""
    covered: float | None
    """The share outside the residual."""
    parts: tuple[PartPreview, ...]
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
