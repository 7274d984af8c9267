"""Going through a rule's tree without recursion, so that no tree is too deep to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TypeVar

from satsuma.language.tree import Node

NodeType = TypeVar("NodeType", bound=Node)


@cache
def field_names(kind: type[Node]) -> tuple[str, ...]:
    """The fields that a node holds beside its `op`."""
    return tuple(name for name in kind.model_fields if name != "op")


def children(node: Node) -> Iterator[Node]:
    """The nodes directly inside, in the order in which they are written."""
    for name in field_names(type(node)):
        inside = getattr(node, name)
        if isinstance(inside, Node):
            yield inside
        elif isinstance(inside, tuple):
            yield from (item for item in inside if isinstance(item, Node))


def walk(node: Node) -> Iterator[Node]:
    """The node and all nodes inside it, parents first."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(list(children(current))))


def find(node: Node, kind: type[NodeType]) -> Iterator[NodeType]:
    """All nodes of one construct, the node itself included."""
    return (inside for inside in walk(node) if isinstance(inside, kind))


def depth_of(node: Node) -> int:
    """Levels of nodes; a node without others inside has depth 1."""
    deepest = 0
    waiting = [(node, 1)]
    while waiting:
        current, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in children(current))
    return deepest
