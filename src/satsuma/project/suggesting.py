"""Variables, segments and the starter segmentation that the data allow."""

from __future__ import annotations

import numpy as np

from satsuma.columns import EventTable
from satsuma.model.definitions import Definitions
from satsuma.model.results import Unavailable
from satsuma.project.moments import choose_as_of, find_last_event, read_zone
from satsuma.store.runs import StoredRun

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
    variables = suggest_variables(run.shape, definitions.sources, project.main_event)
    orders = run.population().units[main].events.get(project.main_event or "")
    gaps = measure_gaps(orders or NO_ORDERS, as_of)
    segments, unavailable = suggest_segments(
        run.shape, definitions.sources, variables, gaps, project.main_event
    )
    segmentations = starter_segmentation(run.shape, segments)
    if not any(segment.unit == main for segment in segments.values()):
        more, parts = suggest_for_profile_only(run.shape, variables, run.population().units[main])
        segments, segmentations = segments | more, segmentations | parts
    suggested = {"variables": variables, "segments": segments, "segmentations": segmentations}
    return definitions.model_copy(update=suggested), unavailable
