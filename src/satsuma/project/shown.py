"""Results that display themselves in a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from satsuma.model.results import CountResult, InitResult, ProfileLine, RunResult, SegmentProfile
from satsuma.project.tables import Table

if TYPE_CHECKING:
    import pyarrow as pa


class ShownCount(CountResult):
    """`int(count)` is the number of customers."""

    def __int__(self) -> int:
        return self.customers

    def __str__(self) -> str:
        return f"{self.customers:,} of {self.population:,} {self.unit}s ({self.share:.1%}) as of {self.as_of}"

    def _repr_html_(self) -> str:
        head = f"<b>{self.customers:,}</b> of {self.population:,} {escape(self.unit)}s ({self.share:.1%})"
        return f"<p>{head}</p><p>{escape(self.sentence)}</p>"


class ShownRun(RunResult):
    """A run's result; `str()` is one line."""

    def __str__(self) -> str:
        state = "unchanged" if self.unchanged else "done"
        found = f"{self.customers:,} {self.main_unit}s, {len(self.segments)} segments as of {self.as_of}"
        return f"Run {state}: {found}; {self.report}"

    def _repr_html_(self) -> str:
        columns = ("title", "customers", "share", "entered", "left")
        return f"<p>{escape(str(self))}</p>" + Table(self.segments, columns, "Segments")._repr_html_()


class ShownInit(InitResult):
    """What `init` wrote; `str()` is one line."""

    def __str__(self) -> str:
        return f"Project {self.project}: {len(self.sources)} sources, {len(self.segments)} segments"

    def _repr_html_(self) -> str:
        return Table(
            self.sources, ("name", "role", "unit", "key", "time", "event", "rows"), str(self)
        )._repr_html_()


class ShownProfile(Table[ProfileLine]):
    """A profile as a table of lines, what sets the segment apart first; `result` has everything."""

    def __init__(self, result: SegmentProfile) -> None:
        size = result.size
        title = f"{size.title}: {size.customers:,} of {result.population:,} ({size.share:.1%})"
        super().__init__(
            result.lines, ("title", "level", "value", "everyone", "lift", "effect", "n", "marker"), title
        )
        self.result = result

    def to_arrow(self) -> pa.Table:
        return super().to_arrow()
