"""Jobs: long work that the server does in the background, with a record of who asked, how long it took and how large it was."""

from __future__ import annotations

from typing import Literal

from satsuma.model.problems import Problem
from satsuma.model.results import Result

JobState = Literal["waiting", "running", "done", "failed", "cancelled"]


class Job(Result):
    """One piece of work. `what` and `share` (0 to 1, null: not known) tell how far it is; `problem` why it failed."""

    id: str
    command: str
    title: str
    state: JobState
    who: str
    asked: str
    """When, as ISO 8601 in UTC; so are the other times."""
    started: str | None = None
    finished: str | None = None
    seconds: float | None = None
    peak_mb: float | None = None
    """The most memory it held, in MiB."""
    what: str | None = None
    share: float | None = None
    problem: Problem | None = None
    result_url: str | None = None
    """Where its result is read once it is done."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in ("done", "failed", "cancelled")
