"""Which variables, and which of their thresholds, separate customers on what a KPI does afterwards."""

from satsuma.discover.drivers.finding import find_drivers
from satsuma.discover.drivers.question import Question

__all__ = ["Question", "find_drivers"]
