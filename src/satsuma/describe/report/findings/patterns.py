"""Patterns: what moves the KPI and what goes together, in sentences; how each variable is spread."""

from __future__ import annotations

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.findings.associations import show_associations
from satsuma.describe.report.findings.distributions import show_distributions
from satsuma.describe.report.findings.drivers import show_drivers
from satsuma.describe.report.findings.values import show_notes
from satsuma.describe.report.html import Html, join


def show_patterns(of: Digest) -> Section | None:
    """None before anybody explored."""
    found = of.content.findings.explored
    if found is None:
        return None
    lead = (
        f"What goes with the KPI, what goes together, and how each variable is spread, for {found.population:,} "
        f"{numbers.plural(found.unit)} looking back from {found.as_of}. “Goes with” is not “causes”."
    )
    parts: list[Html | None] = [heading("patterns", "Patterns", lead)]
    parts += show_drivers(of, found.unit, found.drivers) if found.drivers else []
    parts += show_associations(of, found.associations) if found.associations else []
    parts += show_distributions(of, found)
    parts.append(show_notes(of, found.warnings))
    return Section("patterns", "Patterns", join(parts))
