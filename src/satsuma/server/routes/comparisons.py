"""Segments against one another and over time: what happened next, side by side, traces, combinations."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from satsuma.model.comparisons import AfterPage, CombinationPage, ComparePage, TracePage
from satsuma.server.caching import KeptRoute
from satsuma.server.dependencies import AsOf, HeldProject, Unit
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["comparisons"], responses=PROBLEMS, route_class=KeptRoute)

Segments = Annotated[
    list[str],
    Query(description="Segments' names, once each.", examples=[["vips", "lapsing"]], max_length=5),
]
Day = Annotated[str | None, Query(description="YYYY-MM-DD.", examples=["2026-06-30"], max_length=40)]


@router.get(
    "/after",
    operation_id="get_after",
    summary="What happened next",
    openapi_extra={"x-command": "after"},
)
def get_after(
    project: HeldProject,
    segment: Annotated[str, Query(description="A segment's name.", examples=["vips"], max_length=200)],
    since: Annotated[
        str,
        Query(description="Its members on this day (YYYY-MM-DD).", examples=["2026-03-01"], max_length=40),
    ],
    until: Day = None,
    kpi: Annotated[
        str | None,
        Query(
            description="A variable; default: the project's KPI.",
            max_length=120,
            examples=["net_revenue_12m"],
        ),
    ] = None,
) -> AfterPage:
    """The members of a segment at a past day, and what a KPI came to since, against everyone and against others like them."""
    return project.after(segment, since, until, kpi)


@router.get(
    "/compare",
    operation_id="compare_segments",
    summary="Two to five segments side by side",
    openapi_extra={"x-command": "compare"},
)
def compare_segments(
    project: HeldProject,
    segment: Segments,
    variable: Annotated[
        list[str], Query(description="Only these variables; default: all.", max_length=50)
    ] = [],  # noqa: B006 (FastAPI copies it)
    as_of: AsOf = None,
) -> ComparePage:
    """What tells them apart most first."""
    return project.compare(*segment, variables=tuple(variable), as_of=as_of)


@router.get(
    "/trace",
    operation_id="trace_variable",
    summary="A variable over time as of past days",
    openapi_extra={"x-command": "compare"},
)
def trace_variable(
    project: HeldProject,
    variable: Annotated[str, Query(description="A variable.", examples=["net_revenue_12m"], max_length=120)],
    segment: Segments = [],  # noqa: B006 (FastAPI copies it)
    since: Day = None,
    until: Day = None,
    steps: Annotated[int, Query(description="How many days to look at.", ge=2, le=60)] = 12,
    membership: Annotated[
        Literal["now", "then"], Query(description="Members of the last day throughout, or of each day.")
    ] = "then",
    level: Annotated[
        str | None, Query(description="Which value of a category to follow.", max_length=400, examples=["DE"])
    ] = None,
    unit: Unit = None,
) -> TracePage:
    """For up to five segments, and everyone."""
    return project.trace(
        variable,
        *segment,
        since=since,
        until=until,
        steps=steps,
        membership=membership,
        level=level,
        unit=unit,
    )


@router.get(
    "/overlap/combinations",
    operation_id="list_combinations",
    summary="Which combinations of segments occur",
    openapi_extra={"x-command": "combinations"},
)
def list_combinations(
    project: HeldProject,
    segment: Annotated[
        list[str], Query(description="Which segments; default: all of the unit.", max_length=62)
    ] = [],  # noqa: B006 (FastAPI copies it)
    unit: Unit = None,
    as_of: AsOf = None,
) -> CombinationPage:
    """An UpSet plot's data, with advice on segments that are nearly the same customers."""
    return project.combinations(*segment, unit=unit, as_of=as_of)
