"""What makes a run the same run: file hashes, definitions, as_of and version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from satsuma.model.definitions import Definitions
from satsuma.project.modelling import Models


def digest(value: object) -> str:
    """SHA-256 over canonical JSON."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint_data(hashes: Mapping[str, Mapping[str, str]], definitions: Definitions, version: str) -> str:
    """Of everything that shapes the stored data: the sources' files and definitions, zone and currency."""
    project = definitions.project
    sources = {name: source.model_dump(mode="json") for name, source in definitions.sources.items()}
    return digest(
        {
            "files": hashes,
            "sources": sources,
            "timezone": project.timezone,
            "currency": project.currency,
            "main_unit": project.main_unit,
            "version": version,
        }
    )


def fingerprint_run(data: str, definitions: Definitions, models: Models, as_of: str) -> str:
    """Of everything that shapes a run's results; what people say of a persona does not."""
    fitted = {name: model.model_dump(mode="json") for name, model in models.items()}
    return digest(
        {
            "data": data,
            "definitions": definitions.model_dump(mode="json", exclude={"personas"}),
            "models": fitted,
            "as_of": as_of,
        }
    )
