"""Names and values as SQL text."""

from __future__ import annotations

from collections.abc import Iterable


def ident(name: str) -> str:
    """A name as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def is_one_of(value: str, choices: Iterable[str]) -> str:
    """SQL: the value equals one of the literals. DuckDB turns an IN of more than a few into a join, which costs memory for each
    column and loses the order of rows."""
    return "(" + " OR ".join(f"{value} = {choice}" for choice in choices) + ")"


def is_one_text(value: str, choices: Iterable[str]) -> str:
    return is_one_of(value, [text(choice) for choice in choices])


def texts(values: Iterable[str]) -> str:
    """Texts as the inside of an SQL list: 'a', 'b'."""
    return ", ".join(text(value) for value in values)
