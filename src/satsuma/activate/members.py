"""Members as CSV rows and Excel tabs. Text that a spreadsheet would run as a formula is made harmless."""

from __future__ import annotations

import csv
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from satsuma.activate.layouts import Layout
from satsuma.model.errors import LimitError, OptionError

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SHEET_ROWS = 1_048_576
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Member:
    """One row of an export."""

    key: str | int
    email: str | None
    segment: str
    entered: str


def neutralise(value: object) -> object:
    """A leading quote keeps spreadsheets from running text that looks like a formula; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def make_storable(value: object) -> object:
    """Control characters, which a workbook cannot hold, become replacement marks."""
    return UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value


def list_cells(members: Iterable[Member], layout: Layout) -> Iterator[list[object]]:
    """The header row, then one row a member."""
    yield [layout.key, *([layout.email] if layout.email else []), layout.segment, layout.entered]
    for member in members:
        email = [member.email or ""] if layout.email else []
        yield [neutralise(cell) for cell in (member.key, *email, member.segment, member.entered)]


def write_csv(path: Path, members: Iterable[Member], layout: Layout) -> None:
    """UTF-8 with a byte-order mark where Excel would otherwise break letters; complete or not there at all."""
    write_rows(path, list_cells(members, layout))


def write_rows(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Rows whose cells are harmless already, as CSV."""
    with replace_when_done(path) as target, target.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def write_workbook(path: Path, tabs: Sequence[tuple[str, Iterable[Sequence[object]]]]) -> None:
    """One tab a pair of name and rows, the first row bold and frozen. LimitError above Excel's number of rows."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    for name, rows in tabs:
        sheet: Any = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            if number >= SHEET_ROWS:
                raise LimitError(
                    f"The tab '{name}' needs more rows than Excel can hold ({SHEET_ROWS:,}).",
                    hint="Export as CSV instead.",
                )
            cells = [WriteOnlyCell(sheet, value=make_storable(neutralise(value))) for value in row]
            for cell in cells:
                cell.font = Font(bold=number == 0)
                if isinstance(cell.value, str):
                    cell.data_type = "s"
            sheet.append(cells)
    with replace_when_done(path) as target:
        book.save(target)


class replace_when_done:  # noqa: N801 - reads as a statement
    """A temporary file beside the target that takes its place when the block ends well."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.target = path

    def __enter__(self) -> Path:
        if self.path.is_dir():
            raise OptionError(f"'{self.path}' is a folder.", hint="Name a file to write to.")
        if not self.path.parent.is_dir():
            raise OptionError(f"The folder '{self.path.parent}' does not exist.", hint="Make it first.")
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        os.close(handle)
        self.target = Path(name)
        return self.target

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self.target.unlink(missing_ok=True)
            return
        umask = os.umask(0)
        os.umask(umask)
        self.target.chmod(0o666 & ~umask)
        self.target.replace(self.path)
