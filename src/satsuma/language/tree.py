"""The rule language as a tree: values, windows, conditions.

One frozen pydantic model per construct, told apart by `op`, so that the tree is its own JSON form. `docs/rules.md` defines
every construct's meaning. Depth is limited by `MAX_DEPTH`.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MAX_DEPTH = 64
"""Nesting beyond which a rule is refused."""


class Node(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# --- literals ---------------------------------------------------------------------------------------------------------


class Number(Node):
    """A decimal number, exactly as written. `12 %` is the number 0.12."""

    op: Literal["number"] = "number"
    value: Decimal


class Text(Node):
    op: Literal["text"] = "text"
    value: str


class YesNo(Node):
    op: Literal["yes-no"] = "yes-no"
    value: bool


class Date(Node):
    """A calendar day, or a moment when `time` is given, in the project's time zone."""

    op: Literal["date"] = "date"
    day: dt.date
    time: dt.time | None = None


Literal_ = Annotated[Number | Text | YesNo | Date, Field(discriminator="op")]


# --- windows: which times count ---------------------------------------------------------------------------------------

Span = Literal["hours", "days", "weeks", "months", "years"]
Period = Literal["day", "week", "month", "quarter", "year"]


class Ever(Node):
    op: Literal["ever"] = "ever"


class Last(Node):
    """`last 90 days`: the n local calendar days (weeks of 7 days, calendar months, years) ending on the as_of day, that day
    included; hours are exact: (as_of - n h, as_of]."""

    op: Literal["last"] = "last"
    count: int = Field(ge=1)
    span: Span


class Next(Node):
    """`next 14 days`: the as_of day and the n - 1 days after it. For dates only; events never lie ahead."""

    op: Literal["next"] = "next"
    count: int = Field(ge=1)
    span: Literal["days", "weeks", "months", "years"]


class Ago(Node):
    """`180 to 91 days ago`: local days from as_of day - 180 to as_of day - 91, both included; 0 is the as_of day."""

    op: Literal["ago"] = "ago"
    furthest: int = Field(ge=0)
    nearest: int = Field(ge=0)


class Calendar(Node):
    """`this month`, `last quarter`, `next week`: the calendar period around, before or after the as_of day (weeks start on
    Monday). `this` runs to the period's end, also beyond as_of."""

    op: Literal["calendar"] = "calendar"
    which: Literal["this", "last", "next"]
    period: Period


class VariableBound(Node):
    """A moment per customer: a date variable or column."""

    op: Literal["variable-bound"] = "variable-bound"
    name: str


Bound = Annotated[Date | VariableBound, Field(discriminator="op")]


class Between(Node):
    """`between A and B`: both ends included (a day literal is a whole day). A missing bound leaves the window empty."""

    op: Literal["between-dates"] = "between-dates"
    start: Bound
    end: Bound


class Before(Node):
    """Strictly before the day's first second, or before the variable's moment."""

    op: Literal["before"] = "before"
    bound: Bound


class After(Node):
    """Strictly after the day's last second, or after the variable's moment."""

    op: Literal["after"] = "after"
    bound: Bound


class Since(Node):
    """From the day's first second, or the variable's moment, on; included."""

    op: Literal["since"] = "since"
    bound: Bound


Window = Annotated[
    Ever | Last | Next | Ago | Calendar | Between | Before | After | Since,
    Field(discriminator="op"),
]


# --- values -----------------------------------------------------------------------------------------------------------


class Variable(Node):
    """A variable, a column of the unit, or (inside an event filter) a property of the event."""

    op: Literal["variable"] = "variable"
    name: str


class AccountVariable(Node):
    """`account.industry`: the value of the account that this person belongs to; missing without one."""

    op: Literal["account-variable"] = "account-variable"
    name: str


class Events(Node):
    """The events of one type that pass a filter and lie in a window. Only events at or before as_of are seen."""

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


class Aggregate(Node):
    """`sum(order.amount where channel = "phone", last 12 months)`. `property` is None for count, the days and the dates;
    events without a value for the property are left out of sum, average, minimum, maximum, distinct, first and last."""

    op: Literal["aggregate"] = "aggregate"
    function: AggregateFunction
    events: Events
    property: str | None = None


class Arithmetic(Node):
    op: Literal["arithmetic"] = "arithmetic"
    sign: Literal["+", "-", "*", "/"]
    left: Value
    right: Value


class Elapsed(Node):
    """`days since X`, `years since X` (whole local calendar units from the date to the as_of day; negative when ahead).
    `years since birth_date` is an age: birthdays on 29 February count on 28 February in other years."""

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


# --- conditions -------------------------------------------------------------------------------------------------------


