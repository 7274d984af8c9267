"""What can be done as a job: each a method of the project, with its title and where its result is read."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel

from satsuma.project import Project
from satsuma.project.progress import Progress

Arguments = Mapping[str, Any]
Call = Callable[[Path, Arguments, Progress], BaseModel]


@dataclass(frozen=True, slots=True)
class Command:
    """One kind of work. `result_url`, `results` and `keeps` may name arguments in braces, `title` the thing of the section
    `about`. `is_reading` work goes on beside a job that writes, `keeps` is where its result is kept if the method itself
    keeps none, `repeats` is always done anew."""

    title: str
    call: Call
    result_url: str
    results: tuple[str, ...] = ()
    about: str | None = None
    written: str | None = None
    is_reading: bool = False
    keeps: str | None = None
    repeats: bool = False
    looks_at_calendar: bool = False


def call_method(name: str, *, tells: bool = True) -> Call:
    """The method of the project with that name, given the arguments by name."""

    def call(folder: Path, arguments: Arguments, progress: Progress) -> BaseModel:
        method = getattr(Project.open(folder), name)
        found: BaseModel = method(**arguments, **({"progress": progress} if tells else {}))
        return found

    return call


def explore(folder: Path, arguments: Arguments, progress: Progress) -> BaseModel:
    """The variables are given one by one."""
    others = {name: value for name, value in arguments.items() if name != "variables"}
    return Project.open(folder).explore(*arguments.get("variables", ()), **others, progress=progress)


def start(folder: Path, arguments: Arguments, progress: Progress) -> BaseModel:
    """A new project of files that lie in the folder."""
    from satsuma.project.beginnings import begin_here

    return begin_here(folder, int(time.time()), progress=progress, **arguments)


def add(folder: Path, arguments: Arguments, progress: Progress) -> BaseModel:
    """Files that lie in the folder already."""
    from satsuma.project.adding import add_here

    return add_here(folder, arguments.get("files", ()), int(time.time()), progress)


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "init": Command("Understand the files", start, "/v1/start", keeps="start/start", repeats=True),
        "add": Command(
            "Understand further files", add, "/v1/sources/added", keeps="added/added", repeats=True
        ),
        "run": Command("Run the whole chain", call_method("run"), "/v1/runs/last", repeats=True),
        "explore": Command("Explore all variables", explore, "/v1/exploration", ("explored",)),
        "look": Command(
            "Explore chosen variables",
            explore,
            "/v1/exploration?job={job}",
            keeps="jobs/{job}",
            is_reading=True,
        ),
        "discover": Command(
            "Look for groups: {title}",
            call_method("discover"),
            "/v1/discoveries/{name}",
            ("discoveries/{name}.json",),
            written="discoveries",
            about="discoveries",
        ),
        "adopt": Command(
            "Adopt {title}",
            call_method("adopt"),
            "/v1/adoptions/{name}",
            keeps="adoptions/{name}",
            repeats=True,
            about="discoveries",
        ),
        "answer": Command(
            "Answer: {title}",
            call_method("answer"),
            "/v1/answers/{name}",
            ("answers/{name}.json",),
            looks_at_calendar=True,
            about="objectives",
        ),
        "answer all": Command(
            "Answer all objectives",
            call_method("answer"),
            "/v1/answered",
            ("answered",),
            keeps="answered/answered",
            looks_at_calendar=True,
        ),
        "scorecard": Command(
            "Judge all segmentations",
            call_method("scorecard", tells=False),
            "/v1/scorecards",
            ("scorecards",),
        ),
        "scorecard of one": Command(
            "Judge {title}",
            call_method("scorecard", tells=False),
            "/v1/scorecards/{name}",
            ("scorecards/{name}.json",),
            about="segmentations",
        ),
        "personas": Command(
            "Make the persona cards",
            call_method("personas"),
            "/v1/persona-deck",
            is_reading=True,
            repeats=True,
        ),
    }
)


def fill(template: str, job: str, arguments: Arguments, *, quoted: bool = False) -> str:
    """The template with its arguments; percent-encoded for addresses."""
    values = {"job": job, "name": str(arguments.get("name", ""))}
    return template.format(**{key: quote(value) if quoted else value for key, value in values.items()})
