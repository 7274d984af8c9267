"""Bad input: each case ends in a clear error or in set-aside rows; nothing is lost, nobody sees a traceback."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.cases import commands, definitions, exploring, files, finding, tables, values
from tests.journeys.cases.case import FileCase, ProjectCase
from tests.journeys.cases.values import HTML
from tests.journeys.command import Outcome, satsuma
from tests.journeys.company import customer_rows, customers_csv, orders_csv, write_company

SLOW = {"5,000 columns"}
FILE_CASES = (*files.CASES, *tables.CASES, *values.CASES)
PROJECT_CASES = (*definitions.CASES, *commands.CASES, *exploring.CASES, *finding.CASES)
NAMES_OF_PYTHON = re.compile(
    r"\b(?!BugError)\w+(Error|Exception)\b|line \d+, in |<class |object at 0x|NoneType"
)
FEWEST_CASES = 60


def check_plain(outcome: Outcome) -> None:
    """Words for people: neither a traceback nor names of the program's inside; with --json the error is JSON."""
    assert "Traceback" not in outcome.text, outcome
    assert not NAMES_OF_PYTHON.search(outcome.err), outcome
    assert outcome.code != 1, outcome
    if outcome.code and "--json" in outcome.words:
        error = outcome.error
        assert error["findings"], outcome
        assert all(finding["message"] for finding in error["findings"]), outcome
    if outcome.code:
        assert outcome.err.strip() or "check" in outcome.words, outcome


def check_balance(result: Mapping[str, Any]) -> None:
    """Rows in = rows kept + excluded + set aside + merged, by source; money alike."""
    for account in result["quality"]["accounts"]:
        parts = [*account["excluded"], *account["quarantined"], *account["merged"]]
        assert account["rows_in"] == account["rows_kept"] + sum(part["rows"] for part in parts), account
    for source, rows in result["rows_in"].items():
        parts = [result[part][source] for part in ("excluded", "quarantined", "merged")]
        assert rows == result["rows_kept"][source] + sum(sum(part.values()) for part in parts), source


def check_words(text: str, says: tuple[str, ...], never_says: tuple[str, ...]) -> None:
    lacking = [phrase for phrase in says if phrase.casefold() not in text.casefold()]
    assert not lacking, f"not said: {lacking}\n{text[:4000]}"
    assert not [phrase for phrase in never_says if phrase in text]


def test_there_are_many_cases() -> None:
    names = [case.name for case in (*FILE_CASES, *PROJECT_CASES)]
    assert len(names) >= FEWEST_CASES
    assert len(set(names)) == len(names)


def list_params(cases: Sequence[FileCase]) -> list[Any]:
    marks = {name: [pytest.mark.slow] for name in SLOW}
    return [pytest.param(case, id=case.name, marks=marks.get(case.name, [])) for case in cases]


@pytest.mark.parametrize("case", list_params(FILE_CASES))
def test_files(case: FileCase, tmp_path: Path) -> None:
    case.write(tmp_path)
    begun = satsuma("init", "p", *case.named, cwd=tmp_path)
    check_plain(begun)
    assert begun.code == case.init, begun
    if begun.code:
        check_words(begun.text, case.says, case.never_says)
        assert not (tmp_path / "p" / "satsuma.yaml").exists()
        return
    if case.edit is not None:
        case.edit(tmp_path / "p")
    done = satsuma("-C", "p", "run", "--json", cwd=tmp_path)
    check_plain(done)
    assert done.code == case.run, done
    report = tmp_path / "p" / "report.html"
    page = report.read_text(encoding="utf-8") if report.exists() else ""
    check_words(begun.text + done.text + html.unescape(page), case.says, ())
    check_words(page, (), case.never_says)
    if done.code == 0:
        check_balance(done.json)
        check_rows(case, done.json)


