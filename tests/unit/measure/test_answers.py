"""Attribute segments for projects without behaviour."""

from __future__ import annotations

import numpy as np

from satsuma.columns import NO_NUMBER, Codes, Flags, Keys, Scaled, UnitData
from satsuma.language.read import read_condition
from satsuma.measure.answers import suggest_for_profile_only
from satsuma.measure.suggestions import suggest_variables
from satsuma.model.kinds import Kind, Role, Shape, UnitShape, ValueType
from tests.unit.measure.shapes import FLAG, MONEY, WHOLE, WORD, source

COLUMNS = {
    "age": WHOLE,
    "job": WORD,
    "balance": MONEY,
    "rock_music": WHOLE,
    "housing_loan": FLAG,
    "annual_income": MONEY,
    "same": WORD,
}
SHAPE = Shape(
    units={"customer": UnitShape(name="customer", columns=COLUMNS, events={})},
    main_unit="customer",
    timezone="UTC",
)
SOURCES = {"bank": source(Role.PROFILE, COLUMNS, unit="customer", key="row number")}
NUMBERS = np.arange(100, dtype=np.int64)


def unit_data() -> UnitData:
    balances = NUMBERS * 100
    balances[0] = NO_NUMBER
    return UnitData(
        keys=Keys(NUMBERS),
        known=np.ones(100, dtype=np.bool_),
        profiled=np.ones(100, dtype=np.bool_),
        columns={
            "age": Scaled(NUMBERS, 0),
            "job": Codes(NUMBERS % 4, ('a "b"', "clerk", "nurse", "painter")),
            "balance": Scaled(balances, 2),
            "rock_music": Scaled(NUMBERS % 5 + 1, 0),
            "housing_loan": Flags((NUMBERS < 30).astype(np.int8)),
            "annual_income": Scaled(NUMBERS, 0),
            "same": Codes(np.zeros(100, dtype=np.int64), ("x", "y")),
        },
        events={},
    )


def test_attributes_are_cut_plainly() -> None:
    variables = suggest_variables(SHAPE, SOURCES, None)
    segments, segmentations = suggest_for_profile_only(SHAPE, variables, unit_data())
    rules = {name: each.rule for name, each in segments.items()}
    assert rules["under-30"] == "age < 30"
    assert rules["job-a-b"] == 'job = "a \\"b\\""'
    assert rules["high-balance"] == "top 20% by balance"
    assert rules["high-rock-music"] == "rock_music >= 5"
    assert rules["housing-loan"] == "housing_loan"
    assert not any("income" in rule or "same" in rule for rule in rules.values())
    assert all(read_condition(rule) for rule in rules.values())
    assert [each.name for each in segmentations["starter"].priorities] == list(segments)[:4]


def test_without_an_age_the_first_category_divides() -> None:
    columns = {name: value for name, value in COLUMNS.items() if name != "age"}
    unit = UnitShape(name="customer", columns=columns, events={})
    shape = Shape(units={"customer": unit}, main_unit="customer", timezone="UTC")
    variables = suggest_variables(shape, SOURCES, None)
    segments, segmentations = suggest_for_profile_only(shape, variables, unit_data())
    assert [each.name for each in segmentations["starter"].priorities] == [
        "job-a-b",
        "job-clerk",
        "job-nurse",
        "job-painter",
    ]
    assert {each.segment for each in segmentations["starter"].priorities} <= set(segments)


def test_nothing_telling_gives_nothing() -> None:
    columns = {"same": ValueType(kind=Kind.CATEGORY)}
    unit = UnitShape(name="customer", columns=columns, events={})
    shape = Shape(units={"customer": unit}, main_unit="customer", timezone="UTC")
    assert suggest_for_profile_only(shape, suggest_variables(shape, {}, None), unit_data()) == ({}, {})


def test_ages_that_lie_close_together_are_quartered() -> None:
    data = unit_data()
    young = Scaled(NUMBERS // 25 + 18, 0)
    data = UnitData(data.keys, data.known, data.profiled, {**data.columns, "age": young}, data.events)
    segments, _ = suggest_for_profile_only(SHAPE, suggest_variables(SHAPE, SOURCES, None), data)
    ages = {name: each.rule for name, each in segments.items() if each.template == "age-band"}
    assert ages == {
        "under-19": "age < 19",
        "aged-19": "age >= 19 and age < 20",
        "aged-20": "age >= 20 and age < 21",
        "from-21": "age >= 21",
    }
