"""Tests of texts, the same for every reader: contains, starts with, ends with, matches."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

How = Literal["contains", "starts with", "ends with", "matches"]

# What RE2 lacks, so that no reader needs it: looking around, referring back, possessive and atomic groups.
_NOT_RE2 = re.compile(r"\(\?(?:[=!>]|<[=!]|P=|\()|\\[1-9]|[*+?}]\+")
_REPEATED_REPEAT = re.compile(r"[*+}][^()]*\)\s*(?:[*+]|\{\d*,)")
MAX_PATTERN = 500


class PatternError(ValueError):
    """A regular expression that is not one, or not one that every reader can do in linear time."""


@lru_cache(maxsize=1024)
def text_test(how: How, pattern: str) -> Callable[[str], bool]:
    """A function that says whether a text passes. Case matters; `matches` looks anywhere in the text, `\\w`, `\\d`, `\\s`
    and `\\b` mean ASCII. Raises PatternError."""
    if how == "contains":
        return lambda text: pattern in text
    if how == "starts with":
        return lambda text: text.startswith(pattern)
    if how == "ends with":
        return lambda text: text.endswith(pattern)
    search = _compile(pattern).search
    return lambda text: search(text) is not None


def _compile(pattern: str) -> re.Pattern[str]:
    bare = re.sub(r"\\[^1-9]", "", pattern)
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"a pattern has at most {MAX_PATTERN} characters")
    if _NOT_RE2.search(bare):
        raise PatternError("looking around, referring back and possessive repeats are not supported")
    if _REPEATED_REPEAT.search(bare):
        raise PatternError("a repeat of a repeat, such as (a+)+, can take for ever")
    try:
        return re.compile(pattern, re.ASCII)
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternError(f"this is not a regular expression: {error}") from None
