"""Which variables and segments a rule refers to, and cycles among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from satsuma.language import tree
from satsuma.language.grounds import Ground, survey
from satsuma.language.tree import Node
from satsuma.language.vocabulary import Vocabulary

Reference = tuple[str, str, str]
"""('variable' | 'segment' | 'event' | 'column', unit, name)"""


def references_of(node: Node, vocabulary: Vocabulary, unit: str) -> Iterator[Reference]:
    """Everything by name that the rule needs directly, names that nobody knows as columns."""
    for inside, ground in survey(node, Ground(vocabulary, unit)):
        if isinstance(inside, tree.Events | tree.Step):
            yield "event", ground.unit, inside.event
        elif isinstance(inside, tree.InSegment):
            yield "segment", ground.unit, inside.name
        elif isinstance(inside, tree.Variable | tree.VariableBound) and ground.event is None:
            yield _named(inside.name, ground)
        elif isinstance(inside, tree.AccountVariable) and ground.account is not None:
            yield _named(inside.name, ground.account)
        elif isinstance(inside, tree.Rank | tree.PercentileRange):
            if inside.among is not None:
                yield "segment", ground.unit, inside.among
            if inside.within is not None:
                yield _named(inside.within, ground)


def _named(name: str, ground: Ground) -> Reference:
    is_variable = name in ground.vocabulary.variables.get(ground.unit, {})
    return "variable" if is_variable else "column", ground.unit, name


def find_cycles(vocabulary: Vocabulary) -> list[list[Reference]]:
    """Chains of variables and segments that lead back to their first member, each once."""
    trees: dict[Reference, Node] = {}
    for unit, variables in vocabulary.variables.items():
        trees |= {("variable", unit, name): value for name, value in variables.items()}
    for unit, segments in vocabulary.segments.items():
        trees |= {("segment", unit, name): condition for name, condition in segments.items()}
    edges = {
        key: list(dict.fromkeys(found for found in references_of(node, vocabulary, key[1]) if found in trees))
        for key, node in trees.items()
    }
    return list(_search(edges))


def _search(edges: Mapping[Reference, list[Reference]]) -> Iterator[list[Reference]]:
    finished: set[Reference] = set()
    for start in edges:
        path: list[Reference] = []
        waiting = [(start, iter(edges[start]))] if start not in finished else []
        path.extend(key for key, _ in waiting)
        while waiting:
            rest = waiting[-1][1]
            following = next(rest, None)
            if following is None:
                waiting.pop()
                finished.add(path.pop())
            elif following in path:
                yield [*path[path.index(following) :], following]
            elif following not in finished:
                waiting.append((following, iter(edges[following])))
                path.append(following)
