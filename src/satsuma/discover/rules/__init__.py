"""From groups to rules of the rule language: threshold trees in human units, grown no longer than they help."""

from satsuma.discover.rules.choosing import fidelity
from satsuma.discover.rules.grid import Grid, lay_grid
from satsuma.discover.rules.ruling import Ruling, Speech, make_rules

__all__ = ["Grid", "Ruling", "Speech", "fidelity", "lay_grid", "make_rules"]
