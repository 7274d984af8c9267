"""What routes ask for: the project that is served, who asks, and the moment to look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request

from satsuma.model.errors import ProjectNotFoundError
from satsuma.model.jobs import Job
from satsuma.project import Project
from satsuma.project.editing import name_system_user
from satsuma.server.jobs.board import JobBoard
from satsuma.server.settings import ServerSettings

# What costs nothing is asynchronous, so that a request changes threads once: for its endpoint.


async def get_settings(request: Request) -> ServerSettings:
    """The server's settings."""
    settings: ServerSettings = request.app.state.settings
    return settings


Settings = Annotated[ServerSettings, Depends(get_settings)]


async def hold_project(settings: Settings) -> Project:
    """The served project; ProjectNotFoundError (409) while the folder has none."""
    try:
        return Project.hold(settings.folder, clock=settings.clock)
    except ProjectNotFoundError as error:
        raise ProjectNotFoundError(
            "There is no project here yet.", hint="Add the company's files first, then begin it."
        ) from error


HeldProject = Annotated[Project, Depends(hold_project)]


async def get_who(request: Request) -> str:
    """Who asks: the token's name, or this machine's user."""
    who: str = getattr(request.state, "who", None) or name_system_user()
    return who


Who = Annotated[str, Depends(get_who)]


async def get_board(request: Request) -> JobBoard:
    """The server's jobs."""
    board: JobBoard = request.app.state.board
    return board


Jobs = Annotated[JobBoard, Depends(get_board)]


class JobStarter:
    """Starts work in the name of who asks; `again` does anew what was done before with the same outcome."""

    def __init__(
        self,
        board: Jobs,
        who: Who,
        again: Annotated[
            bool, Query(description="Do it anew even if nothing has changed since it was done.")
        ] = False,
    ) -> None:
        self._board, self._who, self._again = board, who, again

    def __call__(self, command: str, arguments: Mapping[str, Any]) -> Job:
        return self._board.start(command, arguments, self._who, again=self._again)


StartJob = Annotated[JobStarter, Depends()]

AsOf = Annotated[
    str | None,
    Query(
        description="Look back from this day (YYYY-MM-DD); default: the last run's day.",
        examples=["2026-06-30"],
        max_length=40,
    ),
]
Unit = Annotated[
    str | None,
    Query(
        description="customer, account, …; default: the project's main unit.",
        examples=["customer"],
        max_length=80,
    ),
]
SegmentPath = Annotated[
    str,
    Path(
        description="A segment's name; a part of a segmentation as segmentation/part.",
        examples=["slipping-regulars"],
        max_length=200,
    ),
]
OfJob = Annotated[
    str | None,
    Query(
        description="What this job found in chosen variables.",
        pattern=r"^[\w-]{1,80}$",
        examples=["20260630T081500-1"],
    ),
]
