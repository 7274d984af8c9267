"""Commands about the project's definitions and how far the work is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from satsuma.cli import output
from satsuma.cli.options import Json


def edits(
    section: Annotated[str | None, typer.Argument(help="segments, variables, …: only of these.")] = None,
    name: Annotated[str | None, typer.Argument(help="Only of this definition.")] = None,
    undo: Annotated[
        int | None, typer.Option("--undo", metavar="N", help="Take edit N back, if nothing changed since.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Who changed which definition and when; --undo N takes one back."""
    project = output.open_project()
    output.show(project.edits(section, name) if undo is None else project.undo_edit(undo), as_json)


def status(as_json: Json = False) -> None:
    """How far the work is, what has changed since the last run, and the next thing to do."""
    output.show(output.open_project().overview(), as_json)


def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files, folders, globs or archives.")],
    as_json: Json = False,
) -> None:
    """Add files to the project: each joins its source, or becomes one; what you wrote stays."""
    with output.progress(as_json) as progress:
        result = output.open_project().add_files(files, progress=progress)
    output.show(result, as_json)


COMMANDS = (add, edits, status)
