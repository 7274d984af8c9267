"""What was found since the last run: results of studies, kept beside the runs and shown in the report until found anew."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from satsuma.store.disk import write_whole

FOLDER = ".satsuma/findings"
SPARED = ".satsuma/spared"
"""What follows from a run alone and is kept only to spare time: taken away, it is made again."""
Found = TypeVar("Found", bound=BaseModel)


def save_finding(folder: Path, kind: str, name: str, result: BaseModel, place: str = FOLDER) -> Path:
    """`kind` is a folder (`answers`, `discoveries` …), `name` a file in it. Raises StorageError."""
    path = folder / place / kind / f"{name}.json"
    write_whole(path, result.model_dump_json().encode())
    return path


def load_finding(folder: Path, kind: str, name: str, model: type[Found], place: str = FOLDER) -> Found | None:
    """None where there is none, or where another version of Satsuma wrote it: it can be found again."""
    try:
        return model.model_validate_json((folder / place / kind / f"{name}.json").read_bytes())
    except (OSError, ValidationError):
        return None


def load_findings(folder: Path, kind: str, model: type[Found]) -> dict[str, Found]:
    """All of a kind, by name."""
    names = sorted(path.stem for path in (folder / FOLDER / kind).glob("*.json"))
    found = {name: load_finding(folder, kind, name, model) for name in names}
    return {name: result for name, result in found.items() if result is not None}
