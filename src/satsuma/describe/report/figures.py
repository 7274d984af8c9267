"""The table of a profile: one row a variable or level, grouped by family."""

from __future__ import annotations

import math
from collections.abc import Sequence

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest
from satsuma.describe.report.html import Html, join, tag
from satsuma.describe.sentences import show_number, show_share
from satsuma.model.kinds import Family
from satsuma.model.results import ProfileLine, SegmentSize

HEADS = ("Variable", "Here", "95 % interval", "Everyone", "Lift", "Effect", "n")


def profile_table(
    of: Digest, size: SegmentSize, lines: Sequence[ProfileLine], most_rows: int, hidden: int
) -> list[Html]:
    """The rows that differ most, and what is left out."""
    shown = lines[:most_rows]
    caption = f"{size.title} against everyone"
    head = tag("tr", *(tag("th", numbers.glue(name), scope="col") for name in HEADS))
    bodies = [family_rows(of, size, family, shown) for family in (*Family, None)]
    whole = tag(
        "table",
        tag("caption", tag("span", caption, class_="hidden")),
        tag("thead", head),
        *bodies,
        class_="profile",
    )
    told = [tag("div", whole, class_="scroll", tabindex=0, role="region", aria_label=caption)]
    if len(shown) < len(lines):
        rest = numbers.of(len(lines) - len(shown), "further line")
        told.append(
            tag(
                "p",
                f"{rest} with smaller effects: ",
                tag("code", f"satsuma profile {size.name}"),
                class_="soft small",
            )
        )
    if hidden:
        told.append(
            tag(
                "p",
                f"{numbers.of(hidden, 'line')} with fewer than {of.smallest} members not shown.",
                class_="soft small",
            )
        )
    return told


def family_rows(
    of: Digest, size: SegmentSize, family: Family | None, lines: Sequence[ProfileLine]
) -> Html | None:
    """One family's rows; levels of a variable stay together, the strongest variable first."""
    found = [line for line in lines if line.family is family]
    if not found:
        return None
    order = {name: place for place, name in reversed(list(enumerate(line.variable for line in found)))}
    found.sort(key=lambda line: order[line.variable])
    title = str(family).capitalize() if family is not None else "Other"
    top = tag("tr", tag("th", title, colspan=len(HEADS), scope="rowgroup"), class_="group")
    return tag("tbody", top, join((line_row(of, size, line) for line in found), "\n"))


def line_row(of: Digest, size: SegmentSize, line: ProfileLine) -> Html:
    name = line.title if line.level is None else f"{line.title}: {line.level}"
    mark = tag("span", "in the rule", class_="mark") if line.in_rule else None
    cells = (
        line.text or show_value(of, size, line, line.value),
        show_interval(of, size, line),
        show_value(of, size, line, line.everyone),
        show_ratio(line.lift),
        show_effect(line.effect),
        numbers.count(line.n),
    )
    title = join([name, " ", mark]) if mark else name
    return tag(
        "tr",
        tag("th", tag("b", title) if line.marker else title, scope="row"),
        *(tag("td", cell) for cell in cells),
    )


def show_value(of: Digest, size: SegmentSize, line: ProfileLine, value: float | None) -> str:
    """A value in its unit."""
    if value is None:
        return "–"
    if line.level is not None:
        return numbers.share(value)
    info = of.infos.get((size.unit, line.variable))
    return numbers.glue(show_number(value, line.kind, info.currency if info else None))


def show_interval(of: Digest, size: SegmentSize, line: ProfileLine) -> str:
    if line.low is None or line.high is None:
        return "–"
    if line.level is not None:
        return numbers.glue(f"{show_share(line.low)} to {show_share(line.high)}")
    return numbers.glue(" to ".join(show_number(value, line.kind, None) for value in (line.low, line.high)))


def show_ratio(lift: float | None) -> str:
    return "–" if lift is None or not math.isfinite(lift) else f"{lift:,.2f}×"


def show_effect(effect: float | None) -> str:
    if effect is None or not math.isfinite(effect):
        return "–"
    return f"{effect:+.2f}".replace("-", "−")
