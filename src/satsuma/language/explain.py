"""A rule as an English sentence for people who do not read rules."""

from __future__ import annotations

from functools import singledispatch

from satsuma.language import tree
from satsuma.language.grounds import Ground
from satsuma.language.tree import Condition, Value
from satsuma.language.vocabulary import Vocabulary
from satsuma.language.wording import (
    listed,
    literal_words,
    name_words,
    number_words,
    plural,
    quoted,
    span_words,
    window_words,
    with_article,
)
from satsuma.language.write import write_number
from satsuma.model.kinds import Shape

_NOTHING = Vocabulary(Shape(units={}, main_unit="", timezone="UTC"))


def describe(condition: Condition, vocabulary: Vocabulary | None = None, unit: str | None = None) -> str:
    """One sentence: 'Aged 40 or more, and at least 2 orders in the last 90 days.'

    With a vocabulary, amounts get their currency and shares their percent sign; `unit` is whom the rule is about (the
    main unit if not said).
    """
    known = vocabulary or _NOTHING
    return sentence(clause(condition, Ground(known, unit or known.shape.main_unit)))


def sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def clause(condition: Condition, ground: Ground) -> str:
    """The condition as a part of a sentence."""
    return _say(condition, ground)


# --- values


def value_words(value: Value, ground: Ground) -> str:
    """The value as a noun phrase."""
    if isinstance(value, tree.Number | tree.Text | tree.YesNo | tree.Date):
        return literal_words(value, None)
    if isinstance(value, tree.Variable):
        return ground.say(value.name)
    if isinstance(value, tree.AccountVariable):
        return f"the account's {(ground.account or ground).say(value.name)}"
    if isinstance(value, tree.Elapsed):
        return f"{value.span} since {value_words(value.value, ground)}"
    if isinstance(value, tree.PeopleCount):
        return f"the number of {_people_words(value, ground)}"
    if isinstance(value, tree.Arithmetic):
        sign = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}[value.sign]
        sides = [value_words(side, ground) for side in (value.left, value.right)]
        inside = [isinstance(side, tree.Arithmetic) for side in (value.left, value.right)]
        left, right = (f"({words})" if nested else words for words, nested in zip(sides, inside, strict=True))
        return f"{left} {sign} {right}"
    return _aggregate_words(value, ground)


_OF_PROPERTY = {
    "sum": "the total {property} of {events}",
    "average": "the average {property} of {events}",
    "minimum": "the lowest {property} of {events}",
    "maximum": "the highest {property} of {events}",
    "distinct": "the number of different {properties} of {events}",
    "first": "the {property} of the first {event}",
    "last": "the {property} of the last {event}",
    "count": "the number of {events}",
    "days since first": "the days since the first {event}",
    "days since last": "the days since the last {event}",
    "date of first": "the date of the first {event}",
    "date of last": "the date of the last {event}",
}


def _aggregate_words(value: tree.Aggregate, ground: Ground) -> str:
    name = name_words(value.property or "")
    return _OF_PROPERTY[value.function].format(
        property=name,
        properties=plural(name),
        events=events_words(value.events, ground, is_plural=True),
        event=events_words(value.events, ground),
    )


def events_words(events: tree.Events, ground: Ground, is_plural: bool = False) -> str:
    """'orders with channel “phone” in the last 90 days'."""
    window = window_words(events.window, ground.say)
    return _event_words(events.event, events.where, ground, is_plural) + (f" {window}" if window else "")


def _event_words(name: str, where: Condition | None, ground: Ground, is_plural: bool = False) -> str:
    word = plural(name_words(name)) if is_plural else name_words(name)
    if where is None:
        return word
    return f"{word} (where {_say(where, Ground(ground.vocabulary, ground.unit, name))})"


def _people_words(node: tree.PeopleCount | tree.People, ground: Ground) -> str:
    if isinstance(node.where, tree.Everyone):
        return "people"
    return f"people ({_say(node.where, ground.people or ground)})"


# --- conditions


@singledispatch
def _say(condition: object, ground: Ground) -> str:
    raise TypeError(f"not a condition of a rule: {type(condition).__name__}")


@_say.register
def _(condition: tree.Everyone, ground: Ground) -> str:
    return "everyone"


