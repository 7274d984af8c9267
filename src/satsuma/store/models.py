"""Fitted models of a project: `models/NAME.json`, parameters that git can keep, nobody's values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from satsuma.model.errors import DefinitionError, Finding, Place
from satsuma.store.disk import write_whole

if TYPE_CHECKING:
    from satsuma.model.discoveries import SegmentModel

FOLDER = "models"


def model_path(folder: Path, name: str) -> Path:
    return folder / FOLDER / f"{name}.json"


def read_model(folder: Path, name: str) -> SegmentModel:
    """DefinitionError where the file is missing or not whole."""
    from satsuma.model.discoveries import SegmentModel

    path = model_path(folder, name)
    place = Place(file=f"{FOLDER}/{name}.json")
    hint = f"Make it again: satsuma discover {name}, then satsuma adopt {name}."
    try:
        return SegmentModel.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        message = f"The model '{name}' has no file."
    except OSError as error:
        message = f"The model's file cannot be read: {error.strerror}."
    except ValidationError as error:
        message = f"The model's file is not whole: {error.error_count()} of its fields do not fit."
    raise DefinitionError(Finding(code="definition", message=message, hint=hint, place=place))


def write_model(folder: Path, model: SegmentModel) -> Path:
    """Writes the model's file, whole or not at all. Raises StorageError."""
    path = model_path(folder, model.name)
    write_whole(path, (model.model_dump_json(indent=1) + "\n").encode())
    return path
