"""YAML text into a small tree that knows the line and column of everything.

Read are mappings, lists and scalars of YAML 1.2 (`no` and `on` are words, not Booleans). Refused are what
definitions never need and bombs are made of: anchors, aliases, tags, several documents, deep nesting,
duplicate keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from satsuma.model.errors import Finding, Place

if TYPE_CHECKING:
    from ruamel.yaml.events import Event

MOST_BYTES = 4_000_000
KEPT_BYTES, KEPT_TEXTS = 200_000, 200
"""Texts that are remembered once they are read: a server reads a project's files again with every edit."""
MOST_LEVELS = 12
MOST_NODES = 400_000

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


@dataclass(slots=True)
class Node:
    """A scalar (`text`), a list (`items`) or a mapping (`fields`), with line and column counted from 1.
    `keys` holds where each field's name stands."""

    line: int
    column: int
    text: str | None = None
    plain: bool = False
    items: list[Node] | None = None
    fields: dict[str, Node] | None = None
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    flow: bool = False

    def value(self) -> Any:
        """The plain Python value."""
        if self.fields is not None:
            return {name: node.value() for name, node in self.fields.items()}
        if self.items is not None:
            return [node.value() for node in self.items]
        text = self.text or ""
        if not self.plain:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            # Beyond 18 digits it is an identifier that somebody forgot to quote; as text nothing is lost.
            return int(text) if len(text) <= 18 else text
        return float(text) if _FLOAT.fullmatch(text) else text

    def child(self, part: str | int) -> Node | None:
        """The field or item called so, if there is one."""
        if self.fields is not None:
            return self.fields.get(str(part))
        if self.items is not None and isinstance(part, int) and part < len(self.items):
            return self.items[part]
        return None


class UnreadableError(Exception):
    """Carries the one finding that ended the reading of a file."""

    def __init__(self, message: str, hint: str, line: int | None, column: int | None) -> None:
        super().__init__(message)
        self.message, self.hint, self.line, self.column = message, hint, line, column

    def in_file(self, file: str) -> Finding:
        place = Place(file=file, line=self.line, column=self.column)
        return Finding(code="definition", message=self.message, hint=self.hint, place=place)


def read_tree(content: bytes) -> Node | None:
    """The tree of a file's only document; None for an empty file. Raises UnreadableError. Nobody changes a tree: one text is
    read once."""
    return _read_once(content) if len(content) <= KEPT_BYTES else _read(content)


@lru_cache(maxsize=KEPT_TEXTS)
def _read_once(content: bytes) -> Node | None:
    return _read(content)


def _read(content: bytes) -> Node | None:
    if len(content) > MOST_BYTES:
        raise UnreadableError(
            f"The file has {len(content):,} bytes; a definition file may have {MOST_BYTES:,}.",
            "Split it into several files of the same folder.",
            None,
            None,
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableError("The file is not UTF-8 text.", "Save it as UTF-8.", line, None) from None
    return _Builder().build(text)


class _Builder:
    """A stack machine over the parser's events; no recursion, so that depth is a number and not a crash."""

    def __init__(self) -> None:
        self.stack: list[Node] = []
        self.names: list[str | None] = []
        self.root: Node | None = None
        self.documents = 0
        self.nodes = 0

    def build(self, text: str) -> Node | None:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        try:
            for event in YAML(typ="safe", pure=True).parse(text):
                self._take(event)
        except MarkedYAMLError as error:
            raise explain_syntax(error) from None
        except (YAMLError, ValueError) as error:
            first = str(error).splitlines()[0]
            raise UnreadableError(
                f"The file cannot be read as YAML: {first}.", "Remove unprintable characters.", None, None
            ) from None
        return self.root

    def _take(self, event: Event) -> None:
        from ruamel.yaml import events

        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if isinstance(event, events.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise UnreadableError(
                    "The file holds several YAML documents.", "Keep one: remove the line '---'.", line, column
                )
        elif isinstance(event, events.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise UnreadableError(
                "Anchors (&) and aliases (*) are not allowed in definitions.",
                "Write the value out, or quote the text if it is one.",
                line,
                column,
            )
        elif isinstance(event, events.MappingEndEvent | events.SequenceEndEvent):
            self.stack.pop()
            self.names.pop()
        elif isinstance(event, events.NodeEvent):
            self._add(event, line, column)

    def _add(self, event: Any, line: int, column: int) -> None:
        from ruamel.yaml import events

        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise UnreadableError("The file holds too many entries.", "Split it.", line, column)
        if event.tag is not None and str(event.tag) not in ("!", "None"):
            raise UnreadableError(
                f"The tag {event.tag} is not allowed in definitions.", "Remove it.", line, column
            )
        if isinstance(event, events.ScalarEvent):
            refuse_halves(event.value, line, column)
            node = Node(line, column, text=event.value, plain=not event.style)
            if self.stack and self.stack[-1].fields is not None and self.names[-1] is None:
                self._name(node)
            else:
                self._attach(node)
            return
        if isinstance(event, events.MappingStartEvent):
            node = Node(line, column, fields={}, flow=bool(event.flow_style))
        else:
            node = Node(line, column, items=[], flow=bool(event.flow_style))
        if self.stack and self.stack[-1].fields is not None and self.names[-1] is None:
            raise UnreadableError("A field's name must be a word.", "Quote it.", line, column)
        self._attach(node)
        self.stack.append(node)
        self.names.append(None)
        if len(self.stack) > MOST_LEVELS:
            raise UnreadableError(
                f"The file nests deeper than {MOST_LEVELS} levels.", "Flatten it.", line, column
            )

    def _name(self, node: Node) -> None:
        parent, name = self.stack[-1], node.text or ""
        assert parent.fields is not None
        if name in parent.fields:
            before = parent.keys[name][0]
            raise UnreadableError(
                f"'{name}' stands here twice (first in line {before}).",
                "Rename or remove one.",
                node.line,
                node.column,
            )
        parent.keys[name] = (node.line, node.column)
        self.names[-1] = name

    def _attach(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if parent.items is not None:
            parent.items.append(node)
        elif parent.fields is not None:
            parent.fields[self.names[-1] or ""] = node
            self.names[-1] = None


def refuse_halves(text: str, line: int, column: int) -> None:
    """A lone surrogate, which an escape can spell, is no character and cannot be written anywhere."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UnreadableError("The text holds half of a character.", "Type it anew.", line, column) from None


def explain_syntax(error: Any) -> UnreadableError:
    """A parser's error in plain words."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else None
    column = mark.column + 1 if mark else None
    problem = str(error.problem or error.context or "not YAML")
    if "\\t" in problem or "\t" in problem:
        return UnreadableError(
            "A tab stands where YAML wants spaces.", "Indent with spaces, two a level.", line, column
        )
    hints = (
        ("mapping values are not allowed", "Quote the text if it holds ': '."),
        ("could not find expected ':'", "Each line is 'field: value'; quote a text that goes over lines."),
        (
            "cannot start any token",
            "Quote the text: it begins with a character that means something in YAML.",
        ),
        ("undefined alias", "Quote the text: '*' begins an alias in YAML."),
        ("expected <block end>", "Check the indentation of this line and the ones above."),
        ("unexpected end of stream", "A quote is opened and never closed."),
    )
    for words, hint in hints:
        if words in problem:
            return UnreadableError(f"The file is not valid YAML: {problem}.", hint, line, column)
    return UnreadableError(f"The file is not valid YAML: {problem}.", "Check this line.", line, column)
