"""Files of new customers: columns matched by any of their names, texts read as people write them, rows explained."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.columns import Codes, Doubles, Flags, Moments, Sets
from satsuma.discover.models import place_columns, place_rows
from satsuma.discover.models.texts import Reading, is_decimal_comma, read_day, read_number, read_texts
from satsuma.model.discoveries import BasisField
from satsuma.model.errors import FileError, OptionError
from satsuma.model.kinds import Kind
from tests.unit.discover.models.making import make_customers, make_model

MODEL = make_model()[0]
MIXED = make_model("latent classes")[0]


def test_rows_are_placed_as_the_same_values_in_columns() -> None:
    columns, _ = make_customers(200, 4)
    age, revenue = columns["age"], columns["net_revenue_12m"]
    assert isinstance(age, Doubles)
    assert isinstance(revenue, Doubles)
    rows = {
        "Customer ID": [f"c{i}" for i in range(200)],
        "AGE": [repr(float(value)) for value in age.values],
        "Net revenue": [repr(float(value)) for value in revenue.values],
    }
    result = place_rows(MODEL, rows, file="new.csv")
    expected = place_columns(MODEL, columns, as_of_seconds=0)
    assert result.matched == {"age": "AGE", "net_revenue_12m": "Net revenue"}
    assert result.rows == 200
    assert [each.key for each in result.customers][:2] == ["c0", "c1"]
    assert [each.row for each in result.customers][:2] == [1, 2]
    for each, label, odds in zip(result.customers, expected.labels, expected.probabilities, strict=True):
        assert each.segment == (MODEL.segments[label].name if label >= 0 else None)
        if each.probability is not None:
            assert each.probability == pytest.approx(odds.max(), abs=1e-6)
            assert sum(each.probabilities.values()) == pytest.approx(1, abs=1e-5)
    assert sum(result.sizes.values()) == result.placed == 200 - result.unplaced


def test_texts_of_all_kinds_are_read_and_the_unreadable_named_by_row_only() -> None:
    rows = {
        "age": ["25", " 64 ", "secret", None],
        "Net revenue, last 12 months": ["1.234,50 €", "50,25", "", "n/a"],
        "Member": ["Ja", "no", "perhaps", ""],
        "channel": ["PHONE", "Web", "pigeon", ""],
    }
    result = place_rows(MIXED, rows)
    assert set(result.matched) == {"age", "net_revenue_12m", "member", "channel"}
    assert result.customers[0].segment is not None
    assert result.customers[2].note is not None
    assert "not readable: age, Member" in result.customers[2].note
    assert "too little is known: 0 of 4 fields" in (result.customers[3].note or "")
    said = " ".join([*result.warnings, *(each.note or "" for each in result.customers)])
    assert "'age': 1 value could not be read and count as missing (row 3)." in said
    assert "secret" not in said
    assert "perhaps" not in said


def test_absent_columns_are_said_and_near_ones_suggested() -> None:
    result = place_rows(MIXED, {"age": ["25"], "member": ["yes"], "chanel": ["web"]})
    assert result.absent == ("net_revenue_12m", "channel")
    assert any("Did you mean 'chanel'?" in warning for warning in result.warnings)
    assert any("2 of the model's 4 fields are not in the file" in warning for warning in result.warnings)
    assert result.placed == 1


def test_aliases_of_the_sources_match() -> None:
    result = place_rows(
        MODEL,
        {"Alter (J.)": ["25"], "Umsatz": ["8"]},
        aliases={"age": ["Alter (J.)"], "net_revenue_12m": ["umsatz"]},
    )
    assert result.absent == ()


def test_files_that_cannot_be_placed_say_so() -> None:
    with pytest.raises(FileError, match=r"new\.csv has no rows"):
        place_rows(MODEL, {"age": []}, file="new.csv")
    with pytest.raises(FileError):
        place_rows(MODEL, {})
    with pytest.raises(OptionError, match="No column of the file is a field of the model 'groups'"):
        place_rows(MODEL, {"colour": ["red"]})
    with pytest.raises(OptionError) as near:
        place_rows(MODEL, {"agee": ["25"]})
    assert "Did you mean 'agee'?" in str(near.value)
    with pytest.raises(OptionError) as no_key:
        place_rows(MODEL, {"age": ["25"], "mail": ["x"]}, key="maill")
    assert "Did you mean 'mail'?" in str(no_key.value)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["1,5", "2"], True),
        (["1,234", "2,345"], False),
        (["1,234.5"], False),
        (["1.234,5"], True),
        (["1,234", "0,5"], True),
        (["3"], False),
    ],
)
def test_decimal_commas_are_told_by_the_whole_column(words: list[str], expected: bool) -> None:
    assert is_decimal_comma(words) is expected


@pytest.mark.parametrize(
    ("word", "has_comma", "expected"),
    [
        ("1,234.5", False, 1234.5),
        ("1.234,5", True, 1234.5),
        ("1.234", True, 1234.0),
        ("1.5", True, 1.5),
        ("-3", False, -3.0),
        ("1e3", False, 1000.0),
        ("12%", False, 12.0),
        ("1e999", False, None),
        ("12a", False, None),
        ("1,2,3", False, None),
    ],
)
def test_numbers(word: str, has_comma: bool, expected: float | None) -> None:
    assert read_number(word, has_comma) == expected


def read(kind: Kind, words: list[str | None], **more: object) -> Reading:
    form = "number" if kind in (Kind.NUMBER, Kind.SHARE, Kind.DATE) else "choice"
    return read_texts(
        [BasisField.model_validate({"name": "x", "title": "X", "form": form, "kind": kind, **more})], words
    )


def test_shares_flags_days_and_sets() -> None:
    share = read(Kind.SHARE, ["12 %", "0.5", None]).column
    assert isinstance(share, Doubles)
    assert share.values.tolist()[:2] == [0.12, 0.5]
    flags = read(Kind.FLAG, ["yes", "NEIN", "maybe", None], levels=("no", "yes"))
    assert isinstance(flags.column, Flags)
    assert flags.column.values.tolist() == [1, 0, -1, -1]
    assert flags.unreadable == [3]
    days = read(Kind.DATE, ["2019-01-02", "02.01.2019", "03/04/2019", ""])
    assert isinstance(days.column, Moments)
    assert days.column.seconds[0] == days.column.seconds[1] == 1_546_387_200
    assert days.unreadable == [3]
    sets = read(Kind.SET, ["golf; roses", "chess", None], levels=("no", "yes"), item="golf")
    assert isinstance(sets.column, Sets)
    assert np.diff(sets.column.offsets).tolist() == [2, 1, 0]
    levels = read(Kind.CATEGORY, ["none", "A", "zzz"], levels=("none", "a"))
    assert isinstance(levels.column, Codes)
    assert levels.column.codes.tolist() == [0, 1, -1]
    assert levels.unreadable == [3]


def test_days_that_say_too_little() -> None:
    assert read_day("03/04/2019") is None
    assert read_day("tomorrow") is None
