"""What is printed of how far the work is."""

from __future__ import annotations

from satsuma.cli.render.terminal import console, grid, render, say
from satsuma.model.overview import Overview

MARKS = {"done": "x", "stale": "~", "missing": " ", "next": ">"}


@render.register
def _(result: Overview) -> None:
    say(result.project + (f": {result.problem}" if result.problem else ""))
    if result.as_of:
        units = ", ".join(f"{number:,} {unit}s" for unit, number in result.units.items())
        say(f"{units}, looking back from {result.as_of}.")
    table = grid("", "step", "how far")
    for step in result.steps:
        table.add_row(f"[{MARKS[step.state]}]", step.title, step.sentence)
    console.print(table)
    if result.changes is not None:
        say(result.changes.sentence)
    say(f"Next: {result.next_step}")
