"""JSON: arrays, lines and lists within an object; one level flattened; broken lines set aside."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from satsuma.collect import find_sources
from satsuma.model.definitions import Format
from satsuma.model.errors import FileError
from satsuma.store.scratch import RawTable

Read = Callable[[str, Format], tuple[RawTable, list[tuple[object, ...]]]]
JSON = Format(type="json")
RECORDS = [
    {
        "id": 1,
        "name": "Zoë",
        "address": {"city": "Łódź", "geo": {"lat": 1.5}},
        "tags": ["a", "b"],
        "vip": True,
    },
    {"id": "2", "name": None, "address": {"city": ""}, "big": 12345678901234567890},
]
COLUMNS = ("id", "name", "address_city", "address_geo", "tags", "vip", "big")
ROWS = [
    ("1", "Zoë", "Łódź", '{"lat":1.5}', '["a","b"]', "true", None),
    ("2", None, "", None, None, None, "12345678901234567890"),
]


def dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


FORMS = {
    "array": dump(RECORDS).encode(),
    "pretty array": json.dumps(RECORDS, indent=2, ensure_ascii=False, separators=(",", ":")).encode(),
    "lines": "\n".join(map(dump, RECORDS)).encode(),
    "lines with empty ones": ("\n\n".join(map(dump, RECORDS)) + "\r\n").encode(),
    "utf-8 mark": b"\xef\xbb\xbf" + dump(RECORDS).encode(),
    "utf-16": dump(RECORDS).encode("utf-16"),
}


@pytest.mark.parametrize("form", FORMS)
def test_objects_become_rows(tmp_path: Path, read: Read, form: str) -> None:
    (tmp_path / "x.json").write_bytes(FORMS[form])
    raw, rows = read("x.json", JSON)
    assert raw.columns == COLUMNS
    assert [tuple(str(c).replace(" ", "").replace("\n", "") if c else c for c in row) for row in rows] == ROWS
    assert raw.rejects == ()


def test_a_list_within_an_object(tmp_path: Path, read: Read) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"total": 2, "contacts": [{"a": 1.10}, {"a": 2}]}, indent=1))
    assert read("x.json", JSON)[1] == [("1.1",), ("2",)]


def test_a_single_object_is_one_row(tmp_path: Path, read: Read) -> None:
    (tmp_path / "x.json").write_text('{"a": 1,\n "b": {"c": 2}}')
    raw, rows = read("x.json", JSON)
    assert (raw.columns, rows) == (("a", "b_c"), [("1", "2")])


def test_broken_lines_are_set_aside(tmp_path: Path, read: Read) -> None:
    (tmp_path / "x.ndjson").write_text('{"a": 1}\n{"a": 2\n\n{"a": 3}\n[4]\nnull\n')
    raw, rows = read("x.ndjson", JSON)
    assert rows == [("1",), ("3",)]
    assert [(each.line, each.content) for each in raw.rejects] == [(2, '{"a": 2'), (5, "[4]"), (6, "null")]


def test_clashing_and_odd_keys(tmp_path: Path, read: Read) -> None:
    (tmp_path / "x.json").write_text(
        json.dumps([{"a": {"b": 1}, "a_b": 2, "A": 3, 'q".x': 4, "": 5, "n": 1}, {"n": {"m": 2}}])
    )
    raw, rows = read("x.json", JSON)
    assert raw.columns == ("a_b", "a_b_2", "A", 'q".x', "column_5", "n")
    assert rows[0] == ("1", "2", "3", "4", "5", "1")
    assert rows[1][5] == '{"m":2}'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b'[{"a": 1}, {"a": }]', "broken"),
        (b'[{"a": 1}', "broken"),
        (b"hello", "broken"),
        (b"[" * 100_000, "broken"),
        (b'{"a": ' * 100_000, "broken"),
        (b"[1, 2, 3]", "no objects"),
    ],
)
def test_broken_json(tmp_path: Path, read: Read, content: bytes, words: str) -> None:
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(FileError, match=words):
        read("x.json", JSON)


def test_json_is_found(tmp_path: Path) -> None:
    (tmp_path / "events_data.jsonl").write_text('{"a": 1}\n{"a": 2}\n')
    (source,) = find_sources([tmp_path / "events_data.jsonl"], tmp_path)
    assert (source.name, source.format) == ("events", Format(type="json", encoding="utf-8"))
