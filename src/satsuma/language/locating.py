"""Where each condition stands inside a rule: its path through the tree, and whom it is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from satsuma.language import tree
from satsuma.language.grounds import Ground, inner
from satsuma.language.tree import Condition, Node
from satsuma.language.walk import field_names


@dataclass(frozen=True, slots=True)
class Located:
    """One condition about customers. `path` leads to it from the rule, as `conditions.0.condition`; the rule itself has
    none. `ground` says about which unit it is."""

    path: str
    condition: Condition
    ground: Ground


def locate_conditions(condition: Condition, ground: Ground) -> list[Located]:
    """The rule and every condition inside it, parents first, in the order in which they are written. Filters of events are
    about events, so they are left out; what is asked about an account's people is there, about their unit."""
    found: list[Located] = []
    waiting: list[tuple[str, Node, Ground]] = [("", condition, ground)]
    while waiting:
        path, node, here = waiting.pop()
        if isinstance(node, _conditions()):
            found.append(Located(path, cast(Condition, node), here))
        below = {id(child): under for child, under in inner(node, here)}
        steps = [
            (f"{path}.{step}" if path else step, child, below[id(child)])
            for step, child in _steps(node)
            if below[id(child)].event is None
        ]
        waiting.extend(reversed(steps))
    return found


@cache
def _conditions() -> tuple[type[Node], ...]:
    return get_args(get_args(tree.Condition)[0])


def _steps(node: Node) -> list[tuple[str, Node]]:
    """The nodes directly inside, each by the field (and number) that holds it."""
    found: list[tuple[str, Node]] = []
    for name in field_names(type(node)):
        inside = getattr(node, name)
        if isinstance(inside, Node):
            found.append((name, inside))
        elif isinstance(inside, tuple):
            found += [(f"{name}.{i}", item) for i, item in enumerate(inside) if isinstance(item, Node)]
    return found
