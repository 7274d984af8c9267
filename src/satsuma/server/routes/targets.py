"""Targets and objectives: where they stand, and what helps to write them. They are written under /v1/definitions."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Path, Query

from satsuma.model.aims import ObjectiveDefinition
from satsuma.model.definition import Name
from satsuma.model.prospects import Aims, ObjectiveTrial, ShownAnswerPage, ShownProspect
from satsuma.server.definition_examples import EXAMPLES
from satsuma.server.dependencies import HeldProject, Unit
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["targets"], responses=PROBLEMS)


@router.get(
    "/aims",
    operation_id="list_aims",
    summary="All targets with their KPI now, and how far their objectives are",
    openapi_extra={"x-command": "target"},
)
def list_aims(project: HeldProject) -> Aims:
    """Objectives in the order of their deadlines; what one lacks to be answered is among its findings."""
    return project.aims()


@router.get(
    "/prospects/{kpi:path}",
    operation_id="get_prospect",
    summary="A KPI now and before, and what is to be thought of a goal",
)
def get_prospect(
    project: HeldProject,
    kpi: Annotated[Name, Path(description="A variable's name.", examples=["net_revenue_12m"])],
    measure: Annotated[
        Literal["total", "average", "share"], Query(description="How customers' values make one number.")
    ] = "average",
    direction: Annotated[Literal["higher", "lower"], Query(description="Which way is better.")] = "higher",
    goal: Annotated[
        float | None, Query(description="The value to reach.", allow_inf_nan=False, examples=[250.0])
    ] = None,
    by: Annotated[
        str | None, Query(description="Until when, YYYY-MM-DD.", max_length=40, examples=["2027-03-31"])
    ] = None,
    unit: Unit = None,
) -> ShownProspect:
    """Nothing is written; for a form in which a target is being written."""
    return project.foresee(kpi, measure=measure, direction=direction, goal=goal, by=by, unit=unit)


@router.get(
    "/objectives/{name:path}",
    operation_id="get_objective",
    summary="An objective, its last answer and that answer's pictures",
)
def get_objective(
    project: HeldProject,
    name: Annotated[
        str, Path(description="An objective's name.", max_length=200, examples=["frequent-buyers"])
    ],
) -> ShownAnswerPage:
    """`result` is null before the first answer."""
    return project.objective(name)


@router.post(
    "/objectives/trial",
    operation_id="try_objective",
    summary="What an objective that is being written lacks, whom it is about, and its outcome now",
)
def try_objective(
    project: HeldProject,
    definition: Annotated[ObjectiveDefinition, Body(examples=[EXAMPLES["objectives"]])],
) -> ObjectiveTrial:
    """Nothing is written. What cannot be done yet is among `findings`."""
    return project.try_objective(definition)
