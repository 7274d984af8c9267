"""Who exists at a moment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Moments, Population
from satsuma.engine.bitmaps import pack
from satsuma.engine.library import describe_array, load_library
from satsuma.engine.scope import count_customers
from satsuma.model.errors import UnknownNameError
from satsuma.model.kinds import Shape


def population_at(population: Population, shape: Shape, unit: str, as_of: int) -> NDArray[np.uint64]:
    """The bitmap of those known in this run who have an event at or before `as_of` (seconds UTC), or a profile without a
    creation date or with one at or before it. Raises UnknownNameError."""
    if unit not in population.units:
        raise UnknownNameError(f"There is no unit '{unit}' in this run.")
    data, library = population.units[unit], load_library()
    n = count_customers(data)
    exists = data.profiled.astype(np.bool_)
    created = data.columns.get(shape.units[unit].created or "")
    if isinstance(created, Moments):
        seconds = created.seconds
        exists &= (seconds <= as_of) | (seconds == np.iinfo(seconds.dtype).min)
    words = pack(exists | ~data.known)
    for table in data.events.values():
        time = library.ffi.new("ss_column *")
        address, time.missing, time.width, time.is_double = describe_array(table.time)
        time.data = library.ffi.cast("void *", address)
        offsets = library.pointer("int64_t *", table.offsets)
        library.lib.ss_seen(offsets, time, n, as_of, library.pointer("uint64_t *", words))
    return words & pack(data.known)
