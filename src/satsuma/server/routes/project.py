"""The project as a whole: how far it is, and what is wrong in its definitions."""

from __future__ import annotations

from fastapi import APIRouter

from satsuma.model.errors import Finding
from satsuma.model.standing import ProjectStanding
from satsuma.project import Project
from satsuma.server.caching import KeptRoute
from satsuma.server.dependencies import HeldProject, Settings
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["project"], responses=PROBLEMS, route_class=KeptRoute)


@router.get("/project", operation_id="get_project", summary="How far the project is")
def get_project(settings: Settings) -> ProjectStanding:
    """Answers for an empty folder too: `state` is then `empty`."""
    return Project.standing(settings.folder)


@router.get(
    "/check",
    operation_id="check_definitions",
    summary="Mistakes and warnings in the definitions",
    openapi_extra={"x-command": "check"},
)
def check_definitions(project: HeldProject) -> tuple[Finding, ...]:
    """Mistakes first; empty where all is in order."""
    return project.check()
