"""Discoveries: which variables may make groups, which describe and which judge them, and what counts as found.

The folder `discoveries/` holds a mapping from name to definition in each file.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from satsuma.model.definition import Definition, Name

AlgorithmName = Literal["k-means", "latent classes", "gaussian mixture", "medoids", "density"]
Transform = Literal["none", "log", "normal score"]


class Thresholds(Definition):
    """The verdict's and the knock-outs' numbers; the defaults are those validated by simulation (docs/verdict.md)."""

    natural_p: float = 0.05
    """Silhouette against data without groups: largest p."""
    natural_valleys: float = 0.5
    """Share of pairs of segments with a valley between them."""
    stable: float = 0.8
    """Median adjusted Rand index of bootstrap pairs."""
    segment_stable: float = 0.75
    segment_usable: float = 0.6
    """Median Jaccard of each segment over bootstraps; below it is knocked out."""
    smallest_share: float = Field(default=0.05, ge=0, lt=1)
    smallest_size: int = Field(default=30, ge=1)
    describable: float = 0.8
    """Cross-validated fidelity of rules."""
    border: float = 0.6
    """Probability of the likeliest segment below which a customer is on a border."""


class DiscoveryDefinition(Definition):
    """Variables by role: `basis` groups customers, `descriptors` describe and `outcomes` judge the groups."""

    title: str | None = None
    target: Name | None = None
    unit: Name = "customer"
    population: str | None = None
    """A rule that narrows whom the segmentation divides; None means everyone with any basis value."""
    basis: tuple[Name, ...]
    descriptors: tuple[Name, ...] = ()
    """Empty: every other allowed variable."""
    outcomes: tuple[Name, ...] = ()
    fewest: int = Field(default=2, ge=2)
    most: int = Field(default=10, le=20)
    manageable: tuple[int, int] = (4, 8)
    """Knocks out recommendations outside; never the verdict."""
    algorithms: tuple[AlgorithmName, ...] = ()
    """Empty: chosen by the kinds of the basis variables."""
    transforms: dict[Name, Transform] = {}
    """For numbers; by default a log where they are skewed and positive, normal scores where they are skewed otherwise."""
    ipsatise: bool = False
    """Survey items relative to the person's own mean, against a style of answering."""
    weights: Name | None = None
    """Survey weights, used in profiles."""
    sample: int | None = Field(default=None, ge=100)
    """How many customers to fit on; None: as many as the study's time allows."""
    bootstraps: int = Field(default=100, ge=10)
    starts: int = Field(default=100, ge=1)
    null_draws: int = Field(default=99, ge=19)
    seed: int = 1
    thresholds: Thresholds = Thresholds()

    @model_validator(mode="after")
    def _apart(self) -> DiscoveryDefinition:
        if not self.basis:
            raise ValueError("'basis' needs at least one variable to group customers by")
        if self.fewest > self.most:
            raise ValueError("'fewest' must not be above 'most'")
        twice = sorted(set(self.basis) & (set(self.descriptors) | set(self.outcomes)))
        if twice:
            raise ValueError(f"{', '.join(twice)}: a variable has one role, basis or descriptor or outcome")
        return self
