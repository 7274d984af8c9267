"""Delimiter, quote, header, junk lines, encoding and names, each judged from little evidence."""

from __future__ import annotations

import pytest

from satsuma.collect.encodings import detect_encoding, transcode
from satsuma.collect.headers import has_header
from satsuma.collect.naming import find_stem_pattern, make_name, make_unique, name_columns, propose_name
from satsuma.collect.sniffing import sniff

SHAPES = {
    # text: delimiter, header, skipped lines, width
    "comma": ("a,b\n1,2\n3,4\n", (",", True, 0, 2)),
    "decimal commas between semicolons": ("a;b;c\n1,5;2,3;3,1\n2,5;2,4;3,2\n", (";", True, 0, 3)),
    "decimal commas, no header": ("1,5;2,3\n2,5;3,3\n4,5;6,3\n", (";", False, 0, 2)),
    "commas in texts between tabs": ("a\tb\nx, y\t1\nz, w\t2\n", ("\t", True, 0, 2)),
    "semicolons within a comma file": ("id,tags\n1,a;b\n2,c;d\n3,e;f\n", (",", True, 0, 2)),
    "bars within a comma file": ("id,tags\n1,a|b\n2,c|d\n3,e|f\n", (",", True, 0, 2)),
    "quoted commas": ('a;b\n"x, y, z";1\n"x, y";2\n', (";", True, 0, 2)),
    "one column": ("name\nAnn\nBob\n", (",", True, 0, 1)),
    "one column of numbers": ("1\n2\n3\n", (",", False, 0, 1)),
    "separator line": ("sep=|\na|b\n1|2\n", ("|", True, 1, 2)),
    "title": ("Sales report\na,b,c\n1,2,3\n4,5,6\n", (",", True, 1, 3)),
    "title, padded with delimiters": ("Sales report,,,\n,,,\na,b,c,d\n1,2,3,4\n4,5,6,7\n", (",", True, 2, 4)),
    "several notes": ("Report\nBy: us\n\nx;y;z\n1;2;3\n1;2;4\n", (";", True, 3, 3)),
    "years as names": ("2017,2018,2019\n5.1,7,8\n9.5,1,2\n", (",", True, 0, 3)),
    "numbers as names": ("0,1,2,3\n17,8,9,4\n18,5,6,7\n", (",", True, 0, 4)),
    "rows of numbers": ("17,8,9,4\n18,5,6,7\n19,5,6,7\n", (",", False, 0, 4)),
    "rows of words": ("Ann,Bonn\nBob,Köln\nAnn,Köln\nBob,Bonn\n", (",", False, 0, 2)),
    "words under names": ("name,town\nAnn,Bonn\nBob,Köln\n", (",", True, 0, 2)),
    "header alone": ("name,town\n", (",", True, 0, 2)),
    "a row of numbers alone": ("1,2\n", (",", False, 0, 2)),
    "a column of months": ("id,2019-01,2019-02\n7,5,6\n8,5,4\n", (",", True, 0, 3)),
    "trailing delimiters": ("a,b,\n1,2,\n3,4,\n", (",", True, 0, 2)),
    "unlabelled first column": (",a,b\n1,x,2\n2,y,3\n", (",", True, 0, 3)),
    "empty last cells": ("a,b,c\n1,2,\n3,4,\n", (",", True, 0, 3)),
}  # fmt: skip


@pytest.mark.parametrize("case", SHAPES)
def test_shapes(case: str) -> None:
    text, expected = SHAPES[case]
    shape = sniff(text)
    assert (shape.delimiter, shape.header, shape.skip_lines, shape.width) == expected


def test_what_is_given_is_taken() -> None:
    shape = sniff("a,b\n1,2\n", delimiter=";", header=False, skip_lines=1)
    assert (shape.delimiter, shape.header, shape.skip_lines, shape.width) == (";", False, 1, 1)


def test_a_header_may_be_mostly_empty() -> None:
    assert has_header([("", "name", "age"), ("1", "Ann", "30"), ("2", "Bob", "40")])


