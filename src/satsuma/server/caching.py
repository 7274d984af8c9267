"""Results by fingerprint: what was asked before of the same run, definitions and day is not computed again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from satsuma.project.fingerprint_now import fingerprint_now
from satsuma.project.memory import Memory
from satsuma.server.settings import ServerSettings

ROOM_BYTES = 64 * 2**20
UNCHANGED = 304

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class KeptRoute(APIRoute):
    """For `APIRouter(route_class=KeptRoute)`: GETs whose answer follows from the run, the definitions, the findings and the
    address alone. They carry an ETag, answer `If-None-Match` with 304, and are computed once for everybody."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()
        if self.methods is None or "GET" not in self.methods:
            return handle

        async def answer(request: Request) -> Response:
            settings: ServerSettings = request.app.state.settings
            kept: Memory = request.app.state.kept
            etag = await run_in_threadpool(name_answer, request, settings)
            if etag in read_etags(request.headers.get("if-none-match", "")):
                return Response(status_code=UNCHANGED, headers={"ETag": etag})
            found = kept.find(etag)
            if found is not None:
                body, kind = found
                return Response(body, media_type=kind, headers={"ETag": etag})
            response = await handle(request)
            body = getattr(response, "body", None)
            if response.status_code == 200 and isinstance(body, bytes) and "etag" not in response.headers:
                response.headers["ETag"] = etag
                kept.keep(etag, (body, response.media_type), len(body))
            return response

        return answer


def name_answer(request: Request, settings: ServerSettings) -> str:
    """The ETag of an address now."""
    day = datetime.fromtimestamp(settings.clock(), UTC).date().isoformat()
    asked = sorted(parse_qsl(request.url.query, keep_blank_values=True))
    text = repr((fingerprint_now(settings.folder, day), request.url.path, asked))
    return f'"{hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def read_etags(header: str) -> set[str]:
    """The tags of an `If-None-Match`, those that a proxy made weak too."""
    return {tag.strip().removeprefix("W/") for tag in header.split(",") if tag.strip()}
