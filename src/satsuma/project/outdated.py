"""Whether the definitions are still those of the last run, whose stored results several commands show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from satsuma.model.definitions import Definitions

SECTIONS = {
    "sources": "source",
    "variables": "variable",
    "segments": "segment",
    "segmentations": "segmentation",
}
"""What shapes stored results, with the word for one of it. Targets, objectives, discoveries and personas do not."""
MOST_NAMED = 4


def list_changed(stored: Mapping[str, Any], now: Definitions) -> list[str]:
    """What was added, changed or taken away since a run, as 'segment “VIPs”'; nothing where another version of Satsuma wrote
    the stored definitions in a form that cannot be read any more."""
    try:
        then = Definitions.model_validate(stored)
    except ValidationError:
        return []
    found = []
    for section, word in SECTIONS.items():
        before, after = getattr(then, section), getattr(now, section)
        found += [
            f"{word} {call(name, after.get(name) or before.get(name))}"
            for name in {**before, **after}
            if before.get(name) != after.get(name)
        ]
    if then.project.model_copy(update={"keep_runs": now.project.keep_runs}) != now.project:
        found.append("the project's own settings")
    return found


def call(name: str, thing: object) -> str:
    """A definition's title in quotes, its name where it has none."""
    title = getattr(thing, "title", None)
    return f"“{title}”" if title else name


def warn_outdated(stored: Mapping[str, Any], now: Definitions) -> tuple[str, ...]:
    """One warning for results of the last run, where definitions have changed since."""
    changed = list_changed(stored, now)
    if not changed:
        return ()
    more = f" and {len(changed) - MOST_NAMED} more" if len(changed) > MOST_NAMED else ""
    named = ", ".join(changed[:MOST_NAMED]) + more
    return (f"Definitions changed since the last run ({named}): these are its results. Run again.",)
