"""All that a rule may use, for whoever builds one: names with their kinds, comparisons, values that the data hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict

import numpy as np

from satsuma.columns import Codes, Sets
from satsuma.language.tree import Variable
from satsuma.language.types import type_of
from satsuma.model.errors import OptionError
from satsuma.model.kinds import WORDS, Kind, ValueType
from satsuma.model.live import (
    WordEvent,
    WordProperty,
    Words,
    WordSegment,
    WordValue,
    WordValues,
    WordVariable,
)
from satsuma.project.grammar import COMPARISONS, DATE_WINDOWS, FUNCTIONS, WINDOWS
from satsuma.project.privacy import list_hidden
from satsuma.project.sizing import find_labels

if TYPE_CHECKING:
    from satsuma.columns import Column
    from satsuma.project.opening import Opened

MOST_VALUES = 50
"""Of a category that are sent along; more of them are searched."""


def list_words(opened: Opened, unit: str | None) -> Words:
    """Everything about one unit. OptionError for an unknown one."""
    unit = opened.choose_unit(unit)
    shape = opened.run.shape.units[unit]
    hidden = list_hidden(opened.definitions)
    names = [*opened.vocabulary.variables.get(unit, {}), *opened.vocabulary.shape.units[unit].columns]
    variables = [make_variable(opened, unit, name, hidden) for name in dict.fromkeys(names)]
    return Words(
        unit=unit,
        variables=tuple(found for found in variables if found is not None),
        events=tuple(
            WordEvent(
                name=name,
                title=name.replace("_", " ").capitalize(),
                properties=tuple(
                    WordProperty(
                        name=each,
                        title=each.replace("_", " ").capitalize(),
                        values=pick_values(opened, unit, f"{name}.{each}", hidden.get(each)),
                        hidden=hidden.get(each),
                        **describe_type(found),
                    )
                    for each, found in event.properties.items()
                ),
            )
            for name, event in shape.events.items()
        ),
        segments=tuple(
            WordSegment(name=name, title=str(find_labels(name, opened.definitions)["title"]))
            for name in opened.vocabulary.segments.get(unit, {})
        ),
        functions=FUNCTIONS,
        comparisons=COMPARISONS,
        windows=WINDOWS,
        date_windows=DATE_WINDOWS,
        account=shape.account,
        people=shape.people,
        timezone=opened.run.shape.timezone,
        currency=opened.run.shape.currency,
    )


def make_variable(opened: Opened, unit: str, name: str, hidden: dict[str, str]) -> WordVariable | None:
    """None for a variable without a type: what it is made from is not in the data."""
    found = type_of(Variable(name=name), opened.vocabulary, unit)
    if found is None:
        return None
    definition = opened.definitions.variables.get(name)
    if definition is not None and definition.unit != unit:
        definition = None
    title = definition.title if definition else None
    origin = "column" if definition is None or definition.column else "variable"
    return WordVariable(
        name=name,
        title=title or name.replace("_", " ").capitalize(),
        values=pick_values(opened, unit, name, hidden.get(name)),
        hidden=hidden.get(name),
        family=definition.family if definition else None,
        origin="model" if definition and definition.model else origin,
        as_known_on=opened.run.shape.units[unit].as_known_on.get(
            (definition.column if definition else name) or ""
        ),
        **describe_type(found, definition.kind if definition else None),
    )


class Described(TypedDict):
    """What a name takes over from its type."""

    kind: Kind
    currency: str | None
    levels: tuple[str, ...] | None


def describe_type(found: ValueType, kind: Kind | None = None) -> Described:
    return {"kind": kind or found.kind, "currency": found.currency, "levels": found.levels}


def pick_values(opened: Opened, unit: str, name: str, hidden: str | None) -> tuple[str, ...] | None:
    """All values of a category, where they may be shown and are few."""
    held = opened.vocabulary.values.get(unit, {}).get(name)
    if held is None or hidden is not None or len(held) > MOST_VALUES:
        return None
    return tuple(held)


def suggest_values(
    opened: Opened, unit: str | None, variable: str, event: str | None, typed: str, most: int
) -> WordValues:
    """Values of a variable or column, or of an event's property (`variable` with `event`), that begin with what was typed, then
    those that contain it; the commonest first. Identifiers and texts only where the smallest group shares them.

    OptionError for an unknown unit, event or name.
    """
    unit = opened.choose_unit(unit)
    hidden = list_hidden(opened.definitions).get(variable)
    column, kind = find_column(opened, unit, variable, event)
    if hidden is not None or not isinstance(column, Codes | Sets):
        return WordValues(values=(), more=0, hidden=hidden or "no words")

    def make() -> tuple[tuple[str, int], ...]:
        return count_words(column)

    smallest = opened.definitions.project.smallest_group if kind in (Kind.TEXT, Kind.IDENTIFIER) else 1
    key = ("words", opened.definitions_key, unit, event, variable)
    counted = opened.memory.recall(key, make, lambda found: 100 * len(found))
    wanted = typed.casefold()
    held = [(word, rows) for word, rows in counted if rows >= smallest]
    first = [each for each in held if each[0].casefold().startswith(wanted)]
    later = (
        [each for each in held if wanted in each[0].casefold() and each not in set(first)] if wanted else []
    )
    found = [*first, *later]
    return WordValues(
        values=tuple(WordValue(value=word, rows=rows) for word, rows in found[:most]),
        more=max(len(found) - most, 0),
    )


def count_words(column: Codes | Sets) -> tuple[tuple[str, int], ...]:
    """The words that are held, the commonest first, then in the order of the alphabet."""
    codes = column.codes[column.codes >= 0].astype(np.int64)
    counts = np.bincount(codes, minlength=len(column.dictionary)).tolist()
    held = [(word, rows) for word, rows in zip(column.dictionary, counts, strict=True) if rows]
    return tuple(sorted(held, key=lambda each: (-each[1], each[0])))


def find_column(opened: Opened, unit: str, name: str, event: str | None) -> tuple[Column | None, Kind | None]:
    """The column behind a name, and its kind; computed variables as of the last run, None where it has none."""
    from satsuma.store.runs import load_values

    shape = opened.run.shape.units[unit]
    if event is not None:
        if event not in shape.events or name not in shape.events[event].properties:
            raise unknown(f"property '{name}' of the event '{event}'", shape.events)
        data = opened.population.units[unit].events
        return (data[event].properties[name] if event in data else None), shape.events[event].properties[
            name
        ].kind
    found = type_of(Variable(name=name), opened.vocabulary, unit)
    if found is None:
        raise unknown(f"variable or column '{name}'", opened.vocabulary.variables.get(unit, {}))
    if name in shape.columns:
        return opened.population.units[unit].columns[name], found.kind
    stored = load_values(opened.run.path, unit) if found.kind in WORDS | {Kind.SET} else {}
    return stored.get(name), found.kind


def unknown(what: str, known: Iterable[str]) -> OptionError:
    return OptionError(f"There is no {what}.", hint=f"There are: {', '.join(known) or 'none'}.")
