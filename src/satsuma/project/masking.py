"""Values that are not shown, as their shape: letters become x, digits 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.model.kinds import Sensitivity

if TYPE_CHECKING:
    from satsuma.model.definitions import SourceDefinition

LONGEST_SHOWN = 200


def mask(text: str) -> str:
    """`ann@example.com` is `xxx@xxxxxxx.xxx`: enough to see what is wrong with a value, not whose it is."""
    shape = "".join("x" if char.isalpha() else "0" if char.isnumeric() else char for char in text)
    return shorten(shape)


def shorten(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def list_open_columns(definition: SourceDefinition, allowed: tuple[str, ...]) -> set[str]:
    """The raw columns whose values may be shown: described, and neither personal nor sensitive (unless allowed)."""
    found: dict[str, bool] = {}
    for name, column in definition.columns.items():
        is_open = column.sensitivity is Sensitivity.ORDINARY or (
            column.sensitivity is Sensitivity.SENSITIVE and name in allowed
        )
        found[column.raw] = found.get(column.raw, True) and is_open
    return {raw for raw, is_open in found.items() if is_open}
