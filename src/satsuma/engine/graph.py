"""Values and truths as interned nodes: what is written twice is computed once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Node = tuple[Any, ...]
"""An operation's name and what it needs: numbers, names, and indexes of other nodes."""

LATE = frozenset({"rank"})
"""Truths known only after the walk."""


@dataclass(slots=True)
class Graph:
    """`values[i]` and `words[i]` are nodes; a node speaks of others by their index, which is always smaller.

    Words: all · not w · and w… · or w… · range v low high · range_double v low high · compare v v relation tens tens ·
    compare_double v v relation · ratio v v relation mantissa tens · table v truths · set v column how options ·
    set_known v column · anniversary v first last · sequence … · input key · rank key.
    Values: constant bits · constant_double bits · column name · rows · group … · remap v numbers · edge v plus otherwise ·
    elapsed v span day · and the arithmetic of ss_op.
    """

    values: list[Node] = field(default_factory=list)
    words: list[Node] = field(default_factory=list)
    is_late: list[bool] = field(default_factory=list)
    _value_of: dict[Node, int] = field(default_factory=dict)
    _word_of: dict[Node, int] = field(default_factory=dict)

    def value(self, *node: Any) -> int:
        if node not in self._value_of:
            self._value_of[node] = len(self.values)
            self.values.append(node)
        return self._value_of[node]

    def word(self, *node: Any) -> int:
        if node not in self._word_of:
            self._word_of[node] = len(self.words)
            self.words.append(node)
            late = node[0] in LATE or any(self.is_late[inside] for inside in self.inside(node))
            self.is_late.append(late)
        return self._word_of[node]

    @staticmethod
    def inside(word: Node) -> tuple[int, ...]:
        """The words of which a word is made."""
        return word[1:] if word[0] in ("and", "or", "not") else ()

    def everyone(self) -> int:
        return self.word("all")

    def nobody(self) -> int:
        return self.word("not", self.everyone())

    def negate(self, word: int) -> int:
        node = self.words[word]
        return int(node[1]) if node[0] == "not" else self.word("not", word)

    def all_of(self, words: Iterable[int]) -> int:
        return self._combine("and", words, self.everyone(), self.nobody())

    def any_of(self, words: Iterable[int]) -> int:
        return self._combine("or", words, self.nobody(), self.everyone())

    def _combine(self, name: str, words: Iterable[int], neutral: int, absorbing: int) -> int:
        parts: set[int] = set()
        for word in words:
            parts.update(self.words[word][1:] if self.words[word][0] == name else (word,))
        parts.discard(neutral)
        if absorbing in parts or any(self.negate(part) in parts for part in parts):
            return absorbing
        if not parts:
            return neutral
        return parts.pop() if len(parts) == 1 else self.word(name, *sorted(parts))
