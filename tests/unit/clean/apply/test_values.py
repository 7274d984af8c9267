"""Values of each kind: what they become, what becomes missing, and that it is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

Clean = Callable[..., tuple[list[Any], Any]]


def at(text: str) -> int:
    return int(dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC).timestamp())


NUMBERS: list[tuple[str, list[Any], dict[str, Any], list[Any], int | None]] = [
    ("whole", ["1", "-2", "", "007"], {}, [1, -2, None, 7], 0),
    ("zeros behind the point are no decimals", ["1.00", "2.0"], {}, [1, 2], 0),
    ("smallest scale that is exact", ["1.5", "2.25", "-0.05"], {}, [150, 225, -5], 2),
    ("six decimals", ["0.000001", "1"], {}, [1, 1_000_000], 6),
    ("more than six are doubles", ["0.1234567", "1"], {}, [0.1234567, 1.0], None),
    ("thousands", ["1,234.5", "12,345,678"], {}, [12345, 123456780], 1),
    ("decimal comma", ["1.234,5", "2,25", "3"], {"decimal": ","}, [123450, 225, 300], 2),
    ("a comma that is no thousands separator", ["1,5", "2"], {}, [None, 2], 0),
    ("scientific", ["1e3", "2.5e-1"], {}, [100000, 25], 2),
    ("words", ["twelve", "12"], {}, [None, 12], 0),
    ("missing codes", ["-999", "5", "N/A"], {"missing": ["-999", "N/A"]}, [None, 5, None], 0),
    ("not finite", ["inf", "NaN", "-Infinity", "1"], {}, [None, None, None, 1], 0),
    ("minus of typographers", ["\u22125", "3"], {}, [-5, 3], 0),
    ("plain spaces", [" 1 ", "2 ", "  "], {}, [1, 2, None], 0),
    ("a code with spaces", ["-999 ", "5"], {"missing": ["-999"]}, [None, 5], 0),
    ("fifteen digits and a half", ["999999999999999.5", "1"], {}, [9999999999999995, 10], 1),
    ("spaces of all sorts", [" 1 ", "\t2\n", "\u00a03"], {}, [1, 2, 3], 0),
    ("doubles of a file", [2.55, 0.1, None], {"type": "DOUBLE"}, [255, 10, None], 2),
    ("doubles that are no decimals", [0.1 + 0.2, 1.0], {"type": "DOUBLE"}, [0.1 + 0.2, 1.0], None),
    ("double infinities", [float("inf"), float("nan"), 2.0], {"type": "DOUBLE"}, [None, None, 2], 0),
    ("integers of a file", [5, None, -999], {"type": "INTEGER", "missing": ["-999"]}, [5, None, None], 0),
    ("decimals of a file", ["1.2500", "3"], {"type": "DECIMAL(12,4)"}, [125, 300], 2),
    ("floats of a file", [0.1, 2.5], {"type": "FLOAT"}, [1, 25], 1),
]


@pytest.mark.parametrize(
    ("name", "raw", "options", "typed", "scale"), NUMBERS, ids=[case[0] for case in NUMBERS]
)
def test_numbers(
    one_column: Clean, name: str, raw: list[Any], options: dict[str, Any], typed: list[Any], scale: int | None
) -> None:
    values, kind = one_column(raw, "number", **options)
    assert (values, kind.scale) == (typed, scale)


MONEY: list[tuple[str, list[Any], dict[str, Any], list[Any], int]] = [
    ("dollars", ["$90,000 ", "$1.55"], {}, [9000000, 155], 2),
    ("signs behind", ["1.234,50 €", "7 EUR"], {"decimal": ","}, [12345, 70], 1),
    ("codes before", ["USD 12.5", "US$ 3", "$4"], {}, [125, 30, 40], 1),
    ("accountants' negatives", ["(1,200.00)", "30-", "-$5", "$-6"], {}, [-1200, -30, -5, -6], 0),
    ("swiss", ["1'234.55", "CHF 2"], {}, [123455, 200], 2),
    ("french", ["1\u202f234,5 €", "12 EUR"], {"decimal": ","}, [12345, 120], 1),
    ("crowns", ["12 kr", "Kr 5"], {}, [12, 5], 0),
    ("part numbers are no money", ["ABCD12", "12XYZW", "5"], {}, [None, None, 5], 0),
    ("traces of binary arithmetic", [12.340000000000002, 1.1], {"type": "DOUBLE"}, [1234, 110], 2),
    ("traces in text", ["12.340000000000002", "1.1"], {}, [1234, 110], 2),
    ("more than six decimals are rounded", ["0.00000049", "0.0000015"], {}, [0, 2], 6),
]


@pytest.mark.parametrize(("name", "raw", "options", "typed", "scale"), MONEY, ids=[case[0] for case in MONEY])
def test_money(
    one_column: Clean, name: str, raw: list[Any], options: dict[str, Any], typed: list[Any], scale: int
) -> None:
    values, kind = one_column(raw, "money", **options)
    assert (values, kind.scale) == (typed, scale)


DATES: list[tuple[str, list[Any], dict[str, Any], list[Any]]] = [
    ("iso days", ["2019-06-30", "2019-02-30", ""], {}, [at("2019-06-30"), None, None]),
    ("iso moments", ["2019-06-30T12:00:05"], {}, [at("2019-06-30T12:00:05")]),
    ("an offset counts", ["2019-06-30T12:00:00+02:00", "2019-06-30T12:00:00Z"], {},
     [at("2019-06-30T10:00"), at("2019-06-30T12:00")]),
    ("day first", ["3/4/2019", "13/4/2019"], {"date_format": "%d/%m/%Y"}, [at("2019-04-03"), at("2019-04-13")]),
    ("alternatives in order", ["4/3/2019", "2019-04-05"], {"date_format": "%m/%d/%Y | iso"},
     [at("2019-04-03"), at("2019-04-05")]),
    ("epoch s", ["0", "1561852800"], {"date_format": "epoch s"}, [0, 1561852800]),
    ("epoch ms", [1541105830796], {"date_format": "epoch ms", "type": "BIGINT"}, [1541105830]),
    ("excel", ["43646", "43646.5"], {"date_format": "excel"}, [at("2019-06-30"), at("2019-06-30T12:00")]),
    ("digits", [20120309], {"date_format": "%Y%m%d", "type": "BIGINT"}, [at("2012-03-09")]),
    ("strptime with an offset", ["30.06.2019 12:00 +0200"], {"date_format": "%d.%m.%Y %H:%M %z"},
     [at("2019-06-30T10:00")]),
    ("words for UTC", ["2019-06-30 12:00:00 UTC", "2019-06-30"], {}, [at("2019-06-30T12:00"), at("2019-06-30")]),
    ("strptime with Z", ["2019-06-30T12:00:00Z"], {"date_format": "%Y-%m-%dT%H:%M:%S%z"}, [at("2019-06-30T12:00")]),
    ("spaces around", [" 2019-06-30 ", "\t2019-07-01"], {}, [at("2019-06-30"), at("2019-07-01")]),
    ("out of range", ["0001-01-01", "9999-12-31", "2019-01-01"], {}, [None, None, at("2019-01-01")]),
    ("before 1970 with parts of a second", ["1969-12-31 23:59:59.5"], {}, [-1]),
    ("placeholders", ["0000-00-00", "1980-01-01"], {"missing": ["0000-00-00"]}, [None, at("1980-01-01")]),
    ("dates of a file", [dt.date(2019, 6, 30)], {"type": "DATE"}, [at("2019-06-30")]),
    ("moments of a file", [dt.datetime(2019, 6, 30, 1, 2, 3)], {"type": "TIMESTAMP"}, [at("2019-06-30T01:02:03")]),
    ("zoned moments of a file", ["2019-06-30 00:00:00+02"], {"type": "TIMESTAMPTZ"}, [at("2019-06-29T22:00")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "options", "typed"), DATES, ids=[case[0] for case in DATES])
def test_dates(
    one_column: Clean, name: str, raw: list[Any], options: dict[str, Any], typed: list[Any]
) -> None:
    assert one_column(raw, "date", **options)[0] == typed


OTHERS: list[tuple[str, str, list[Any], dict[str, Any], list[Any]]] = [
    ("percent", "share", ["12 %", "12.5%", "7"], {"percent": True}, [120, 125, 70]),
    ("share", "share", ["0.5", "0.25"], {}, [50, 25]),
    (
        "words for yes",
        "flag",
        ["Yes", "no", "J", "", "true", "0"],
        {},
        [True, False, None, None, True, False],
    ),
    ("own words", "flag", ["Ja", "Nej", "yes"], {"yes": ["ja"], "no": ["nej"]}, [True, False, None]),
    ("flags of a file", "flag", [True, None], {"type": "BOOLEAN"}, [True, None]),
    ("ones and zeros", "flag", [1.0, 0.0], {"type": "DOUBLE"}, [True, False]),
    ("sets", "set", ["b; a;;a", "", ";"], {"separator": ";"}, [["a", "b"], None, None]),
    ("sets of a file", "set", [["x", None, "x"], []], {"type": "VARCHAR[]"}, [["x"], None]),
    (
        "spellings",
        "category",
        ["Red", "red", "Red", "RED ", "blue"],
        {},
        ["Red", "Red", "Red", "Red", "blue"],
    ),
    ("spaces inside", "category", ["New  York", "New York", "New York"], {}, ["New York"] * 3),
    ("spellings kept", "category", ["Red", "red"], {"cleaning": {"merge_variants": False}}, ["Red", "red"]),
    ("rare spaces", "text", ["\u00a0a", "b\u202f", "c\r\n", "d"], {}, ["a", "b", "c", "d"]),
    ("many missing codes", "text", list("abcdefgh"), {"missing": list("abcdefg")}, [None] * 7 + ["h"]),
    ("spaces kept", "text", [" a "], {"cleaning": {"trim": False}}, [" a "]),
    ("unknown is a value", "category", ["unknown", "x"], {}, ["unknown", "x"]),
    ("declared missing", "category", ["Select", "x"], {"missing": ["Select"]}, [None, "x"]),
    ("levels", "ordered", ["Low", "high", "?"], {"levels": ["low", "high"]}, ["low", "high", None]),
    ("whole doubles", "identifier", [17850.0, None], {"type": "DOUBLE"}, ["17850", None]),
    ("whole doubles in text", "identifier", ["17850.0", "12.0", ""], {}, ["17850", "12", None]),
    ("versions are no doubles", "identifier", ["1.0", "a"], {}, ["1.0", "a"]),
    ("html and formulas stay as they are", "text", ["<b>x</b>", "=1+1"], {}, ["<b>x</b>", "=1+1"]),
    ("emoji", "category", ["👍", "é"], {}, ["👍", "é"]),
]


@pytest.mark.parametrize(
    ("name", "kind", "raw", "options", "typed"), OTHERS, ids=[case[0] for case in OTHERS]
)
def test_other_kinds(
    one_column: Clean, name: str, kind: str, raw: list[Any], options: dict[str, Any], typed: list[Any]
) -> None:
    assert one_column(raw, kind, **options)[0] == typed
