"""How long work says how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float | None], None]
"""Takes what is being done, and how much of it is done (0 to 1; None: not known)."""


def silent(what: str, share: float | None) -> None:
    """Says nothing."""
