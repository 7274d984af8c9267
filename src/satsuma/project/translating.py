"""`recipe`: a segment as the filter steps of another product."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from satsuma.model.recipes import Recipe
from satsuma.project.sizing import find_labels

if TYPE_CHECKING:
    from satsuma.project.opening import Opened


class ShownRecipe(Recipe):
    """A recipe that displays itself; `str()` is its text."""

    def __str__(self) -> str:
        lines = [self.sentence, *(f"{'  ' * step.depth}{step.text}" for step in self.steps)]
        lines += [f"Cannot express: {reason}" for reason in self.cannot]
        return "\n".join([*lines, *filter(None, (self.instead,))])

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def translate_segment(opened: Opened, segment: str, product: str) -> ShownRecipe:
    """OptionError for an unknown product, UnknownNameError for an unknown segment, each with the nearest name. A part of a
    segmentation is its whole rule: in the population, in no earlier part, and in this one."""
    from satsuma.activate.recipes import Asked, find_product, make_recipe
    from satsuma.project.listing import find_members

    found = find_product(product)
    unit, name = opened.find_segment(segment)
    asked = Asked(
        name=name,
        title=str(find_labels(name, opened.definitions)["title"]),
        unit=unit,
        condition=opened.vocabulary.segments[unit][name],
        members=len(find_members(opened, name, None)),
    )
    recipe = make_recipe(asked, found, opened.definitions, opened.vocabulary)
    return ShownRecipe.model_validate(recipe.model_dump())
