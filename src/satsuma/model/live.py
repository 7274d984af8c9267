"""Answers while somebody asks: rules being written, one customer, words that a rule may use."""

from __future__ import annotations

from satsuma.model.errors import Finding
from satsuma.model.kinds import Family, Kind
from satsuma.model.results import ReasonLine, Result


class CountedCondition(Result):
    """One condition inside a rule, by the path that leads to it in the tree (`conditions.0.condition`; the rule itself has
    none). `customers` is None where the condition, or one inside it, has mistakes. Conditions about an account's people
    count people."""

    path: str
    op: str
    unit: str
    sentence: str
    customers: int | None
    population: int
    share: float | None
    findings: tuple[Finding, ...] = ()


class LiveCount(Result):
    """How many satisfy a rule, every group and every condition in it. A rule that cannot be read or has mistakes has
    `customers` None, and `findings` say why; conditions without mistakes are counted all the same."""

    text: str
    sentence: str
    unit: str
    as_of: str
    customers: int | None
    population: int
    share: float | None
    contactable: dict[str, int] = {}
    conditions: tuple[CountedCondition, ...] = ()
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float


PlainValue = bool | int | float | str | tuple[str, ...] | None
"""A value as JSON: exact numbers as numbers, dates as YYYY-MM-DD, sets as sorted lists, missing as None."""


class SampleColumn(Result):
    """A variable that a sample shows."""

    name: str
    title: str
    kind: Kind
    currency: str | None = None


class SampleRow(Result):
    """One customer of a sample; `values` in the order of the columns."""

    key: str
    values: tuple[PlainValue, ...]


class MemberSample(Result):
    """Some of those who satisfy a rule, drawn by a seed. Personal and sensitive variables are never among the columns."""

    unit: str
    as_of: str
    customers: int
    columns: tuple[SampleColumn, ...]
    rows: tuple[SampleRow, ...]
    hidden: tuple[str, ...] = ()
    """Variables that were asked for and are not shown."""


class CustomerSegment(Result):
    """A segment and one customer: in or not, and the statements that decide it."""

    name: str
    title: str
    member: bool
    sentence: str
    reasons: tuple[ReasonLine, ...] = ()
    """The statements that let the customer in, or those that keep them out."""


class CustomerPlace(Result):
    """In which part of a segmentation a customer is; None for somebody whom it does not divide."""

    segmentation: str
    title: str
    part: str | None
    part_title: str | None


class CustomerSegments(Result):
    """One customer: every segment with its reasons, and the place in every segmentation."""

    customer: str
    unit: str
    as_of: str
    in_population: bool
    segments: tuple[CustomerSegment, ...]
    places: tuple[CustomerPlace, ...]
    warnings: tuple[str, ...] = ()


class WordProperty(Result):
    """A property of an event, or a variable or column of a unit, as rules may use it. `values` are all that the data hold,
    where they are few; `hidden` says why its values are not shown (personal, sensitive)."""

    name: str
    title: str
    kind: Kind
    currency: str | None = None
    levels: tuple[str, ...] | None = None
    values: tuple[str, ...] | None = None
    hidden: str | None = None


class WordVariable(WordProperty):
    """A variable or column of the unit."""

    family: Family | None = None
    origin: str
    """variable, column or model."""
    as_known_on: str | None = None


class WordEvent(Result):
    """An event type."""

    name: str
    title: str
    properties: tuple[WordProperty, ...]


class WordSegment(Result):
    """A segment, or a part of a segmentation, that a rule may refer to."""

    name: str
    title: str


class WordFunction(Result):
    """What can be asked of events. `kinds` are those of the property that it takes; none where it takes no property.
    `gives` is the kind of its value, None where it is that of the property."""

    name: str
    title: str
    kinds: tuple[Kind, ...] = ()
    gives: Kind | None = None


class WordComparison(Result):
    """A comparison that goes with a kind of value: the tree's `op`, and what else says which one it is (`sign`, `how`,
    `negated`). `takes` is what stands on the right: value, values, range, text, window, nothing."""

    op: str
    detail: str | None = None
    title: str
    takes: str


class Words(Result):
    """All that a rule about a unit may use."""

    unit: str
    variables: tuple[WordVariable, ...]
    events: tuple[WordEvent, ...]
    segments: tuple[WordSegment, ...]
    functions: tuple[WordFunction, ...]
    comparisons: dict[Kind, tuple[WordComparison, ...]]
    windows: tuple[str, ...]
    """The `op` of every window that events take."""
    date_windows: tuple[str, ...]
    """The `op` of every window that dates take; dates may lie ahead."""
    account: str | None = None
    """The unit that this one's members belong to."""
    people: str | None = None
    """The unit whose members belong to this one's."""
    timezone: str
    currency: str | None = None


class WordValue(Result):
    """A value that the data hold, and how many rows or customers have it."""

    value: str
    rows: int


class WordValues(Result):
    """Values that begin with (or else contain) what was typed, the commonest first."""

    values: tuple[WordValue, ...]
    more: int
    """How many more there are."""
    hidden: str | None = None
    """Why none are shown: personal, sensitive, or no words."""
