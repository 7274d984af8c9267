"""What is beside the walk: who exists, random shares, time zones, a kernel that is not there."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from satsuma.columns import NO_NUMBER, EventTable, Keys, Moments, Population, UnitData
from satsuma.engine import evaluate, population_at, shares
from satsuma.engine.bitmaps import members
from satsuma.engine.library import TYPES, load_library
from satsuma.engine.zones import day_number, zone_table
from satsuma.language.calendar import local_day
from satsuma.language.interpret import draw_hash
from satsuma.language.read import read_condition, read_value
from satsuma.model.errors import KernelMissingError, RuleError, UnknownNameError
from satsuma.model.kinds import EventShape, Kind, Shape, UnitShape, ValueType
from tests.properties.chance import Chance
from tests.properties.worlds import VOCABULARY

ZONES = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "America/St_Johns", "Africa/Casablanca", "Pacific/Apia"]


@pytest.mark.parametrize("name", ZONES)
def test_the_zone_table_gives_each_moment_its_day(name: str) -> None:
    zone = ZoneInfo(name)
    moments, offsets = zone_table(zone)
    draw = np.random.default_rng(1)
    near = [
        int(moment) + step
        for moment in moments[1:]
        for step in (-90_000, -3600, -1, 0, 1, 3599, 86_399, 86_400)
    ]
    for second in [*draw.integers(-3_000_000_000, 6_000_000_000, 2000).tolist(), *near]:
        place = int(np.searchsorted(moments, second, side="right")) - 1
        assert (second + int(offsets[place])) // 86_400 == day_number(local_day(second, zone))


@pytest.mark.parametrize(
    "keys",
    [
        np.array([0, 7, -12, 10**18, -(2**63)], np.int64),
        np.array(["", "7", "007", "é" * 40, "x" * 500], object),
    ],
)
def test_hashes_are_sha256_of_salt_unit_and_key(keys: np.ndarray) -> None:
    drawn = shares.draw(load_library(), "spring é", "customer", Keys(keys))
    assert drawn.tolist() == [draw_hash("spring é", "customer", key) for key in keys.tolist()]


def test_shares_divide_everyone() -> None:
    drawn = shares.draw(load_library(), "s", "customer", Keys(np.arange(10_000)))
    parts = [
        set(members(shares.pick(drawn, Decimal(low), Decimal(high))))
        for low, high in (("0", "33.3"), ("33.3", "50"), ("50", "100"))
    ]
    assert sum(map(len, parts)) == len(set().union(*parts)) == 10_000
    assert 3000 < len(parts[0]) < 3660
    assert not members(shares.pick(drawn, Decimal(100), Decimal(100))).size


def test_who_exists_at_a_moment() -> None:
    table = EventTable(np.array([0, 1, 2, 2, 2, 2, 3]), np.array([10, 30, 5], np.int32), {})
    known = np.array([True, True, True, True, True, False])
    profiled = np.array([False, False, True, True, False, True])
    created = Moments(np.array([NO_NUMBER, NO_NUMBER, NO_NUMBER, 20, NO_NUMBER, 0]))
    data = UnitData(Keys(np.arange(6)), known, profiled, {"created": created}, {"order": table})
    shape = Shape(
        units={
            "customer": UnitShape(
                name="customer",
                columns={"created": ValueType(kind=Kind.DATE)},
                events={"order": EventShape(name="order", source="o", properties={})},
                created="created",
            )
        },
        main_unit="customer",
        timezone="UTC",
    )
    population = Population({"customer": data})

    def existing(as_of: int) -> list[int]:
        return members(population_at(population, shape, "customer", as_of)).tolist()

    assert existing(9) == [2]
    assert existing(10) == [0, 2]
    assert existing(20) == [0, 2, 3]
    assert existing(30) == [0, 1, 2, 3]
    with pytest.raises(UnknownNameError, match="account"):
        population_at(population, shape, "account", 0)


def test_a_missing_kernel_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(KernelMissingError, match="C compiler") as caught:
        load_library(tmp_path / "_kernel.so")
    assert "hatch_build.py" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def test_the_structs_are_those_of_the_header() -> None:
    library = load_library()
    for name, dtype in TYPES.items():
        fields = dict(library.ffi.typeof(f"ss_{name}").fields)
        assert dtype.names is not None
        assert {field: dtype.fields[field][1] for field in dtype.names if dtype.fields} == {
            field: found.offset for field, found in fields.items()
        }


def test_days_are_counted_from_1970() -> None:
    assert day_number(dt.date(1970, 1, 1)) == 0
    assert day_number(dt.date(2020, 2, 29)) == 18_321


def test_an_account_that_depends_on_itself_through_its_people() -> None:
    world = Chance(1)
    variables = {
        **VOCABULARY.variables,
        "account": {"rivals": read_value("count(people, account.rivals > 3)")},
    }
    vocabulary = replace(VOCABULARY, variables=variables)
    example = world.example([read_condition("rivals > 1")], "account")
    conditions = {"x": example.rules[0]}
    with pytest.raises(RuleError, match="depends on itself"):
        evaluate(example.population, vocabulary, "account", conditions, world.as_of, world.zone)
