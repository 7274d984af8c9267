"""Mistakes of ours while a request is answered: told as a problem, noted by kind and place, never by value."""

from __future__ import annotations

import os
import traceback

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from satsuma.server.access.logbook import LOG
from satsuma.server.problems import answer_problem, describe_error


class Mistakes:
    """Middleware: no error reaches the server below, which would write its traceback, and with it people's values. With
    SATSUMA_DEBUG=1 it is written, as on a terminal."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_begun = False

        async def send_noted(message: Message) -> None:
            nonlocal is_begun
            is_begun = is_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except Exception as error:  # noqa: BLE001 - the last guard before the server below
            problem = describe_error(error)
            if problem.status == 500:
                LOG.error("%s", name_place(error))
            if os.environ.get("SATSUMA_DEBUG"):
                traceback.print_exception(error)
            if not is_begun:
                await answer_problem(problem)(scope, receive, send)


def name_place(error: BaseException) -> str:
    """`KeyError in finding.py, line 12`: enough to look for it, and nobody's data."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {os.path.basename(frames[-1].filename)}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
