"""What a product's filters are like, and the three that are known."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, Protocol

from satsuma.activate.recipes.facts import Fact, Formula
from satsuma.activate.recipes.fields import FieldNames
from satsuma.model.errors import OptionError

ProductName = Literal["hubspot", "salesforce", "klaviyo"]
Shape = Literal["any of all", "all of any", "free"]


@dataclass(frozen=True, slots=True)
class Said:
    """One filter in the product's words. `is_cross` cannot stand inside an OR; `is_negated` stands behind a NOT."""

    text: str
    field: str | None = None
    operator: str | None = None
    value: str | None = None
    exact: bool = True
    note: str | None = None
    is_cross: bool = False
    is_negated: bool = False


class Product(Protocol):
    """`shape`: groups of AND joined by OR, groups of OR joined by AND, or any logic over numbered filters."""

    name: ProductName
    title: str
    shape: Shape
    most_filters: int
    what: str
    """What its filtered sets are called, and where they are made."""

    def split(self, fact: Fact) -> Formula:
        """The fact, or several that each take one filter."""

    def say(self, fact: Fact, fields: FieldNames) -> Said | str:
        """The filter, or why there is none."""


def list_products() -> Mapping[str, Product]:
    from satsuma.activate.recipes.hubspot import HubSpot
    from satsuma.activate.recipes.klaviyo import Klaviyo
    from satsuma.activate.recipes.salesforce import Salesforce

    return MappingProxyType({each.name: each for each in (HubSpot(), Salesforce(), Klaviyo())})


PRODUCTS: tuple[ProductName, ...] = ("hubspot", "salesforce", "klaviyo")


def find_product(name: str) -> Product:
    """By its name in any letter case; OptionError with the nearest."""
    products = list_products()
    found = products.get(name.lower())
    if found is None:
        near = difflib.get_close_matches(name.lower(), products, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Choose one of {', '.join(products)}."
        raise OptionError(f"There are no recipes for '{name}'.", hint=hint)
    return found
