"""The canonical form of a rule, and its fingerprint: what does not change the meaning does not change it."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar, cast

from satsuma.language import tree
from satsuma.language.tree import Condition, Node
from satsuma.language.walk import field_names
from satsuma.language.write import write_number

NodeType = TypeVar("NodeType", bound=Node)


def normalise(node: NodeType) -> NodeType:
    """The same meaning in one form: `and` / `or` flat, sorted and without repetitions, no double negation, options
    sorted, numbers without needless zeros."""
    return cast(NodeType, _normalise(node))


def fingerprint(node: Node) -> str:
    """SHA-256 of the canonical form, as 64 hex digits. Equal for rules that `normalise` makes equal."""
    return _fingerprint(node)


@lru_cache(maxsize=4096)
def _fingerprint(node: Node) -> str:
    return hashlib.sha256(_spell(_normalise(node)).encode("utf-8")).hexdigest()


def _spell(node: Node) -> str:
    return json.dumps(node.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _normalise(node: Node) -> Node:
    changes: dict[str, Any] = {}
    for name in field_names(type(node)):
        inside = getattr(node, name)
        if isinstance(inside, Node):
            changes[name] = _normalise(inside)
        elif isinstance(inside, Decimal):
            changes[name] = Decimal(write_number(inside))
        elif isinstance(inside, tuple):
            changes[name] = tuple(_normalise(item) if isinstance(item, Node) else item for item in inside)
    return _simplify(type(node)(**{**_plain(node), **changes}) if changes else node)


def _plain(node: Node) -> dict[str, Any]:
    return {name: getattr(node, name) for name in field_names(type(node))}


def _simplify(node: Node) -> Node:
    """One node whose insides are canonical already."""
    if isinstance(node, tree.And | tree.Or):
        return _flatten(node)
    if isinstance(node, tree.Not):
        return _negate(node)
    if isinstance(node, tree.OneOf):
        return node.model_copy(update={"options": tuple(_sort_nodes(node.options))})
    if isinstance(node, tree.SetHas):
        return node.model_copy(update={"options": tuple(sorted(set(node.options)))})
    return node


def _flatten(node: tree.And | tree.Or) -> Condition:
    parts: list[Condition] = []
    for part in node.conditions:
        parts.extend(part.conditions if type(part) is type(node) else [part])
    parts = cast(list[Condition], _sort_nodes(parts))
    return parts[0] if len(parts) == 1 else type(node)(conditions=tuple(parts))


def _sort_nodes(nodes: Any) -> list[Node]:
    """In the order of their spelling, each once."""
    return [node for _, node in sorted({_spell(node): node for node in nodes}.items())]


def _negate(node: tree.Not) -> Condition:
    inside = node.condition
    if isinstance(inside, tree.Not):
        return inside.condition
    if isinstance(inside, tree.Missing | tree.Done):
        # The only leaves whose negation is their complement.
        return inside.model_copy(update={"negated": not inside.negated})
    return node


def rank_key(rank: tree.Rank | tree.PercentileRange, unit: str) -> str:
    """Under which a rank's thresholds are kept: the same words rank customers and accounts apart."""
    return hashlib.sha256(f"{unit}\0{fingerprint(rank)}".encode()).hexdigest()
