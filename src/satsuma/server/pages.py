"""The web app's files, and its first page for every address of its own."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.exceptions import HTTPException

from satsuma.server.settings import ServerSettings

BUILT = Path(__file__).with_name("static")
NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Satsuma</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Satsuma is running</h1>
<p>The web app is not built in this copy. A checkout builds it with <code>make web</code>; an installed package brings it
along.</p>
<p>The API works meanwhile: its description is at <a href="/v1/openapi.json">/v1/openapi.json</a>.</p></main></body></html>
"""


def add_pages(app: FastAPI, settings: ServerSettings) -> None:
    """Serves the built files; every other address outside /v1 is the app's first page, which finds its way itself."""
    static = (settings.static or BUILT).resolve()

    @app.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    def serve_page(request: Request, path: str) -> Response:
        if path == "v1" or path.startswith("v1/"):
            raise HTTPException(404)
        found = find_file(static, path)
        if found is not None:
            is_named_by_content = path.startswith("assets/")
            age = "public, max-age=31536000, immutable" if is_named_by_content else "no-cache"
            return FileResponse(found, headers={"Cache-Control": age})
        first = static / "index.html"
        if path.startswith("assets/"):
            raise HTTPException(404)
        if not first.is_file():
            return HTMLResponse(NOT_BUILT, headers={"Cache-Control": "no-cache"})
        return FileResponse(first, headers={"Cache-Control": "no-cache"})


def find_file(static: Path, path: str) -> Path | None:
    """A built file by its address; None for what is none or lies outside."""
    if not path or "\0" in path:
        return None
    file = (static / path).resolve()
    return file if file.is_relative_to(static) and file.is_file() else None
