"""Runs: what they were, and taking the last one back."""

from __future__ import annotations

from fastapi import APIRouter

from satsuma.model.accounts import RunRecord
from satsuma.model.results import RunResult, UndoResult
from satsuma.server.dependencies import HeldProject
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["runs"], responses=PROBLEMS)


@router.get("/runs", operation_id="list_runs", summary="The runs so far", openapi_extra={"x-command": "runs"})
def list_runs(project: HeldProject) -> tuple[RunRecord, ...]:
    """The newest first."""
    return tuple(project.runs)


@router.post(
    "/runs/undo",
    operation_id="undo_run",
    summary="Take the last run back",
    openapi_extra={"x-command": "undo"},
)
def undo_run(project: HeldProject) -> UndoResult:
    """The one before it counts again."""
    return project.undo()


@router.get("/runs/last", operation_id="get_last_run", summary="What the last run did")
def get_last_run(project: HeldProject) -> RunResult:
    """Customers, rows and money in and out with reasons, all segments."""
    return project.last_run
