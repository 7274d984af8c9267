"""Conditions of the rule language as formulas of facts: the way in. `conditions` says what each construct comes to."""

from __future__ import annotations

from functools import singledispatch

from satsuma.activate.recipes.facts import Formula
from satsuma.language.grounds import Ground


@singledispatch
def ask(condition: object, ground: Ground) -> Formula:
    """The condition as facts; what no filter can say is a fact `Unsayable` with the reason. Segments and variables are
    opened up, negation is pushed inside."""
    raise TypeError(f"not a condition of a rule: {type(condition).__name__}")
