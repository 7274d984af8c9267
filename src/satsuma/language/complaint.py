"""What to say when a text is not a rule: where, what was expected in plain words, and a near word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from satsuma.model.errors import Place, RuleSyntaxError

if TYPE_CHECKING:
    from lark.exceptions import UnexpectedInput

# From the parser's words to people's, in the order in which they are told; what is left out goes without
# saying.
_PLAIN = {
    "STRING": 'a text in quotes ("…")', "DATE": "a date (2019-01-31)", "NAME": "a name",
    "SEGMENT": "a segment's name", "NUMBER": "a number", "_MISSING": "missing", "_KNOWN": "known",
    "SET_HOW": "any, all or none", "_LAST": "last 30 days", "_NEXT": "next 30 days",
    "WHICH": "this month", "_BEFORE": "before", "_AFTER": "after", "_SINCE": "since",
    "_WITHIN": "within", "_WITHIN_TIME": "within 7 days", "_AMONG": "among", "_BY": "by",
    "_OF": "of", "_TO": "to", "_AGO": "ago", "SPAN": "days, weeks, months or years",
    "PERIOD": "day, week, month, quarter or year", "_THEN": "then", "_NOT_THEN": "not then",
    "_PERCENTILE_OF": "percentile of", "_PEOPLE": "people", "EDGE": "last(…)", "_SUCH": "','",
    "_WHERE": "where", "PERCENT": "%", "LPAR": "'('", "DOT": "'.' and a property", "COMMA": "','",
    "_AND": "and", "_OR": "or", "RPAR": "')'", "$END": "the end of the rule",
}  # fmt: skip

_VALUE_START = frozenset({"NUMBER", "STRING", "NAME", "FUNCTION"})
_AFTER_VALUE = frozenset({
    "SIGN", "ADDING", "TIMES", "PERCENT", "DOT", "_BEFORE", "_AFTER", "_SINCE", "_IN", "_NOT_IN", "_HAS",
    "_IS", "_IS_NOT", "TEXT_MATCH", "_BETWEEN",
})  # fmt: skip

_WORDS = [
    "and", "or", "not", "in", "between", "is", "missing", "known", "has", "any", "all", "none",
    "contains", "starts", "ends", "with", "matches", "before", "after", "since", "last", "next", "this",
    "days", "weeks", "months", "years", "hours", "day", "week", "month", "quarter", "year", "ago",
    "ever", "where", "within", "among", "by", "of", "to", "count", "sum", "average", "minimum",
    "maximum", "distinct", "first", "sequence", "then", "followed", "top", "bottom", "random",
    "percentile", "segment", "people", "everyone", "anniversary", "yes", "no", "true", "false",
]  # fmt: skip

_FUNCTIONS = (
    "count(…)", "sum(…)", "average(…)", "minimum(…)", "maximum(…)", "distinct(…)", "first(…)", "last(…)",
    "has(…)", "sequence(…)", "any(people, …)",
)  # fmt: skip

_HABITS = {
    "like": "Write: name contains \"x\", starts with \"x\" or ends with \"x\".",
    "&&": "Write 'and'.", "&": "Write 'and'.", "||": "Write 'or'.", "|": "Write 'or'.",
    "!": "Write 'not'.", "null": "Write 'is missing' or 'is known'.",
    "none": "Write 'is missing' or 'is known'.", "avg": "Write average(order.amount).",
    "mean": "Write average(order.amount).", "is": "Write =, or 'is missing', 'is known'.",
    "equals": "Write =.", "[": "Lists stand in parentheses: (…).",
}  # fmt: skip


def explain_failure(text: str, error: UnexpectedInput, place: Place | None) -> RuleSyntaxError:
    """The parser's refusal as an error for people."""
    expected = _read_expected(error)
    token = getattr(error, "token", None)
    is_at_end = token is not None and token.type == "$END"
    position: int = getattr(error, "pos_in_stream", None) or 0
    start = len(text.rstrip()) if is_at_end else position
    word = _word_at(text, start)
    if not is_at_end and word[:1] in "\"'`“‘":
        message = f"The quote {word[0]} is never closed." if _is_open(text, start) else None
    else:
        message = None
    if message is None:
        what = "the rule ends too early" if is_at_end else f"'{_clip(word)}' cannot stand here"
        message = f"The rule cannot be read: {what}."
    own = _habit(word, is_at_end) or _near(word, expected) or _name_functions(text, start, word)
    hints = [hint for hint in (own, _list_expected(expected)) if hint]
    return point_at(text, start, message, " ".join(hints) or None, place)


