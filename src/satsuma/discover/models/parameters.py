"""What a fit learned, as nested lists that a file holds without loss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.model.errors import BugError

NOT_KNOWN = -1e300
"""Stands for NaN, which JSON cannot hold."""

Lists = list[float] | list[list[float]] | list[list[list[float]]]


def write_parameters(parameters: Mapping[str, NDArray[Any]]) -> dict[str, Lists]:
    """Arrays of one to three dimensions as nested lists of floats. BugError for others, and for infinite values."""
    found: dict[str, Lists] = {}
    for name, array in parameters.items():
        values = np.asarray(array, np.float64)
        if not 1 <= values.ndim <= 3 or np.isinf(values).any():
            raise BugError(
                f"The parameter '{name}' cannot be kept: {values.ndim} dimensions, or infinite values."
            )
        found[name] = np.where(np.isnan(values), NOT_KNOWN, values).tolist()
    return found


def read_parameters(lists: Mapping[str, Lists]) -> dict[str, NDArray[np.float64]]:
    """The arrays again, all as doubles; bit by bit what was written."""
    found = {}
    for name, values in lists.items():
        array = np.array(values, np.float64)
        found[name] = np.where(array == NOT_KNOWN, np.nan, array)
    return found
