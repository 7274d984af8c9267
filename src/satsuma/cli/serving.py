"""`serve`: the project as a web app."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from satsuma.cli import output


def serve(
    where: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The project's folder; it may be empty.")
    ] = None,
    host: Annotated[
        str, typer.Option(help="Where to listen; other than 127.0.0.1 needs a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 8000,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
) -> None:
    """Open the project as a web app, with the REST API."""
    from satsuma.server.serving import serve_folder
    from satsuma.server.settings import ServerSettings

    settings = ServerSettings(folder=(where or output.chosen["folder"]).resolve(), host=host, port=port)
    serve_folder(settings, opens_browser=not no_browser, say=typer.echo)


COMMANDS = (serve,)
