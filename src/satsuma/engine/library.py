"""The compiled kernel: loading it, and the C structs as NumPy types."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import NO_CODE, NO_NUMBER, Codes, Column, Doubles, Flags, Moments, Scaled
from satsuma.model.errors import BugError, KernelMissingError

_FOLDER = Path(__file__).parent
HEADER = _FOLDER / "kernel" / "satsuma.h"
LIBRARY = _FOLDER / f"_kernel{ {'darwin': '.dylib', 'win32': '.dll'}.get(sys.platform, '.so') }"

# The structs of satsuma.h, in their order.
_LAYOUT: dict[str, tuple[tuple[str, str], ...]] = {
    "column": (("data", "u8"), ("missing", "i8"), ("width", "i4"), ("is_double", "i4")),
    "test": (("column", "i4"), ("form", "i4"), ("cuts", "i8"), ("n_cuts", "i8"), ("table", "i8")),
    "walk": (
        ("history", "i4"),
        ("n_groups", "i4"),
        ("first_group", "i8"),
        ("edges", "i8"),
        ("n_edges", "i8"),
        ("bucket_masks", "i8"),
    ),
    "group": (
        ("kind", "i4"),
        ("column", "i4"),
        ("parts", "i8"),
        ("n_parts", "i8"),
        ("slots", "i8"),
        ("low", "i4"),
        ("high", "i4"),
        ("list", "i4"),
    ),
    "step": (("history", "i4"), ("is_anywhen", "i4"), ("within", "i8")),
    "sequence": (
        ("first_step", "i4"),
        ("n_steps", "i4"),
        ("is_negated", "i4"),
        ("low", "i4"),
        ("high", "i4"),
        ("start", "i8"),
        ("end", "i8"),
        ("as_of", "i8"),
    ),
    "op": (
        ("op", "i4"),
        ("dst", "i4"),
        ("a", "i4"),
        ("b", "i4"),
        ("c", "i4"),
        ("d", "i4"),
        ("x", "i8"),
        ("y", "i8"),
    ),
    "points": (("numbers", "u8"), ("items", "u8"), ("n", "i8"), ("width", "i8")),
    "fit": (
        ("counts", "u8"),
        ("centres", "u8"),
        ("ssw", "u8"),
        ("labels", "u8"),
        ("seed", "u8"),
        ("k", "i4"),
        ("first_start", "i4"),
        ("starts", "i4"),
        ("is_thorough", "i4"),
        ("swaps", "i4"),
    ),
}
TYPES = {name: np.dtype(list(fields), align=True) for name, fields in _LAYOUT.items()}
TYPES["set"] = np.dtype([("offsets", "u8"), ("codes", TYPES["column"])], align=True)
TYPES["history"] = np.dtype(
    [
        ("offsets", "u8"),
        ("time", TYPES["column"]),
        ("before", "i8"),
        ("first_test", "i4"),
        ("n_tests", "i4"),
        ("mask_words", "i4"),
    ],
    align=True,
)


class Library:
    """The kernel's functions and constants: `lib.ss_run`, `lib.SS_AND`; `ffi` makes pointers."""

    def __init__(self, path: Path) -> None:
        from cffi import FFI

        declarations = [
            line for line in HEADER.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
        ]
        self.ffi: Any = FFI()
        self.ffi.cdef("\n".join(declarations))
        self.lib: Any = self.ffi.dlopen(str(path))
        for name, dtype in TYPES.items():
            if self.ffi.sizeof(f"ss_{name}") != dtype.itemsize:
                raise BugError(f"The kernel's ss_{name} has another size than Python's.")

    def pointer(self, kind: str, array: NDArray[Any]) -> Any:
        """A C pointer to the array's first element; the caller keeps the array alive."""
        return self.ffi.cast(kind, array.ctypes.data)


@cache
def load_library(path: Path | None = None) -> Library:
    """The kernel (or another build of it). Raises KernelMissingError where it was not compiled."""
    found = path or LIBRARY
    if not found.exists():
        raise KernelMissingError(
            f"Satsuma's compiled kernel ({found.name}) is missing: this installation was made without a C compiler.",
            hint="Install one (for example `apt-get install gcc libc6-dev`) and reinstall Satsuma; "
            "in a checkout run `python hatch_build.py`.",
        )
    return Library(found)


def array_of(column: Column) -> NDArray[Any]:
    """The column's values as the kernel reads them. Raises BugError for sets, which have their own struct."""
    match column:
        case Scaled(values=values) | Doubles(values=values) | Flags(values=values):
            return values
        case Codes(codes=codes):
            return codes
        case Moments(seconds=seconds):
            return seconds
        case _:
            raise BugError("A set is not one value per customer.")


def describe_column(column: Column) -> tuple[int, int, int, int]:
    """The fields of ss_column. Raises BugError for an array that the kernel cannot read."""
    array = array_of(column)
    return describe_array(array, is_code=isinstance(column, Codes | Flags))


def describe_array(array: NDArray[Any], is_code: bool = False) -> tuple[int, int, int, int]:
    """The fields of ss_column for a plain array."""
    if not array.flags.c_contiguous or not array.dtype.isnative:
        raise BugError("The kernel reads contiguous arrays of this machine's byte order only.")
    if array.dtype == np.float64:
        return array.ctypes.data, 0, 8, 1
    if array.dtype.kind != "i":
        raise BugError(f"The kernel does not read arrays of {array.dtype}.")
    missing = NO_CODE if is_code else int(np.iinfo(array.dtype).min)
    return array.ctypes.data, missing, array.dtype.itemsize, 0


MISSING = NO_NUMBER
