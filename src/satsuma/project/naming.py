"""Which definitions name another one in a field of their own, beside those whose rules do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from satsuma.model.definitions import Definitions


def list_users(section: str, name: str, definitions: Definitions) -> list[str]:
    """As `discoveries groups`; `project` for its settings. Rules are the language's matter."""
    finders = {
        "variables": _use_variable,
        "targets": _use_target,
        "discoveries": _use_discovery,
        "sources": _use_source,
        "segments": _use_segment,
        "segmentations": _use_segmentation,
    }
    return list(finders[section](name, definitions)) if section in finders else []


def _use_variable(name: str, definitions: Definitions) -> Iterator[str]:
    for other, discovery in definitions.discoveries.items():
        named = {*discovery.basis, *discovery.descriptors, *discovery.outcomes, *discovery.transforms}
        if name in named or discovery.weights == name:
            yield f"discoveries {other}"
    if definitions.project.kpi == name or name in definitions.project.allow_sensitive:
        yield "project"


def _use_target(name: str, definitions: Definitions) -> Iterator[str]:
    for section in ("objectives", "segmentations", "discoveries"):
        for other, each in getattr(definitions, section).items():
            if each.target == name:
                yield f"{section} {other}"


def _use_discovery(name: str, definitions: Definitions) -> Iterator[str]:
    for other, segmentation in definitions.segmentations.items():
        if segmentation.discovery == name:
            yield f"segmentations {other}"


def _use_source(name: str, definitions: Definitions) -> Iterator[str]:
    for other, source in definitions.sources.items():
        if any(join.lookup == name for join in source.joins):
            yield f"sources {other}"
    source = definitions.sources[name]
    events = {source.event or name, source.groups.event if source.groups else None}
    others = {
        event
        for other, each in definitions.sources.items()
        if other != name
        for event in (each.event or other, each.groups.event if each.groups else None)
    }
    if definitions.project.main_event in events - others:
        yield "project"


def _use_segment(name: str, definitions: Definitions) -> Iterator[str]:
    if name in definitions.personas:
        yield f"personas {name}"


def _use_segmentation(name: str, definitions: Definitions) -> Iterator[str]:
    yield from (f"personas {other}" for other in definitions.personas if other.partition("/")[0] == name)
