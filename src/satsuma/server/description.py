"""What FastAPI's description of the API lacks: the model of problems, one name for each union, and nothing that misleads."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from satsuma.model.problems import Problem
from satsuma.server.refusals import list_examples
from satsuma.server.samples import add_samples
from satsuma.server.unions import name_unions

NOT_OURS = ("HTTPValidationError", "ValidationError")


def complete_description(app: FastAPI) -> None:
    """Has `app.openapi` tell the whole."""
    describe = app.openapi

    def describe_whole() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = describe()
            models = schema.setdefault("components", {}).setdefault("schemas", {})
            for name in NOT_OURS:
                models.pop(name, None)
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            models.update(problem.pop("$defs", {}))
            models["Problem"] = problem
            schema["components"]["examples"] = list_examples()
            name_unions(schema)
            drop_word_patterns(schema)
            add_samples(schema)
        return app.openapi_schema or {}

    app.openapi = describe_whole  # type: ignore[method-assign]


def drop_word_patterns(part: Any) -> None:
    """Takes out patterns with `\\w`: names may hold letters of any script, and readers of JSON Schema take it for ASCII."""
    if isinstance(part, dict):
        pattern = part.get("pattern")
        if isinstance(pattern, str) and "\\w" in pattern.lower():
            del part["pattern"]
        for inner in part.values():
            drop_word_patterns(inner)
    elif isinstance(part, list):
        for inner in part:
            drop_word_patterns(inner)
