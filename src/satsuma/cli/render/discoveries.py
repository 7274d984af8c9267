"""What `discover`, `adopt` and `assign` print: the verdict first, then the segments, then the study."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_lowercase

from satsuma.cli.render.terminal import console, grid, percent, render, say, show_number, show_warnings
from satsuma.model.discoveries import (
    AdoptResult,
    AssignResult,
    DiscoveryResult,
    ProposedSegment,
    SegmentLine,
    StudyRow,
)

BAR = 20
MOST_PLACED = 15
MARKERS = 3
CHANGES = {
    "kept": "{name} goes on.",
    "new": "{name} is new.",
    "merged": "{was} is now part of {name}.",
    "vanished": "{was} is gone.",
}


@render.register
def _(result: DiscoveryResult) -> None:
    say(f"{result.title}: {result.headline}")
    say()
    for reason in result.evidence.reasons:
        say(f"- {reason}")
    say()
    outliers = "1 outlier" if result.outliers == 1 else f"{result.outliers:,} outliers"
    aside = f"; {outliers} set aside" if result.outliers else ""
    unknown = f"; {result.unusable:,} with too little known" if result.unusable else ""
    say(f"{result.placed:,} of {result.customers:,} {result.unit}s placed{aside}{unknown}.")
    say("Grouped by: " + ", ".join(dict.fromkeys(field.title for field in result.basis)))
    for segment in result.segments:
        show_segment(segment)
    if result.rules is not None:
        say()
        say(result.rules.sentence)
    if result.typing is not None:
        say(result.typing.sentence)
    say()
    show_study(result)
    for note in result.notes:
        say(f"- {note}")
    show_warnings(result.warnings)
    say()
    say(f"Next: {result.next_step}")


def show_segment(segment: ProposedSegment) -> None:
    say()
    filled = "█" * max(1, round(segment.share * BAR))
    say(
        f"{filled:<{BAR}} {percent(segment.share):>5}  {segment.title}  ({segment.customers:,}, {segment.name})"
    )
    say(f"    {segment.story}")
    markers = [line for line in segment.lines if line.marker and line.role != "basis"]
    for line in sorted(markers, key=lambda line: -abs(line.effect or 0.0))[:MARKERS]:
        say(f"    also: {tell_line(line)}")
    if segment.rule is not None and segment.rule.precision >= 0.5:
        found = f"{percent(segment.rule.precision)} right, {percent(segment.rule.recall)} found"
        say(f"    rule: {segment.rule.rule}  ({found})")


def tell_line(line: SegmentLine) -> str:
    is_share = line.level is not None or line.kind == "share"
    name = line.title if line.level is None else f"{line.title}: {line.level}"
    return f"{name} {show_number(line.value, is_share)} here, everyone {show_number(line.everyone, is_share)}"


def show_study(result: DiscoveryResult) -> None:
    """Every solution in a line; the chosen one is marked."""
    letters = letter_faults(result.study)
    table = grid("Study", "k", "stable", "weakest", "smallest", "optimum", "score", "out", right=range(1, 7))
    for row in result.study:
        is_chosen = (row.algorithm, row.k) == (result.chosen_algorithm, result.chosen_k)
        is_second = (row.algorithm, row.k) == result.runner_up
        table.add_row(
            ("> " if is_chosen else "  ") + row.algorithm + (" (runner-up)" if is_second else ""),
            str(row.k),
            f"{row.stability_median:.2f}",
            f"{min(row.segment_stability, default=0.0):.2f}",
            f"{min(row.sizes, default=0):,}",
            percent(row.at_optimum),
            "" if row.score is None else f"{row.score:.2f}",
            "".join(sorted({letters[spell(fault)] for fault in row.knocked_out})),
        )
    console.print(table)
    for fault, letter in letters.items():
        say(f"  {letter}: {fault}")
    say(
        "stable: adjusted Rand index of bootstrap pairs; weakest: how much of the least stable group comes back."
    )


def letter_faults(study: Sequence[StudyRow]) -> dict[str, str]:
    """A letter for each kind of fault; figures differ from row to row."""
    kinds = dict.fromkeys(spell(fault) for row in study for fault in row.knocked_out)
    return dict(zip(kinds, ascii_lowercase, strict=False))


def spell(fault: str) -> str:
    """A fault without its figures."""
    plain = re.sub(r" ?\([^)]*\)", "", fault)
    plain = re.sub(r"has \d[\d.,]* customers, fewer than the", "has fewer customers than the", plain)
    return re.sub(r"^\d[\d.,]* segments are ", "Segments are ", plain).rstrip(".")


@render.register
def _(result: AdoptResult) -> None:
    form = "a model" if result.form == "model" else "rules"
    say(f"{result.name} is now the segmentation '{result.segmentation}', as {form}:")
    for segment in result.segments:
        say(f"  {percent(segment.share):>5}  {segment.title}  ({segment.name})")
    for change in result.changes:
        say(CHANGES[change.change].format(name=change.name, was=change.was))
    if result.fidelity is not None and result.form == "rules":
        say(f"The rules place {percent(result.fidelity)} of customers as the model does.")
    say("Written: " + ", ".join(dict.fromkeys(result.files)))
    show_warnings(result.warnings)
    say()
    say(f"Next: {result.next_step}")


@render.register
def _(result: AssignResult) -> None:
    say(f"{result.placed:,} of {result.rows:,} rows of {result.file} placed by {result.model}.")
    for name, customers in result.sizes.items():
        say(f"  {customers:>8,}  {name}")
    if result.border:
        say(f"{result.border:,} stand on a border: another segment is nearly as likely.")
    if result.unplaced:
        say(f"{result.unplaced:,} are placed nowhere: unlike anybody before, or too little is known.")
    if result.absent:
        say("The file lacks: " + ", ".join(result.absent))
    say()
    table = grid("Row", "key", "segment", "probability", "border", "else", right=(0, 3))
    for each in result.customers[:MOST_PLACED]:
        table.add_row(
            f"{each.row:,}",
            each.key or "",
            each.title or each.note or "nobody's",
            percent(each.probability),
            "yes" if each.border else "",
            each.second or "" if each.border else "",
        )
    console.print(table)
    if len(result.customers) > MOST_PLACED:
        say(f"{len(result.customers) - MOST_PLACED:,} more: write them with --to FILE, or see --json.")
    show_warnings(result.warnings)
