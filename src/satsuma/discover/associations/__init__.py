"""What goes together in customers' variables, and what only seems to."""

from satsuma.discover.associations.finding import find_associations

__all__ = ["find_associations"]
