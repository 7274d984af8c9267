"""What the everyday commands print: runs, sizes, counts, profiles, overlaps, exports."""

from __future__ import annotations

from collections.abc import Iterable

from satsuma.cli.render.terminal import (
    console,
    grid,
    percent,
    render,
    say,
    show_number,
    show_warnings,
    signed,
)
from satsuma.model.results import (
    CountResult,
    DemoResult,
    Explanation,
    ExportResult,
    InitResult,
    Overlap,
    RunResult,
    SegmentationSizes,
    SegmentHistory,
    SegmentProfile,
    SegmentSize,
    SegmentSizes,
    UndoResult,
)


@render.register
def _(result: CountResult) -> None:
    say(f"{result.customers:,} of {result.population:,} {result.unit}s ({percent(result.share)})")
    say(result.sentence)
    say(f"Looking back from {result.as_of}; {result.seconds:.2f} s.")
    show_warnings(result.warnings)


def size_row(size: SegmentSize) -> list[str]:
    contactable = size.contactable.get("email")
    return [
        size.title,
        size.name.rpartition("/")[2],
        f"{size.customers:,}",
        percent(size.share),
        "" if contactable is None else f"{contactable:,}",
        percent(size.kpi_share),
        " ".join(text for text in (signed(size.entered, "+"), signed(size.left, "-")) if text),
    ]


def show_sizes(sizes: Iterable[SegmentSize]) -> None:
    table = grid("Segment", "name", "size", "share", "by e-mail", "of KPI", "in/out", right=(2, 3, 4, 5, 6))
    for size in sizes:
        table.add_row(*size_row(size))
    console.print(table)


def name_residual(segmentation: SegmentationSizes) -> str:
    """What the part for everyone else is called."""
    return segmentation.segments[-1].title if segmentation.segments else "Everyone else"


MOST_RUNS = 5


@render.register
def _(result: SegmentHistory) -> None:
    """One column a run, the newest last."""
    if not result.rows:
        say("There are no kept runs yet.")
        return
    runs = list(dict.fromkeys(row.run for row in result.rows))
    shown = runs[-MOST_RUNS:]
    days = {row.run: row.as_of for row in result.rows}
    sizes = {(row.name, row.run): row.customers for row in result.rows}
    table = grid("Segment", *(days[run] for run in shown), right=range(1, len(shown) + 1))
    for name in dict.fromkeys(row.name for row in result.rows):
        found = [sizes.get((name, run)) for run in shown]
        if any(count is not None for count in found):
            table.add_row(name, *("" if count is None else f"{count:,}" for count in found))
    say("Customers by run, named by the day it looks back from, the newest last.")
    console.print(table)
    if len(runs) > len(shown):
        say(f"{len(runs) - len(shown)} earlier kept runs: --json lists all.")


@render.register
def _(result: SegmentSizes) -> None:
    show_sizes(result.segments)
    for segmentation in result.segmentations:
        say()
        say(
            f"{segmentation.title}: everyone is in exactly one, {percent(segmentation.covered)} outside "
            f"{name_residual(segmentation)}"
        )
        show_sizes(segmentation.segments)
    say()
    say(f"Looking back from {result.as_of}.")
    show_warnings(result.warnings)


@render.register
def _(result: RunResult) -> None:
    if result.unchanged:
        say("Nothing has changed since the last run; its results stand.")
    units = ", ".join(f"{count:,} {unit}s" for unit, count in result.units.items())
    say(f"{units}, looking back from {result.as_of} ({result.as_of_reason})")
    table = grid("Source", "rows in", "kept", "excluded", "set aside", "merged", right=range(1, 6))
    for account in result.quality.accounts:
        parts = (account.excluded, account.quarantined, account.merged)
        counts = [f"{sum(reason.rows for reason in part):,}" for part in parts]
        table.add_row(account.source, f"{account.rows_in:,}", f"{account.rows_kept:,}", *counts)
    console.print(table)
    for money in result.quality.money:
        say(f"Money in {money.source}: {money.total_kept} {money.currency or ''} kept of {money.total_in}")
    say()
    show_sizes(result.segments)
    for segmentation in result.segmentations:
        say()
        say(f"{segmentation.title}: {percent(segmentation.covered)} outside {name_residual(segmentation)}")
        show_sizes(segmentation.segments)
    show_warnings(result.warnings)
    say()
    say(f"Report: {result.report}")


