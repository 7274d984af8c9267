"""Lines, plays and what people said, on a card made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from satsuma.describe.personas.card import make_card, summarise
from satsuma.describe.personas.wording import tell_measured
from satsuma.model.persona_definitions import PersonaDefinition, PersonaNote, PersonaQuote
from satsuma.model.personas import PersonaCard
from satsuma.model.results import SegmentProfile
from tests.unit.describe.personas.cards import BUSINESS, FACTS, LINES, MATERIAL, SIZE, figure, line


def lines_of(card: PersonaCard, field: str) -> list[str]:
    return [each.sentence for section in card.sections if section.field == field for each in section.lines]


def test_lines_say_here_and_everyone_with_n_and_interval() -> None:
    card = make_card(MATERIAL)
    assert [section.field for section in card.sections] == [
        "identity", "place", "behaviour", "needs", "preferences", "targeting",
    ]  # fmt: skip
    place = lines_of(card, "place")
    assert place[0] == (
        "Area: urban: 81 % here, 46 % of everyone (n = 400; 79–83 %). Most, and over-represented."
    )
    assert place[1] == "Language: German: 80 % here, 80 % of everyone (n = 400; 78–82 %)."
    assert (
        "Clicks per e-mail sent: 3.7 % here, 6.7 % overall (n = 1,657 e-mails of 368; 1.7–5.7 %). Under-represented."
        in (lines_of(card, "targeting"))
    )
    assert (
        "Orders on Thursday: 30 % here, 14 % overall (n = 900 orders of 400; 28–32 %). Over-represented, not most."
        in (lines_of(card, "targeting"))
    )


def test_every_figure_says_how_it_is_made() -> None:
    card = make_card(BUSINESS)
    lines = [each for section in card.sections for each in section.lines] + list(card.business)
    for each in lines:
        assert (each.query is not None) == (each.kind == "data"), each
        if each.kind == "data":
            assert each.n
            assert each.value is not None


def test_what_data_cannot_say_is_said() -> None:
    assert lines_of(make_card(MATERIAL), "needs")[0] == "Needs: no data. Ask two survey questions."


def test_most_is_only_above_half() -> None:
    assert tell_measured(figure("a", "Phone", 0.5, 0.2)).endswith("Over-represented, not most.")
    assert tell_measured(figure("a", "Phone", 0.51, 0.2)).endswith("Most, and over-represented.")
    assert tell_measured(figure("a", "Phone", 0.51, 0.2, p=0.2)).endswith("%).")
    assert tell_measured(figure("a", "Phone", 0.51, 0.505)).endswith("%).")


def test_a_marker_needs_more_than_chance() -> None:
    """A profile's marker whose interval holds everyone's share is told without a judgement."""
    from satsuma.model.kinds import Family

    unsure = line("city", Family.GEOGRAPHIC, 0.3, 0.1, "Ulm", near=0.25)
    card = make_card(
        replace(MATERIAL, profile=SegmentProfile(size=SIZE, population=3_000, lines=(*LINES, unsure)))
    )
    found = next(each for section in card.sections for each in section.lines if each.id == "city:Ulm")
    assert not found.marker
    assert "represented" not in found.sentence


def test_small_groups_have_no_figures() -> None:
    tiny = SIZE.model_copy(update={"customers": 3})
    said = PersonaDefinition(
        notes=(PersonaNote(field="needs", text="Talk to them.", author="Kim", date="2026-06-01"),)
    )
    material = replace(
        MATERIAL, profile=SegmentProfile(size=tiny, population=3_000, lines=LINES), definition=said
    )
    card = make_card(material)
    assert card.suppressed
    assert (card.charts, card.plays, card.markers, card.size.kpi_share, card.size.contactable) == (
        {},
        (),
        (),
        None,
        {},
    )
    assert [each.kind for section in card.sections for each in section.lines] == ["note"]
    assert summarise(material).apart == ()


def test_people_have_the_last_word() -> None:
    said = PersonaDefinition(
        name="Mina on the third floor",
        story="Four square metres.",
        owner="Kim",
        review_by="2026-07-01",
        notes=(PersonaNote(field="needs", text="They ask what survives.", author="Kim", date="2026-06-01"),),
        quotes=(PersonaQuote(text="Tell me and I buy it.", source="interviews"),),
        hidden=("household:shared", "no data:needs"),
        plays=("next:Seeds",),
        do=("Show sizes",),
        dont=("Discounts",),
        subject_line="What grows on a north side?",
        subject_author="Kim",
    )
    card = make_card(replace(MATERIAL, definition=said))
    assert (card.name, card.name_is_suggested, card.story_is_suggested) == (
        "Mina on the third floor",
        False,
        False,
    )
    assert card.review_is_due
    assert lines_of(card, "needs")[0].startswith("Tickets 12m")
    note = card.sections[3].lines[-1]
    assert (note.kind, note.author, note.date) == ("note", "Kim", "2026-06-01")
    assert [each.id for section in card.sections for each in section.hidden] == [
        "household:shared",
        "no data:needs",
    ]
    assert [play.id for play in card.plays if play.chosen] == ["next:Seeds"]


def test_plays_rest_on_figures() -> None:
    plays = {play.kind: play for play in make_card(MATERIAL).plays}
    assert plays["timing"].title == "Time: Thursday"
    assert "30 % of orders on Thursday, 14 % overall" in plays["timing"].sentence
    assert plays["next product"].sentence == (
        "60 % of all who bought Pots also bought Seeds, 45 % of others with as broad a taste "
        "(odds ratio 2.1; 1.8–2.5; n = 1,568). 131 here have the first and not the second."
    )
    assert plays["channel"].title == "Channel: e-mail"
    assert plays["message"].sentence == "Show small sets."


def test_no_time_is_recommended_where_chance_explains_it() -> None:
    calm = tuple(day.model_copy(update={"p": 0.4}) for day in FACTS.timings[0].weekdays)
    facts = FACTS.model_copy(update={"timings": (FACTS.timings[0].model_copy(update={"weekdays": calm}),)})
    play = next(play for play in make_card(replace(MATERIAL, facts=facts)).plays if play.kind == "timing")
    assert (play.title, play.is_recommended) == ("Time: any", False)


def test_businesses_tell_who_signs() -> None:
    card = make_card(BUSINESS)
    assert card.kind == "business"
    assert card.business[0].sentence == (
        "Procurement signs 54 % of won deals, 30 % overall (n = 61 won deals of 41; 41–66 %). Most, and over-represented."
    )
    assert "Renewal window: no data. Add contracts with their renewal date." in [
        each.sentence for each in card.business
    ]
    assert make_card(MATERIAL).business == ()


@pytest.mark.parametrize(
    ("before", "told"), [(320, "25 % more than 91 days ago (320)."), (398, "As many as 91 days ago (398).")]
)
def test_the_trend_is_against_a_quarter_ago(before: int, told: str) -> None:
    days = (FACTS.days[0].model_copy(update={"customers": before}), FACTS.days[1])
    card = make_card(replace(MATERIAL, facts=FACTS.model_copy(update={"days": days})))
    assert card.trend.sentence == told
