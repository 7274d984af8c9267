"""The jobs that servers did for a project, remembered beside its runs."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Engine, delete, insert, select, update

from satsuma.model.jobs import Job
from satsuma.model.problems import Problem
from satsuma.store.state.database import JOBS, reading, writing

FIELDS = (
    "id", "command", "title", "state", "who", "asked", "started", "finished", "seconds", "peak_mb", "result_url",
)  # fmt: skip


def save_job(engine: Engine, job: Job, mark: str | None = None) -> None:
    """Notes a job as it is now. `mark` names what it was done with: equal marks, equal results."""
    row = {name: getattr(job, name) for name in FIELDS}
    row["problem"] = job.problem.model_dump_json() if job.problem else None
    row["mark"] = mark
    with writing(engine) as connection:
        changed = connection.execute(update(JOBS).where(JOBS.c.id == job.id).values(row))
        if changed.rowcount == 0:
            connection.execute(insert(JOBS).values(row))


def load_jobs(engine: Engine) -> dict[str, tuple[Job, str | None]]:
    """All jobs that are remembered with their marks, the oldest first."""
    with reading(engine) as connection:
        rows = connection.execute(select(JOBS).order_by(JOBS.c.sequence)).mappings().all()
    found = {}
    for row in rows:
        problem = Problem.model_validate_json(row["problem"]) if row["problem"] else None
        job = Job(**{name: row[name] for name in FIELDS}, problem=problem)
        found[job.id] = (job, row["mark"])
    return found


def forget_jobs(engine: Engine, ids: Iterable[str]) -> None:
    """Forgets jobs."""
    with writing(engine) as connection:
        connection.execute(delete(JOBS).where(JOBS.c.id.in_(list(ids))))
