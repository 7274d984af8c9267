"""The segments that a project's data allow, out of the catalogue's templates, and those it lacks data for."""

from __future__ import annotations

from collections.abc import Mapping

from satsuma.measure.activity_templates import ACTIVITY_TEMPLATES
from satsuma.measure.business_templates import ACCOUNT_TEMPLATES, BUSINESS_TEMPLATES
from satsuma.measure.consumer_templates import ORDER_TEMPLATES
from satsuma.measure.drafting import BUYERS, RECENT_BUYERS, Materials, set_windows
from satsuma.measure.evidence import Evidence, gather_evidence
from satsuma.measure.gaps import RepurchaseGaps
from satsuma.measure.signal_templates import SIGNAL_TEMPLATES
from satsuma.measure.starter import starter_segmentation
from satsuma.measure.suggestions import preferred_name
from satsuma.model.definitions import SegmentDefinition, SourceDefinition, VariableDefinition
from satsuma.model.kinds import Shape
from satsuma.model.results import Unavailable

__all__ = ["CONSUMER_TEMPLATES", "starter_segmentation", "suggest_segments"]

CONSUMER_TEMPLATES = (*ORDER_TEMPLATES, *SIGNAL_TEMPLATES)


def suggest_segments(
    shape: Shape,
    sources: Mapping[str, SourceDefinition],
    variables: Mapping[str, VariableDefinition],
    gaps: RepurchaseGaps,
    main_event: str | None = None,
) -> tuple[dict[str, SegmentDefinition], tuple[Unavailable, ...]]:
    """Segments by name: the B2C templates over the main unit, the B2B ones over the unit of accounts. Templates that
    lack data come back as unavailable with what they need; `variables` are those of `suggest_variables`.

    A main event that is no order gives segments of activity instead.

    `buyers` and `recent-buyers` are no templates: ranks refer to them, so that prospects do not count. They are switched
    off, which leaves them out of sizes and report.
    """
    found: dict[str, SegmentDefinition] = {}
    missing: list[Unavailable] = []
    main = _materials(shape, shape.main_unit, sources, variables, gaps, main_event)
    found.update(_bases(main.evidence))
    for template in CONSUMER_TEMPLATES:
        _keep(template.name, template.apply(main), found, missing)
    if main.evidence.orders is None and main.evidence.main is not None and main.evidence.stage is None:
        for template in ACTIVITY_TEMPLATES:
            _keep(template.name, template.apply(main), found, [])
    account = _account_unit(shape, sources, main_event)
    business = _materials(shape, account or shape.main_unit, sources, variables, gaps, main_event)
    for template in BUSINESS_TEMPLATES:
        _keep(template.name, template.apply(business), found, missing)
    if account is not None:
        for template in ACCOUNT_TEMPLATES:
            _keep(template.name, template.apply(business), found, [])
    return found, tuple(missing)


def _keep(
    name: str,
    result: SegmentDefinition | Unavailable,
    found: dict[str, SegmentDefinition],
    missing: list[Unavailable],
) -> None:
    if isinstance(result, Unavailable):
        missing.append(result)
    else:
        found[name] = result


def _bases(evidence: Evidence) -> dict[str, SegmentDefinition]:
    if evidence.orders is None:
        return {}
    unit = evidence.unit.name
    orders = f"{evidence.orders} where amount > 0" if evidence.negative_returns else evidence.orders
    return {
        BUYERS: SegmentDefinition(
            rule=f"has({orders})",
            unit=unit,
            title="Buyers",
            description="Ordered at least once.",
            action="Ranks of other segments refer to it; switch it on to see its size.",
            enabled=False,
        ),
        RECENT_BUYERS: SegmentDefinition(
            rule=f"has({orders}, last 12 months)",
            unit=unit,
            title="Buyers of the last 12 months",
            description="Ordered at least once in the last 12 months.",
            action="Ranks of other segments refer to it; switch it on to see its size.",
            enabled=False,
        ),
    }


def _account_unit(
    shape: Shape, sources: Mapping[str, SourceDefinition], main_event: str | None
) -> str | None:
    """The unit of accounts: the main unit if it is one, else the first by name."""
    units = [shape.main_unit, *sorted(set(shape.units) - {shape.main_unit})]
    return next(
        (unit for unit in units if gather_evidence(shape, unit, sources, main_event).is_account), None
    )


def _materials(
    shape: Shape,
    unit: str,
    sources: Mapping[str, SourceDefinition],
    variables: Mapping[str, VariableDefinition],
    gaps: RepurchaseGaps,
    main_event: str | None,
) -> Materials:
    people = shape.units[unit].people
    own = {name: variable for name, variable in variables.items() if variable.unit == unit}
    return Materials(
        evidence=gather_evidence(shape, unit, sources, main_event),
        variables={preferred_name(name, variable): variable for name, variable in own.items()},
        renamed={
            preferred: name
            for name, variable in own.items()
            if (preferred := preferred_name(name, variable)) != name
        },
        windows=set_windows(gaps),
        people=gather_evidence(shape, people, sources, main_event) if people in shape.units else None,
    )
