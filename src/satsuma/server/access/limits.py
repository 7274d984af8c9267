"""How much a request may hold: refused while it streams, with a problem."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from satsuma.server.problems import answer_problem, refuse_size

TOO_LARGE = 413


class BodyLimit:
    """Middleware: the largest body; a route's own `max_body_size` counts instead of it."""

    def __init__(self, app: ASGIApp, max_body_size: int) -> None:
        self._app = RequestBodyLimitMiddleware(app, max_body_size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_replaced = False

        async def send_as_problem(message: Message) -> None:
            nonlocal is_replaced
            if message["type"] == "http.response.start" and message["status"] == TOO_LARGE:
                kind = Headers(raw=message["headers"]).get("content-type", "")
                is_replaced = kind.startswith("text/plain")
                if is_replaced:
                    problem = refuse_size()
                    await answer_problem(problem, {"Connection": "close"})(scope, receive, send)
            if not is_replaced:
                await send(message)

        await self._app(scope, receive, send_as_problem)
