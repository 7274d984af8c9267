"""Makes the tree while the parser reads: one method per rule of `grammar.lark`, called with what the rule
holds."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from satsuma.language import tree

if TYPE_CHECKING:
    from lark import Token

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_SIGNS = {"==": "=", "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">=", "−": "-", "×": "*", "÷": "/"}
_DAYS = {"yesterday": "last", "today": "this", "tomorrow": "next"}
_FUNCTIONS = {"min": "minimum", "max": "maximum"}


class RefusalError(Exception):
    """The words are in order, but one of them cannot be: a 30th of February, a length of 0."""

    def __init__(self, message: str, token: Token | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.position = token.start_pos if token is not None else None
        self.hint = hint


def _unquote(quoted: str) -> str:
    if "\\" not in quoted:
        return quoted[1:-1]
    return re.sub(
        r"\\(?:u([0-9a-fA-F]{4})|(.))",
        lambda found: (
            chr(int(found[1], 16)) if found[1] else _ESCAPES.get(cast(str, found[2]), cast(str, found[2]))
        ),
        quoted[1:-1],
        flags=re.DOTALL,
    )


def _word(token: str) -> str:
    return " ".join(token.lower().split())


def _plural(token: str) -> Any:
    word = token.lower()
    return word if word.endswith("s") else word + "s"


def _whole(token: Token, at_least: int = 1, at_most: int = tree.MAX_COUNT) -> int:
    if not token.isdecimal() or not at_least <= int(token) <= at_most:
        raise RefusalError(f"'{token}' must be a whole number from {at_least} to {at_most:,} here", token)
    return int(token)


def _decimal(token: Token, percent: object = None) -> Decimal:
    whole, _, decimals = token.partition(".")
    is_long = len(decimals) + (2 if percent else 0) > tree.MAX_DECIMALS
    if is_long or len(whole.lstrip("0")) > tree.MAX_WHOLE_DIGITS:
        raise RefusalError(
            f"A number has at most {tree.MAX_WHOLE_DIGITS} digits and {tree.MAX_DECIMALS} decimals", token
        )
    return Decimal(token).scaleb(-2) if percent else Decimal(token)


def _time_text(numbers: list[int]) -> str:
    return ":".join(f"{number:02d}" for number in numbers)


def _percent(token: Token) -> Decimal:
    number = _decimal(token)
    if number > 100:
        raise RefusalError(f"{token} is more than 100 percent", token)
    return number


class _Values:
    """Literals, names, arithmetic and aggregates."""

    def name(self, parts: list[Any]) -> str:
        return str(parts[0])

    segment = name

    def quoted_name(self, parts: list[Any]) -> str:
        return _unquote(parts[0])

    string = quoted_name

    def number(self, parts: list[Any]) -> tree.Number:
        minus, digits, percent = parts
        value = _decimal(digits, percent)
        return tree.Number(value=-value if minus else value)

    def text(self, parts: list[Any]) -> tree.Text:
        return tree.Text(value=parts[0])

    def yes(self, parts: list[Any]) -> tree.YesNo:
        return tree.YesNo(value=True)

    def no(self, parts: list[Any]) -> tree.YesNo:
        return tree.YesNo(value=False)

    def date(self, parts: list[Any]) -> tree.Date:
        numbers = [int(part) for part in re.findall(r"\d+", parts[0])]
        try:
            time = dt.time.fromisoformat(_time_text(numbers[3:])) if len(numbers) > 3 else None
            return tree.Date(day=dt.date(*numbers[:3]), time=time)
        except ValueError:
            raise RefusalError(
                f"{parts[0]} is not a date of the calendar", parts[0], "Dates are year-month-day: 2019-01-31."
            ) from None

    def variable(self, parts: list[Any]) -> tree.Variable:
        return tree.Variable(name=parts[0])

    def account_variable(self, parts: list[Any]) -> tree.AccountVariable:
        return tree.AccountVariable(name=parts[0])

    def arithmetic(self, parts: list[Any]) -> tree.Arithmetic:
        left, sign, right = parts
        return tree.Arithmetic(sign=_SIGNS.get(sign, sign), left=left, right=right)

    def events(self, parts: list[Any]) -> tree.Events:
        name, where, window = parts
        return tree.Events(event=name, where=where, window=window or tree.Ever())

    def bare_events(self, parts: list[Any]) -> tree.Events:
        return tree.Events(event=parts[0], window=parts[1] if len(parts) > 1 else tree.Ever())

    def property_events(self, parts: list[Any]) -> tuple[str, tree.Events]:
        return parts[1], self.events([parts[0], *parts[2:]])

    def count(self, parts: list[Any]) -> tree.Aggregate:
        return tree.Aggregate(function="count", events=parts[0])

    def aggregate(self, parts: list[Any]) -> tree.Aggregate:
        word, (name, events) = parts[0].lower(), parts[1]
        return tree.Aggregate(function=_FUNCTIONS.get(word, word), events=events, property=name)

    def since_edge(self, parts: list[Any]) -> tree.Aggregate | tree.Elapsed:
        span, edge, events = parts[0].split()[0].lower(), parts[1].lower(), parts[2]
        if span == "days":
            return tree.Aggregate(function=cast(Any, f"days since {edge}"), events=events)
        return tree.Elapsed(span=span, value=self.date_of_edge(parts[1:]))

    def date_of_edge(self, parts: list[Any]) -> tree.Aggregate:
        return tree.Aggregate(function=cast(Any, f"date of {parts[0].lower()}"), events=parts[1])

    def elapsed(self, parts: list[Any]) -> tree.Elapsed:
        return tree.Elapsed(span=parts[0].split()[0].lower(), value=parts[1])

    def people_count(self, parts: list[Any]) -> tree.PeopleCount:
        return tree.PeopleCount(where=parts[0] or tree.Everyone())


class _Windows(_Values):
    """Which times count."""

    def date_window(self, parts: list[Any]) -> tree.Window:
        return cast(tree.Window, parts[0])

    window = bound = date_window

    def ever(self, parts: list[Any]) -> tree.Ever:
        return tree.Ever()

    def last(self, parts: list[Any]) -> tree.Last:
        span = _plural(parts[1])
        if span == "minutes":
            raise RefusalError("Windows are counted in hours or longer", parts[1])
        return tree.Last(count=_whole(parts[0]), span=span)

    def next(self, parts: list[Any]) -> tree.Next:
        span = _plural(parts[1])
        if span in ("minutes", "hours"):
            raise RefusalError("A window ahead is counted in days or longer", parts[1])
        return tree.Next(count=_whole(parts[0]), span=span)

    def ago(self, parts: list[Any]) -> tree.Ago:
        days = {"days": 1, "weeks": 7}.get(_plural(parts[2]))
        if days is None:
            raise RefusalError("'… to … ago' is counted in days or weeks", parts[2])
        numbers = [_whole(part, 0, tree.MAX_COUNT // days) * days for part in parts[:2]]
        return tree.Ago(furthest=max(numbers), nearest=min(numbers))

    def calendar(self, parts: list[Any]) -> tree.Calendar:
        return tree.Calendar(which=parts[0].lower(), period=parts[1].lower())

    def single_day(self, parts: list[Any]) -> tree.Calendar:
        return tree.Calendar(which=cast(Any, _DAYS[parts[0].lower()]), period="day")

    def variable_bound(self, parts: list[Any]) -> tree.VariableBound:
        return tree.VariableBound(name=parts[0])

    def between_dates(self, parts: list[Any]) -> tree.Between:
        return tree.Between(start=parts[0], end=parts[1])

    def before(self, parts: list[Any]) -> tree.Before:
        return tree.Before(bound=parts[0])

    def after(self, parts: list[Any]) -> tree.After:
        return tree.After(bound=parts[0])

    def since(self, parts: list[Any]) -> tree.Since:
        return tree.Since(bound=parts[0])


class Builder(_Windows):
    """Conditions."""

    def condition(self, parts: list[Any]) -> tree.Condition:
        return cast(tree.Condition, parts[0])

    def value(self, parts: list[Any]) -> tree.Value:
        return cast(tree.Value, parts[0])

    def either(self, parts: list[Any]) -> tree.Or:
        return tree.Or(conditions=tuple(parts))

    def both(self, parts: list[Any]) -> tree.And:
        return tree.And(conditions=tuple(parts))

    def negated(self, parts: list[Any]) -> tree.Not:
        return tree.Not(condition=parts[0])

    def flag(self, parts: list[Any]) -> tree.Flag:
        return tree.Flag(value=parts[0])

    def everyone(self, parts: list[Any]) -> tree.Everyone:
        return tree.Everyone()

    def compare(self, parts: list[Any]) -> tree.Compare:
        left, sign, right = parts
        return tree.Compare(sign=_SIGNS.get(sign, sign), left=left, right=right)

    def between(self, parts: list[Any]) -> tree.InRange | tree.DateIs:
        value, low, high = parts
        if not isinstance(low, tree.Date) and not isinstance(high, tree.Date):
            return tree.InRange(value=value, low=low, high=high)
        ends = [
            tree.VariableBound(name=end.name) if isinstance(end, tree.Variable) else end
            for end in (low, high)
        ]
        return tree.DateIs(value=value, window=tree.Between(start=ends[0], end=ends[1]))

    def one_of(self, parts: list[Any], negated: bool = False) -> tree.OneOf:
        return tree.OneOf(value=parts[0], options=tuple(parts[1:]), negated=negated)

    def not_one_of(self, parts: list[Any]) -> tree.OneOf:
        return self.one_of(parts, negated=True)

    def text_match(self, parts: list[Any]) -> tree.TextMatch:
        value, how, pattern = parts
        return tree.TextMatch(how=cast(Any, _word(how)), value=value, pattern=pattern)

    def missing(self, parts: list[Any]) -> tree.Missing:
        return tree.Missing(value=parts[0])

    def known(self, parts: list[Any]) -> tree.Missing:
        return tree.Missing(value=parts[0], negated=True)

    def set_has(self, parts: list[Any]) -> tree.SetHas:
        value, how, *options = parts
        return tree.SetHas(how=how.split()[0].lower(), value=value, options=tuple(options))

    def set_has_one(self, parts: list[Any]) -> tree.SetHas:
        return tree.SetHas(how="any", value=parts[0], options=(parts[1],))

    def date_is(self, parts: list[Any]) -> tree.DateIs:
        return tree.DateIs(value=parts[0], window=parts[1])

    def anniversary(self, parts: list[Any]) -> tree.Anniversary:
        return tree.Anniversary(value=parts[0], window=parts[1])

    def anniversary_between(self, parts: list[Any]) -> tree.Anniversary:
        return tree.Anniversary(value=parts[0], window=self.between_dates(parts[1:]))

    def done(self, parts: list[Any]) -> tree.Done:
        return tree.Done(events=parts[0])

    def not_done(self, parts: list[Any]) -> tree.Done:
        return tree.Done(events=parts[0], negated=True)

    def first_step(self, parts: list[Any]) -> tree.Step:
        return tree.Step(event=parts[0], where=parts[1])

    def step(self, parts: list[Any]) -> tree.Step:
        name, where, number, span = parts
        if number is None:
            return tree.Step(event=name, where=where)
        if _plural(span) in ("months", "years"):
            raise RefusalError("The time between steps is counted in minutes, hours, days or weeks", span)
        return tree.Step(event=name, where=where, within=_whole(number), span=_plural(span))

    def sequence(self, parts: list[Any], negated_last: bool = False) -> tree.Sequence:
        *steps, window = parts
        if len(steps) > tree.MAX_STEPS:
            raise RefusalError(f"A sequence has at most {tree.MAX_STEPS} steps, this one {len(steps)}")
        if negated_last and steps[-1].within is None:
            raise RefusalError(
                "What does not follow needs a time",
                hint=f"For example: not then {steps[-1].event} within 7 days.",
            )
        return tree.Sequence(steps=tuple(steps), negated_last=negated_last, window=window or tree.Ever())

    def sequence_not(self, parts: list[Any]) -> tree.Sequence:
        return self.sequence(parts, negated_last=True)

    def rank(self, parts: list[Any]) -> tree.Rank:
        side, number, percent, by, within, among = parts
        if not percent:
            _whole(number, at_most=999_999_999)
        elif _percent(number) == 0:
            raise RefusalError("0 percent is nobody", number)
        return tree.Rank(
            side=side.lower(),
            amount=_decimal(number),
            in_percent=bool(percent),
            by=by,
            within=within,
            among=among,
        )

    def ordinal(self, parts: list[Any]) -> Decimal:
        return _percent(parts[0])

    def percentiles(self, parts: list[Any]) -> tree.PercentileRange:
        low, high, by, within, among = parts
        return tree.PercentileRange(low=low, high=high, by=by, within=within, among=among)

    def random_share(self, parts: list[Any]) -> tree.RandomShare:
        return tree.RandomShare(low=Decimal(0), high=_percent(parts[0]), salt=parts[-1])

    def random_range(self, parts: list[Any]) -> tree.RandomShare:
        low, _, high, _, salt = parts
        return tree.RandomShare(low=_percent(low), high=_percent(high), salt=salt)

    def in_segment(self, parts: list[Any]) -> tree.InSegment:
        return tree.InSegment(name=parts[0])

    def people(self, parts: list[Any]) -> tree.People:
        return tree.People(quantifier=parts[0].lower(), where=parts[1])
