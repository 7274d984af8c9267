"""The server's jobs: one that writes at a time, one that only reads beside it; all are remembered in the project's state."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from satsuma.model.errors import LimitError, SatsumaError, ServiceError, UnknownNameError
from satsuma.model.jobs import Job
from satsuma.model.problems import Problem
from satsuma.project.job_records import (
    Errand,
    clear_up,
    entitle,
    forget_old_jobs,
    mark_inputs,
    mark_result,
    recall_jobs,
    remember_job,
)
from satsuma.server.jobs.child import Child
from satsuma.server.jobs.commands import COMMANDS, Command, fill
from satsuma.server.problems import describe_error

MOST_WAITING = 20
MOST_REMEMBERED = 200
STOPPED = "The server stopped before this was done."
KILLED = "The work was ended from outside, most likely for want of memory."
AGAIN = "The last good run stands; start it again."


@dataclass(slots=True)
class Order:
    """A job that is not over: what is to be done and who does it."""

    command: str
    arguments: Mapping[str, Any]
    child: Child | None = None
    is_cancelled: bool = False


class JobBoard:
    """All jobs of one served folder. Safe for threads; `clock` gives seconds since 1970."""

    def __init__(self, folder: Path, clock: Callable[[], float]) -> None:
        self._folder = folder
        self._clock = clock
        self._lock = threading.RLock()
        self._jobs: dict[str, Job] = {}
        self._marks: dict[str, str | None] = {}
        self._orders: dict[str, Order] = {}
        self._lanes: dict[bool, queue.SimpleQueue[str | None]] = {}
        self._is_stopping = False
        self._recall()

    def start(self, command: str, arguments: Mapping[str, Any], who: str, *, again: bool = False) -> Job:
        """Queues work and returns it; what was done before with the same outcome is returned as it is, unless `again`.
        LimitError where too much is waiting."""
        kind = COMMANDS[command]
        errand = self._errand(command, arguments)
        mark = None if kind.repeats else mark_result(self._folder, errand)
        with self._lock:
            same = self._find_same(command, arguments, mark, again=again)
            if same is not None:
                return same
            if sum(not job.is_over for job in self._jobs.values()) >= MOST_WAITING:
                raise LimitError("Too much work is waiting.", hint="Wait until some is done, or cancel some.")
            job_id = self._choose_id()
            job = Job(
                id=job_id,
                command=command,
                title=self._entitle(kind, arguments),
                state="waiting",
                who=who,
                asked=self._now(),
                result_url=fill(kind.result_url, job_id, arguments, quoted=True),
            )
            remember_job(self._folder, job)
            self._jobs[job_id] = job
            self._orders[job_id] = Order(command, arguments)
            self._lane(kind.is_reading).put(job_id)
        self._forget()
        return job

    def get(self, job_id: str) -> Job:
        """A job as it is now; UnknownNameError for none."""
        with self._lock:
            job = self._jobs.get(job_id)
        if job is None:
            raise UnknownNameError(f"There is no job '{job_id}'.", hint="Old jobs are forgotten.")
        return job

    def list(self) -> tuple[Job, ...]:
        """All jobs, the newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def cancel(self, job_id: str) -> Job:
        """Takes a job off the queue, or ends it at once with everything it started; the last good run stands. Nothing for
        one that is over."""
        with self._lock:
            job, order = self.get(job_id), self._orders.get(job_id)
            if order is None:
                return job
            order.is_cancelled = True
            if order.child is not None:
                order.child.kill()
            else:
                self._finish(job_id, state="cancelled")
        return self.get(job_id)

    def stop(self) -> None:
        """Ends all work: the server is closed."""
        with self._lock:
            self._is_stopping = True
            for job_id, order in list(self._orders.items()):
                if order.child is not None:
                    order.child.kill()
                self._finish(job_id, state="failed", problem=describe_stop())
            for lane in self._lanes.values():
                lane.put(None)

    @property
    def is_stopping(self) -> bool:
        """Whether the server is closing."""
        return self._is_stopping

    def _recall(self) -> None:
        """Takes over what earlier servers did; what they left undone has failed."""
        for job_id, (job, mark) in recall_jobs(self._folder).items():
            if not job.is_over:
                job = job.model_copy(
                    update={"state": "failed", "finished": self._now(), "problem": describe_stop()}
                )
                remember_job(self._folder, job)
            if job.state == "done":
                job = job.model_copy(update={"share": 1.0})
            self._jobs[job_id], self._marks[job_id] = job, mark
        clear_up(self._folder)

    def _entitle(self, kind: Command, arguments: Mapping[str, Any]) -> str:
        if kind.about is None:
            return kind.title
        return kind.title.format(title=entitle(self._folder, kind.about, str(arguments.get("name", ""))))

    def _errand(self, command: str, arguments: Mapping[str, Any]) -> Errand:
        kind = COMMANDS[command]
        day = self._now()[:10] if kind.looks_at_calendar else None
        results = tuple(fill(path, "", arguments) for path in kind.results)
        return Errand(command, arguments, day, kind.written, results)

    def _find_same(
        self, command: str, arguments: Mapping[str, Any], mark: str | None, *, again: bool
    ) -> Job | None:
        """The same work that waits or goes on, or that was done and would find the same."""
        for job_id, order in self._orders.items():
            is_same = order.command == command and order.arguments == arguments
            if is_same and not order.is_cancelled:
                return self._jobs[job_id]
        if again or mark is None:
            return None
        done = (
            job for job in reversed(self._jobs.values()) if job.state == "done" and job.command == command
        )
        return next((job for job in done if self._marks.get(job.id) == mark), None)

    def _choose_id(self) -> str:
        stem = datetime.fromtimestamp(self._clock(), UTC).strftime("%Y%m%dT%H%M%S")
        number = 1 + sum(job_id.startswith(stem) for job_id in self._jobs)
        return f"{stem}-{number}"

    def _lane(self, is_reading: bool) -> queue.SimpleQueue[str | None]:
        """A queue and its thread, which lives as long as the server."""
        if is_reading not in self._lanes:
            self._lanes[is_reading] = queue.SimpleQueue()
            threading.Thread(
                target=self._work, args=(self._lanes[is_reading],), daemon=True, name="jobs"
            ).start()
        return self._lanes[is_reading]

    def _work(self, lane: queue.SimpleQueue[str | None]) -> None:
        while (job_id := lane.get()) is not None:
            with self._lock:
                order = self._orders.get(job_id)
            if order is None:
                continue
            try:
                self._do(job_id, order)
            except Exception as error:  # noqa: BLE001 - the lane goes on with the next job
                self._finish(job_id, state="failed", problem=describe_error(error))

    def _do(self, job_id: str, order: Order) -> None:
        begun = time.perf_counter()
        kind, errand = COMMANDS[order.command], self._errand(order.command, order.arguments)
        before = None if kind.repeats else mark_inputs(self._folder, errand)
        with self._lock:
            if order.is_cancelled or self._is_stopping:
                return
            self._update(job_id, state="running", started=self._now(), what="Starting")
            remember_job(self._folder, self._jobs[job_id])
            order.child = Child(self._folder, job_id, order.command, order.arguments, self._jobs[job_id].who)
            child = order.child
        problem, is_done = self._listen(job_id, child)
        code = child.wait()
        seconds = round(time.perf_counter() - begun, 2)
        if self._was_cancelled(order) and not is_done:
            self._finish(job_id, state="cancelled", seconds=seconds)
        elif is_done:
            is_settled = not kind.repeats and mark_inputs(self._folder, errand) == before
            mark = mark_result(self._folder, errand) if is_settled else None
            self._finish(job_id, state="done", mark=mark, seconds=seconds, share=1.0)
        else:
            problem = problem or describe_error(ServiceError(KILLED if code < 0 else STOPPED, hint=AGAIN))
            self._finish(job_id, state="failed", seconds=seconds, problem=problem)
        if order.command == "run" and not is_done:
            clear_up(self._folder)

    def _was_cancelled(self, order: Order) -> bool:
        with self._lock:
            return order.is_cancelled

    def _listen(self, job_id: str, child: Child) -> tuple[Problem | None, bool]:
        """Follows a child to its end: its problem, and whether its work was done."""
        problem, is_done = None, False
        for line in child.lines():
            if "problem" in line:
                problem = Problem.model_validate(line["problem"])
            is_done = is_done or bool(line.get("done"))
            told = {name: line[name] for name in ("what", "share", "peak_mb") if name in line}
            self._update(job_id, **told)
        return problem, is_done

    def _update(self, job_id: str, **changes: Any) -> None:
        with self._lock:
            self._jobs[job_id] = self._jobs[job_id].model_copy(update=changes)

    def _finish(self, job_id: str, *, mark: str | None = None, **changes: Any) -> None:
        """Notes a job as over; nothing where it is already."""
        with self._lock:
            if self._orders.pop(job_id, None) is None:
                return
            self._marks[job_id] = mark
            self._update(job_id, what=None, finished=self._now(), **changes)
            try:
                remember_job(self._folder, self._jobs[job_id], mark)
            except SatsumaError:  # a full disk: the person still sees it here
                return

    def _forget(self) -> None:
        with self._lock:
            over = [job.id for job in self._jobs.values() if job.is_over]
            gone = over[: max(0, len(self._jobs) - MOST_REMEMBERED)]
            for job_id in gone:
                del self._jobs[job_id]
                self._marks.pop(job_id, None)
        if gone:
            forget_old_jobs(self._folder, gone)

    def _now(self) -> str:
        return datetime.fromtimestamp(self._clock(), UTC).isoformat(timespec="seconds")


def describe_stop() -> Problem:
    return describe_error(ServiceError(STOPPED, hint=AGAIN))
