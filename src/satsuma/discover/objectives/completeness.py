"""What an objective lacks to be specific and measurable, all at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal

from satsuma.model.aims import ObjectiveDefinition
from satsuma.model.errors import Finding, Place

PlaceOf = Callable[..., Place]
"""The place of a field of the objective in its file: `place_of('outcome')`."""
Severity = Literal["error", "warning"]


def find_gaps(definition: ObjectiveDefinition, place_of: PlaceOf) -> list[Finding]:
    """Errors for what an answer cannot do without, warnings for what makes a question useful. An empty list: it is SMART."""
    found: list[Finding] = []

    def lack(what: str, hint: str, *path: str, severity: Severity = "error") -> None:
        finding = Finding(code="objective", message=what, hint=hint, place=place_of(*path), severity=severity)
        found.append(finding)

    if definition.outcome is None and not definition.compare:
        hint = "Give an 'outcome', such as count(order, last 90 days) >= 1, or two groups under 'compare'."
        lack("It is not specific: it does not say what is to be counted.", hint)
    if definition.outcome is not None and definition.compare:
        hint = "With groups to compare, put what they are compared on under 'candidates'."
        lack("It asks two things: for groups with an outcome, and to compare named groups.", hint, "compare")
    if len(definition.compare) == 1:
        lack("It compares one group with nothing.", "Give at least two groups, each by a rule.", "compare")
    if not definition.candidates and not definition.families:
        what = "on which variables" if definition.compare else "of which variables groups are made"
        hint = "Name variables under 'candidates', or families of them under 'families'."
        lack(f"It is not specific: it does not say {what}.", hint)
    if definition.outcome is not None and definition.direction is None:
        hint = "Add 'direction: highest' or 'direction: lowest'."
        lack("It is not specific: it does not say whether the highest or the lowest is asked for.", hint)
    if definition.success is None and definition.lift is None:
        hint = "Add 'success' in a sentence, or 'lift': how many times everyone's rate is enough."
        lack("It is not measurable: it does not say what counts as success.", hint)
    if definition.deadline is None:
        hint = "Add 'deadline: YYYY-MM-DD'."
        lack("It has no deadline.", hint, severity="warning")
    elif read_day(definition.deadline) is None:
        hint = "Write it as YYYY-MM-DD, for example 2026-06-30."
        lack(f"Its deadline '{definition.deadline}' is not a day.", hint, "deadline")
    if not definition.teams:
        lack("It names no team that will use the answer.", "Add 'teams'.", severity="warning")
    if definition.target is None:
        hint = "Add 'target', so that everyone sees what it is good for."
        lack("It names no business target.", hint, severity="warning")
    return found


def read_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
