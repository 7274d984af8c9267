"""What a product calls the project's columns and events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from satsuma.model.definitions import Definitions, SourceDefinition
from satsuma.model.kinds import Role

PREFIX = "property_"
"""Before every field's name in tables that a connector wrote."""


@dataclass(frozen=True, slots=True)
class Label:
    """`is_own`: read from the product's own export, so that the field exists there under this name. `export` is the kind of
    export it stands in."""

    text: str
    is_own: bool = False
    export: str | None = None


@dataclass(frozen=True, slots=True)
class FieldNames:
    """The project's sources, looked at for one product."""

    definitions: Definitions
    product: str
    accounts: frozenset[str] = frozenset()
    """Units that are companies."""

    def name_field(self, unit: str, column: str) -> Label:
        """A unit's column: the raw name where the source is the product's own export, else its title."""
        titled = None
        for source in self._sources(unit):
            found = source.columns.get(column)
            if source.role not in (Role.PROFILE, Role.SURVEY) or found is None:
                continue
            if self._is_own(source):
                return Label(found.raw.removeprefix(PREFIX), True, source.recognised_as)
            titled = titled or found.title
        return Label(titled or say_name(column))

    def name_event(self, unit: str, event: str) -> Label:
        """An event type: its own name where the source is the product's export."""
        for name, source in self.definitions.sources.items():
            if source.unit == unit and source.role is Role.EVENT and self._holds(name, source, event):
                return Label(say_name(event), self._is_own(source), source.recognised_as)
        return Label(say_name(event))

    def name_property(self, unit: str, event: str, column: str) -> Label:
        """A property of an event."""
        for name, source in self.definitions.sources.items():
            found = source.columns.get(column)
            if found is not None and source.unit == unit and self._holds(name, source, event):
                is_own = self._is_own(source)
                text = found.raw.removeprefix(PREFIX) if is_own else found.title or say_name(column)
                return Label(text, is_own, source.recognised_as)
        return Label(say_name(column))

    def _sources(self, unit: str) -> Iterator[SourceDefinition]:
        yield from (source for source in self.definitions.sources.values() if source.unit == unit)

    def _is_own(self, source: SourceDefinition) -> bool:
        return (source.recognised_as or "").startswith(self.product)

    @staticmethod
    def _holds(name: str, source: SourceDefinition, event: str) -> bool:
        group = source.groups.event if source.groups is not None else None
        return event in (source.event or name, group) or source.event_column is not None


def say_name(name: str) -> str:
    """`net_revenue` as a label."""
    text = name.replace("_", " ").strip()
    return text[:1].upper() + text[1:]
