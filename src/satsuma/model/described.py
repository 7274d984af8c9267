"""All variables of a unit at one moment: how each is distributed, whether groups can be made of it, and who uses it."""

from __future__ import annotations

from typing import Literal

from satsuma.model.patterns import Distribution
from satsuma.model.results import Result, VariableInfo


class Use(Result):
    """One definition that names a variable itself, and what for."""

    section: Literal["variables", "segments", "segmentations", "targets", "objectives", "discoveries"]
    name: str
    title: str


class DescribedVariable(Result):
    """One variable. `distribution` is None where it may not be shown, or has not been measured."""

    info: VariableInfo
    distribution: Distribution | None = None
    used_by: tuple[Use, ...] = ()


class DescribedVariables(Result):
    """Variables by family, then name."""

    unit: str
    as_of: str
    population: int
    variables: tuple[DescribedVariable, ...]
    warnings: tuple[str, ...] = ()
