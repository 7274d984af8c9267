"""A segmentation as arrays: who is in which part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]
NOBODYS = -1


@dataclass(frozen=True, slots=True)
class Part:
    """One part; `action` is what is done with its customers. The residual takes whom no other part takes."""

    name: str
    title: str
    action: str | None = None
    is_residual: bool = False


@dataclass(frozen=True, slots=True)
class Division:
    """Parts in order of priority; `codes[i]` is customer i's part, `NOBODYS` outside the population that is divided.

    `population` counts everyone of the unit, `shared` those whom several parts claim: the first one has them.
    """

    parts: tuple[Part, ...]
    codes: Codes
    population: int
    shared: int = 0

    def sizes(self) -> NDArray[np.int64]:
        """Customers by part."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.parts))

    def chosen(self) -> list[int]:
        """The parts other than the residual."""
        return [i for i, part in enumerate(self.parts) if not part.is_residual]


def divide(
    parts: Sequence[Part], claims: Sequence[NDArray[np.bool_]], population: NDArray[np.bool_], everyone: int
) -> Division:
    """One code a customer: the first part that claims them; whom none claims is the residual's, or nobody's without one.

    `claims` holds one truth a customer for each part that is no residual, in the parts' order.
    """
    codes = np.full(len(population), NOBODYS, np.int32)
    claimed = np.zeros(len(population), np.int32)
    wanted = [i for i, part in enumerate(parts) if not part.is_residual]
    for i, claim in zip(reversed(wanted), reversed(list(claims)), strict=True):
        inside = claim & population
        codes[inside] = i
        claimed += inside
    for i, part in enumerate(parts):
        if part.is_residual:
            codes[population & (claimed == 0)] = i
    return Division(tuple(parts), codes, everyone, int((claimed > 1).sum()))
