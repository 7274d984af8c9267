"""The application: the API under /v1, the web app everywhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from satsuma.project.memory import Memory
from satsuma.project.uploads import clear_uploads
from satsuma.project.version import read_version
from satsuma.server.access.gate import Doorkeeper, Gate
from satsuma.server.access.headers import SecurityHeaders
from satsuma.server.access.limits import BodyLimit
from satsuma.server.access.logbook import Logbook
from satsuma.server.access.mistakes import Mistakes
from satsuma.server.caching import ROOM_BYTES
from satsuma.server.description import complete_description
from satsuma.server.jobs.board import JobBoard
from satsuma.server.pages import add_pages
from satsuma.server.problems import add_handlers
from satsuma.server.routes import ROUTERS
from satsuma.server.routes.discoveries import make_placement_router
from satsuma.server.routes.files import make_upload_router
from satsuma.server.settings import ServerSettings

JSON_BYTES = 4 * 2**20
"""The largest body of a request that is no upload."""
DESCRIPTION = (
    "Everything that Satsuma does, for programs. Long work is a job: POST gives its id, /v1/jobs/{id}/events tells how far "
    "it is, and what it found is read from its own address afterwards. Errors are problem+json with all findings."
)


@asynccontextmanager
async def hold_board(app: FastAPI) -> AsyncIterator[None]:
    """Clears up after a server that was killed; work that is not done when the server closes is ended with it."""
    clear_uploads(app.state.settings.folder)
    yield
    app.state.board.stop()


def create_app(settings: ServerSettings) -> FastAPI:
    """The application for one served folder. The folder may be empty: a project can be begun in the browser."""
    app = FastAPI(
        title="Satsuma",
        version=read_version(),
        description=DESCRIPTION,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        lifespan=hold_board,
    )
    app.state.settings = settings
    app.state.board = JobBoard(settings.folder, settings.clock)
    app.state.kept = Memory(ROOM_BYTES)
    keeper = app.state.keeper = Doorkeeper(settings)
    # The last one added is the first one asked.
    app.add_middleware(BodyLimit, max_body_size=JSON_BYTES)
    app.add_middleware(Gate, keeper=keeper)
    app.add_middleware(Mistakes)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Logbook, key=keeper.key)
    add_handlers(app)
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(make_upload_router(settings))
    app.include_router(make_placement_router(settings))
    complete_description(app)
    add_pages(app, settings)
    return app


def list_commands(app: FastAPI) -> dict[str, list[str]]:
    """The addresses that do what a command does, by the command's name."""
    found: dict[str, list[str]] = {}
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            if "x-command" in operation:
                found.setdefault(operation["x-command"], []).append(f"{method.upper()} {path}")
    return found
