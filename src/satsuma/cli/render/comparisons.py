"""What `after`, `compare` and `combinations` print."""

from __future__ import annotations

from satsuma.cli.render.terminal import console, grid, percent, render, say, show_number, show_warnings
from satsuma.model.comparisons import (
    AfterResult,
    CombinationResult,
    ComparedLine,
    CompareResult,
    Figure,
    TracePoint,
    TraceResult,
)

MOST_LINES = 20
SHARES = ("share", "flag")


def show_figure(figure: Figure, as_share: bool) -> str:
    return "too few" if figure.suppressed else show_number(figure.mean, as_share)


@render.register
def _(result: AfterResult) -> None:
    as_share = result.kind in SHARES
    say(result.sentence)
    if result.points:
        table = grid(
            f"{result.step} from", "until", "members", "95 %", "everyone", "alike", right=(2, 3, 4, 5)
        )
        for point in result.points:
            low, high = point.members.low, point.members.high
            between = "" if low is None else f"{show_number(low, as_share)}-{show_number(high, as_share)}"
            table.add_row(
                point.start,
                point.end if point.is_whole else f"{point.end} (cut)",
                show_figure(point.members, as_share),
                between,
                show_figure(point.everyone, as_share),
                show_number(point.similar, as_share),
            )
        console.print(table)
    say(f"{result.members:,} members and {result.population:,} {result.unit}s on {result.since}.")
    if result.similar:
        say(f"Alike: {result.similar:,} others who had ordered as often by then.")
    show_warnings(result.warnings)


def name_line(line: ComparedLine) -> str:
    mark = "= " if line.in_rule else "  "
    return mark + (line.title if line.level is None else f"{line.title}: {line.level}")


@render.register
def _(result: CompareResult) -> None:
    names = [size.name.rpartition("/")[2] for size in result.segments]
    for size in result.segments:
        say(
            f"{size.title} ({size.name}): {size.customers:,} of {result.population:,} ({percent(size.share)})"
        )
    say()
    table = grid("What", *names, "everyone", "apart", right=range(1, len(names) + 3))
    for line in result.lines[:MOST_LINES]:
        as_share = line.level is not None or line.kind in SHARES
        cells = [
            "too few" if cell.suppressed else cell.text or show_number(cell.value, as_share)
            for cell in line.cells
        ]
        apart = "" if line.spread is None else f"{line.spread:.2f}"
        table.add_row(name_line(line), *cells, show_number(line.everyone, as_share), apart)
    console.print(table)
    if len(result.lines) > MOST_LINES:
        say(f"{len(result.lines) - MOST_LINES} lines more: --json lists all.")
    say("Apart: standardised difference between the highest and the lowest. = is part of a rule.")
    for i, first in enumerate(names):
        for j, second in enumerate(names[:i]):
            both = result.shared[i][j]
            say(f"In both {second} and {first}: {'too few to show' if both is None else f'{both:,}'}.")
    show_warnings(result.warnings)


def show_point(point: TracePoint, as_share: bool) -> str:
    return "too few" if point.suppressed else show_number(point.value, as_share)


@render.register
def _(result: TraceResult) -> None:
    as_share = result.level is not None or result.kind in SHARES
    say(result.title if result.level is None else f"{result.title}: {result.level}")
    names = [series.name.rpartition("/")[2] if series.name else "everyone" for series in result.series]
    table = grid("as of", *names, right=range(1, len(names) + 1))
    for i, point in enumerate(result.series[0].points):
        table.add_row(point.day, *(show_point(series.points[i], as_share) for series in result.series))
    console.print(table)
    who = "those of the last day" if result.membership == "now" else "those of each day"
    say(f"Members are {who}.")
    show_warnings(result.warnings)


@render.register
def _(result: CombinationResult) -> None:
    titles = dict(zip(result.names, result.titles, strict=True))
    say(f"{result.population:,} {result.unit}s, {result.outside:,} of them in no segment.")
    table = grid("In exactly these segments", f"{result.unit}s", right=(1,))
    for each in result.combinations[:MOST_LINES]:
        table.add_row(" + ".join(titles[name] for name in each.names), f"{each.customers or 0:,}")
    console.print(table)
    beyond = result.more + max(len(result.combinations) - MOST_LINES, 0)
    if beyond or result.hidden:
        say(f"{beyond:,} combinations more, {result.hidden:,} too small to show.")
    for advice in result.advice:
        say(advice)
    show_warnings(result.warnings)
