"""Who can be contacted on which channel: an address is known, and nobody said no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Column, Flags, UnitData
from satsuma.model.definitions import SourceDefinition
from satsuma.store.runs.stored import is_known

Bools = NDArray[np.bool_]
Channel = Literal["email", "phone", "post"]
CHANNELS: tuple[Channel, ...] = ("email", "phone", "post")


def find_contactable(data: UnitData, sources: Sequence[SourceDefinition]) -> dict[str, Bools]:
    """By channel, for every ordinal; only channels for which a source declares an address, a consent or an opt-out.

    An address in any source is enough, and a no in any source rules a customer out; a missing consent does not.
    """
    found: dict[str, Bools] = {}
    for channel in CHANNELS:
        addresses = [pick(data.columns, source.contact, channel) for source in sources]
        known = [is_known(column) for column in addresses if column is not None]
        says = any(channel in source.consent or channel in source.opted_out for source in sources)
        if not known and not says:
            continue
        reach = np.logical_or.reduce(known) if known else np.asarray(data.known & data.profiled)
        found[channel] = reach & ~find_opted_out(data, sources, channel)
    return found


def find_opted_out(data: UnitData, sources: Sequence[SourceDefinition], channel: Channel) -> Bools:
    """Who said no on a channel, in any source."""
    out = np.zeros(len(data.keys.values), np.bool_)
    for source in sources:
        consent = pick(data.columns, source.consent, channel)
        optout = pick(data.columns, source.opted_out, channel)
        if isinstance(consent, Flags):
            out |= consent.values == 0
        if isinstance(optout, Flags):
            out |= optout.values == 1
    return out


def pick(columns: Mapping[str, Column], names: Mapping[Channel, str], channel: Channel) -> Column | None:
    """The column that a source names for a channel."""
    return columns.get(names.get(channel, ""))
