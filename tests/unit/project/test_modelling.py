"""Models as variables: the shape they add, who is placed and when, and what depends on a model's file."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from satsuma.columns import Codes, Doubles
from satsuma.model.definitions import Definitions, VariableDefinition
from satsuma.model.discoveries import SegmentModel
from satsuma.model.errors import DefinitionError, Place
from satsuma.model.kinds import Family, Kind, Shape, UnitShape, ValueType
from satsuma.project import Project, modelling
from satsuma.project.fingerprints import fingerprint_run
from satsuma.project.model_checks import check_models, find_fault
from satsuma.project.modelling import Asked, extend_shape, list_bases, list_words, with_models
from satsuma.project.opening import Opened, open_folder
from satsuma.store.models import read_model
from tests.unit.project.club import EARLIER, NOW, open_club


@pytest.fixture
def opened(adopted: Path) -> Opened:
    return open_folder(adopted, NOW)


@pytest.fixture
def model(adopted: Path) -> SegmentModel:
    return read_model(adopted, "kinds")


@pytest.fixture
def placings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every time that a model places everybody: its name and the moment."""
    done: list[tuple[str, int]] = []
    place = modelling.place_everyone

    def place_and_note(model: SegmentModel, asked: Asked) -> object:
        done.append((model.name, asked.as_of))
        return place(model, asked)

    monkeypatch.setattr(modelling, "place_everyone", place_and_note)
    return done


def given_by(model: str, unit: str = "customer", output: str = "segment") -> VariableDefinition:
    return VariableDefinition.model_validate(
        {"model": model, "unit": unit, "output": output, "family": Family.BEHAVIOURAL, "kind": Kind.CATEGORY}
    )


def test_each_output_is_a_column_of_its_unit_alone(opened: Opened) -> None:
    shape = opened.run.shape
    both = {"x": given_by("m"), "p": given_by("m", output="probability"), "y": given_by("m", "nowhere")}
    found = extend_shape(shape, opened.definitions.model_copy(update={"variables": both}))
    added = {name: kind for name, kind in found.units["customer"].columns.items() if name in both}
    assert added == {"x": ValueType(kind=Kind.CATEGORY), "p": ValueType(kind=Kind.SHARE)}
    assert set(found.units) == set(shape.units)
    assert "x" not in shape.units["customer"].columns


def test_without_models_the_shape_is_the_same(opened: Opened) -> None:
    plain = opened.definitions.model_copy(update={"variables": {}})
    assert extend_shape(opened.run.shape, plain) is opened.run.shape


def test_a_basis_and_its_words_belong_to_one_unit(opened: Opened, model: SegmentModel) -> None:
    variables = {"kinds": given_by("kinds"), "far": given_by("kinds", "account"), "none": given_by("lost")}
    definitions = opened.definitions.model_copy(update={"variables": variables})
    basis = ("orders_half", "basket", "phone")
    assert list_bases(definitions, {"kinds": model}) == {
        "customer": {"kinds": basis},
        "account": {"far": basis},
    }
    words = tuple(segment.name for segment in model.segments)
    assert list_words(definitions, {"kinds": model}, "customer") == {"kinds": words}


def test_nobody_is_placed_until_a_rule_asks(adopted: Path, placings: list[tuple[str, int]]) -> None:
    project = open_club(adopted)
    assert project.count('orders_half >= 1 and town = "Ulm"').customers > 0
    assert placings == []
    assert project.count("kinds is known").customers > 0
    assert [name for name, _ in placings] == ["kinds"]


def test_everyone_is_placed_once_a_moment(opened: Opened, placings: list[tuple[str, int]]) -> None:
    moment, earlier = opened.choose_as_of(None), opened.choose_as_of(EARLIER)
    population = opened.population_at(moment)
    columns = population.units["customer"].columns
    assert "kinds" in columns
    assert "kinds" in list(columns)
    assert len(columns) == len(opened.population.units["customer"].columns) + 2
    assert placings == []
    segment, odds = columns["kinds"], columns["kinds_probability"]
    assert columns["kinds"] is segment
    assert placings == [("kinds", moment.seconds)]
    assert isinstance(segment, Codes)
    assert isinstance(odds, Doubles)
    placed = np.asarray(segment.codes) >= 0
    assert np.array_equal(placed, ~np.isnan(odds.values))
    assert (odds.values[placed] > 0.5).all()
    assert (odds.values[placed] <= 1).all()
    then = opened.population_at(earlier).units["customer"].columns["kinds"]
    assert placings[1:] == [("kinds", earlier.seconds)]
    assert isinstance(then, Codes)
    assert not np.array_equal(then.codes, segment.codes)


