"""Jobs: what goes on, how far it is, and cancelling it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from satsuma.model.jobs import Job
from satsuma.server.dependencies import Jobs
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["jobs"], responses=PROBLEMS)

LOOK_SECONDS = 0.2
"""How often a stream of events looks for news."""

JobId = Annotated[str, Path(description="A job's id.", max_length=80, examples=["20260630T081500-1"])]


@router.get("/jobs", operation_id="list_jobs", summary="What goes on and what was done lately")
def list_jobs(jobs: Jobs) -> tuple[Job, ...]:
    """The newest first."""
    return jobs.list()


def find_job(jobs: Jobs, id: JobId) -> Job:
    """The job of the address; 404 before a stream begins."""
    return jobs.get(id)


FoundJob = Annotated[Job, Depends(find_job)]


@router.get("/jobs/{id}", operation_id="get_job", summary="One job as it is now")
def get_job(job: FoundJob) -> Job:
    """How far it is, what it took, and where its result is read; its problem where it failed."""
    return job


@router.delete("/jobs/{id}", operation_id="cancel_job", summary="Cancel a job")
def cancel_job(jobs: Jobs, job: FoundJob) -> Job:
    """Ends it at once; the last good run stands. One that is over stays as it is."""
    return jobs.cancel(job.id)


@router.get(
    "/jobs/{id}/events",
    operation_id="watch_job",
    summary="A job as it goes on, as server-sent events",
    response_class=EventSourceResponse,
)
async def watch_job(request: Request, jobs: Jobs, job: FoundJob) -> AsyncIterator[ServerSentEvent]:
    """`progress` events while it goes on and one `done` when it is over (however it ended), each with the job; comments
    every 15 seconds keep the connection."""
    told: Job | None = None
    while not jobs.is_stopping:
        now = jobs.get(job.id)
        if now != told:
            yield ServerSentEvent(
                data=now.model_dump(mode="json"), event="done" if now.is_over else "progress"
            )
            told = now
        if now.is_over:
            return
        await asyncio.sleep(LOOK_SECONDS)
