"""Files that tools import: column names, harmless text, complete or absent."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from satsuma.activate.layouts import LAYOUTS, PLAIN, find_layout
from satsuma.activate.members import Member, list_cells, neutralise, write_csv, write_workbook
from satsuma.model.errors import OptionError

MEMBERS = [Member("a-1", "ann@example.com", "vips", "2026-06-30"), Member("=1+1", None, "vips", "2026-06-30")]


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@cmd", "\tx", "\rx"])
def test_text_that_a_spreadsheet_would_run_is_neutralised(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("value", [-5, 3.5, "plain", "", None])
def test_other_values_stay(value: object) -> None:
    assert neutralise(value) == value


def test_csv_has_the_layouts_columns_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    write_csv(path, MEMBERS, LAYOUTS["mailchimp"])
    rows = list(csv.reader(path.open(encoding="utf-8")))
    assert rows[0] == ["CUSTOMER_KEY", "Email Address", "TAGS", "ENTERED"]
    assert rows[2] == ["'=1+1", "", "vips", "2026-06-30"]
    assert [each.name for each in tmp_path.iterdir()] == ["members.csv"]


def test_without_addresses_there_is_no_column_for_them(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    write_csv(path, MEMBERS, replace(PLAIN, email=None))
    rows = list(csv.reader(path.open(encoding="utf-8")))
    assert rows == [
        ["key", "segment", "entered"],
        ["a-1", "vips", "2026-06-30"],
        ["'=1+1", "vips", "2026-06-30"],
    ]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_text("old")

    def broken():  # type: ignore[no-untyped-def]
        yield MEMBERS[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_csv(path, broken(), PLAIN)
    assert path.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_workbook_keeps_keys_as_text(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "members.xlsx"
    write_workbook(path, [("members", list_cells(MEMBERS, PLAIN))])
    sheet = load_workbook(path)["members"]
    assert [cell.value for cell in sheet[3]][:1] == ["'=1+1"]
    assert sheet["A3"].data_type == "s"


def test_an_unknown_tool_names_the_known_ones() -> None:
    with pytest.raises(OptionError, match="hubspot, klaviyo, mailchimp, salesforce"):
        find_layout("outlook")


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="does not exist"):
        write_csv(tmp_path / "no" / "x.csv", MEMBERS, PLAIN)
