"""What a segmentation is judged by: plain values that the project gathers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Column
from satsuma.model.aims import TargetDefinition
from satsuma.model.discoveries import Verdict
from satsuma.model.results import VariableInfo
from satsuma.validate.division import Division

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Named:
    """The card's head: days are written YYYY-MM-DD, `cut` is the earlier day that time travel goes to."""

    name: str
    title: str
    unit: str
    as_of: str
    cut: str | None
    days: int = 0


@dataclass(frozen=True, slots=True)
class Migration:
    """Where customers were at the cut and are now, over those who existed then and whom the segmentation divides at both
    moments. `table[i, j]`: in part i then, in part j now. `noise` is the share that changes within one week."""

    table: NDArray[np.int64]
    noise: float | None = None


@dataclass(frozen=True, slots=True)
class Afterwards:
    """The KPI since the cut by the part that customers were in at the cut; NaN where there is none. `parts` names whom
    `codes` mean: parts whose rules know more than the cut did are left out of the division."""

    division: Division
    values: Numbers
    is_since: bool
    """False: the value now, not what came in since."""


@dataclass(frozen=True, slots=True)
class Aim:
    """The target that a segmentation serves, and its KPI's value for each customer (NaN: none)."""

    name: str
    definition: TargetDefinition
    title: str
    values: Numbers | None
    """None where the KPI is no number of this unit."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the discovery said when the segmentation was adopted from it: stability by part name, fidelity of its rules."""

    verdict: Verdict
    stability: Mapping[str, float]
    fidelity: float | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything the criteria look at; None where it could not be had, with the reason in `reasons` by criterion."""

    named: Named
    division: Division
    values: Mapping[str, Column]
    variables: Sequence[VariableInfo]
    """All of the unit but those that share data with the rules, or made the model."""
    reach: Mapping[str, NDArray[np.bool_]]
    kpi: str | None = None
    kpi_title: str | None = None
    kpi_values: Numbers | None = None
    is_by_model: bool = False
    found: Found | None = None
    migration: Migration | None = None
    afterwards: Afterwards | None = None
    aim: Aim | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
