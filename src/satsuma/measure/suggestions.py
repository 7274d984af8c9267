"""The variables that a project's data allow, out of the box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from satsuma.measure.attributes import suggest_attributes
from satsuma.measure.contacts import suggest_contacts
from satsuma.measure.evidence import Evidence, gather_evidence
from satsuma.measure.purchases import Named, suggest_purchases
from satsuma.model.definitions import SourceDefinition, VariableDefinition
from satsuma.model.kinds import Shape

KPIS = ("net_revenue_12m", "won_value_12m", "orders_12m", "deals_won", "visits_30d")
"""What the business most likely wants to move, the best first."""


def suggest_variables(
    shape: Shape, sources: Mapping[str, SourceDefinition], main_event: str | None
) -> dict[str, VariableDefinition]:
    """Variables by name, computed ones first, then one for every useful column, which keeps the column's own name.

    A computed variable never has a column's name. Where a name is taken by another unit, the unit is put before it.
    Deterministic; looks at names and types only.
    """
    found: dict[str, VariableDefinition] = {}
    columns = {column for unit in shape.units.values() for column in unit.columns}
    for unit in _units_in_order(shape):
        evidence = gather_evidence(shape, unit, sources, main_event)
        for name, variable in _suggest(evidence, sources):
            free = name
            if name in found or (variable.column is None and name in columns):
                free = f"{unit}_{name}"
            if free not in found and (variable.column is not None or free not in columns):
                found[free] = variable
    return found


def preferred_name(name: str, variable: VariableDefinition) -> str:
    """The name that a computed variable has where nothing else has it."""
    return name.removeprefix(f"{variable.unit}_") if variable.column is None else name


def _units_in_order(shape: Shape) -> list[str]:
    return [shape.main_unit, *sorted(set(shape.units) - {shape.main_unit})]


def _suggest(evidence: Evidence, sources: Mapping[str, SourceDefinition]) -> Iterator[Named]:
    yield from suggest_purchases(evidence)
    yield from suggest_contacts(evidence)
    yield from suggest_attributes(evidence, sources)


def default_kpi(variables: Mapping[str, VariableDefinition], unit: str = "customer") -> str | None:
    """The name of the KPI to begin with: net revenue of the last 12 months where there are amounts.
    None without orders and deals."""
    names = [name for kpi in KPIS for name in (kpi, f"{unit}_{kpi}")]
    return next((name for name in names if name in variables and variables[name].unit == unit), None)
