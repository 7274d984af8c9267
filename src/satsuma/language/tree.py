"""The rule language as a tree: values, windows, conditions.

One frozen pydantic model per construct, told apart by `op`, so that the tree is its own JSON form.
`docs/rules.md` defines every construct's meaning. Depth is limited by `MAX_DEPTH`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from satsuma.language.windows import (
    MAX_COUNT,
    MAX_DECIMALS,
    MAX_WHOLE_DIGITS,
    After,
    Ago,
    Before,
    Between,
    Bound,
    Calendar,
    Date,
    Digits,
    Ever,
    Last,
    Literal_,
    Next,
    Node,
    Number,
    Period,
    Since,
    Span,
    Text,
    VariableBound,
    Window,
    YesNo,
)

MAX_DEPTH = 64
"""Nesting beyond which a rule is refused."""

MAX_STEPS = 8
"""Steps of the longest sequence."""

# --- values ---------------------------------------------------------------------------------------


class Variable(Node):
    """A variable, a column of the unit, or (inside an event filter) a property of the event."""

    op: Literal["variable"] = "variable"
    name: str


class AccountVariable(Node):
    """`account.industry`: the value of the account that this person belongs to; missing without one."""

    op: Literal["account-variable"] = "account-variable"
    name: str


class Events(Node):
    """The events of one type that pass a filter and lie in a window. Only events at or before as_of are
    seen."""

    event: str
    where: Condition | None = None
    window: Window = Ever()


AggregateFunction = Literal[
    "count",
    "sum",
    "average",
    "minimum",
    "maximum",
    "distinct",
    "first",
    "last",
    "days since first",
    "days since last",
    "date of first",
    "date of last",
]

WITH_PROPERTY = frozenset({"sum", "average", "minimum", "maximum", "distinct", "first", "last"})


class Aggregate(Node):
    """`sum(order.amount where channel = "phone", last 12 months)`. `property` is None for count, the days
    and the dates; events without a value for the property are left out of sum, average, minimum,
    maximum, distinct, first and last."""

    op: Literal["aggregate"] = "aggregate"
    function: AggregateFunction
    events: Events
    property: str | None = None

    @model_validator(mode="after")
    def _property_fits(self) -> Aggregate:
        if (self.property is None) == (self.function in WITH_PROPERTY):
            raise ValueError(f"'{self.function}' with property {self.property!r}: see the class's docstring")
        return self


class Arithmetic(Node):
    op: Literal["arithmetic"] = "arithmetic"
    sign: Literal["+", "-", "*", "/"]
    left: Value
    right: Value


class Elapsed(Node):
    """`days since X`, `years since X` (whole local calendar units from the date to the as_of day; negative
    when ahead). `years since birth_date` is an age: birthdays on 29 February count on 28 February in
    other years."""

    op: Literal["elapsed"] = "elapsed"
    span: Literal["days", "months", "years"]
    value: Value


class PeopleCount(Node):
    """`count(people, CONDITION)`: how many of the account's people satisfy it; 0 without people."""

    op: Literal["people-count"] = "people-count"
    where: Condition


Value = Annotated[
    Number
    | Text
    | YesNo
    | Date
    | Variable
    | AccountVariable
    | Aggregate
    | Arithmetic
    | Elapsed
    | PeopleCount,
    Field(discriminator="op"),
]


# --- conditions -----------------------------------------------------------------------------------


class Everyone(Node):
    """True for everyone; `not everyone` is nobody."""

    op: Literal["everyone"] = "everyone"


class Compare(Node):
    """False whenever a side is missing, `!=` included. A date against a day literal compares whole local
    days."""

    op: Literal["compare"] = "compare"
    sign: Literal["=", "!=", "<", "<=", ">", ">="]
    left: Value
    right: Value


class InRange(Node):
    """`age between 40 and 60`, both ends included; a missing value or end is false. Day literals as ends
    are `DateIs`."""

    op: Literal["in-range"] = "in-range"
    value: Value
    low: Value
    high: Value

    @model_validator(mode="after")
    def _has_no_dates(self) -> InRange:
        if isinstance(self.low, Date) or isinstance(self.high, Date):
            raise ValueError("a range of dates is 'date-is' with 'between-dates'")
        return self


class OneOf(Node):
    """`country in ("US", "DE")`; `not in` (negated) is false for a missing value too."""

    op: Literal["one-of"] = "one-of"
    value: Value
    options: tuple[Literal_, ...] = Field(min_length=1)
    negated: bool = False


class TextMatch(Node):
    """Case-sensitive, on the text as stored; `matches` is an RE2-style regular expression found anywhere in
    the text."""

    op: Literal["text-match"] = "text-match"
    how: Literal["contains", "starts with", "ends with", "matches"]
    value: Value
    pattern: str


class Missing(Node):
    """`X is missing`; negated: `X is known`."""

    op: Literal["missing"] = "missing"
    value: Value
    negated: bool = False


class Flag(Node):
    """A yes/no variable by itself: true when it is yes; no and missing are false."""

    op: Literal["flag"] = "flag"
    value: Value


class SetHas(Node):
    """`interests has any ("a", "b")`, `has all`, `has none` (false for a missing set)."""

    op: Literal["set-has"] = "set-has"
    how: Literal["any", "all", "none"]
    value: Value
    options: tuple[str, ...] = Field(min_length=1)


class DateIs(Node):
    """`signup in last 30 days`, `signup before 2019-01-01`: the date lies in the window. Here a window may
    lie ahead."""

    op: Literal["date-is"] = "date-is"
    value: Value
    window: Window


class Anniversary(Node):
    """`anniversary of birth_date in next 14 days`: a yearly return of the date's day and month lies in the
    window (a bounded one: last, next, ago, calendar, between day literals). 29 February returns on 28
    February in other years. The date itself does not count as its own anniversary."""

    op: Literal["anniversary"] = "anniversary"
    value: Value
    window: Window


