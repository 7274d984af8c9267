"""A project begun in a browser: from files that already lie in its folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.model.errors import FileError
from satsuma.project.uploads import list_uploads

if TYPE_CHECKING:
    from satsuma.project.progress import Progress
    from satsuma.project.shown import ShownInit


def begin_here(
    folder: Path,
    now: int,
    *,
    files: Sequence[str] = (),
    problem: str | None = None,
    kpi: str | None = None,
    teams: Sequence[str] = (),
    timezone: str = "UTC",
    name: str | None = None,
    currency: str | None = None,
    locale: str = "en",
    progress: Progress | None = None,
) -> ShownInit:
    """As `Project.init`, of the named files (default: all data files in the folder). FileError where there are none."""
    from satsuma.project.starting import Beginning, Purpose, start_project

    known = [file.path for file in list_uploads(folder)]
    chosen = list(files) or known
    strange = [file for file in chosen if file not in known]
    if strange:
        raise FileError(f"'{strange[0]}' is no data file of this folder.", hint="Upload it first.")
    if not chosen:
        raise FileError("There are no data files here yet.", hint="Add the company's files first.")
    purpose = Purpose(problem, kpi, tuple(teams))
    beginning = Beginning(folder, purpose, timezone, now, name, currency, locale)
    return start_project(beginning, [folder / file for file in chosen], progress)
