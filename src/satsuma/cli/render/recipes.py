"""What `recipe` prints: the steps in order, notes once below them, then what the product cannot express."""

from __future__ import annotations

from satsuma.cli.render.terminal import render, say
from satsuma.model.recipes import Recipe, RecipeStep


@render.register
def _(recipe: Recipe) -> None:
    say(recipe.sentence)
    if recipe.steps:
        say()
    notes: dict[str, int] = {}
    for step in recipe.steps:
        if step.note is not None:
            notes.setdefault(step.note, len(notes) + 1)
        say(draw_step(step, notes))
    if notes:
        say()
    for note, number in notes.items():
        say(f"[{number}] {note}")
    if recipe.cannot:
        say()
        say("What it cannot express:")
    for reason in recipe.cannot:
        say(f"- {reason}")
    if recipe.instead is not None:
        say()
        say(recipe.instead)


def draw_step(step: RecipeStep, notes: dict[str, int]) -> str:
    """The step under its join, about ones with ~, and the number of its note."""
    join = f"{step.join.upper()} " if step.join is not None else ""
    about = "" if step.exact else "~ "
    note = f" [{notes[step.note]}]" if step.note is not None else ""
    return f"{'    ' * step.depth}{join}{about}{step.text}{note}"
