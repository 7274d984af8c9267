"""Text into trees: `read_condition`, `read_value`, and the tree's JSON form.

Reading is linear in the text and never recursive; what is too long or too deep is refused with a sentence.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

from pydantic import TypeAdapter, ValidationError

from satsuma.language.builder import Builder, RefusalError
from satsuma.language.complaint import explain_failure, point_at
from satsuma.language.tree import MAX_DEPTH, Condition, Node, Value
from satsuma.language.walk import depth_of
from satsuma.model.errors import Place, RuleSyntaxError

if TYPE_CHECKING:
    from lark import Lark

MAX_CHARACTERS = 20_000
"""Text beyond which a rule is refused."""

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|`(?:[^`\\]|\\.)*`|[()]', re.DOTALL)


def read_condition(text: str, place: Place | None = None) -> Condition:
    """The condition that the text says. `place` is where the text stands, for the error.

    Raises RuleSyntaxError: with the line and column inside the text, what was expected, and a near word.
    """
    return cast(Condition, _read(text, "condition", place))


def read_value(text: str, place: Place | None = None) -> Value:
    """The value (a number, a variable, an aggregate, arithmetic …) that the text says; raises
    RuleSyntaxError."""
    return cast(Value, _read(text, "value", place))


def read_condition_json(text: str | bytes, place: Place | None = None) -> Condition:
    """The condition that the tree's JSON form says; raises RuleSyntaxError."""
    try:
        condition: Condition = _json_reader().validate_json(text)
    except (ValidationError, RecursionError) as error:
        raise RuleSyntaxError(
            f"This is not the JSON form of a rule: {_shorten(error)}.",
            hint="Write the rule as text and look at its JSON form.",
            place=place,
        ) from None
    refuse_depth(condition, place)
    return condition


def _shorten(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return "it is nested too deeply"
    first = error.errors(include_url=False, include_input=False)[0]
    path = ".".join(str(step) for step in first["loc"])
    return f"{first['msg']} (at {path})" if path else str(first["msg"])


@cache
def _json_reader() -> TypeAdapter[Any]:
    return TypeAdapter(Condition)


@cache
def _parser() -> Lark:
    from lark import Lark

    grammar = files("satsuma.language").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", start=["condition", "value"], transformer=cast(Any, Builder()))


@lru_cache(maxsize=4096)
def _parse(text: str, start: str) -> Node:
    return cast(Node, _parser().parse(text, start=start))


def _read(text: str, start: str, place: Place | None) -> Node:
    _refuse_size(text, place)
    try:
        node = _parse(text, start)
    except RefusalError as refusal:
        raise point_at(text, refusal.position, f"{refusal.message}.", refusal.hint, place) from None
    except ValidationError as error:
        raise RuleSyntaxError(f"The rule cannot be read: {_shorten(error)}.", place=place) from None
    except Exception as error:
        from lark.exceptions import UnexpectedInput

        if not isinstance(error, UnexpectedInput):
            raise
        raise explain_failure(text, error, place) from None
    refuse_depth(node, place)
    return node


def _refuse_size(text: str, place: Place | None) -> None:
    if len(text) > MAX_CHARACTERS:
        raise RuleSyntaxError(
            f"The rule has {len(text):,} characters; {MAX_CHARACTERS:,} is the most.",
            hint="Split it into segments and combine them with 'in segment NAME'.",
            place=place,
        )
    if not text.strip():
        raise RuleSyntaxError(
            "The rule is empty.", hint="Write 'everyone' for a rule that holds for everyone.", place=place
        )
    depth = 0
    for found in _QUOTED.finditer(text):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth > MAX_DEPTH:
            message = f"Parentheses are nested more than {MAX_DEPTH} deep."
            raise point_at(text, found.start(), message, "Split the rule into segments.", place)


def refuse_depth(node: Node, place: Place | None = None) -> None:
    """Raises RuleSyntaxError for a tree that nobody could have written."""
    if depth_of(node) > MAX_DEPTH:
        raise RuleSyntaxError(
            f"The rule is nested more than {MAX_DEPTH} levels deep.",
            hint="Split it into segments and combine them with 'in segment NAME'.",
            place=place,
        )
