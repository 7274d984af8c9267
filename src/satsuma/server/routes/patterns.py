"""Patterns: what was explored, with its pictures."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from satsuma.model.pictured import Patterns
from satsuma.server.dependencies import HeldProject
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["patterns"], responses=PROBLEMS)


@router.get("/patterns", operation_id="get_patterns", summary="What was explored, with pictures")
def get_patterns(
    project: HeldProject,
    job: Annotated[
        str | None,
        Query(
            description="What this job found in chosen variables.",
            pattern=r"^[\w-]{1,80}$",
            examples=["20260630T081500-1"],
        ),
    ] = None,
) -> Patterns:
    """As `/v1/exploration`, without what the project no longer shows; 404 before the first exploration."""
    return project.found.patterns(job)
