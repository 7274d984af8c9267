"""Distributions, bases and survey guards on real files."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from satsuma.columns import Codes, Column, Doubles
from satsuma.discover.basis.answers import check_style, find_batteries
from satsuma.discover.basis.building import build_basis
from satsuma.discover.distributions import describe_distributions
from satsuma.model.kinds import Kind
from satsuma.model.patterns import Distribution
from satsuma.model.results import VariableInfo
from satsuma.model.studies import DiscoveryDefinition

pytestmark = pytest.mark.real

Data = tuple[dict[str, Column], dict[str, VariableInfo]]


def read(table: pd.DataFrame, unknown: Collection[str] = (), money: Collection[str] = ()) -> Data:
    """The table's columns: numbers as they are, all else as words."""
    values: dict[str, Column] = {}
    infos = {}
    for name in table.columns:
        series = table[name]
        kind = Kind.MONEY if name in money else Kind.NUMBER
        if pd.api.types.is_numeric_dtype(series):
            values[name] = Doubles(series.to_numpy(np.float64))
        else:
            kind = Kind.CATEGORY
            codes, levels = pd.factorize(series.where(~series.isin(unknown)), sort=True)
            values[name] = Codes(codes.astype(np.int32), tuple(map(str, levels)))
        infos[name] = VariableInfo(name=name, title=name, unit="customer", family=None, kind=kind)
    return values, infos


def describe(data: Data, n: int) -> dict[str, Distribution]:
    found = describe_distributions(*data, np.ones(n, bool), smallest_group=5, zone=ZoneInfo("UTC"))
    return {one.variable: one for one in found}


@pytest.fixture(scope="module")
def bank(shared_data: Path) -> pd.DataFrame:
    return pd.read_parquet(shared_data / "bank_marketing" / "bank-additional-full.parquet")


@pytest.fixture(scope="module")
def shoppers(shared_data: Path) -> pd.DataFrame:
    """Recency, frequency and money of 4,338 customers (Chen, Sain & Guo 2012)."""
    rows = pd.read_parquet(shared_data / "online_retail" / "online_retail.parquet")
    sold = rows["CustomerID"].notna() & (rows["Quantity"] > 0) & (rows["UnitPrice"] > 0)
    rows = rows[sold & ~rows["InvoiceNo"].astype(str).str.startswith("C")]
    rows = rows.assign(amount=rows["Quantity"] * rows["UnitPrice"], day=pd.to_datetime(rows["InvoiceDate"]))
    found = rows.groupby("CustomerID").agg(
        recency=("day", "max"), frequency=("InvoiceNo", "nunique"), money=("amount", "sum")
    )
    found["recency"] = (rows["day"].max() - found["recency"]).dt.days
    return found


@pytest.fixture(scope="module")
def young_people(shared_data: Path) -> pd.DataFrame:
    return pd.read_csv(shared_data / "young_people_survey" / "responses.csv")


def test_a_group_that_holds_nearly_all_is_no_basis(bank: pd.DataFrame) -> None:
    found = describe(read(bank, unknown=["unknown"]), len(bank))
    assert found["default"].usable == "no"
    assert found["default"].reasons[0].startswith("'no' holds over 99.9 %")
    assert found["default"].missing == 8597
    assert any("missing says something" in reason.lower() for reason in found["default"].reasons)
    assert found["loan"].usable == "with care"
    assert found["job"].usable == "yes"


def test_a_code_for_never_is_seen(bank: pd.DataFrame) -> None:
    pdays = describe(read(bank), len(bank))["pdays"]
    assert pdays.usable == "no"
    assert pdays.top_value == "999"
    assert pdays.concentration == pytest.approx(0.9632, abs=1e-4)
    assert any("999 lies far from all other values" in reason for reason in pdays.reasons)
    assert pdays.bins[-1].label == "999"
    assert len(pdays.bins) > 5


def test_skewed_shoppers_are_logged_and_whales_set_aside(shoppers: pd.DataFrame) -> None:
    assert len(shoppers) == 4338
    data = read(shoppers, money=["money"])
    found = describe(data, 4338)
    assert {one.transform for one in found.values()} == {"log"}
    assert found["money"].skewness == pytest.approx(19.3, abs=0.1)
    assert found["money"].concentration == pytest.approx(0.61, abs=0.01)
    definition = DiscoveryDefinition(basis=("recency", "frequency", "money"))
    basis = build_basis(*data, np.arange(4338), definition, as_of_seconds=0)
    assert 1 <= len(basis.outliers) <= 20
    assert shoppers["money"].to_numpy()[basis.outliers].max() > 100_000
    spread = np.quantile(basis.matrix.numbers, 0.75, axis=0) - np.quantile(basis.matrix.numbers, 0.25, axis=0)
    np.testing.assert_allclose(spread[[0, 2]], 1.349, atol=0.02)


def test_people_who_tick_one_column_are_counted_not_dropped(young_people: pd.DataFrame) -> None:
    values, infos = read(young_people)
    rows = np.arange(len(young_people))
    items = [name for name in values if infos[name].kind is Kind.NUMBER]
    (battery,) = find_batteries(values, infos, items, rows)
    assert (len(battery.names), battery.low, battery.high) == (134, 1, 5)
    style = check_style(battery, values, rows)
    assert style.answered.sum() == 1010
    assert style.straight.sum() == 34
    assert style.extreme.sum() == 3
    shuffled = {
        name: Doubles(np.random.default_rng(place).permutation(values[name].values))  # type: ignore[union-attr]
        for place, name in enumerate(battery.names)
    }
    assert check_style(battery, shuffled, rows).straight.sum() == 0
    definition = DiscoveryDefinition(basis=[name for name in battery.names if name.isalpha()])
    basis = build_basis(values, infos, rows, definition, as_of_seconds=0)
    assert basis.matrix.n + len(basis.outliers) + len(basis.unknown) == 1010
    assert any("gave the same answer" in note for note in basis.notes)
    assert any(warning.startswith("1,0") and "too few" in warning for warning in basis.warnings)