class Done(Node):
    """`has order where amount > 50, last 90 days`; negated: `has no order …`, true for customers without
    any event."""

    op: Literal["done"] = "done"
    events: Events
    negated: bool = False


class Step(Node):
    """One step of a sequence; `within` is the longest time after the step before it (None: any), days as 24
    hours."""

    event: str
    where: Condition | None = None
    within: int | None = Field(default=None, ge=1, le=MAX_COUNT)
    span: Literal["minutes", "hours", "days", "weeks"] = "days"

    @model_validator(mode="after")
    def _span_has_a_number(self) -> Step:
        if self.within is None and self.span != "days":
            raise ValueError("'span' needs 'within'")
        return self


class Sequence(Node):
    """`sequence(cart then order within 7 days, last 90 days)`: events in this order, each strictly later
    than the one before; all of them lie in the window. With `negated_last`, `sequence(cart not then
    order within 7 days)`: there is a run of the first steps in the window after which no event of the
    last step follows within the time, and that time has passed by as_of. The last step then needs
    `within`, and its events are looked for outside the window too."""

    op: Literal["sequence"] = "sequence"
    steps: tuple[Step, ...] = Field(min_length=2, max_length=MAX_STEPS)
    negated_last: bool = False
    window: Window = Ever()

    @model_validator(mode="after")
    def _times_fit(self) -> Sequence:
        if self.steps[0].within is not None:
            raise ValueError("the first step has no step before it: no 'within'")
        if self.negated_last and self.steps[-1].within is None:
            raise ValueError("what does not follow needs 'within'")
        return self


class Rank(Node):
    """`top 10% by revenue within country among vips`. Over the unit's population at as_of (or the segment's
    members), missing values excluded; the top p % is every value at or above the one at position ceil(p
    · n / 100), so ties enter together; `top 100 by …` counts customers instead. `within` ranks inside
    each group and excludes customers without a group."""

    op: Literal["rank"] = "rank"
    side: Literal["top", "bottom"]
    amount: Digits = Field(gt=0)
    in_percent: bool = True
    by: Value
    within: str | None = None
    among: str | None = None

    @model_validator(mode="after")
    def _amount_fits(self) -> Rank:
        if self.amount > 100 if self.in_percent else self.amount % 1 or self.amount > 999_999_999:
            raise ValueError("at most 100 percent, or a whole number of at most nine digits")
        return self


class PercentileRange(Node):
    """`between the 40th and 60th percentile of x within country`: 40 <= 100 · (values below + half of
    equals) / n <= 60."""

    op: Literal["percentile-range"] = "percentile-range"
    low: Digits = Field(ge=0, le=100)
    high: Digits = Field(ge=0, le=100)
    by: Value
    within: str | None = None
    among: str | None = None


class RandomShare(Node):
    """`random 10% of "spring test"`: SHA-256("salt\\0unit\\0key"), its first 8 bytes as a big-endian
    integer / 2**64, lies in [low, high) percent. Rules with the same salt share; text and integer keys
    are hashed by their decimal/UTF-8 text."""

    op: Literal["random-share"] = "random-share"
    low: Digits = Field(ge=0, le=100)
    high: Digits = Field(ge=0, le=100)
    salt: str


class InSegment(Node):
    """`in segment loyal`: the other segment's rule, at the same as_of. Segments of a segmentation are named
    `segmentation/segment`."""

    op: Literal["in-segment"] = "in-segment"
    name: str


class People(Node):
    """`any(people, CONDITION)`: an account's people. Without people `all` and `none` are true, `any` is
    false."""

    op: Literal["people"] = "people"
    quantifier: Literal["any", "all", "none"]
    where: Condition


class And(Node):
    op: Literal["and"] = "and"
    conditions: tuple[Condition, ...] = Field(min_length=2)


class Or(Node):
    op: Literal["or"] = "or"
    conditions: tuple[Condition, ...] = Field(min_length=2)


class Not(Node):
    """The complement: everyone of the population for whom the condition is not true."""

    op: Literal["not"] = "not"
    condition: Condition


Condition = Annotated[
    Everyone
    | Compare
    | InRange
    | OneOf
    | TextMatch
    | Missing
    | Flag
    | SetHas
    | DateIs
    | Anniversary
    | Done
    | Sequence
    | Rank
    | PercentileRange
    | RandomShare
    | InSegment
    | People
    | And
    | Or
    | Not,
    Field(discriminator="op"),
]

__all__ = [
    "MAX_COUNT",
    "MAX_DECIMALS",
    "MAX_DEPTH",
    "MAX_STEPS",
    "MAX_WHOLE_DIGITS",
    "WITH_PROPERTY",
    "AccountVariable",
    "After",
    "Aggregate",
    "AggregateFunction",
    "Ago",
    "And",
    "Anniversary",
    "Arithmetic",
    "Before",
    "Between",
    "Bound",
    "Calendar",
    "Compare",
    "Condition",
    "Date",
    "DateIs",
    "Digits",
    "Done",
    "Elapsed",
    "Events",
    "Ever",
    "Everyone",
    "Flag",
    "InRange",
    "InSegment",
    "Last",
    "Literal_",
    "Missing",
    "Next",
    "Node",
    "Not",
    "Number",
    "OneOf",
    "Or",
    "People",
    "PeopleCount",
    "PercentileRange",
    "Period",
    "RandomShare",
    "Rank",
    "Sequence",
    "SetHas",
    "Since",
    "Span",
    "Step",
    "Text",
    "TextMatch",
    "Value",
    "Variable",
    "VariableBound",
    "Window",
    "YesNo",
]
