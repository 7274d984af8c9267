"""Results: the persona card of a segment, and the deck of all of them."""

from __future__ import annotations

from typing import Literal

from satsuma.model.comparisons import VegaSpec
from satsuma.model.definition import Day as DayText
from satsuma.model.kinds import Kind
from satsuma.model.measures import Day, Measure, Quotable
from satsuma.model.persona_definitions import (
    Crown,
    Figure,
    Palette,
    PersonaDefinition,
    PersonaField,
    PersonaQuote,
    Thing,
)
from satsuma.model.results import Result, SegmentSize

PersonaForm = Literal["html", "pdf", "png", "zip", "pptx"]
"""A zip holds one PNG a card."""
LineKind = Literal["data", "no data", "note"]
PlayKind = Literal["message", "channel", "timing", "next product", "offer", "rhythm", "people", "tone"]


class PersonaLine(Result):
    """One sentence of a card with everything behind it.

    `value` is what members have and `everyone` what everyone has, with `low` and `high` as the 95 % interval of the first. `n`
    counts what `of` says, `customers` whom that belongs to. `query` is the rule or expression, `variable` the variable that it
    belongs to. `in_rule` lines are made of the same data as the segment's rule. A note has an `author` and a `date` instead.
    """

    id: str
    kind: LineKind
    title: str
    sentence: str
    level: str | None = None
    measure: Measure | None = None
    value_kind: Kind | None = None
    value: float | None = None
    everyone: float | None = None
    n: int | None = None
    of: str | None = None
    customers: int | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    effect: float | None = None
    marker: bool = False
    in_rule: bool = False
    variable: str | None = None
    query: str | None = None
    author: str | None = None
    date: DayText | None = None


class PersonaSection(Result):
    """One of the six fields. `hidden` are lines that somebody took off the card; they can be put back."""

    field: PersonaField
    title: str
    lines: tuple[PersonaLine, ...]
    hidden: tuple[PersonaLine, ...] = ()


class PersonaPlay(Result):
    """What to do with the segment. `is_recommended` where the data speak for it, `chosen` where somebody decided for it;
    `lines` names the lines it rests on."""

    id: str
    kind: PlayKind
    title: str
    sentence: str
    is_recommended: bool = False
    chosen: bool = False
    lines: tuple[str, ...] = ()


class Avatar(Result):
    """A drawn portrait that shows nobody. `svg` is whole and brings its own ground; the rest is what it is made of."""

    svg: str
    palette: Palette
    figure: Figure
    crown: Crown
    things: tuple[Thing, ...]
    seed: int


class PersonaTrend(Result):
    """The segment's size over the last year. `change` compares with about ninety days ago; None where that is not known."""

    days: tuple[Day, ...]
    change: float | None
    sentence: str


class PersonaCard(Result):
    """A segment as people read it.

    `segment` is its full name. `name_is_suggested` and `story_is_suggested` until a person writes their own. `business` lines
    are about deals, people and contracts. `suppressed` cards describe too few customers: header and notes only.
    `definition` is what people said of it, to be edited; `charts` are Vega-Lite specifications by name.
    """

    segment: str
    title: str
    kind: Literal["persona", "business"]
    unit: str
    as_of: str
    name: str
    name_is_suggested: bool
    story: str
    story_is_suggested: bool
    size: SegmentSize
    population: int
    kpi: str | None
    """The KPI's title."""
    trend: PersonaTrend
    owner: str | None
    review_by: DayText | None
    review_is_due: bool
    verdict: str
    avatar: Avatar
    sections: tuple[PersonaSection, ...]
    business: tuple[PersonaLine, ...] = ()
    markers: tuple[PersonaLine, ...]
    tone: str | None
    tone_guidance: str
    do: tuple[str, ...]
    dont: tuple[str, ...]
    subject_line: str | None
    subject_author: str | None
    plays: tuple[PersonaPlay, ...]
    quotes: tuple[PersonaQuote, ...]
    suggested_quotes: tuple[Quotable, ...]
    charts: dict[str, VegaSpec]
    definition: PersonaDefinition
    suppressed: bool = False
    warnings: tuple[str, ...] = ()


class PersonaDeck(Result):
    """The cards of a project or of one segmentation, in the order of their definition. `left_out` are segments that nobody is
    in."""

    project: str
    title: str
    as_of: str
    cards: tuple[PersonaCard, ...]
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class PersonaSummary(Result):
    """A card in a list of cards; `apart` are the sentences that set the segment apart most."""

    segment: str
    title: str
    kind: Literal["persona", "business"]
    unit: str
    name: str
    name_is_suggested: bool
    story: str
    size: SegmentSize
    owner: str | None
    review_by: DayText | None
    review_is_due: bool
    verdict: str
    avatar: Avatar
    apart: tuple[str, ...] = ()
    suppressed: bool = False


class PersonaOverview(Result):
    """All cards of a project at a glance, those of the main unit first; parts of a segmentation under its name."""

    project: str
    as_of: str
    segments: tuple[PersonaSummary, ...]
    segmentations: dict[str, tuple[PersonaSummary, ...]]
    titles: dict[str, str] = {}
    """Titles of the segmentations."""
    warnings: tuple[str, ...] = ()


class PersonaExport(Result):
    """What an export of cards wrote."""

    path: str
    form: PersonaForm
    cards: int
    bytes: int
    notes: tuple[str, ...] = ()
