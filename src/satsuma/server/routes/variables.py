"""Variables by family."""

from __future__ import annotations

from fastapi import APIRouter

from satsuma.model.described import DescribedVariables
from satsuma.model.results import VariableInfo
from satsuma.server.caching import KeptRoute
from satsuma.server.dependencies import AsOf, HeldProject, Unit
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["variables"], responses=PROBLEMS, route_class=KeptRoute)


@router.get(
    "/variables",
    operation_id="list_variables",
    summary="All variables by family, with how many customers have a value",
    openapi_extra={"x-command": "variables"},
)
def list_variables(project: HeldProject) -> tuple[VariableInfo, ...]:
    """`allowed` is false for sensitive ones that the project does not show."""
    return tuple(project.variables)


@router.get(
    "/distributions",
    operation_id="list_distributions",
    summary="All variables of a unit with their distributions, verdicts and uses",
)
def list_distributions(project: HeldProject, unit: Unit = None, as_of: AsOf = None) -> DescribedVariables:
    """Variables that the project does not show have no distribution."""
    return project.describe_variables(as_of, unit)
