"""Home: the chain as a path, the KPI by segment, what changed."""

from __future__ import annotations

from fastapi import APIRouter

from satsuma.model.overview import Overview
from satsuma.server.dependencies import HeldProject
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["project"], responses=PROBLEMS)


@router.get(
    "/overview",
    operation_id="get_overview",
    summary="How far the work is, how segments stand, and the next thing to do",
    openapi_extra={"x-command": "status"},
)
def get_overview(project: HeldProject) -> Overview:
    """Answers before the first run too, without sizes then."""
    return project.overview()
