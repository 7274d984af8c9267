"""SMART objectives answered: which groups stand out on an outcome, or how named groups differ."""

from satsuma.discover.objectives.answering import answer
from satsuma.discover.objectives.completeness import find_gaps
from satsuma.discover.objectives.material import Clock, Material, Question

__all__ = ["Clock", "Material", "Question", "answer", "find_gaps"]
