"""How each variable is distributed over the customers, and whether it can be a basis for segments."""

from satsuma.discover.distributions.describing import describe_distributions

__all__ = ["describe_distributions"]
