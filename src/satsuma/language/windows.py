"""The ground of the rule tree: the node, literals, and windows of time. `tree` hands all of it on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

MAX_COUNT = 100_000
"""Longest window, in its own span."""

MAX_WHOLE_DIGITS = 16
MAX_DECIMALS = 12


def _refuse_long(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > MAX_DECIMALS or number.adjusted() >= MAX_WHOLE_DIGITS:
        raise ValueError(f"a number has at most {MAX_WHOLE_DIGITS} digits and {MAX_DECIMALS} decimals")
    return number


Digits = Annotated[Decimal, AfterValidator(_refuse_long)]


class Node(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


# --- literals -------------------------------------------------------------------------------------


class Number(Node):
    """A decimal number, exactly as written. `12 %` is the number 0.12."""

    op: Literal["number"] = "number"
    value: Digits


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

    @model_validator(mode="after")
    def _is_local_and_in_seconds(self) -> Date:
        if self.time is not None and (self.time.tzinfo is not None or self.time.microsecond):
            raise ValueError("a time is in the project's time zone and in whole seconds")
        return self


Literal_ = Annotated[Number | Text | YesNo | Date, Field(discriminator="op")]


# --- windows: which times count -------------------------------------------------------------------

Span = Literal["hours", "days", "weeks", "months", "years"]
Period = Literal["day", "week", "month", "quarter", "year"]


class Ever(Node):
    op: Literal["ever"] = "ever"


class Last(Node):
    """`last 90 days`: the n local calendar days (weeks of 7 days, calendar months, years) ending on the
    as_of day, that day included; hours are exact: (as_of - n h, as_of]."""

    op: Literal["last"] = "last"
    count: int = Field(ge=1, le=MAX_COUNT)
    span: Span


class Next(Node):
    """`next 14 days`: the as_of day and the n - 1 days after it. For dates only; events never lie ahead."""

    op: Literal["next"] = "next"
    count: int = Field(ge=1, le=MAX_COUNT)
    span: Literal["days", "weeks", "months", "years"]


class Ago(Node):
    """`180 to 91 days ago`: local days from as_of day - 180 to as_of day - 91, both included; 0 is the
    as_of day."""

    op: Literal["ago"] = "ago"
    furthest: int = Field(ge=0, le=MAX_COUNT)
    nearest: int = Field(ge=0, le=MAX_COUNT)

    @model_validator(mode="after")
    def _goes_forward(self) -> Ago:
        if self.furthest < self.nearest:
            raise ValueError("'furthest' lies before 'nearest': the greater number of days")
        return self


class Calendar(Node):
    """`this month`, `last quarter`, `next week`: the calendar period around, before or after the as_of day
    (weeks start on Monday). `this` runs to the period's end, also beyond as_of."""

    op: Literal["calendar"] = "calendar"
    which: Literal["this", "last", "next"]
    period: Period


class VariableBound(Node):
    """A moment per customer: a date variable or column."""

    op: Literal["variable-bound"] = "variable-bound"
    name: str


Bound = Annotated[Date | VariableBound, Field(discriminator="op")]


class Between(Node):
    """`between A and B`: both ends included (a day literal is a whole day). A missing bound leaves the
    window empty."""

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
