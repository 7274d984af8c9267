"""The three questions that `init` asks a person at a terminal. Each can be skipped with Enter."""

from __future__ import annotations

import sys
from dataclasses import replace

from satsuma.cli import output
from satsuma.project.starting import Purpose


def ask_missing(purpose: Purpose, *, quiet: bool) -> Purpose:
    """Asks for what no option gave; asks nothing where nobody can answer."""
    if quiet or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return purpose
    if purpose.problem is None:
        purpose = replace(purpose, problem=ask("What problem should this solve?"))
    if purpose.kpi is None:
        purpose = replace(purpose, kpi=ask("Which figure should move (revenue, churn, …)?"))
    if not purpose.teams:
        answer = ask("Which teams will use the answer (separated by commas)?")
        purpose = replace(purpose, teams=output.split_names(answer))
    return purpose


def ask(question: str) -> str | None:
    print(f"{question} (Enter to skip) ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip() or None
