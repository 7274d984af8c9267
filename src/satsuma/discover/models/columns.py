"""Which columns of a strange file are a model's fields."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from satsuma.discover.phrases import shorten
from satsuma.model.discoveries import SegmentModel
from satsuma.model.errors import OptionError

ALIKE = 0.75
"""Likeness from which on a column is suggested for a field that was not found."""
KEYS = (
    "key",
    "id",
    "customer",
    "customer id",
    "customer key",
    "customer number",
    "account id",
    "kundennummer",
)


@dataclass(frozen=True, slots=True)
class Matched:
    """`columns` is field → column; `absent` fields without one; `suggestions` sentences about near names."""

    columns: dict[str, str]
    absent: tuple[str, ...]
    suggestions: tuple[str, ...]


def match_columns(
    model: SegmentModel, header: Sequence[str], aliases: Mapping[str, Sequence[str]], key: str | None
) -> Matched:
    """By the variable's name, its title, its title without the window, then `aliases` (raw names in the sources); letter
    case and signs do not matter. OptionError where no column fits any field."""
    plain = {column: spell(column) for column in header if column != key}
    titles = {field.name: field.title for field in model.basis}
    found: dict[str, str] = {}
    for name, title in titles.items():
        for called in (name, title, shorten(title), *aliases.get(name, ())):
            column = next(
                (
                    each
                    for each, text in plain.items()
                    if text == spell(called) and each not in found.values()
                ),
                None,
            )
            if column is not None:
                found[name] = column
                break
    absent = tuple(name for name in titles if name not in found)
    free = {text: column for column, text in plain.items() if column not in found.values()}
    suggestions = tuple(
        f"No column is '{name}' ({titles[name]}). Did you mean '{free[near[0]]}'? Rename it to '{name}' then."
        for name in absent
        if (near := find_near(name, titles[name], list(free)))
    )
    if not found:
        listed = ", ".join(f"{name} ({title})" for name, title in titles.items())
        hint = suggestions[0] if suggestions else f"Name the columns like the fields: {listed}."
        raise OptionError(f"No column of the file is a field of the model '{model.name}'.", hint=hint)
    return Matched(found, absent, suggestions)


def find_near(name: str, title: str, free: list[str]) -> list[str]:
    near = [
        difflib.get_close_matches(spell(called), free, n=1, cutoff=ALIKE) for called in (name, shorten(title))
    ]
    return next((each for each in near if each), [])


def spell(name: str) -> str:
    """Small letters and digits, single spaces."""
    return " ".join(re.split(r"[\W_]+", name.casefold())).strip()


def find_key(header: Sequence[str], key: str | None) -> str | None:
    """The column that names customers: the one asked for, else one that is called so. OptionError where the one asked for
    is not there."""
    if key is None:
        return next((column for column in header if spell(column) in KEYS), None)
    if key in header:
        return key
    same = next((column for column in header if spell(column) == spell(key)), None)
    if same is not None:
        return same
    near = difflib.get_close_matches(key, list(header), n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Columns: {', '.join(header)}."
    raise OptionError(f"The file has no column '{key}'.", hint=hint)
