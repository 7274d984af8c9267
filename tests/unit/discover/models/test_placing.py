"""A model read back places exactly as its fit; who is like nobody, or hardly known, is nobody's."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.columns import Doubles
from satsuma.discover.cluster.fitting import Fit
from satsuma.discover.models import place, place_columns, read_fit, store_fits
from satsuma.discover.models.fits import StoredFits
from satsuma.discover.models.parameters import read_parameters, write_parameters
from satsuma.discover.models.placing import find
from satsuma.model.discoveries import SegmentModel
from satsuma.model.errors import BugError, DefinitionError, OptionError
from tests.unit.discover.models.making import BASES, make_customers, make_model


@pytest.mark.parametrize("name", BASES)
def test_a_model_from_its_file_places_as_the_fit_does(name: str) -> None:
    model, fit, ready = make_model(name)
    again = SegmentModel.model_validate_json(model.model_dump_json(indent=1))
    assert again == model
    placement = place(again, ready)
    algorithm = find(name)
    assert np.array_equal(placement.labels, algorithm.label(fit, ready))
    assert np.array_equal(placement.probabilities, algorithm.place(fit, ready))
    assert placement.probabilities.sum(axis=1) == pytest.approx(1.0)
    assert np.array_equal(placement.border, placement.probabilities.max(axis=1) < 0.6)
    assert (placement.second != placement.labels).all()


def test_new_customers_of_the_same_groups_are_found() -> None:
    model, _, _ = make_model()
    columns, group = make_customers(2_000, 9)
    labels = place_columns(model, columns, as_of_seconds=0).labels
    assert (labels == group).mean() > 0.98


def test_outliers_and_unknown_customers_are_nobodys() -> None:
    model, _, _ = make_model()
    columns = {
        "age": Doubles(np.array([25.0, 110.0, 80.0, np.nan, 30.0])),
        "net_revenue_12m": Doubles(np.array([8.0, 8.0, 2_900.0, np.nan, np.nan])),
    }
    found = place_columns(model, columns, as_of_seconds=0)
    assert found.labels[0] == 0
    assert found.labels[1] == -1, "far outside the range of ages"
    assert found.labels[2] == -1, "both within their range, together unlike anybody"
    assert found.far.tolist() == [False, True, True, False, False]
    assert found.labels[3] == -1
    assert found.known.tolist() == [2, 2, 2, 0, 1]
    assert found.labels[4] >= 0
    assert not found.border[found.labels < 0].any()


def test_fits_of_a_study_are_kept_without_loss() -> None:
    _, fit, _ = make_model()

    class Solution:
        pass

    solution, study = Solution(), Solution()
    solution.fit, study.solutions = fit, [solution]  # type: ignore[attr-defined]
    stored = StoredFits.model_validate_json(store_fits(study).model_dump_json())  # type: ignore[arg-type]
    again = read_fit(stored, "k-means", 3)
    assert (again.k, again.ssw, again.starts, again.at_optimum) == (
        fit.k,
        fit.ssw,
        fit.starts,
        fit.at_optimum,
    )
    for key, values in fit.parameters.items():
        assert np.array_equal(again.parameters[key], values)
    with pytest.raises(OptionError, match="medoids with 4 groups was not tried"):
        read_fit(stored, "medoids", 4)


def test_parameters_of_every_shape_come_back() -> None:
    rng = np.random.default_rng(1)
    arrays = {
        "flat": rng.normal(size=3) * 1e-17,
        "none": np.empty((3, 0)),
        "cube": rng.normal(size=(2, 3, 3)),
        "gaps": np.array([[1.0, np.nan]]),
        "whole": np.arange(4),
    }
    found = read_parameters(write_parameters(arrays))
    for name, values in arrays.items():
        assert found[name].shape == values.shape
        assert np.array_equal(found[name], values.astype(np.float64), equal_nan=True)
    with pytest.raises(BugError):
        write_parameters({"endless": np.array([np.inf])})


def test_a_model_changed_by_hand_is_refused() -> None:
    model, _, ready = make_model()
    broken = model.model_copy(update={"segments": model.segments[:2]})
    with pytest.raises(DefinitionError, match="3 groups, 2 names"):
        place(broken, ready)


def test_fit_without_parameters_is_kept() -> None:
    assert write_parameters(Fit("density", 2).parameters) == {}
