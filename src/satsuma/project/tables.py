"""Results a person works with: they display themselves in a notebook and a terminal, and hand out Arrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from numpy.typing import NDArray
from pydantic import BaseModel

from satsuma.model.errors import UnknownNameError

if TYPE_CHECKING:
    import pyarrow as pa

Row = TypeVar("Row", bound=BaseModel)


class Table(Generic[Row]):
    """Rows of one result model. `columns` are those a person sees; Arrow carries all plain fields.

    pandas and Polars take it without a copy: `polars.DataFrame(table)`, `pandas.DataFrame.from_arrow(table)`.
    """

    def __init__(self, rows: Sequence[Row], columns: Sequence[str], title: str) -> None:
        self._rows = tuple(rows)
        self.visible = tuple(columns)
        self._arrow: pa.Table | None = None
        self.title = title

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __getitem__(self, which: int | str) -> Row:
        """A row by its position, or by its name."""
        if isinstance(which, int):
            return self._rows[which]
        for row in self._rows:
            if getattr(row, "name", None) == which:
                return row
        names = ", ".join(str(getattr(row, "name", "")) for row in self._rows)
        raise UnknownNameError(f"There is no '{which}' here.", hint=f"Names: {names}.")

    def to_arrow(self) -> pa.Table:
        """All rows with their plain fields as an Arrow table, made once."""
        if self._arrow is None:
            import pyarrow as pa

            self._arrow = pa.Table.from_pylist([row.model_dump(mode="json") for row in self._rows])
        return self._arrow

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def cells(self) -> list[list[str]]:
        """The visible cells as text, one list a row."""
        return [[show_cell(getattr(row, column)) for column in self.visible] for row in self._rows]

    def __repr__(self) -> str:
        head = [column.replace("_", " ") for column in self.visible]
        cells = self.cells()
        widths = [max(len(line[i]) for line in [head, *cells]) for i in range(len(head))]
        lines = [
            "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True))
            for line in [head, *cells]
        ]
        return "\n".join([self.title, *(line.rstrip() for line in lines)])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column.replace('_', ' '))}</th>" for column in self.visible)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in self.cells()
        )
        caption = f"<caption>{escape(self.title)}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


class MemberKeys:
    """The keys of a segment's members, in the order of their ordinals. Arrow shares the memory of whole-number keys."""

    def __init__(self, keys: NDArray[Any], title: str, warnings: tuple[str, ...] = ()) -> None:
        self._keys = keys
        self.title = title
        self.warnings = warnings

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str | int]:
        return iter(self._keys.tolist())

    def to_arrow(self) -> pa.Table:
        """One column, `key`."""
        import pyarrow as pa

        return pa.table({"key": pa.array(self._keys)})

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return " ".join([f"{self.title}: {len(self):,}", *self.warnings])

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>"


def show_cell(value: Any) -> str:
    """A value as people read it: thousands separated, shares as percent are the caller's matter, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 1 else f"{value:,.1f}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {show_cell(inner)}" for name, inner in value.items())
    return str(value)