_AMOUNTS = {
    "=": "exactly {}", "!=": "known and not {}", "<": "less than {}", "<=": "at most {}", ">": "more than {}",
    ">=": "at least {}",
}  # fmt: skip
_TIMES = {
    "=": "on {}", "!=": "known and not on {}", "<": "before {}", "<=": "on or before {}", ">": "after {}",
    ">=": "on or after {}",
}  # fmt: skip
_AGES = {
    "=": "aged {}",
    "<": "aged under {}",
    "<=": "aged {} or less",
    ">": "aged over {}",
    ">=": "aged {} or more",
}
_COUNTS = {
    "=": "exactly {}",
    "<": "fewer than {}",
    "<=": "at most {}",
    ">": "more than {}",
    ">=": "at least {}",
}
_LENGTHS = {"=": "exactly {} ago", "<": "less than {} ago", "<=": "at most {} ago", ">": "more than {} ago",
            ">=": "at least {} ago"}  # fmt: skip


@_say.register
def _(condition: tree.Compare, ground: Ground) -> str:
    left, sign, right = condition.left, condition.sign, condition.right
    if isinstance(right, tree.Number) and sign != "!=":
        special = _say_special(left, sign, right, ground)
        if special is not None:
            return special
    return f"{value_words(left, ground)} is {comparison_words(condition, ground)}"


def comparison_words(condition: tree.Compare, ground: Ground) -> str:
    """What the left side must be: 'at least 40', 'after 1 January 2019'."""
    right = condition.right
    found = ground.type_of(condition.left)
    if isinstance(right, tree.Number):
        return _AMOUNTS[condition.sign].format(number_words(right.value, found))
    if isinstance(right, tree.Date):
        return _TIMES[condition.sign].format(literal_words(right))
    words = value_words(right, ground)
    equal = {"=": "{}", "!=": "known and not {}"}
    levels = {"<": "below {}", "<=": "{} or below", ">": "above {}", ">=": "{} or above"}
    is_word = isinstance(right, tree.Text | tree.YesNo)
    return ({**equal, **levels} if is_word else {**_AMOUNTS, "=": "equal to {}"})[condition.sign].format(
        words
    )


def _say_special(left: Value, sign: str, right: tree.Number, ground: Ground) -> str | None:
    """Ages, counts and times since, as people put them."""
    number = number_words(right.value)
    if _is_age(left):
        return _AGES[sign].format(number)
    if isinstance(left, tree.Aggregate) and left.function == "count":
        words = events_words(left.events, ground, is_plural=right.value != 1)
        return _COUNTS[sign].format(f"{number} {words}")
    if isinstance(left, tree.PeopleCount):
        return f"{_COUNTS[sign].format(number)} {_people_words(left, ground)}"
    if isinstance(left, tree.Aggregate) and left.function in ("days since first", "days since last"):
        edge = left.function.rsplit(" ", 1)[-1]
        days = f"{number} {'day' if right.value == 1 else 'days'}"
        return f"{edge} {events_words(left.events, ground)} {_LENGTHS[sign].format(days)}"
    if isinstance(left, tree.Elapsed):
        span = left.span[:-1] if right.value == 1 else left.span
        return f"{value_words(left.value, ground)} {_LENGTHS[sign].format(f'{number} {span}')}"
    return None


def _is_age(value: Value) -> bool:
    if isinstance(value, tree.Elapsed):
        return (
            value.span == "years"
            and isinstance(value.value, tree.Variable)
            and "birth" in value.value.name.lower()
        )
    return isinstance(value, tree.Variable) and value.name.lower() == "age"


@_say.register
def _(condition: tree.InRange, ground: Ground) -> str:
    low, high = range_words(condition, ground)
    if _is_age(condition.value):
        return f"aged {low} to {high}"
    return f"{value_words(condition.value, ground)} is between {low} and {high}"


def range_words(condition: tree.InRange, ground: Ground) -> tuple[str, str]:
    """The two ends of a range, in the type of its value."""
    found = ground.type_of(condition.value)
    low, high = (
        number_words(end.value, found) if isinstance(end, tree.Number) else value_words(end, ground)
        for end in (condition.low, condition.high)
    )
    return low, high


@_say.register
def _(condition: tree.OneOf, ground: Ground) -> str:
    found = ground.type_of(condition.value)
    options = [literal_words(option, found) for option in condition.options]
    words = value_words(condition.value, ground)
    if condition.negated:
        return f"{words} is known and {'neither' if len(options) > 1 else 'not'} {listed(options, 'nor')}"
    return f"{words} is {listed(options, 'or')}"


