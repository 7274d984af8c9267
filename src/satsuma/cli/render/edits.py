"""What is printed of edits."""

from __future__ import annotations

from satsuma.cli.render.terminal import console, grid, render, say
from satsuma.model.edits import EditResult, Edits


@render.register
def _(result: Edits) -> None:
    if not result.edits:
        say("No definition has been changed yet.")
        return
    table = grid("N", "when", "what")
    for edit in result.edits:
        number = "" if edit.sequence is None else str(edit.sequence)
        table.add_row(number, edit.time[:16].replace("T", " "), edit.sentence)
    console.print(table)
    if any(edit.undoable for edit in result.edits):
        say("Take one back: satsuma edits --undo N")


@render.register
def _(result: EditResult) -> None:
    say(result.message)
    for warning in result.warnings:
        say(str(warning))
