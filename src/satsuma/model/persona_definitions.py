"""What people say of a persona: everything on a card that no data can tell.

The folder `personas/` holds a mapping from a segment's name to its persona in each file; a part of a segmentation is called
`segmentation/part`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from satsuma.model.definition import SEGMENT_NAME, Day, Definition

PERSONA_NAME = SEGMENT_NAME.removesuffix("$") + r"(/[^\W\d][\w]*(-[\w]+)*)?$"
PersonaKey = Annotated[str, StringConstraints(pattern=PERSONA_NAME, max_length=161)]
"""The full name of the segment that the persona describes."""
Short = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Long = Annotated[str, StringConstraints(min_length=1, max_length=600)]
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=240)]

PersonaField = Literal["identity", "place", "behaviour", "needs", "preferences", "targeting"]
PERSONA_FIELDS: tuple[PersonaField, ...] = (
    "identity",
    "place",
    "behaviour",
    "needs",
    "preferences",
    "targeting",
)
Palette = Literal["satsuma", "moss", "lagoon", "plum", "clay", "slate", "honey", "rose"]
Figure = Literal["pebble", "drop", "bean", "arch", "cloud", "block"]
Crown = Literal["leaf", "tuft", "antenna", "cap", "sprout", "none"]
Thing = Literal[
    "phone", "watering can", "parcel", "envelope", "calendar", "tag", "gift", "cart", "house", "leaf", "clock", "coin",
    "lantern", "question", "heart", "briefcase", "building", "pen", "handshake", "compass",
]  # fmt: skip


class PersonaNote(Definition):
    """What a person adds to a field of the card, marked as theirs."""

    field: PersonaField
    text: Long
    author: Short
    date: Day


class PersonaQuote(Definition):
    """Something a customer said, attached as evidence. `source` names where it was said, never who said it."""

    text: Long
    source: Short


class AvatarChoice(Definition):
    """What somebody chose of the drawn portrait; None leaves it to the segment."""

    palette: Palette | None = None
    figure: Figure | None = None
    crown: Crown | None = None
    things: tuple[Thing, ...] | None = Field(default=None, max_length=2)
    seed: int | None = Field(default=None, ge=0, le=9_999)


class PersonaDefinition(Definition):
    """A persona as its team edits it. `hidden` names lines of the card and `plays` the recommendations chosen, both by their
    `id`."""

    name: Short | None = None
    story: Long | None = None
    """One line under the name."""
    avatar: AvatarChoice = AvatarChoice()
    owner: Short | None = None
    review_by: Day | None = None
    tone: Long | None = None
    """How to speak to them: a choice of people, not of data."""
    do: tuple[Long, ...] = ()
    dont: tuple[Long, ...] = ()
    subject_line: Short | None = None
    """A sample subject line."""
    subject_author: Short | None = None
    """Who wrote it."""
    notes: tuple[PersonaNote, ...] = ()
    quotes: tuple[PersonaQuote, ...] = ()
    hidden: tuple[Identifier, ...] = ()
    plays: tuple[Identifier, ...] = ()
