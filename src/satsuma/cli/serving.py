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
    allowed_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name that a proxy in front is called by; again for several."),
    ] = None,
    new_token: Annotated[
        str | None, typer.Option(metavar="NAME", help="Make a token for somebody, show it once, and stop.")
    ] = None,
    revoke_token: Annotated[
        str | None, typer.Option(metavar="NAME", help="Make somebody's token worthless, and stop.")
    ] = None,
    log: Annotated[
        bool, typer.Option("--log", help="Write a line a request, without anybody's data.")
    ] = False,
) -> None:
    """Open the project as a web app, with the REST API."""
    from satsuma.server.serving import serve_folder
    from satsuma.server.settings import ServerSettings

    folder = (where or output.chosen["folder"]).resolve()
    if new_token is not None or revoke_token is not None:
        change_tokens(folder, new_token, revoke_token)
        return
    settings = ServerSettings(folder, host, port, tuple(allowed_host or ()))
    serve_folder(settings, opens_browser=not no_browser, logs=log, say=typer.echo)


def change_tokens(folder: Path, new: str | None, revoked: str | None) -> None:
    """A running server of the folder knows at once."""
    from satsuma.server.access import tokens

    if revoked is not None:
        tokens.revoke_token(folder, revoked)
        typer.echo(f"The token of {revoked} counts no more.")
    if new is not None:
        token = tokens.make_token(folder, new)
        typer.echo(f"{token}\nThis is the token of {new}; it is shown only now.")


COMMANDS = (serve,)
