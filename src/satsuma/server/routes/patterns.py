"""Patterns: what was explored, with its pictures."""

from __future__ import annotations

from fastapi import APIRouter

from satsuma.model.pictured import Patterns
from satsuma.server.dependencies import HeldProject, OfJob
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["patterns"], responses=PROBLEMS)


@router.get("/patterns", operation_id="get_patterns", summary="What was explored, with pictures")
def get_patterns(
    project: HeldProject,
    job: OfJob = None,
) -> Patterns:
    """As `/v1/exploration`, without what the project no longer shows; 404 before the first exploration."""
    return project.found.patterns(job)
