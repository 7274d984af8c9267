"""What all renderings share: the console, sentences, grids that fit 80 columns, numbers as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table as Grid

from satsuma.cli.output import make_plain

if TYPE_CHECKING:
    from satsuma.project.tables import Table

# Texts come from the data: "[red]" and ":tada:" in them are no orders.
console = Console(highlight=False, soft_wrap=False, markup=False, emoji=False)


class PlainGrid(Grid):
    """A grid whose cells are texts as they are, without what would steer the terminal."""

    def add_row(self, *cells: Any, **options: Any) -> None:
        super().add_row(*(make_plain(str(cell)) for cell in cells), **options)


def say(text: str = "") -> None:
    console.print(make_plain(text))


def grid(*columns: str, right: Iterable[int] = ()) -> Grid:
    table = PlainGrid(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for i, column in enumerate(columns):
        table.add_column(column, justify="right" if i in set(right) else "left", overflow="fold")
    return table


def percent(share: float | None) -> str:
    if share is None:
        return ""
    return f"{share:.1%}" if share < 0.1 else f"{share:.0%}"


def signed(number: int | None, sign: str) -> str:
    return "" if number is None else f"{sign}{number:,}"


def show_number(value: float | None, as_share: bool) -> str:
    if value is None:
        return ""
    if as_share:
        return percent(value)
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}"


def show_p(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


MOST_WARNINGS = 6
WHOLE = frozenset({"name", "id", "family", "kind"})
"""Columns whose words people copy: never broken over lines."""
WIDE = 110
"""Columns of a terminal from which titles have room beside names."""


def show_warnings(warnings: Iterable[str]) -> None:
    """The first few; the report and `--json` have all of them."""
    found = list(warnings)
    for warning in found[:MOST_WARNINGS]:
        say(f"! {warning}")
    if len(found) > MOST_WARNINGS:
        say(f"! … and {len(found) - MOST_WARNINGS} more; --json lists all.")


@singledispatch
def render(result: BaseModel) -> None:
    for name, value in result:
        say(f"{name.replace('_', ' ')}: {value}")


def render_table(table: Table[Any]) -> None:
    places = [i for i, name in enumerate(table.visible) if console.width >= WIDE or name != "title"]
    shown = grid(*(table.visible[i].replace("_", " ") for i in places))
    for column, i in zip(shown.columns, places, strict=True):
        column.no_wrap = table.visible[i] in WHOLE
    for cells in table.cells():
        shown.add_row(*(cells[i] for i in places))
    say(table.title)
    console.print(shown)
