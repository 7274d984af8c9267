"""The recipe gives new customers exactly the numbers that the fitted ones had."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satsuma.columns import Codes, Moments
from satsuma.discover.basis.applying import apply_basis, fill_missing, find_outside
from satsuma.discover.basis.building import build_basis
from satsuma.discover.cluster.matrix import NO_CHOICE
from satsuma.model.discoveries import BasisField
from satsuma.model.kinds import Kind
from satsuma.model.studies import DiscoveryDefinition
from tests.unit.discover.columns import flags, inform, numbers, sets, take, whole, words

AS_OF = 86_400 * 10_000
NUMBER = BasisField(name="x", title="X", form="number", kind=Kind.NUMBER)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(60, 200), part=st.integers(1, 59))
def test_a_fitted_customer_and_a_new_one_alike_get_the_same_numbers(seed: int, n: int, part: int) -> None:
    rng = np.random.default_rng(seed)
    money = rng.lognormal(3, 1.5, n)
    money[rng.random(n) < 0.1] = np.nan
    values = {
        "money": numbers(money),
        "share": numbers(rng.beta(0.3, 3, n)),
        "cents": whole(rng.integers(0, 900, n), 2),
        "colour": words([["red", "blue", "green"][i] for i in rng.integers(0, 3, n)]),
        "member": flags(rng.integers(-1, 2, n)),
    }
    kinds = {"money": Kind.MONEY, "share": Kind.SHARE, "colour": Kind.CATEGORY, "member": Kind.FLAG}
    infos = {name: inform(name, kinds.get(name, Kind.NUMBER)) for name in values}
    definition = DiscoveryDefinition(basis=tuple(values))
    basis = build_basis(values, infos, np.arange(n), definition, as_of_seconds=AS_OF)
    saved = [BasisField.model_validate_json(field.model_dump_json()) for field in basis.fields]
    some = rng.permutation(basis.rows)[:part]
    new = {name: take(column, some) for name, column in values.items()}
    colours = new["colour"]
    assert isinstance(colours, Codes)
    turned = tuple(reversed(colours.dictionary))
    new["colour"] = Codes(np.where(colours.codes < 0, -1, len(turned) - 1 - colours.codes), turned)
    found = apply_basis(saved, new, as_of_seconds=AS_OF)
    places = np.searchsorted(basis.rows, some)
    np.testing.assert_array_equal(found.numbers, basis.matrix.numbers[places])
    np.testing.assert_array_equal(found.choices, basis.matrix.choices[places])
    assert not fill_missing(found, saved).has_missing


def test_unseen_words_absent_columns_and_other_kinds_are_missing() -> None:
    fields = [
        NUMBER,
        NUMBER.model_copy(update={"name": "gone"}),
        BasisField(name="c", title="C", form="choice", kind=Kind.CATEGORY, levels=("a", "b")),
        BasisField(
            name="d", title="D", form="choice", kind=Kind.CATEGORY, levels=("a", "other"), other="other"
        ),
        BasisField(name="s", title="S", form="choice", kind=Kind.SET, item="tea", levels=("no", "yes")),
    ]
    columns = {
        "x": words(["a", "b", "z"]),
        "c": words(["a", "z", None]),
        "d": words(["a", "z", None]),
        "s": sets([["tea"], ["milk"], []]),
    }
    found = apply_basis(fields, columns, as_of_seconds=AS_OF)
    assert np.isnan(found.numbers).all()
    assert found.choices.tolist() == [[0, 0, 1], [NO_CHOICE, 1, 0], [NO_CHOICE, NO_CHOICE, NO_CHOICE]]
    assert found.levels == (2, 2, 2)


def test_dates_count_as_days_before_the_moment_asked_about() -> None:
    field = NUMBER.model_copy(update={"kind": Kind.DATE})
    column = Moments(np.array([AS_OF - 86_400 * 3, AS_OF], np.int64))
    assert apply_basis([field], {"x": column}, as_of_seconds=AS_OF).numbers[:, 0].tolist() == [3, 0]
    later = apply_basis([field], {"x": column}, as_of_seconds=AS_OF + 86_400)
    assert later.numbers[:, 0].tolist() == [4, 1]
    assert np.isnan(apply_basis([NUMBER], {"x": column}, as_of_seconds=AS_OF).numbers).all()


def test_ordered_words_in_number_form_are_scores() -> None:
    field = NUMBER.model_copy(update={"kind": Kind.ORDERED, "levels": ("low", "middle", "high")})
    column = words(["high", "low", "unheard"], ["high", "low", "unheard"])
    found = apply_basis([field], {"x": column}, as_of_seconds=AS_OF).numbers[:, 0]
    np.testing.assert_array_equal(found, [3, 1, np.nan])


def test_numbers_beyond_the_fitted_range_are_pulled_in_and_told() -> None:
    field = NUMBER.model_copy(update={"low": 0.0, "high": 10.0, "centre": 5.0, "scale": 2.0})
    column = numbers([-50.0, 0, 10, 10.5, 90, np.nan])
    found = apply_basis([field], {"x": column}, as_of_seconds=AS_OF).numbers[:, 0]
    np.testing.assert_array_equal(found, [-2.5, -2.5, 2.5, 2.5, 2.5, np.nan])
    outside = find_outside([field], {"x": column}, as_of_seconds=AS_OF)
    assert outside.tolist() == [True, False, False, False, True, False]


def test_ipsatised_answers_are_less_the_persons_own_mean() -> None:
    fields = [NUMBER.model_copy(update={"name": name, "ipsatised": True}) for name in "ab"]
    fields.append(NUMBER.model_copy(update={"name": "c"}))
    columns = {"a": whole([5, 1, None]), "b": whole([3, None, None]), "c": whole([7, 7, 7])}
    found = apply_basis(fields, columns, as_of_seconds=AS_OF).numbers
    np.testing.assert_array_equal(found, [[1, -1, 7], [0, np.nan, 7], [np.nan, np.nan, 7]])


def test_filling_leaves_the_matrix_itself_alone() -> None:
    fields = [
        NUMBER.model_copy(update={"filled": 0.25}),
        BasisField(name="c", title="C", form="choice", kind=Kind.FLAG, levels=("no", "yes"), filled=1.0),
    ]
    matrix = apply_basis(fields, {"x": numbers([np.nan, 2]), "c": flags([-1, 0])}, as_of_seconds=AS_OF)
    filled = fill_missing(matrix, fields)
    assert filled.numbers[:, 0].tolist() == [0.25, 2]
    assert filled.choices[:, 0].tolist() == [1, 0]
    assert matrix.has_missing
    with pytest.raises(TypeError):
        apply_basis(fields, {"x": numbers([1.0])})  # type: ignore[call-arg]
