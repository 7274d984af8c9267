"""Which comparisons go with which kind of value, and what can be asked of events: the grammar as a table for builders."""

from __future__ import annotations

from satsuma.model.kinds import Kind
from satsuma.model.live import WordComparison, WordFunction

_NUMBERS = (Kind.NUMBER, Kind.MONEY, Kind.SHARE)
_ANY = tuple(kind for kind in Kind)

FUNCTIONS = (
    WordFunction(name="count", title="Number of", gives=Kind.NUMBER),
    WordFunction(name="sum", title="Total", kinds=_NUMBERS),
    WordFunction(name="average", title="Average", kinds=_NUMBERS),
    WordFunction(name="minimum", title="Lowest", kinds=(*_NUMBERS, Kind.DATE)),
    WordFunction(name="maximum", title="Highest", kinds=(*_NUMBERS, Kind.DATE)),
    WordFunction(
        name="distinct",
        title="Number of different",
        kinds=tuple(kind for kind in _ANY if kind is not Kind.SET),
        gives=Kind.NUMBER,
    ),
    WordFunction(name="first", title="First", kinds=_ANY),
    WordFunction(name="last", title="Last", kinds=_ANY),
    WordFunction(name="days since first", title="Days since the first", gives=Kind.NUMBER),
    WordFunction(name="days since last", title="Days since the last", gives=Kind.NUMBER),
    WordFunction(name="date of first", title="Date of the first", gives=Kind.DATE),
    WordFunction(name="date of last", title="Date of the last", gives=Kind.DATE),
)

WINDOWS = ("ever", "last", "ago", "calendar", "between-dates", "before", "after", "since")
DATE_WINDOWS = ("last", "next", "ago", "calendar", "between-dates", "before", "after", "since")


def _compare(**titles: str) -> tuple[WordComparison, ...]:
    signs = {"equal": "=", "unequal": "!=", "less": "<", "most": "<=", "more": ">", "least": ">="}
    return tuple(
        WordComparison(op="compare", detail=signs[name], title=title, takes="value")
        for name, title in titles.items()
    )


_MISSING = (
    WordComparison(op="missing", detail="known", title="is known", takes="nothing"),
    WordComparison(op="missing", title="is missing", takes="nothing"),
)
_AMOUNTS = (
    *_compare(
        least="is at least",
        most="is at most",
        more="is more than",
        less="is less than",
        equal="is",
        unequal="is not",
    ),
    WordComparison(op="in-range", title="is between", takes="range"),
    WordComparison(op="one-of", title="is one of", takes="values"),
    WordComparison(op="rank", detail="top", title="is in the top", takes="share"),
    WordComparison(op="rank", detail="bottom", title="is in the bottom", takes="share"),
    WordComparison(op="percentile-range", title="is between the percentiles", takes="range"),
    *_MISSING,
)
_WORDS = (
    *_compare(equal="is", unequal="is not"),
    WordComparison(op="one-of", title="is one of", takes="values"),
    WordComparison(op="one-of", detail="negated", title="is none of", takes="values"),
    WordComparison(op="text-match", detail="contains", title="contains", takes="text"),
    WordComparison(op="text-match", detail="starts with", title="starts with", takes="text"),
    WordComparison(op="text-match", detail="ends with", title="ends with", takes="text"),
    WordComparison(op="text-match", detail="matches", title="matches the pattern", takes="text"),
    *_MISSING,
)
_LEVELS = (
    *_compare(least="is at least", most="is at most", more="is above", less="is below"),
    *_WORDS,
)
_DATES = (
    WordComparison(op="date-is", title="is", takes="window"),
    *_compare(equal="is on", unequal="is not on", less="is before", least="is on or after"),
    *_compare(more="is after", most="is on or before"),
    WordComparison(op="anniversary", title="has its anniversary", takes="window"),
    *_MISSING,
)
_FLAGS = (
    WordComparison(op="flag", title="is yes", takes="nothing"),
    WordComparison(op="compare", detail="=", title="is", takes="value"),
    *_MISSING,
)
_SETS = (
    WordComparison(op="set-has", detail="any", title="has any of", takes="values"),
    WordComparison(op="set-has", detail="all", title="has all of", takes="values"),
    WordComparison(op="set-has", detail="none", title="has none of", takes="values"),
    *_MISSING,
)

COMPARISONS: dict[Kind, tuple[WordComparison, ...]] = {
    Kind.NUMBER: _AMOUNTS,
    Kind.MONEY: _AMOUNTS,
    Kind.SHARE: _AMOUNTS,
    Kind.CATEGORY: _WORDS,
    Kind.ORDERED: _LEVELS,
    Kind.FLAG: _FLAGS,
    Kind.DATE: _DATES,
    Kind.SET: _SETS,
    Kind.TEXT: _WORDS,
    Kind.IDENTIFIER: _WORDS,
}
