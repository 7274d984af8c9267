"""A card from its material: header, six fields, plays, quotes, charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from satsuma.describe.personas.avatar import draw_avatar
from satsuma.describe.personas.behaviour import describe_behaviour
from satsuma.describe.personas.business import describe_business
from satsuma.describe.personas.identity import describe_identity
from satsuma.describe.personas.material import Material
from satsuma.describe.personas.needs import describe_needs
from satsuma.describe.personas.pictures import draw_card
from satsuma.describe.personas.place import describe_place
from satsuma.describe.personas.plays import guide_tone, recommend
from satsuma.describe.personas.preferences import describe_preferences
from satsuma.describe.personas.story import judge_segment, tell_story, tell_trend
from satsuma.describe.personas.targeting import describe_targeting
from satsuma.describe.personas.traits import list_marks
from satsuma.model.measures import Quotable
from satsuma.model.persona_definitions import PERSONA_FIELDS, PersonaField
from satsuma.model.personas import PersonaCard, PersonaLine, PersonaSection, PersonaSummary
from satsuma.model.results import SegmentSize

MOST_APART = 3
FIELD_TITLES: dict[PersonaField, str] = {
    "identity": "Identity",
    "place": "Place and language",
    "behaviour": "Purchase and technology",
    "needs": "Needs and limits",
    "preferences": "Preferences",
    "targeting": "How to target",
}
DESCRIBERS: dict[PersonaField, Callable[[Material], list[PersonaLine]]] = {
    "identity": describe_identity,
    "place": describe_place,
    "behaviour": describe_behaviour,
    "needs": describe_needs,
    "preferences": describe_preferences,
    "targeting": describe_targeting,
}


def make_card(of: Material) -> PersonaCard:
    """Everything that is known and said of a segment. Of too few customers: what people said, and no figure."""
    said, size = of.definition, of.profile.size
    sections = tuple(describe_field(of, field) for field in PERSONA_FIELDS)
    business = () if of.is_suppressed else tuple(hide(describe_business(of), said.hidden))
    shown = [line for section in sections for line in section.lines]
    markers = tuple(dict.fromkeys(line for line in [*shown, *business] if line.marker))
    name = said.name or of.name
    charts = {} if of.is_suppressed else draw_card(markers, of.facts, of.facts.days)
    return PersonaCard(
        segment=size.name,
        title=size.title,
        kind="business" if of.is_business else "persona",
        unit=size.unit,
        as_of=of.as_of,
        name=name,
        name_is_suggested=said.name is None,
        story=said.story or tell_story(of),
        story_is_suggested=said.story is None,
        size=show_size(of),
        population=of.profile.population,
        kpi=of.kpi,
        trend=tell_trend(() if of.is_suppressed else of.facts.days),
        owner=said.owner or of.owner,
        review_by=said.review_by,
        review_is_due=said.review_by is not None and said.review_by <= of.today,
        verdict=judge_segment(of),
        avatar=draw_avatar(size.name, name, of.lines, said.avatar, is_business=of.is_business),
        sections=sections,
        business=business,
        markers=markers,
        tone=said.tone,
        tone_guidance=guide_tone(of),
        do=said.do,
        dont=said.dont,
        subject_line=said.subject_line,
        subject_author=said.subject_author,
        plays=recommend(of),
        quotes=said.quotes,
        suggested_quotes=() if of.is_suppressed else suggest_new(of),
        charts=charts,
        definition=said,
        suppressed=of.is_suppressed,
        warnings=(*of.warnings, *of.profile.warnings, *of.facts.warnings),
    )


def describe_field(of: Material, field: PersonaField) -> PersonaSection:
    """The field's lines from data, then people's notes; lines taken off stand aside."""
    found = [] if of.is_suppressed else DESCRIBERS[field](of)
    notes = [
        PersonaLine(
            id=f"note:{field}:{i}",
            kind="note",
            title=FIELD_TITLES[field],
            sentence=note.text,
            author=note.author,
            date=note.date,
        )
        for i, note in enumerate(of.definition.notes)
        if note.field == field
    ]
    hidden = of.definition.hidden
    return PersonaSection(
        field=field,
        title=FIELD_TITLES[field],
        lines=(*hide(found, hidden), *notes),
        hidden=tuple(line for line in found if line.id in hidden),
    )


def hide(lines: Sequence[PersonaLine], hidden: Sequence[str]) -> list[PersonaLine]:
    return [line for line in lines if line.id not in hidden]


def suggest_new(of: Material) -> tuple[Quotable, ...]:
    """Quotes that nobody has attached yet."""
    attached = {quote.text for quote in of.definition.quotes}
    return tuple(quote for quote in of.facts.quotes if quote.text not in attached)


def summarise(of: Material) -> PersonaSummary:
    """What a list of cards shows; needs no figures beside the profile."""
    said, size = of.definition, of.profile.size
    name = said.name or of.name
    own = sorted(list_marks(of.lines), key=lambda mark: mark.line.in_rule)
    return PersonaSummary(
        segment=size.name,
        title=size.title,
        kind="business" if of.is_business else "persona",
        unit=size.unit,
        name=name,
        name_is_suggested=said.name is None,
        story=said.story or tell_story(of),
        size=show_size(of),
        owner=said.owner or of.owner,
        review_by=said.review_by,
        review_is_due=said.review_by is not None and said.review_by <= of.today,
        verdict=judge_segment(of),
        avatar=draw_avatar(size.name, name, of.lines, said.avatar, is_business=of.is_business),
        apart=() if of.is_suppressed else tuple(mark.line.sentence for mark in own[:MOST_APART]),
        suppressed=of.is_suppressed,
    )


def show_size(of: Material) -> SegmentSize:
    """Of too few customers no more than their number."""
    size = of.profile.size
    return size.model_copy(update={"kpi_share": None, "contactable": {}}) if of.is_suppressed else size
