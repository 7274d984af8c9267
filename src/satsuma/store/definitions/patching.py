"""One definition of a file changed in place: lines whose meaning stays are kept to the byte, comments among them.

A mapping written line by line is changed field by field, a list of mappings item by item; what is written in braces is
replaced whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from satsuma.store.definitions.composing import compose_field, compose_items
from satsuma.store.definitions.syntax import Node


@dataclass(frozen=True, slots=True)
class Swap:
    """The lines [first, beyond), counted from 0, give way to `lines`."""

    first: int
    beyond: int
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Wish:
    """A mapping before and after, with all fields, and what of it is written down: all that differs from the defaults."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    written: Mapping[str, Any]

    def inside(self, name: str) -> Wish:
        return Wish(self.before[name], self.after[name], self.written[name])


def swap_lines(lines: list[str], swaps: Sequence[Swap]) -> list[str]:
    """The lines with all swaps done. What is put in before one line keeps its order, and stands before what replaces it."""
    made = list(lines)
    order = sorted(range(len(swaps)), key=lambda n: (-swaps[n].first, swaps[n].beyond == swaps[n].first, -n))
    for swap in (swaps[number] for number in order):
        made[swap.first : swap.beyond] = swap.lines
    return made


def find_range(lines: Sequence[str], top: Node, name: str, end: int) -> tuple[int, int]:
    """The lines [first, beyond) of a field of a mapping that ends before line `end`, without the comments and blank lines that
    follow it. Comments deeper than the field's name are its own."""
    line, column = top.keys[name]
    following = [other for other, _ in top.keys.values() if other > line]
    beyond = min(following) - 1 if following else end
    return line - 1, trim(lines, line, beyond, column - 1)


def trim(lines: Sequence[str], least: int, beyond: int, indent: int) -> int:
    while beyond > least:
        text = lines[beyond - 1].strip()
        depth = len(lines[beyond - 1]) - len(lines[beyond - 1].lstrip())
        if text and not (text.startswith("#") and depth <= indent):
            break
        beyond -= 1
    return beyond


def find_comment(lines: Sequence[str], line: int) -> int:
    """Where the comment right above a line begins. One that begins the file is the file's."""
    first = line
    while first > 0 and lines[first - 1].strip().startswith("#"):
        first -= 1
    return line if first == 0 else first


def patch_mapping(lines: Sequence[str], node: Node, wish: Wish, end: int, depth: int) -> Iterator[Swap]:
    """What to swap in a block mapping. `depth` is how deep its values stand, which decides what fits on one line."""
    indent = min((column for _, column in node.keys.values()), default=1) - 1
    for name, child in (node.fields or {}).items():
        if name in wish.after and wish.before.get(name) == wish.after[name]:
            continue
        first, beyond = find_range(lines, node, name, end)
        if name not in wish.written:
            yield take_out(lines, first, beyond)
        elif is_block(child) and isinstance(wish.before.get(name), dict) and wish.written[name]:
            yield from patch_mapping(lines, child, wish.inside(name), beyond, depth + 1)
        elif is_block_list(child) and isinstance(wish.before.get(name), list) and wish.written[name]:
            yield patch_list(lines, child, wish.inside(name), beyond, depth + 1)
        else:
            new = compose_field(name, wish.written[name], depth, indent)
            yield Swap(first, beyond, keep_remark(lines[first:beyond], child, new, indent))
    yield from insert_fields(lines, node, wish, end, depth, indent)


def take_out(lines: Sequence[str], first: int, beyond: int) -> Swap:
    """Without the comment above and the blank line that kept it apart."""
    above = find_comment(lines, first)
    return Swap(above - 1 if above and not lines[above - 1].strip() else above, beyond, [])


def insert_fields(
    lines: Sequence[str], node: Node, wish: Wish, end: int, depth: int, indent: int
) -> Iterator[Swap]:
    """New fields after the one that comes before them in the model's order."""
    place = end
    for name, value in wish.written.items():
        if name in node.keys:
            place = find_range(lines, node, name, end)[1]
        else:
            yield Swap(place, place, compose_field(name, value, depth, indent))


def patch_list(lines: Sequence[str], node: Node, wish: Any, end: int, depth: int) -> Swap:
    """Items that were there before keep their lines, wherever they stand now, with the comments above them."""
    items = node.items or []
    indent = items[0].column - 1
    dash = len(lines[items[0].line - 1]) - len(lines[items[0].line - 1].lstrip())
    chunks: list[list[str]] = []
    first = begin = find_comment(lines, items[0].line - 1)
    for number, item in enumerate(items):
        stop = items[number + 1].line - 1 if number + 1 < len(items) else end
        stop = trim(lines, item.line, stop, dash)
        chunks.append(list(lines[begin:stop]))
        begin = stop
    made: list[str] = []
    free = list(range(len(chunks)))
    for number, value in enumerate(wish.after):
        same = next((each for each in free if wish.before[each] == value), None)
        if same is not None:
            free.remove(same)
            made += chunks[same]
        else:
            made += compose_items([wish.written[number]], depth, dash, indent)
    return Swap(first, begin, made)


def is_block(node: Node) -> bool:
    """A mapping that is written line by line."""
    return bool(node.fields) and not node.flow


def is_block_list(node: Node) -> bool:
    """A list with a line or more for each item, all mappings."""
    items = node.items or []
    lines = {item.line for item in items}
    return bool(items) and not node.flow and len(lines) == len(items) and all(item.fields for item in items)


def keep_remark(old: Sequence[str], child: Node, new: list[str], indent: int) -> list[str]:
    """The new lines with the comment that stood behind the old value."""
    remark = find_remark(old[0], child) if len(old) == 1 else None
    if remark is None:
        return new
    if len(new) == 1:
        return [f"{new[0].rstrip()}  {remark}\n"]
    return [f"{' ' * indent}{remark}\n", *new]


def find_remark(line: str, child: Node) -> str | None:
    """The comment at a line's end, behind a value that begins and ends on it."""
    quote, before = "", " "
    for place, char in enumerate(line[child.column - 1 :], child.column - 1):
        if quote:
            quote = "" if char == quote and before != "\\" else quote
        elif char in "\"'" and not child.plain:
            quote = char
        elif char == "#" and before in " \t":
            return line[place:].rstrip()
        before = char
    return None