class Everyone(Node):
    """True for everyone; `not everyone` is nobody."""

    op: Literal["everyone"] = "everyone"


class Compare(Node):
    """False whenever a side is missing, `!=` included. A date against a day literal compares whole local days."""

    op: Literal["compare"] = "compare"
    sign: Literal["=", "!=", "<", "<=", ">", ">="]
    left: Value
    right: Value


class InRange(Node):
    """`age between 40 and 60`, both ends included; a missing value or end is false."""

    op: Literal["in-range"] = "in-range"
    value: Value
    low: Value
    high: Value


class OneOf(Node):
    """`country in ("US", "DE")`; `not in` (negated) is false for a missing value too."""

    op: Literal["one-of"] = "one-of"
    value: Value
    options: tuple[Literal_, ...] = Field(min_length=1)
    negated: bool = False


class TextMatch(Node):
    """Case-sensitive, on the text as stored; `matches` is an RE2-style regular expression found anywhere in the text."""

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
    """`signup in last 30 days`, `signup before 2019-01-01`: the date lies in the window. Here a window may lie ahead."""

    op: Literal["date-is"] = "date-is"
    value: Value
    window: Window


class Anniversary(Node):
    """`anniversary of birth_date in next 14 days`: a yearly return of the date's day and month lies in the window (a bounded
    one: last, next, ago, calendar, between day literals). 29 February returns on 28 February in other years. The date itself
    does not count as its own anniversary."""

    op: Literal["anniversary"] = "anniversary"
    value: Value
    window: Window


class Done(Node):
    """`has order where amount > 50, last 90 days`; negated: `has no order …`, true for customers without any event."""

    op: Literal["done"] = "done"
    events: Events
    negated: bool = False


class Step(Node):
    """One step of a sequence; `within` is the longest time after the step before it (None: any), days as 24 hours."""

    event: str
    where: Condition | None = None
    within: int | None = Field(default=None, ge=1)
    span: Literal["minutes", "hours", "days", "weeks"] = "days"


class Sequence(Node):
    """`sequence(cart then order within 7 days, last 90 days)`: events in this order, each strictly later than the one before;
    all of them lie in the window. With `negated_last`, `sequence(cart not then order within 7 days)`: there is a run of
    the first steps in the window after which no event of the last step follows within the time, and that time has passed by
    as_of. The last step then needs `within`, and its events are looked for outside the window too."""

    op: Literal["sequence"] = "sequence"
    steps: tuple[Step, ...] = Field(min_length=2, max_length=8)
    negated_last: bool = False
    window: Window = Ever()


class Rank(Node):
    """`top 10% by revenue within country among vips`. Over the unit's population at as_of (or the segment's members), missing
    values excluded; the top p % is every value at or above the one at position ceil(p · n / 100), so ties enter together;
    `top 100 by …` counts customers instead. `within` ranks inside each group and excludes customers without a group."""

    op: Literal["rank"] = "rank"
    side: Literal["top", "bottom"]
    amount: Decimal = Field(gt=0)
    in_percent: bool = True
    by: Value
    within: str | None = None
    among: str | None = None


class PercentileRange(Node):
    """`between the 40th and 60th percentile of x within country`: 40 <= 100 · (values below + half of equals) / n <= 60."""

    op: Literal["percentile-range"] = "percentile-range"
    low: Decimal = Field(ge=0, le=100)
    high: Decimal = Field(ge=0, le=100)
    by: Value
    within: str | None = None
    among: str | None = None


class RandomShare(Node):
    """`random 10% of "spring test"`: SHA-256("salt\\0unit\\0key"), its first 8 bytes as a big-endian integer / 2**64, lies in
    [low, high) percent. Rules with the same salt share; text and integer keys are hashed by their decimal/UTF-8 text."""

    op: Literal["random-share"] = "random-share"
    low: Decimal = Field(ge=0, le=100)
    high: Decimal = Field(ge=0, le=100)
    salt: str


class InSegment(Node):
    """`in segment loyal`: the other segment's rule, at the same as_of. Segments of a segmentation are named
    `segmentation/segment`."""

    op: Literal["in-segment"] = "in-segment"
    name: str


class People(Node):
    """`any(people, CONDITION)`: an account's people. Without people `all` and `none` are true, `any` is false."""

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

for _node in (
    Events,
    Aggregate,
    Arithmetic,
    Elapsed,
    PeopleCount,
    Compare,
    InRange,
    OneOf,
    TextMatch,
    Missing,
    Flag,
):
    _node.model_rebuild()
for _node in (
    SetHas,
    DateIs,
    Anniversary,
    Done,
    Step,
    Sequence,
    Rank,
    PercentileRange,
    People,
    And,
    Or,
    Not,
):
    _node.model_rebuild()