@render.register
def _(result: SegmentProfile) -> None:
    size = result.size
    say(f"{size.title} ({size.name}): {size.customers:,} of {result.population:,} ({percent(size.share)})")
    if size.sentence:
        say(size.sentence)
    say()
    table = grid("What", "here", "everyone", "lift", "effect", "n", right=range(1, 6))
    for line in result.lines:
        name = line.title if line.level is None else f"{line.title}: {line.level}"
        if line.suppressed:
            table.add_row(name, "too few", "", "", "", "")
            continue
        table.add_row(
            ("* " if line.marker else "  ") + name,
            line.text or show_number(line.value, line.level is not None or line.kind == "share"),
            show_number(line.everyone, line.level is not None or line.kind == "share"),
            "" if line.lift is None else f"{line.lift:.2f}x",
            "" if line.effect is None else f"{line.effect:+.2f}",
            f"{line.n:,}",
        )
    console.print(table)
    say("* sets them apart. Effect: standardised difference from the others.")
    show_warnings(result.warnings)


@render.register
def _(result: Overlap) -> None:
    say(f"{result.covered:,} of {result.population:,} are in at least one. Pairs that share the most:")
    table = grid("Segment", "and", "both", "of the first", "of the second", right=(2, 3, 4))
    counts = result.counts
    pairs = [(counts[i][j] or 0, i, j) for i in range(len(counts)) for j in range(i) if counts[i][j]]
    for both, i, j in sorted(pairs, reverse=True)[:40]:
        first, second = counts[i][i], counts[j][j]
        table.add_row(
            result.titles[i],
            result.titles[j],
            f"{both:,}",
            percent(both / first) if first else "",
            percent(both / second) if second else "",
        )
    console.print(table)
    hidden = sum(counts[i][j] is None for i in range(len(counts)) for j in range(i))
    if hidden:
        say(f"{hidden} {'pair shares' if hidden == 1 else 'pairs share'} too few to show.")
    show_warnings(result.warnings)


@render.register
def _(result: Explanation) -> None:
    verdict = "is in" if result.member else "is not in"
    say(f"{result.unit} {result.customer} {verdict} {result.segment}, looking back from {result.as_of}.")
    say(result.sentence)
    for line in result.lines:
        mark = "yes" if line.holds else "no "
        tail = f"  (has: {line.actual})" if line.actual is not None else ""
        say(f"  {mark} {'  ' * line.depth}{line.text}{tail}")
        if not line.holds and line.needed:
            say(f"      {'  ' * line.depth}needed: {line.needed}")


@render.register
def _(result: ExportResult) -> None:
    say(f"{result.rows:,} of {result.members:,} members written to {result.path}.")
    if result.opted_out:
        say(f"{result.opted_out:,} opted out and are left out.")
    if result.not_contactable:
        say(f"{result.not_contactable:,} have no address for this channel.")
    for note in result.notes:
        say(note)


@render.register
def _(result: UndoResult) -> None:
    say(result.message)


@render.register
def _(result: DemoResult) -> None:
    if result.replaced:
        say("The earlier demo in this folder is replaced; nobody had changed it.")
    for line in result.lines:
        say(line)


@render.register
def _(result: InitResult) -> None:
    say(f"Project written to {result.project}. Main unit: {result.main_unit}.")
    say()
    for source in result.sources:
        what = " · ".join(
            part
            for part in (
                source.role if source.unit is None else f"{source.role} of {source.unit}",
                source.recognised_as and f"recognised as {source.recognised_as}",
                source.key and f"key {source.key}",
                source.time and f"time {source.time}",
                source.event and f"event {source.event}",
                f"{source.rows:,} rows",
            )
            if part
        )
        say(f"{source.name}: {what}")
        for reason in source.reasons.values():
            say(f"    {reason}")
    say()
    say(
        f"{len(result.variables)} variables, {len(result.segments)} segments, {len(result.segmentations)} segmentations."
    )
    if result.unavailable:
        say("Not possible yet: " + "; ".join(f"{item.title} ({item.needs})" for item in result.unavailable))
    for question in result.questions:
        say(f"? {question}")
    show_warnings(result.notes)
    say()
    say(f"Next: satsuma -C {result.project} run")
