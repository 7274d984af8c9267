"""One array, one uncompressed .npy file, mapped into memory when read; integers as narrow as their values allow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.columns.arrays import Integers
from satsuma.model.errors import StorageError
from satsuma.store.disk import plain_disk_errors

WIDTHS = (np.int8, np.int16, np.int32, np.int64)


def fit_width(low: int, high: int) -> np.dtype[np.signedinteger[Any]]:
    """The narrowest signed type for values from `low` to `high` whose own smallest value stays free for missing."""
    for width in WIDTHS:
        limits = np.iinfo(width)
        if limits.min < low and high <= limits.max:
            return np.dtype(width)
    return np.dtype(np.int64)


def missing_of(values: NDArray[Any]) -> int:
    """What stands for missing in an integer array: the smallest value of its own width."""
    return int(np.iinfo(values.dtype).min)


def narrow(values: Integers) -> Integers:
    """The same whole numbers in the narrowest type; the missing mark moves along."""
    absent = values == missing_of(values)
    present = values[~absent]
    width = np.dtype(np.int8) if not len(present) else fit_width(int(present.min()), int(present.max()))
    if width == values.dtype:
        return values
    return np.where(absent, np.iinfo(width).min, values).astype(width)


def save_array(folder: Path, name: str, values: NDArray[Any]) -> str:
    """Writes `<name>.npy` into the folder; returns the file's name. Raises StorageError."""
    path = folder / f"{name}.npy"
    with plain_disk_errors(path):
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            np.lib.format.write_array(file, np.ascontiguousarray(values), allow_pickle=False)
    return path.name


def load_array(path: Path, length: int | None = None) -> NDArray[Any]:
    """The array of a file, mapped. Raises StorageError for a missing, cut or foreign file, or one whose first axis
    has another length than `length`."""
    try:
        values = np.load(path, mmap_mode="r", allow_pickle=False)
    except FileNotFoundError:
        raise damaged(path, "is missing") from None
    except (ValueError, EOFError, OSError) as error:
        if isinstance(error, ValueError) and path.is_file():
            # A mapping cannot be empty; an array can.
            values = _load_empty(path)
        else:
            raise damaged(path, "cannot be read") from error
    if length is not None and (values.ndim == 0 or values.shape[-1] != length):
        raise damaged(path, f"does not hold {length:,} values")
    return np.asarray(values)


def _load_empty(path: Path) -> NDArray[Any]:
    try:
        values: NDArray[Any] = np.load(path, allow_pickle=False)
    except (ValueError, EOFError, OSError) as error:
        raise damaged(path, "is cut off or broken") from error
    if values.size:
        raise damaged(path, "is cut off or broken")
    return values


def damaged(path: Path, what: str) -> StorageError:
    """The error for a stored run that is not whole."""
    return StorageError(
        f"The stored run is damaged: {path.parent.name}/{path.name} {what}.",
        hint="Go back to the run before with 'satsuma undo', or run again.",
    )
