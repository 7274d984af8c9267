"""Results as terminal text: sentences first, then tables that fit 80 columns."""

from __future__ import annotations

from importlib import import_module

from pydantic import BaseModel

from satsuma.cli.render import terminal
from satsuma.cli.render.terminal import render_table

HOMES = {
    "satsuma.model.patterns": "patterns",
    "satsuma.model.answers": "answers",
    "satsuma.model.discoveries": "discoveries",
    "satsuma.model.scorecards": "scorecards",
    "satsuma.model.recipes": "recipes",
    "satsuma.model.comparisons": "comparisons",
    "satsuma.model.edits": "edits",
    "satsuma.model.overview": "overview",
    "satsuma.model.data": "data",
    "satsuma.model.personas": "personas",
}
"""Which module draws the results of which, so that a command imports no more than it shows."""

__all__ = ["render", "render_table"]


def render(result: BaseModel) -> None:
    """Prints a result in the form made for its type, else its fields one by one."""
    home = next(
        (HOMES[kind.__module__] for kind in type(result).__mro__ if kind.__module__ in HOMES), "basics"
    )
    import_module(f"satsuma.cli.render.{home}")
    terminal.render(result)
