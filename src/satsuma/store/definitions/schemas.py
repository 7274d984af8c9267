"""JSON Schema of the definition files, for editors that complete and check YAML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from satsuma.model.definitions import ProjectDefinition
from satsuma.store.definitions.reading import LONGEST_NAMES, PATTERNS, SECTIONS
from satsuma.store.disk import write_whole

SCHEMAS = ".satsuma/schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def make_schemas() -> dict[str, dict[str, Any]]:
    """One schema for satsuma.yaml (`project`) and one for the files of each folder."""
    schemas = {"project": TypeAdapter(ProjectDefinition).json_schema(by_alias=True)}
    for section, model in SECTIONS.items():
        schema = TypeAdapter(model).json_schema(by_alias=True)
        parts = schema.pop("$defs", {})
        schemas[section] = {
            "$defs": {**parts, "definition": schema},
            "type": "object",
            "propertyNames": {"pattern": PATTERNS[section], "maxLength": LONGEST_NAMES[section]},
            "additionalProperties": {"$ref": "#/$defs/definition"},
        }
    return {
        name: {"$schema": DIALECT, "title": f"Satsuma: {name}", **schema} for name, schema in schemas.items()
    }


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Writes the schemas to `.satsuma/schemas`; returns the files. Raises StorageError."""
    paths = []
    for name, schema in make_schemas().items():
        path = folder / SCHEMAS / f"{name}.json"
        write_whole(path, json.dumps(schema, indent=1, ensure_ascii=False).encode())
        paths.append(path)
    return tuple(paths)