@_say.register
def _(condition: tree.TextMatch, ground: Ground) -> str:
    how = "matches the pattern" if condition.how == "matches" else condition.how
    return f"{value_words(condition.value, ground)} {how} {quoted(condition.pattern)}"


@_say.register
def _(condition: tree.Missing, ground: Ground) -> str:
    return f"{value_words(condition.value, ground)} is {'known' if condition.negated else 'not known'}"


@_say.register
def _(condition: tree.Flag, ground: Ground) -> str:
    return f"{value_words(condition.value, ground)} is yes"


@_say.register
def _(condition: tree.SetHas, ground: Ground) -> str:
    options = [quoted(option) for option in condition.options]
    words = value_words(condition.value, ground)
    if condition.how == "none":
        return f"{words} are known and do not include {listed(options, 'or')}"
    return f"{words} include {listed(options, 'or' if condition.how == 'any' else 'and')}"


@_say.register
def _(condition: tree.DateIs, ground: Ground) -> str:
    return f"{value_words(condition.value, ground)} {window_words(condition.window, ground.say) or 'at any time'}"


@_say.register
def _(condition: tree.Anniversary, ground: Ground) -> str:
    return (
        f"anniversary of {value_words(condition.value, ground)} {window_words(condition.window, ground.say)}"
    )


@_say.register
def _(condition: tree.Done, ground: Ground) -> str:
    words = events_words(condition.events, ground)
    return f"no {words}" if condition.negated else f"at least one {words}"


@_say.register
def _(condition: tree.Sequence, ground: Ground) -> str:
    words = ""
    for number, step in enumerate(condition.steps, start=1):
        if number > 1:
            is_not = condition.negated_last and number == len(condition.steps)
            words += " that is not followed by " if is_not else ", then "
        words += with_article(_event_words(step.event, step.where, ground))
        words += f" within {span_words(step.within, step.span)}" if step.within is not None else ""
    window = window_words(condition.window, ground.say)
    return f"{words}, {window}" if window else words


def _field_words(condition: tree.Rank | tree.PercentileRange, ground: Ground) -> str:
    words = value_words(condition.by, ground)
    words += f" within each {ground.say(condition.within)}" if condition.within is not None else ""
    return words + (
        f", among {quoted(ground.say_segment(condition.among))}" if condition.among is not None else ""
    )


@_say.register
def _(condition: tree.Rank, ground: Ground) -> str:
    amount = write_number(condition.amount) + (" %" if condition.in_percent else "")
    return f"in the {condition.side} {amount} by {_field_words(condition, ground)}"


@_say.register
def _(condition: tree.PercentileRange, ground: Ground) -> str:
    low, high = write_number(condition.low), write_number(condition.high)
    return f"between {low} % and {high} % of the way up by {_field_words(condition, ground)}"


@_say.register
def _(condition: tree.RandomShare, ground: Ground) -> str:
    low, high = write_number(condition.low), write_number(condition.high)
    share = f"{high} %" if condition.low == 0 else f"{low} % to {high} %"
    return f"in the random {share} of the draw {quoted(condition.salt)}"


@_say.register
def _(condition: tree.InSegment, ground: Ground) -> str:
    return f"in the segment {quoted(ground.say_segment(condition.name))}"


@_say.register
def _(condition: tree.People, ground: Ground) -> str:
    words = _say(condition.where, ground.people or ground)
    start = {"any": "at least one of its people", "all": "all of its people", "none": "none of its people"}
    return f"{start[condition.quantifier]} ({words})"


@_say.register
def _(condition: tree.And, ground: Ground) -> str:
    parts = [
        f"either {_say(part, ground)}" if isinstance(part, tree.Or) else _say(part, ground)
        for part in condition.conditions
    ]
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


@_say.register
def _(condition: tree.Or, ground: Ground) -> str:
    parts = [
        f"({_say(part, ground)})" if isinstance(part, tree.And | tree.Or) else _say(part, ground)
        for part in condition.conditions
    ]
    return f"{', '.join(parts[:-1])} or {parts[-1]}"


@_say.register
def _(condition: tree.Not, ground: Ground) -> str:
    inside = condition.condition
    if isinstance(inside, tree.Everyone):
        return "nobody"
    if isinstance(inside, tree.Flag):
        return f"{value_words(inside.value, ground)} is no or not known"
    words = _say(inside, ground)
    return (
        f"not {words}"
        if isinstance(inside, tree.InSegment | tree.Rank | tree.RandomShare)
        else f"not ({words})"
    )
