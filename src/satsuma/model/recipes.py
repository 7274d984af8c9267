"""Results of `recipe`."""

from __future__ import annotations

from typing import Literal

from satsuma.model.results import Result


class RecipeStep(Result):
    """One filter step in another product's words. `join` says how it goes with the step before it at its depth; `exact` is
    False where members may differ a little, `note` says how."""

    depth: int
    join: Literal["and", "or"] | None
    text: str
    field: str | None = None
    operator: str | None = None
    value: str | None = None
    exact: bool = True
    note: str | None = None


class Recipe(Result):
    """How to rebuild a segment in another product, and what that product cannot express. `complete`: all of the rule is in
    the steps."""

    segment: str
    title: str
    product: Literal["hubspot", "salesforce", "klaviyo"]
    sentence: str
    steps: tuple[RecipeStep, ...]
    cannot: tuple[str, ...]
    instead: str | None = None
    """What to do about the rest: send the members as a list."""
    members: int
    complete: bool
