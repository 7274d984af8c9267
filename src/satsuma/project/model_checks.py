"""What is wrong with a model's file, or with what it looks at: found by `check` and `run` before anybody is placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.model.errors import BugError, DefinitionError, Finding, Place

if TYPE_CHECKING:
    from satsuma.model.definitions import Definitions
    from satsuma.model.discoveries import SegmentModel
    from satsuma.model.kinds import Shape
    from satsuma.project.opening import Opened


def check_models(
    definitions: Definitions, models: Mapping[str, SegmentModel], shape: Shape | None
) -> tuple[Finding, ...]:
    """Models that cannot place anybody, look at what there is not, or serve a variable of another unit."""
    found = [finding for model in models.values() if (finding := find_fault(model)) is not None]
    for name, variable in definitions.variables.items():
        model = models.get(variable.model or "")
        if model is not None and model.unit != variable.unit:
            message = (
                f"'{name}' is a variable of the {variable.unit}; its model places units of '{model.unit}'."
            )
            found.append(tell(model, message, f"Write unit: {model.unit}."))
    for model in models.values():
        found += find_lost(definitions, model, shape)
    return tuple(found)


def refuse_broken_models(definitions: Definitions, models: Mapping[str, SegmentModel], shape: Shape) -> None:
    """DefinitionError with all that is wrong at once."""
    found = check_models(definitions, models, shape)
    if found:
        raise DefinitionError(found)


def find_lost(definitions: Definitions, model: SegmentModel, shape: Shape | None) -> Iterator[Finding]:
    """Basis variables that the model's unit no longer has."""
    unit = shape.units.get(model.unit) if shape is not None else None
    if unit is None:
        return
    known = {name for name, variable in definitions.variables.items() if variable.unit == model.unit}
    lost = {field.name for field in model.basis} - known - set(unit.columns)
    for name in sorted(lost):
        message = f"The model '{model.name}' looks at '{name}', which the {model.unit} does not have."
        yield tell(model, message, f"Bring '{name}' back, or discover and adopt '{model.name}' again.")


def find_fault(model: SegmentModel) -> Finding | None:
    """A model that was changed by hand so that its parts do not fit: nobody can be placed, so one who is unknown is tried."""
    from satsuma.discover.models import place_columns

    try:
        odds = place_columns(model, {}, as_of_seconds=0, n=1).probabilities
    except DefinitionError as error:
        return error.findings[0]
    except (ArithmeticError, LookupError, TypeError, ValueError, BugError):
        odds = None
    if odds is not None and odds.shape == (1, model.k):
        return None
    message = f"The model '{model.name}' is not whole: its parameters do not fit its fields or groups."
    return tell(model, message, f"Make it again: satsuma adopt {model.name}.")


def read_whole_model(folder: Path, name: str) -> SegmentModel | None:
    """None where there is no file, or one that places nobody."""
    from satsuma.store.models import read_model

    try:
        model = read_model(folder, name)
    except DefinitionError:
        return None
    return model if find_fault(model) is None else None


def leave_out_broken(opened: Opened, name: str) -> Opened:
    """The project without the variables and the segmentation of a model that is broken, so that it can be made again."""
    definitions = opened.definitions
    own = {variable for variable, each in definitions.variables.items() if each.model == name}
    model = read_whole_model(opened.folder, name) if own else None
    if not own or (model is not None and not check_models(definitions, {name: model}, opened.run.shape)):
        return opened
    rest = {
        "variables": {each: found for each, found in definitions.variables.items() if each not in own},
        "segmentations": {each: found for each, found in definitions.segmentations.items() if each != name},
    }
    return replace(opened, definitions=definitions.model_copy(update=rest))


def tell(model: SegmentModel, message: str, hint: str) -> Finding:
    return Finding(
        code="definition", message=message, hint=hint, place=Place(file=f"models/{model.name}.json")
    )
