"""Explorations that display themselves in a notebook."""

from __future__ import annotations

from html import escape

from satsuma.model.patterns import ExploreResult
from satsuma.project.tables import Table


class ShownExplore(ExploreResult):
    """What `explore` found; `str()` is a few lines, a notebook shows tables of variables, pairs and drivers."""

    def __str__(self) -> str:
        usable = sum(each.usable == "yes" for each in self.distributions)
        lines = [
            f"{len(self.distributions)} variables of {self.population:,} {self.unit}s as of {self.as_of}, "
            f"{usable} of them a basis for segments"
        ]
        lines += self.associations.sentences[:1] if self.associations else []
        lines += [self.drivers.sentence] if self.drivers else []
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        parts = [f"<p>{escape(line)}</p>" for line in str(self).splitlines()]
        columns: tuple[str, ...] = ("title", "kind", "n", "missing_share", "mean", "top_value", "usable")
        parts.append(Table(self.distributions, columns, "Variables")._repr_html_())
        if self.associations and self.associations.pairs:
            columns = ("first_title", "second_title", "measure", "value", "low", "high", "n", "adjusted_p")
            parts.append(Table(self.associations.pairs[:20], columns, "Strongest pairs")._repr_html_())
        if self.drivers and self.drivers.drivers:
            columns = ("title", "importance", "low", "high", "p", "threshold", "sentence")
            title = f"What separates customers on {self.drivers.kpi_title}"
            parts.append(Table(self.drivers.drivers, columns, title)._repr_html_())
        return "".join(parts)
