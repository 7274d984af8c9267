"""Variables that explain an outcome too well to be true."""

from __future__ import annotations

from collections.abc import Collection, Mapping

OUTSIZED = 0.8
"""From this AUC of one variable alone, or this rank correlation with a number (both order about eight of ten pairs of
customers rightly), nobody should believe it unseen: whole models of what customers will do seldom reach it. The length of
a sales call, which is known only with its success, has 0.81 in the bank marketing data; no other variable above 0.77."""
NOTABLE, NOTABLE_RANKS = 0.7, 0.5
"""Below, even the best variable is nothing unusual."""
STANDS_OUT = 1.25
"""How many times the separation (2 AUC - 1, or the rank correlation) of the next best variable is unusual."""


def find_leaks(
    solo: Mapping[str, float], undeclared: Collection[str], *, is_yes_no: bool
) -> dict[str, float]:
    """Undeclared variables that separate outsizedly alone: beyond `OUTSIZED`, or notably and far better than the next."""
    notable = NOTABLE if is_yes_no else NOTABLE_RANKS
    strength = {name: 2 * value - 1 if is_yes_no else value for name, value in solo.items()}
    ranked = sorted(strength, key=lambda name: (-strength[name], name))
    found = {name: solo[name] for name in ranked if solo[name] >= OUTSIZED}
    rest = [name for name in ranked if name not in found]
    if len(rest) > 1 and solo[rest[0]] >= notable and strength[rest[0]] >= STANDS_OUT * strength[rest[1]]:
        found[rest[0]] = solo[rest[0]]
    return {name: value for name, value in found.items() if name in undeclared}
