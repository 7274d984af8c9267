"""Findings about a source, with the file and line of the definition that they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from satsuma.model.errors import DataError, Finding, MistakeError, Place

if TYPE_CHECKING:
    from satsuma.store.definitions.places import Places

ABOUT = re.compile(r"^source (?P<source>\w+)(?:, (?P<part>column|amount|join|rule)(?: (?P<name>.+))?)?$")
FIELDS = {"amount": "amount", "join": "joins", "rule": "exclude"}


@contextmanager
def located(places: Places) -> Iterator[None]:
    """Mistakes and data errors raised inside leave with places in the project's files."""
    try:
        yield
    except (MistakeError, DataError) as error:
        raise type(error)(locate(error.findings, places)) from error


def locate(findings: Iterable[Finding], places: Places) -> list[Finding]:
    """The findings; those that only name a source (and a part of it) with its place."""
    return [finding.model_copy(update={"place": find_place(finding.place, places)}) for finding in findings]


def find_place(place: Place | None, places: Places) -> Place | None:
    named = ABOUT.match(place.what or "") if place is not None and place.file is None else None
    if named is None:
        return place
    part, name = named["part"], named["name"]
    path = ("columns", name) if part == "column" else (FIELDS[part],) if part else ()
    found = places.find("sources", named["source"], *path)
    return found if found.file is None else found.model_copy(update={"what": named[0]})
