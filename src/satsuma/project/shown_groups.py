"""Discoveries and placements that display themselves in a notebook."""

from __future__ import annotations

from html import escape

from satsuma.model.discoveries import AssignResult, DiscoveryResult
from satsuma.project.tables import Table


class ShownDiscovery(DiscoveryResult):
    """A discovery; `str()` is the verdict, a notebook shows the segments."""

    def __str__(self) -> str:
        found = "no groups" if self.chosen_k is None else f"{self.chosen_k} groups by {self.chosen_algorithm}"
        return f"{self.title}: {self.headline} ({found}, {self.placed:,} of {self.customers:,} placed)"

    def _repr_html_(self) -> str:
        columns = ("title", "customers", "share", "stability", "story")
        return Table(self.segments, columns, str(self))._repr_html_() + f"<p>{escape(self.next_step)}</p>"


class ShownPlaces(AssignResult):
    """New customers placed; `str()` is one line."""

    def __str__(self) -> str:
        return f"{self.placed:,} of {self.rows:,} placed by {self.model}, {self.border:,} on a border"

    def _repr_html_(self) -> str:
        columns = ("row", "key", "title", "probability", "border", "second")
        return Table(self.customers, columns, str(self))._repr_html_()