WORDS = "Größe, café, naïve, Señor, Ærø – €5 “hallo” ’s\n"
TEXTS = {
    "ascii": (b"a,b\n1,2\n", "utf-8"),
    "utf-8": (WORDS.encode(), "utf-8"),
    "utf-8 with a mark": (b"\xef\xbb\xbf" + WORDS.encode(), "utf-8"),
    "utf-8 with a damaged line": (WORDS.encode() * 5 + b"caf\xe9\n", "utf-8"),
    "cp1252": (WORDS.encode("cp1252"), "cp1252"),
    "one letter of cp1252": (b"name\nZo\xeb\n", "cp1252"),
    "utf-16": (WORDS.encode("utf-16"), "utf-16"),
    "utf-16 without a mark": (("id,name\n1,Ann\n" * 9).encode("utf-16-le"), "utf-16-le"),
    "utf-16 without a mark, big end": (("id,name\n1,Ann\n" * 9).encode("utf-16-be"), "utf-16-be"),
    "Cyrillic": (("Имя,Город\n" + "Анна Петрова,Москва\nИван Иванов,Санкт-Петербург\n" * 9).encode("cp1251"), "cp1251"),
    "Polish": (("imię\n" + "Łukasz Dąbrowski,Łódź\nGrażyna Wójcik\nZażółć gęślą jaźń\n" * 9).encode("cp1250"), "cp1250"),
}  # fmt: skip


@pytest.mark.parametrize("case", TEXTS)
@pytest.mark.parametrize("size", [3, 1 << 20])
def test_encodings(case: str, size: int) -> None:
    content, expected = TEXTS[case]
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    if size == 3 and expected not in ("utf-8", "utf-16", "cp1252"):
        pytest.skip("letters and zeros tell nothing in three bytes")
    assert detect_encoding(pieces) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "utf-32"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_transcoding_in_pieces(encoding: str, size: int) -> None:
    content = WORDS.encode(encoding)
    pieces = (content[start : start + size] for start in range(0, len(content), size))
    assert b"".join(transcode(pieces, encoding)) == WORDS.encode()


def test_bytes_that_are_no_characters_stay() -> None:
    assert b"".join(transcode([b"a\x81b\xe9"], "cp1252")) == b"a\x81b\xc3\xa9"


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("sales_2017.csv", "sales_2018.csv.gz", True),
        ("sales-2019-01.csv", "sales-2019-12.csv", True),
        ("Orders Jan 2019.xlsx", "orders_feb_2020.xlsx", True),
        ("part-00000.parquet", "part-00001.parquet", True),
        ("company_data.csv", "company_data_postgres.csv", False),
        ("orders.csv", "order_lines.csv", False),
        ("2017.csv", "2018.csv", True),
        ("😀.csv", "🎃.csv", False),
    ],
)
def test_stems(first: str, second: str, is_same: bool) -> None:
    assert (find_stem_pattern(first) == find_stem_pattern(second)) is is_same


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a/DimProductCategory.csv", "product_category"),
        ("FactInternetSalesReason.csv.gz", "internet_sales_reason"),
        ("AdventureWorks_Sales_2017.csv.gz", "sales"),
        ("company_data.csv", "company"),
        ("data.csv", "data"),
        ("2019.csv", "source"),
        ("Kunden Übersicht (neu).xlsx", "kunden_übersicht_neu"),
        ("select.csv", "select"),
        ("x" * 300 + ".csv", "x" * 60),
        ("CRMExport_Contacts_2019-01-02.csv", "contacts"),
    ],
)
def test_names(file: str, name: str) -> None:
    assert propose_name(file) == name


def test_names_are_unique_without_case() -> None:
    assert make_unique(["a", "A", "b", "a_2", "a"]) == ["a", "A_2", "b", "a_2_2", "a_3"]
    assert make_name("1st!") == "source_1st"


def test_a_million_equal_labels_are_named_quickly() -> None:
    assert make_unique(["x"] * 1_000_000)[-1] == "x_1000000"


def test_columns() -> None:
    columns, notes = name_columns(["a", None, " a ", "b"], 5)
    assert columns == ("a", "column_2", "a_2", "b", "column_5")
    assert len(notes) == 2
