"""The application: the API under /v1, the web app everywhere else."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from satsuma.project.version import read_version
from satsuma.server.pages import add_pages
from satsuma.server.problems import Problem, add_handlers
from satsuma.server.routes import ROUTERS
from satsuma.server.settings import ServerSettings

DESCRIPTION = (
    "Everything that Satsuma does, for programs. Long work is a job: POST gives its id, /v1/jobs/{id}/events tells how far "
    "it is, and what it found is read from its own address afterwards. Errors are problem+json with all findings."
)


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
    )
    app.state.settings = settings
    add_handlers(app)
    for router in ROUTERS:
        app.include_router(router)
    describe_problems(app)
    add_pages(app, settings)
    return app


def describe_problems(app: FastAPI) -> None:
    """Puts the model of problems into the API's description, and takes out FastAPI's own form of errors."""
    describe = app.openapi

    def describe_with_problems() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = describe()
            models = schema.setdefault("components", {}).setdefault("schemas", {})
            for name in ("HTTPValidationError", "ValidationError"):
                models.pop(name, None)
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            models.update(problem.pop("$defs", {}))
            models["Problem"] = problem
        return app.openapi_schema or {}

    app.openapi = describe_with_problems  # type: ignore[method-assign]


def list_commands(app: FastAPI) -> dict[str, list[str]]:
    """The addresses that do what a command does, by the command's name."""
    found: dict[str, list[str]] = {}
    for route in app.routes:
        command = (getattr(route, "openapi_extra", None) or {}).get("x-command")
        if isinstance(route, APIRoute) and command:
            found.setdefault(str(command), []).append(f"{min(route.methods or {''})} {route.path}")
    return found