def test_the_stored_data_stay_as_they_are(opened: Opened) -> None:
    opened.population_at(opened.choose_as_of(None))
    assert "kinds" not in opened.population.units["customer"].columns


def test_models_that_look_at_each_other_are_refused(opened: Opened, model: SegmentModel) -> None:
    """Written by hand: `discover` does not let it come so far."""
    fields = {"ring": "kinds", "kinds": "ring"}
    models = {
        name: model.model_copy(
            update={
                "name": name,
                "basis": (model.basis[0].model_copy(update={"name": looks_at}), *model.basis[1:]),
            }
        )
        for name, looks_at in fields.items()
    }
    variables = {**opened.definitions.variables, "ring": given_by("ring")}
    definitions = opened.definitions.model_copy(update={"variables": variables})
    moment = opened.choose_as_of(None)
    vocabulary = modelling.speak(definitions, opened.run.shape, models)
    asked = Asked(opened.population, vocabulary, moment.seconds, opened.zone, 1)
    columns = with_models(asked, definitions, models).units["customer"].columns
    with pytest.raises(DefinitionError, match="'kinds' looks at its own segments"):
        columns["kinds"]
    with pytest.raises(DefinitionError, match="'ring' looks at its own segments"):
        columns["ring"]


def test_what_a_model_must_fit(opened: Opened, model: SegmentModel) -> None:
    definitions, shape = opened.definitions, opened.run.shape
    assert find_fault(model) is None
    assert check_models(definitions, {"kinds": model}, shape) == ()
    less = definitions.model_copy(
        update={"variables": {name: each for name, each in definitions.variables.items() if name != "basket"}}
    )
    (lost,) = check_models(less, {"kinds": model}, shape)
    assert "looks at 'basket', which the customer does not have" in lost.message
    assert lost.place == Place(file="models/kinds.json")
    assert check_models(less, {"kinds": model}, None) == ()
    away = model.model_copy(update={"unit": "account"})
    findings = check_models(definitions, {"kinds": away}, shape)
    assert len(findings) == 2  # both of its variables
    assert all("places units of 'account'" in finding.message for finding in findings)
    with_account = Shape(
        units={**shape.units, "account": UnitShape(name="account", columns={}, events={})},
        main_unit=shape.main_unit,
        timezone=shape.timezone,
    )
    found = {finding.message for finding in check_models(definitions, {"kinds": away}, with_account)}
    assert "The model 'kinds' looks at 'phone', which the account does not have." in found


def test_a_models_file_is_part_of_the_runs_fingerprint(model: SegmentModel) -> None:
    definitions = Definitions.model_validate({"project": {"name": "Club"}})
    moved = model.model_copy(update={"temperature": model.temperature * 2})
    prints = {
        fingerprint_run("data", definitions, models, "2024-06-30")
        for models in ({}, {"kinds": model}, {"kinds": moved}, {"kinds": model.model_copy()})
    }
    assert len(prints) == 3


def test_a_file_put_back_is_the_same_run_again(adopted: Path, tmp_path: Path) -> None:
    shutil.copytree(adopted.parent, tmp_path / "own")
    project: Project = open_club(tmp_path / "own" / adopted.name)
    path = project.folder / "models" / "kinds.json"
    text = path.read_text(encoding="utf-8")
    assert project.run().unchanged
    path.write_text(text.replace('"border": 0.6', '"border": 0.7'), encoding="utf-8")
    assert not project.run().unchanged
    path.write_text(text, encoding="utf-8")
    assert not project.run().unchanged
    path.write_text(text + "\n", encoding="utf-8")
    assert project.run().unchanged  # blank space is no change
