"""Sources of one event become one history: money of the same name must then be of the same currency."""

from __future__ import annotations

from collections.abc import Mapping

from satsuma.model.definitions import Grouping, SourceDefinition
from satsuma.model.kinds import Kind


def part_events(sources: Mapping[str, SourceDefinition]) -> dict[str, SourceDefinition]:
    """The sources with an event name of its own for each one whose money contradicts an earlier source of the event."""
    parted: dict[str, SourceDefinition] = {}
    currencies: dict[tuple[str | None, str, str], str | None] = {}
    for name, source in sources.items():
        event = source.event
        if event is None:
            parted[name] = source
            continue
        mine = {
            (source.unit, event, column): one.currency
            for column, one in source.columns.items()
            if one.kind is Kind.MONEY
        }
        clashes = sorted(
            key[2] for key, currency in mine.items() if currencies.get(key, currency) != currency
        )
        if clashes:
            parted[name] = _rename(name, source, event, clashes)
        else:
            currencies |= mine
            parted[name] = source
    return parted


def _rename(name: str, source: SourceDefinition, event: str, clashes: list[str]) -> SourceDefinition:
    reason = (
        f"an event of its own, because '{clashes[0]}' has another currency in another source of '{event}'"
    )
    groups = source.groups
    return source.model_copy(
        update={
            "event": f"{name}_{event}",
            "groups": Grouping(event=f"{name}_{groups.event}", by=groups.by) if groups else None,
            "reasons": {**source.reasons, "event": reason},
        }
    )
