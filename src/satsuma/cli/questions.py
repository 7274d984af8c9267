"""The questions that `init` and `target` ask a person at a terminal. Each can be skipped with Enter."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from satsuma.cli import output
from satsuma.model.errors import OptionError
from satsuma.project.starting import Purpose

if TYPE_CHECKING:
    from satsuma.project.target_wishes import Said


def can_ask(*, quiet: bool) -> bool:
    """Whether a person sits at the terminal."""
    return not quiet and sys.stdin.isatty() and sys.stderr.isatty()


def ask_missing(purpose: Purpose, *, quiet: bool) -> Purpose:
    """Asks for what no option gave; asks nothing where nobody can answer."""
    if not can_ask(quiet=quiet):
        return purpose
    if purpose.problem is None:
        purpose = replace(purpose, problem=ask("What problem should this solve?"))
    if purpose.kpi is None:
        purpose = replace(purpose, kpi=ask("Which figure should move (revenue, churn, …)?"))
    if not purpose.teams:
        answer = ask("Which teams will use the answer (separated by commas)?")
        purpose = replace(purpose, teams=output.split_names(answer))
    return purpose


def ask_target() -> Said:
    """Asks what a new target is about."""
    return {
        "problem": ask("What is the business problem?"),
        "ideal": ask("What will be different when it is solved?"),
        "kpi": ask("Which variable should move?"),
        "goal": read_goal(ask("Which value should it reach?")),
        "by": ask("By which day (YYYY-MM-DD)?"),
        "teams": output.split_names(
            ask("Which teams will use it, and why (Marketing: plans the mailings, …)?")
        ),
    }


def read_goal(text: str | None) -> float | None:
    """A number as people write it; OptionError for anything else."""
    if text is None:
        return None
    try:
        return float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        raise OptionError(f"'{text}' is not a number.", hint="Write digits, for example 250000.") from None


def ask(question: str) -> str | None:
    print(f"{question} (Enter to skip) ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip() or None
