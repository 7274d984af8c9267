"""Files that people put into a project's folder."""

from __future__ import annotations

from satsuma.model.results import Result


class DataFile(Result):
    """A data file in the project's folder, by its path there."""

    path: str
    name: str
    bytes: int
    sha256: str | None = None
    """Of a file just written."""
    was_there: bool = False
    """Whether a file with this content lay there already."""
