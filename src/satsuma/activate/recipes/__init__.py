"""Segments as the filter steps of other products, in their words, and what they cannot express."""

from satsuma.activate.recipes.making import Asked, make_recipe
from satsuma.activate.recipes.product import PRODUCTS, find_product

__all__ = ["PRODUCTS", "Asked", "find_product", "make_recipe"]
