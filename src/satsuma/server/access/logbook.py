"""The log of requests: method, address, status and time. What stands in an address for a thing or a person is replaced by a
keyed hash; queries, bodies and names of askers are not written."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("satsuma.server.requests")
PART = re.compile(r"\{(\w+)(?::\w+)?\}")
HASH_LETTERS = 10


class Logbook:
    """Middleware: a line a request."""

    def __init__(self, app: ASGIApp, key: bytes) -> None:
        self._app = app
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        finally:
            ms = 1000 * (time.perf_counter() - begun)
            LOG.info("%s %s %d %.1f ms", name_method(scope), name_path(scope, self._key), status, ms)


def name_method(scope: Scope) -> str:
    """The method; anything that is none of the known words could say anything."""
    method = str(scope["method"])
    return method if method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") else "other"


def name_path(scope: Scope, key: bytes) -> str:
    """The route's address with its variable parts hashed; `elsewhere` where no route of the API was found."""
    template = getattr(scope.get("route"), "path", None)
    if template is None or not template.startswith("/v1"):
        return "elsewhere" if str(scope["path"]).startswith("/v1") else "page"
    values = scope.get("path_params", {})
    return PART.sub(lambda part: hide(str(values.get(part[1], "")), key), template)


def hide(value: str, key: bytes) -> str:
    """The same for the same value as long as the server runs, and telling nothing about it."""
    return hmac.new(key, value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:HASH_LETTERS]