def check_rows(case: FileCase, result: Mapping[str, Any]) -> None:
    assert {name: result["rows_in"].get(name) for name in case.rows} == case.rows
    set_aside = {name: sum(result["quarantined"][name].values()) for name in case.set_aside}
    assert set_aside == case.set_aside


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two files and the project `p` made of them, run once."""
    folder = tmp_path_factory.mktemp("company")
    write_company(folder)
    assert satsuma("init", "p", "customers.csv", "orders.csv", cwd=folder).code == 0
    assert satsuma("-C", "p", "run", cwd=folder).code == 0
    return folder


@pytest.mark.parametrize("case", PROJECT_CASES, ids=lambda case: case.name)
def test_projects(case: ProjectCase, company: Path, tmp_path: Path) -> None:
    folder = tmp_path / "company"
    shutil.copytree(company, folder, symlinks=True)
    if case.spoil is not None:
        case.spoil(folder / "p")
    outcome = satsuma("-C", "p", *case.words, cwd=folder)
    check_plain(outcome)
    assert outcome.code == case.code, outcome
    check_words(outcome.text, case.says, case.never_says)
    if case.code == 0 and case.words[0] == "run" and "--json" in case.words:
        check_balance(outcome.json)
    if case.code and not case.breaks_store:
        check_last_run_stands(folder, case)


def check_last_run_stands(folder: Path, case: ProjectCase) -> None:
    """What has failed leaves the last good run as it was."""
    if case.words[0] == "run":
        pointers = list((folder / "p" / ".satsuma" / "runs").iterdir())
        assert [path.name for path in pointers if path.name.endswith(".partial")] == []
        assert len(pointers) == 1


HARMFUL = ("=1+1", "@SUM(A1:A9)", "+49 123", "-2+3", "=HYPERLINK(A1)", "plain")


def test_formulas_leave_as_text(tmp_path: Path) -> None:
    """Keys and addresses that a spreadsheet would run."""
    keys = {f"10{i:02}": f"{word}{i}" for i, word in enumerate(HARMFUL * 11)}
    lines = [[keys[str(row[0])], f"+{row[1]}", *row[2:]] for row in customer_rows()]
    (tmp_path / "customers.csv").write_text(customers_csv(lines), encoding="utf-8")
    assert satsuma("init", "p", "customers.csv", cwd=tmp_path).code == 0
    (tmp_path / "p/segments/all.yaml").write_text("all-of-them:\n  rule: age >= 0\n", encoding="utf-8")
    assert satsuma("-C", "p", "run", cwd=tmp_path).code == 0
    done = satsuma(
        "-C", "p", "export", "all-of-them", "--to", "m.csv", "--include-unconsented", "--json", cwd=tmp_path
    )
    assert done.code == 0, done
    with (tmp_path / "m.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert len(cells) == 4 * (done.json["rows"] + 1)
    assert done.json["rows"] == 60
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert sum(cell.startswith("'") for cell in cells) >= 100
    check_workbook(tmp_path)


def check_workbook(folder: Path) -> None:
    from openpyxl import load_workbook

    done = satsuma("-C", "p", "export", "all-of-them", "--to", "m.xlsx", "--xlsx", cwd=folder)
    assert done.code == 0, done
    book = load_workbook(folder / "m.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row if cell.value is not None}
    assert "f" not in kinds
    assert "s" in kinds


HOSTILE = ("[/bold]", "[red]x[/red]", "\x1b[31mESC\x07", ":tada:", "a\u202eb", HTML)
READING = (
    ("run",), ("profile", "all-of-them"), ("explain", "1001", "country = '[/bold]'"), ("segments",), ("overlap",),
    ("variables",), ("check",), ("runs",), ("export", "all-of-them", "--to", "m.xlsx", "--xlsx"),
)  # fmt: skip


def test_values_are_shown_as_they_are(tmp_path: Path) -> None:
    """Values and titles that a terminal, a browser or a workbook would take for orders."""
    (tmp_path / "customers.csv").write_text(values.named(*HOSTILE), encoding="utf-8")
    (tmp_path / "orders.csv").write_text(orders_csv(), encoding="utf-8")
    assert satsuma("init", "p", "customers.csv", "orders.csv", cwd=tmp_path).code == 0
    mine = "all-of-them:\n  title: '[/bold] <script>alert(2)</script> [red]'\n  rule: age >= 0\n"
    (tmp_path / "p/segments/mine.yaml").write_text(mine, encoding="utf-8")
    said = ""
    for words in READING:
        outcome = satsuma("-C", "p", *words, cwd=tmp_path)
        check_plain(outcome)
        assert outcome.code == 0, outcome
        said += outcome.text
    assert "[/bold]" in said
    assert ":tada:" in said
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    page = (tmp_path / "p" / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(2)" in page


def test_errors_for_programs_are_one_json_object(company: Path) -> None:
    outcome = satsuma("-C", "p", "count", "age >=", "--json", cwd=company)
    assert outcome.code == 2
    assert outcome.out == ""
    assert set(json.loads(outcome.err)) == {"error", "findings"}
    assert outcome.error["findings"][0]["place"]["column"] == 7


def test_the_unreadable_rows_are_kept(tmp_path: Path) -> None:
    """Set-aside rows can be read again, with file and line."""
    import pyarrow.parquet as pq

    (tmp_path / "customers.csv").write_text(customers_csv(), encoding="utf-8")
    text = orders_csv([[9001, 5555, "2024-01-01", "5.00", "web"], [9002, 1001, "someday", "5.00", "web"]])
    (tmp_path / "orders.csv").write_text(text + "9003,1001\n", encoding="utf-8")
    assert satsuma("init", "p", "customers.csv", "orders.csv", cwd=tmp_path).code == 0
    run = satsuma("-C", "p", "run", "--json", cwd=tmp_path).json
    path = tmp_path / "p" / ".satsuma" / "runs" / run["run"] / "quarantine.parquet"
    rows = pq.read_table(path).to_pylist()
    last = text.count("\n")
    assert [(row["line"], row["source"]) for row in sorted(rows, key=lambda row: row["line"])] == [
        (last - 1, "orders"),
        (last, "orders"),
        (last + 1, "orders"),
    ]
    assert all("9" in row["content"] for row in rows)