def point_at(
    text: str, position: int | None, message: str, hint: str | None, place: Place | None
) -> RuleSyntaxError:
    """An error with the line that holds the position and a caret under it."""
    if position is None:
        return RuleSyntaxError(message, hint=hint, place=place)
    before = text[:position]
    line, column = before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1
    where = f"line {line}, column {column}" if "\n" in text.strip() else f"column {column}"
    shown = text.split("\n")[line - 1]
    start = max(0, column - 61)
    excerpt = f"  {shown[start : start + 100]}\n  {' ' * (column - 1 - start)}^"
    return RuleSyntaxError(
        f"{message.removesuffix('.')} ({where}).",
        hint=f"{hint or 'Look here:'}\n{excerpt}",
        place=place if place is not None else Place(line=line, column=column),
    )


def _word_at(text: str, position: int) -> str:
    found = re.compile(r"[\w.]+|&&|\|\||\S").match(text, position)
    return found[0] if found else ""


def _clip(word: str) -> str:
    return word if len(word) <= 40 else word[:40] + "…"


def _is_open(text: str, position: int) -> bool:
    quote = text[position]
    closing = {"“": "”", "‘": "’"}.get(quote, quote)
    return re.compile(rf"(?:[^{closing}\\]|\\.)*{closing}", re.DOTALL).match(text, position + 1) is None


def _habit(word: str, is_at_end: bool) -> str | None:
    return None if is_at_end else _HABITS.get(word.lower())


def _near(word: str, expected: frozenset[str]) -> str | None:
    """The word that was probably meant, rather one that could have stood there."""
    from difflib import get_close_matches

    if len(word) <= 2:
        return None
    possible = [name.strip("_").lower() for name in expected if name.startswith("_")]
    near = get_close_matches(word.lower(), possible, n=1) or get_close_matches(
        word.lower(), _WORDS, n=1, cutoff=0.65
    )
    return f"Did you mean '{near[0].replace('_', ' ')}'?" if near and near[0] != word.lower() else None


def _name_functions(text: str, position: int, word: str) -> str | None:
    """After a word with a parenthesis that is no function: the functions that there are."""
    before = re.search(r"(\w+)\s*$", text[:position])
    if word != "(" or before is None:
        return None
    return f"There is no '{before[1]}(…)'; there are {', '.join(_FUNCTIONS)}."


def _read_expected(error: UnexpectedInput) -> frozenset[str]:
    """The names of the terminals that could have stood there; the first of these that the parser knows is
    the best."""
    for name in ("accepts", "allowed", "expected"):
        if found := getattr(error, name, None):
            return frozenset(map(str, found))
    return frozenset()


def _list_expected(expected: frozenset[str]) -> str | None:
    plain = []
    if expected >= _VALUE_START:
        plain.append("a variable, a number, a text in quotes, count(…), sum(…) and the like")
        expected &= {"RPAR", "COMMA", "$END"}
    elif "SIGN" in expected:
        plain.append("a comparison (=, !=, <, >, between, in (…), is missing, contains …)")
        expected -= _AFTER_VALUE
    elif "ADDING" in expected:
        expected -= _AFTER_VALUE
    plain += [words for name, words in _PLAIN.items() if name in expected]
    return f"Expected: {'; '.join(plain)}." if 0 < len(plain) <= 8 else None
