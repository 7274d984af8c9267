"""Findings about conditions that nobody can ever meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from satsuma.language import tree
from satsuma.language.grounds import Ground, mistake
from satsuma.language.normalise import fingerprint
from satsuma.language.tree import Condition, Node, Value
from satsuma.language.types import levels_of
from satsuma.language.write import write_condition
from satsuma.model.errors import Finding

_COUNTING = ("count", "distinct")


@dataclass(slots=True)
class _Room:
    """What all statements so far leave to one value."""

    low: Decimal | None = None
    high: Decimal | None = None
    is_low_open: bool = False
    is_high_open: bool = False
    options: set[str] | None = None
    said: list[Condition] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        if self.options is not None and not self.options:
            return True
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.is_low_open or self.is_high_open))

    def raise_low(self, number: Decimal, is_open: bool) -> None:
        if self.low is None or (number, is_open) > (self.low, self.is_low_open):
            self.low, self.is_low_open = number, is_open

    def lower_high(self, number: Decimal, is_open: bool) -> None:
        if self.high is None or (number, not is_open) < (self.high, not self.is_high_open):
            self.high, self.is_high_open = number, is_open

    def keep_options(self, options: set[str]) -> None:
        self.options = options if self.options is None else self.options & options


def find_contradictions(node: Node, ground: Ground) -> Iterator[Finding]:
    """Of an `and` with all that it holds together, or of a statement that stands by itself."""
    parts = node.conditions if isinstance(node, tree.And) else (node,)
    rooms: dict[str, _Room] = {}
    for part in parts:
        for value, narrow in _statements(part, ground):
            room = rooms.setdefault(fingerprint(value), _start(value))
            if not room.is_empty:
                room.said.append(part)  # type: ignore[arg-type]
                narrow(room)
    for room in rooms.values():
        if room.is_empty:
            yield _say(room.said)
    if isinstance(node, tree.And):
        yield from _find_opposites(node)


def _say(said: list[Condition]) -> Finding:
    words = " and ".join(dict.fromkeys(write_condition(condition) for condition in said))
    return mistake(f"This can never be true: {words}.", "Use 'or', or correct one of the values.")


def _start(value: Value) -> _Room:
    is_count = isinstance(value, tree.PeopleCount) or (
        isinstance(value, tree.Aggregate) and value.function in _COUNTING
    )
    return _Room(low=Decimal(0)) if is_count else _Room()


class _Narrowing:
    """One statement about one value, to be applied to its room."""

    def __init__(self, sign: str, number: Decimal | None, options: set[str] | None = None) -> None:
        self.sign, self.number, self.options = sign, number, options

    def __call__(self, room: _Room) -> None:
        if self.options is not None:
            room.keep_options(self.options)
        if self.number is None:
            return
        if self.sign in (">", ">=", "="):
            room.raise_low(self.number, self.sign == ">")
        if self.sign in ("<", "<=", "="):
            room.lower_high(self.number, self.sign == "<")


def _statements(condition: Node, ground: Ground) -> Iterator[tuple[Value, _Narrowing]]:
    if isinstance(condition, tree.Compare):
        yield from _compared(condition.left, condition.sign, condition.right, ground)
        turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(condition.sign, condition.sign)
        yield from _compared(condition.right, turned, condition.left, ground)
    elif isinstance(condition, tree.InRange):
        yield from _compared(condition.value, ">=", condition.low, ground)
        yield from _compared(condition.value, "<=", condition.high, ground)
    elif isinstance(condition, tree.OneOf) and not condition.negated:
        texts = {option.value for option in condition.options if isinstance(option, tree.Text)}
        if len(texts) == len({fingerprint(option) for option in condition.options}):
            yield condition.value, _Narrowing("=", None, texts)
    elif isinstance(condition, tree.DateIs):
        yield from _dated(condition)


def _compared(value: Value, sign: str, literal: Value, ground: Ground) -> Iterator[tuple[Value, _Narrowing]]:
    if isinstance(value, tree.Number | tree.Text | tree.YesNo | tree.Date) or sign == "!=":
        return
    if isinstance(literal, tree.Number):
        yield value, _Narrowing(sign, literal.value)
    elif isinstance(literal, tree.Date) and literal.time is None:
        yield value, _Narrowing(sign, Decimal(literal.day.toordinal()))
    elif isinstance(literal, tree.YesNo):
        yield value, _Narrowing("=", None, {str(literal.value)})
    elif isinstance(literal, tree.Text):
        levels = levels_of([ground.type_of(value)])
        place = Decimal(levels.index(literal.value)) if levels and literal.value in levels else None
        yield value, _Narrowing(sign, place, {literal.value} if sign == "=" else None)


def _dated(condition: tree.DateIs) -> Iterator[tuple[Value, _Narrowing]]:
    window = condition.window
    bounds: list[tuple[str, tree.Bound]] = []
    if isinstance(window, tree.Between):
        bounds = [(">=", window.start), ("<=", window.end)]
    elif isinstance(window, tree.Before | tree.After | tree.Since):
        bounds = [({"before": "<", "after": ">", "since": ">="}[window.op], window.bound)]
    for sign, bound in bounds:
        if isinstance(bound, tree.Date) and bound.time is None:
            yield condition.value, _Narrowing(sign, Decimal(bound.day.toordinal()))


def _find_opposites(node: tree.And) -> Iterator[Finding]:
    """A statement and its negation; a value that is missing and yet compared."""
    said = {fingerprint(part): part for part in node.conditions}
    for part in node.conditions:
        opposite = said.get(fingerprint(tree.Not(condition=part)))
        if opposite is not None and isinstance(opposite, tree.Not | tree.Missing | tree.Done):
            yield _say([part, opposite])
            return
    absent = {
        fingerprint(part.value): part
        for part in node.conditions
        if isinstance(part, tree.Missing) and not part.negated
    }
    for part in node.conditions:
        if not isinstance(part, tree.Missing):
            for value in _needed(part):
                if fingerprint(value) in absent:
                    yield _say([absent[fingerprint(value)], part])


def _needed(part: Condition) -> list[Value]:
    """Values without which the statement is false."""
    if isinstance(part, tree.Compare):
        return [part.left, part.right]
    if isinstance(
        part,
        tree.InRange | tree.OneOf | tree.TextMatch | tree.Flag | tree.SetHas | tree.DateIs | tree.Anniversary,
    ):
        return [part.value]
    return []
