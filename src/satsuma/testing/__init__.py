"""For packages that add to Satsuma: runnable conventions. Each kit returns how many checks ran."""

from satsuma.testing.algorithms import check_algorithm

__all__ = ["check_algorithm"]
