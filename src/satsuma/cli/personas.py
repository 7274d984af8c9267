"""Commands that show people what a segment is like: a card, or the deck of all."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from satsuma.cli import output
from satsuma.cli.options import AsOf, Json

To = Annotated[
    Path | None,
    typer.Option(
        "--to", metavar="FILE", help="Write a .html, .pdf, .png, .pptx, or a .zip of one PNG a card."
    ),
]


def persona(
    name: Annotated[str, typer.Argument(help="A segment's name; a part as segmentation/part.")],
    to: To = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """The persona card of a segment."""
    project = output.open_project()
    if to is None:
        output.show(project.persona(name, as_of=as_of), as_json)
    else:
        output.show(project.export_personas(to, [name], as_of=as_of), as_json)


def personas(
    of: Annotated[
        str | None, typer.Option("--of", metavar="SEGMENTATION", help="Only the parts of this segmentation.")
    ] = None,
    to: To = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """The persona cards of all segments as a deck."""
    with output.progress(as_json) as progress:
        project = output.open_project()
        result = (
            project.personas(of, as_of=as_of, progress=progress)
            if to is None
            else project.export_personas(to, of=of, as_of=as_of, progress=progress)
        )
    output.show(result, as_json)


COMMANDS = (persona, personas)
