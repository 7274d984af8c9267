"""What the scorecard weighs, and the numbers at which a criterion is met: all in one place, printed on every card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from satsuma.model.scorecards import Criterion

TITLES: Mapping[Criterion, str] = MappingProxyType(
    {
        "manageable": "Manageable",
        "substantial": "Substantial",
        "covering": "Covering",
        "distinct": "Distinct",
        "stable": "Stable",
        "describable": "Describable",
        "reachable": "Reachable",
        "predictive": "Predictive",
        "serving": "Serves its target",
    }
)
WEIGHTS: Mapping[Criterion, float] = MappingProxyType(
    {
        "manageable": 5,
        "substantial": 10,
        "covering": 10,
        "distinct": 15,
        "stable": 15,
        "describable": 10,
        "reachable": 10,
        "predictive": 15,
        "serving": 10,
    }
)
"""They add up to 100. What separates segments, keeps and foretells weighs more than what can be mended by a plan."""

NAMEABLE = 0.2
"""Cohen's smallest effect worth naming (1988, ch. 2)."""
LARGE_VARIATION = 0.14
"""Cohen's large share of variation between groups (1988, ch. 8): full points for foretelling."""
NOTICEABLE_VARIATION = 0.01
"""Cohen's small one: below it segments tell nothing of use."""
FULL_CONCENTRATION = 0.25
"""Share of a KPI that would have to change segment to be spread evenly: full points from here on."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a segmentation is knocked out, and what earns full points. A discovery's own thresholds replace the defaults."""

    fewest: int = 4
    most: int = 8
    smallest_share: float = 0.05
    smallest_size: int = 30
    smallest_group: int = 5
    segment_usable: float = 0.6
    describable: float = 0.8

    def smallest_of(self, population: int) -> int:
        """Segments below are knocked out: `smallest_size`; in small populations the share, at least the smallest group."""
        return min(self.smallest_size, max(self.smallest_group, int(self.smallest_share * population)))
