"""Random shares: stable by a hash of salt, unit and key."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Keys
from satsuma.engine.bitmaps import pack
from satsuma.engine.library import Library

Words = NDArray[np.uint64]
_WHOLE = 2**64


def draw(library: Library, salt: str, unit: str, keys: Keys) -> Words:
    """A number from 0 to 2**64 - 1 for each customer: the first 8 bytes of SHA-256("salt\\0unit\\0key")."""
    prefix = f"{salt}\0{unit}\0".encode()
    n = len(keys.values)
    drawn = np.zeros(n, np.uint64)
    raw = np.frombuffer(prefix, np.uint8)
    if keys.values.dtype.kind == "i":
        integers = np.ascontiguousarray(keys.values, np.int64)
        text = offsets = library.ffi.NULL
        numbers = library.pointer("int64_t *", integers)
    else:
        encoded = [str(key).encode() for key in keys.values]
        ends = np.concatenate([[0], np.cumsum([len(key) for key in encoded])]).astype(np.int64)
        joined = np.frombuffer(b"".join(encoded) or b"\0", np.uint8)
        text, offsets = library.pointer("uint8_t *", joined), library.pointer("int64_t *", ends)
        numbers = library.ffi.NULL
    library.lib.ss_shares(
        library.pointer("uint8_t *", raw),
        len(prefix),
        text,
        offsets,
        numbers,
        n,
        library.pointer("uint64_t *", drawn),
    )
    return drawn


def pick(drawn: Words, low: Decimal, high: Decimal) -> Words:
    """The bitmap of those drawn in [low, high) percent."""
    first, beyond = (ceil(Fraction(percent) * _WHOLE / 100) for percent in (low, high))
    if first >= beyond:
        return pack(np.zeros(len(drawn), np.bool_))
    inside = drawn >= np.uint64(min(first, _WHOLE - 1))
    if first >= _WHOLE:
        inside[:] = False
    return pack(inside & (drawn <= np.uint64(beyond - 1)))
