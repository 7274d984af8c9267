"""Models as variables: whom a model places where is computed for the moment that is asked about, when a rule asks."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from satsuma.language.tree import Variable
from satsuma.model.errors import DefinitionError, Finding, Place
from satsuma.model.kinds import Kind, Shape, ValueType

if TYPE_CHECKING:
    from satsuma.columns import Column, Population, UnitData
    from satsuma.language.vocabulary import Vocabulary
    from satsuma.model.definitions import Definitions
    from satsuma.model.discoveries import SegmentModel

OUTPUTS = {
    "segment": ValueType(kind=Kind.CATEGORY),
    "probability": ValueType(kind=Kind.SHARE),
}
Models = Mapping[str, "SegmentModel"]


def load_models(folder: Path, definitions: Definitions) -> dict[str, SegmentModel]:
    """The models that variables name; DefinitionError where a file is missing or broken. Imports nothing where there are
    none."""
    names = sorted({each.model for each in definitions.variables.values() if each.model is not None})
    if not names:
        return {}
    from satsuma.store.models import read_model

    return {name: read_model(folder, name) for name in names}


def extend_shape(shape: Shape, definitions: Definitions) -> Shape:
    """The shape with a column for each variable that a model gives."""
    found: dict[str, dict[str, ValueType]] = {}
    for name, variable in definitions.variables.items():
        if variable.model is not None:
            found.setdefault(variable.unit, {})[name] = OUTPUTS[variable.output]
    units = {
        name: unit.model_copy(update={"columns": {**unit.columns, **found[name]}}) if name in found else unit
        for name, unit in shape.units.items()
    }
    return shape.model_copy(update={"units": units}) if found else shape


def list_bases(definitions: Definitions, models: Models) -> dict[str, dict[str, tuple[str, ...]]]:
    """By unit and variable: the variables that its model looks at."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, variable in definitions.variables.items():
        if variable.model is not None and variable.model in models:
            basis = tuple(dict.fromkeys(field.name for field in models[variable.model].basis))
            found.setdefault(variable.unit, {})[name] = basis
    return found


def speak(
    definitions: Definitions,
    shape: Shape,
    models: Models,
    values: Mapping[str, Mapping[str, Collection[str]]] = MappingProxyType({}),
) -> Vocabulary:
    """What the project's rules may talk about, models included; raises as `build_vocabulary` does."""
    from satsuma.language.check import build_vocabulary

    vocabulary = build_vocabulary(definitions, extend_shape(shape, definitions))
    held = {unit: {**words, **list_words(definitions, models, unit)} for unit, words in values.items()}
    return replace(vocabulary, values=held, bases=list_bases(definitions, models))


def list_words(definitions: Definitions, models: Models, unit: str) -> dict[str, tuple[str, ...]]:
    """By variable: the segments that its model places customers in."""
    return {
        name: tuple(segment.name for segment in models[variable.model].segments)
        for name, variable in definitions.variables.items()
        if variable.model is not None
        and variable.model in models
        and variable.unit == unit
        and variable.output == "segment"
    }


class Placed(Mapping[str, "Column"]):
    """A unit's columns and its models' outputs, which are computed on first access."""

    def __init__(self, columns: Mapping[str, Column], outputs: Mapping[str, Placing]) -> None:
        self._columns = columns
        self._outputs = outputs

    def __getitem__(self, name: str) -> Column:
        return self._outputs[name].column(name) if name in self._outputs else self._columns[name]

    def __contains__(self, name: object) -> bool:
        return name in self._outputs or name in self._columns

    def __iter__(self) -> Iterator[str]:
        yield from self._columns
        yield from self._outputs

    def __len__(self) -> int:
        return len(self._columns) + len(self._outputs)


class Placing:
    """One model at one moment; everyone is placed once, whichever output is asked for first. `lock` is one for all models
    of the moment: whoever meets a model at work holds it themselves, so the model looks at itself."""

    def __init__(
        self, model: SegmentModel, moment: Asked, outputs: Mapping[str, str], lock: threading.RLock
    ) -> None:
        self.model = model
        self.moment = moment
        self._lock = lock
        self._outputs = outputs
        self._found: dict[str, Column] = {}
        self._is_at_work = False

    def column(self, name: str) -> Column:
        with self._lock:
            return self._place(name)

    def _place(self, name: str) -> Column:
        if self._is_at_work:
            raise DefinitionError(
                Finding(
                    code="definition",
                    message=f"The model '{self.model.name}' looks at its own segments.",
                    hint=f"Discover '{self.model.name}' again by other variables, and adopt it.",
                    place=Place(file=f"models/{self.model.name}.json"),
                )
            )
        if not self._found:
            self._is_at_work = True
            try:
                self._found = place_everyone(self.model, self.moment)
            finally:
                self._is_at_work = False
        return self._found[self._outputs[name]]


@dataclass(frozen=True, slots=True)
class Asked:
    """The data without models, and the moment; `as_of` in seconds UTC."""

    population: Population
    vocabulary: Vocabulary
    as_of: int
    zone: ZoneInfo
    threads: int


def place_everyone(model: SegmentModel, asked: Asked) -> dict[str, Column]:
    """The segment and its probability of every customer of the model's unit; missing for those whom it cannot place."""
    import numpy as np

    from satsuma.columns import NO_CODE, Codes, Doubles
    from satsuma.discover.models import place_columns
    from satsuma.engine import measure
    from satsuma.project.model_checks import find_fault

    fault = find_fault(model)
    if fault is not None:
        raise DefinitionError(fault)
    names = dict.fromkeys(field.name for field in model.basis)
    wanted = {name: Variable(name=name) for name in names}
    values = measure(
        asked.population, asked.vocabulary, model.unit, wanted, asked.as_of, asked.zone, asked.threads
    )
    found = place_columns(model, values, as_of_seconds=asked.as_of)
    is_placed = found.labels >= 0
    codes = np.where(is_placed, found.labels, NO_CODE).astype(np.int32)
    likeliest = found.probabilities.max(axis=1, initial=0.0)
    words = tuple(segment.name for segment in model.segments)
    return {"segment": Codes(codes, words), "probability": Doubles(np.where(is_placed, likeliest, np.nan))}


def with_models(asked: Asked, definitions: Definitions, models: Models) -> Population:
    """The population with the models' variables as further columns; a model may look at another's."""
    if not models:
        return asked.population
    units: dict[str, UnitData] = {}
    placings: list[Placing] = []
    lock = threading.RLock()
    for unit, data in asked.population.units.items():
        outputs: dict[str, Placing] = {}
        for name, model in models.items():
            named = {
                variable: definition.output
                for variable, definition in definitions.variables.items()
                if definition.model == name and definition.unit == unit
            }
            placings.append(Placing(model, asked, named, lock))
            outputs |= dict.fromkeys(named, placings[-1])
        units[unit] = replace(data, columns=Placed(data.columns, outputs)) if outputs else data
    extended = replace(asked.population, units=units)
    for placing in placings:
        placing.moment = replace(asked, population=extended)
    return extended
