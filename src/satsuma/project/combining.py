"""Which combinations of segments occur, and what to make of segments that overlap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from satsuma.describe.overlaps import advise
from satsuma.engine import bitmaps
from satsuma.model.comparisons import Combination, CombinationResult
from satsuma.model.errors import OptionError
from satsuma.project.evaluating import list_enabled
from satsuma.project.remembered import find_existing
from satsuma.project.side_by_side import list_words_of
from satsuma.project.sizing import find_labels

if TYPE_CHECKING:
    from satsuma.project.opening import Opened

MOST_SEGMENTS = 62
"""Bits of a combination's code."""
MOST_SHOWN = 30


def combine_segments(
    opened: Opened, names: Sequence[str], unit: str | None, as_of: str | None
) -> CombinationResult:
    """Without names all segments of the unit that are switched on. UnknownNameError, OptionError."""
    unit, full = choose_names(opened, names, unit)
    moment = opened.choose_as_of(as_of)
    existing = find_existing(opened, unit, moment)
    words = np.array(list_words_of(opened, unit, full, as_of), np.uint64).reshape(len(full), len(existing))
    smallest = opened.definitions.project.smallest_group
    codes = np.zeros(len(existing) * 64, np.uint64)
    for bit, row in enumerate(words):
        codes |= bitmaps.unpack(row, len(codes)).astype(np.uint64) << np.uint64(bit)
    found, counts = np.unique(codes[codes > 0], return_counts=True)
    order = np.lexsort((found, -counts))
    shown = [i for i in order if counts[i] >= smallest]
    combinations = tuple(
        Combination(
            names=tuple(name for bit, name in enumerate(full) if int(found[i]) >> bit & 1),
            customers=int(counts[i]),
        )
        for i in shown[:MOST_SHOWN]
    )
    titles = tuple(str(find_labels(name, opened.definitions)["title"]) for name in full)
    return CombinationResult(
        unit=unit,
        as_of=moment.day.isoformat(),
        names=tuple(full),
        titles=titles,
        sizes=tuple(bitmaps.count(row) for row in words),
        population=bitmaps.count(existing),
        outside=bitmaps.count(existing) - int(counts.sum()),
        combinations=combinations,
        hidden=len(order) - len(shown),
        more=max(len(shown) - MOST_SHOWN, 0),
        advice=advise(titles, bitmaps.overlaps(words), smallest, unit) if len(full) else (),
        warnings=opened.outdated if as_of is None else (),
    )


def choose_names(opened: Opened, names: Sequence[str], unit: str | None) -> tuple[str, list[str]]:
    """The unit and the segments' full names. Parts of one segmentation never overlap, so they stay out unless named."""
    if not names:
        unit = opened.choose_unit(unit)
        full = [name for name in list_enabled(opened.definitions, unit) if "/" not in name]
    else:
        found = [opened.find_segment(name) for name in dict.fromkeys(names)]
        units = list(dict.fromkeys(each for each, _ in found))
        if len(units) > 1:
            raise OptionError(
                f"These are segments of {' and '.join(units)}s.", hint="Name segments of one unit."
            )
        unit, full = units[0], [name for _, name in found]
    if len(full) > MOST_SEGMENTS:
        raise OptionError(
            f"{len(full)} segments have too many combinations.", hint=f"Name up to {MOST_SEGMENTS} of them."
        )
    return unit, full
