"""Variables, segments and the starter segmentation that the data allow."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from satsuma.columns import Column, Doubles, EventTable, Population, Scaled
from satsuma.model.definitions import (
    Definitions,
    ProjectDefinition,
    SegmentationDefinition,
    VariableDefinition,
)
from satsuma.model.kinds import Shape
from satsuma.model.results import Unavailable
from satsuma.project.moments import choose_as_of, find_last_event, read_zone
from satsuma.store.runs import StoredRun

RFM_NAMES = ("days_since_order", "orders_ever", "net_revenue_ever")
FEWEST_BUYERS = 25
"""Below, five steps hold too few buyers each to mean anything."""
NO_ORDERS = EventTable(np.zeros(1, np.int64), np.zeros(0, np.int64), {})


def suggest_definitions(
    definitions: Definitions, run: StoredRun, now: int
) -> tuple[Definitions, tuple[Unavailable, ...]]:
    """The same definitions with what the catalogue suggests for these data added. `now` in seconds UTC."""
    from satsuma.measure.answers import suggest_for_profile_only
    from satsuma.measure.gaps import measure_gaps
    from satsuma.measure.suggestions import suggest_variables
    from satsuma.measure.templates import starter_segmentation, suggest_segments

    project = definitions.project
    main = run.shape.main_unit
    last, source = find_last_event(run.population(), main, project.main_event)
    as_of = choose_as_of(None, now, last, source, read_zone(project.timezone)).seconds
    shape = leave_out_constants(run.shape, run.population())
    variables = suggest_variables(shape, definitions.sources, project.main_event)
    orders = run.population().units[main].events.get(project.main_event or "")
    gaps = measure_gaps(orders or NO_ORDERS, as_of)
    segments, unavailable = suggest_segments(shape, definitions.sources, variables, gaps, project.main_event)
    segmentations = starter_segmentation(shape, segments)
    if "starter" not in segmentations:
        more, parts = suggest_for_profile_only(run.shape, variables, run.population().units[main])
        segments, segmentations = segments | more, segmentations | parts
    if orders is not None and "amount" in orders.properties:
        segmentations |= suggest_rfm(orders, as_of, project, variables)
    suggested = {"variables": variables, "segments": segments, "segmentations": segmentations}
    return definitions.model_copy(update=suggested), unavailable


def leave_out_constants(shape: Shape, population: Population) -> Shape:
    """The shape without numbers of events that never vary: a discount that is always 0 tells nobody apart. Amounts stay."""
    units = {}
    for name, unit in shape.units.items():
        events = {}
        for event, of in unit.events.items():
            columns = population.units[name].events[event].properties
            kept = {
                each: value
                for each, value in of.properties.items()
                if each == "amount" or varies(columns[each])
            }
            events[event] = of.model_copy(update={"properties": kept})
        units[name] = unit.model_copy(update={"events": events})
    return shape.model_copy(update={"units": units})


def varies(column: Column) -> bool:
    """False for numbers of which all that are known are the same; words are not looked at."""
    if isinstance(column, Scaled):
        known = column.values[column.values != np.iinfo(column.values.dtype).min]
    elif isinstance(column, Doubles):
        known = column.values[np.isfinite(column.values)]
    else:
        return True
    return len(known) == 0 or bool(known.min() != known.max())


def suggest_rfm(
    orders: EventTable, as_of: int, project: ProjectDefinition, variables: Mapping[str, VariableDefinition]
) -> dict[str, SegmentationDefinition]:
    """RFM by this company's own quantiles, switched off: a person adopts it by switching it on."""
    from satsuma.value.buyers import measure_buyers
    from satsuma.value.rfm import quantile_cut_points, rfm_segmentation

    buyers = measure_buyers(orders, as_of, read_zone(project.timezone))
    if len(buyers.orders) < FEWEST_BUYERS or not variables.keys() >= set(RFM_NAMES):
        return {}
    cuts = quantile_cut_points(buyers.recency_days, buyers.orders, buyers.revenue)
    _, segmentation = rfm_segmentation(
        cuts, event=project.main_event or "order", unit=project.main_unit, names=RFM_NAMES, enabled=False
    )
    return {"rfm": segmentation}
