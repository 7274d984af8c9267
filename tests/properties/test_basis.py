"""Whatever the columns hold: every distribution is told, and a basis is built or refused in sentences."""

from __future__ import annotations

import warnings
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from satsuma.columns import NO_NUMBER, Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.discover.basis.applying import apply_basis
from satsuma.discover.basis.building import build_basis
from satsuma.discover.distributions import describe_distributions
from satsuma.model.errors import MistakeError
from satsuma.model.kinds import Kind
from satsuma.model.results import VariableInfo
from satsuma.model.studies import DiscoveryDefinition

MANY = st.integers(1, 60)


@st.composite
def some_columns(draw: st.DrawFn) -> dict[str, tuple[Kind, Column]]:
    n = draw(MANY)
    doubles = arrays(np.float64, n, elements=st.floats(width=64) | st.sampled_from([0.0, 1.0, 999.0, np.nan]))
    integers = arrays(
        np.int64, n, elements=st.integers(-(2**62), 2**62) | st.integers(0, 4) | st.just(NO_NUMBER)
    )
    codes = arrays(np.int32, n, elements=st.integers(-1, 3))
    lengths = draw(arrays(np.int64, n, elements=st.integers(0, 3)))
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    items = draw(arrays(np.int32, int(offsets[-1]), elements=st.integers(0, 3)))
    words = ("a", "b", "c", "d")
    return {
        "double": (Kind.NUMBER, Doubles(draw(doubles))),
        "share": (Kind.SHARE, Doubles(draw(doubles))),
        "money": (Kind.MONEY, Scaled(draw(integers), 2)),
        "count": (Kind.NUMBER, Scaled(draw(integers), 0)),
        "date": (Kind.DATE, Moments(draw(integers))),
        "word": (Kind.CATEGORY, Codes(draw(codes), words)),
        "step": (Kind.ORDERED, Codes(draw(codes), words)),
        "flag": (Kind.FLAG, Flags(draw(arrays(np.int8, n, elements=st.integers(-1, 1))))),
        "set": (Kind.SET, Sets(offsets, items, words)),
    }


def inform(columns: dict[str, tuple[Kind, Column]]) -> dict[str, VariableInfo]:
    return {
        name: VariableInfo(name=name, title=name, unit="customer", family=None, kind=kind)
        for name, (kind, _) in columns.items()
    }


@given(columns=some_columns(), smallest_group=st.sampled_from([1, 5]))
def test_every_distribution_is_told(columns: dict[str, tuple[Kind, Column]], smallest_group: int) -> None:
    values = {name: column for name, (_, column) in columns.items()}
    n = len(columns["double"][1].values)  # type: ignore[union-attr]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = describe_distributions(
            values,
            inform(columns),
            np.ones(n, bool),
            smallest_group=smallest_group,
            zone=ZoneInfo("Europe/Berlin"),
        )
    assert [one.variable for one in found] == list(columns)
    for one in found:
        assert one.n + one.missing == n
        assert one.reasons
        counted = [bar.customers for bar in one.bins]
        assert all(count is None or count == 0 or count >= smallest_group for count in counted)
        if one.bins and None not in counted and one.kind is not Kind.SET:
            assert sum(count or 0 for count in counted) == one.n


@given(columns=some_columns(), data=st.data())
def test_a_basis_is_built_or_refused_in_sentences(
    columns: dict[str, tuple[Kind, Column]], data: st.DataObject
) -> None:
    values = {name: column for name, (_, column) in columns.items()}
    n = len(columns["double"][1].values)  # type: ignore[union-attr]
    chosen = data.draw(st.lists(st.sampled_from(sorted(columns)), min_size=1, max_size=5, unique=True))
    definition = DiscoveryDefinition(basis=tuple(chosen), ipsatise=data.draw(st.booleans()))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            basis = build_basis(values, inform(columns), np.arange(n), definition, as_of_seconds=0)
        except MistakeError as error:
            refused = [finding.message[-1] for finding in error.findings]
            basis = None
    if basis is None:
        assert set(refused) == {"."}
        return
    assert sorted([*basis.rows, *basis.outliers, *basis.unknown]) == list(range(n))
    assert np.isfinite(basis.filled.numbers).all()
    assert (basis.filled.choices >= 0).all()
    again = apply_basis(basis.fields, values, as_of_seconds=0).take(basis.rows)
    np.testing.assert_array_equal(again.numbers, basis.matrix.numbers)
