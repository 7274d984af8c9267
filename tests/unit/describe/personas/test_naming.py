"""Names and portraits: the same for the same markers, unlike one another, and about nobody's origin."""

from __future__ import annotations

import re

from satsuma.describe.personas.avatar import COLOURS, CROWNS, FIGURES, draw_avatar
from satsuma.describe.personas.naming import overlap, suggest_names
from satsuma.describe.personas.things import THINGS
from satsuma.describe.personas.traits import list_marks
from satsuma.model.kinds import Family
from satsuma.model.persona_definitions import AvatarChoice
from satsuma.model.results import SegmentProfile
from tests.unit.describe.personas.cards import LINES, SIZE, line

PROFILE = SegmentProfile(size=SIZE, population=3_000, lines=LINES)


def test_names_are_suggested_from_markers_and_no_two_are_alike() -> None:
    profiles = {f"s{i}": PROFILE for i in range(30)}
    names = suggest_names(profiles, {"Pocket Customers"}, ())
    assert names == suggest_names(profiles, {"Pocket Customers"}, ())
    assert len({name.casefold() for name in names.values()} | {"pocket customers"}) == 31
    assert names["s0"] == "City Customers"


def test_who_people_were_born_as_names_nobody() -> None:
    unfit = (
        "gender",
        "country_of_birth",
        "ethnicity",
        "religion",
        "nationality",
        "preferred_language",
        "age",
    )
    lines = tuple(line(name, Family.DEMOGRAPHIC, 0.9, 0.2, "Word", effect=2.0) for name in unfit)
    assert list_marks(lines) == []
    assert all(mark.line.variable != "gender" for mark in list_marks(LINES))
    profile = SegmentProfile(size=SIZE.model_copy(update={"title": "Plain"}), population=10, lines=lines)
    assert suggest_names({"a": profile}, (), ()) == {"a": "Plain"}


def test_businesses_are_no_people() -> None:
    industry = line("industry", Family.FIRMOGRAPHIC, 0.9, 0.2, "Retail", effect=1.5)
    profile = SegmentProfile(size=SIZE, population=10, lines=(industry,))
    assert suggest_names({"a": profile}, (), {"a"}) == {"a": "Retail Accounts"}


def test_no_name_says_the_same_twice() -> None:
    assert overlap("Gift-Giving", "Givers")
    assert not overlap("Bargain", "Hunters")


def test_portraits_are_the_same_to_the_byte_and_hold_what_the_segment_is_about() -> None:
    first, again = (
        draw_avatar("balcony", "City Growers", LINES, AvatarChoice(), is_business=False) for _ in range(2)
    )
    assert first == again
    assert first.things == ("phone", "building")
    assert first.svg != draw_avatar("lost", "City Growers", LINES, AvatarChoice(), is_business=False).svg
    assert first.svg != draw_avatar("balcony", "X", LINES, AvatarChoice(seed=4), is_business=False).svg


def test_every_choice_draws_whole_svg() -> None:
    from xml.etree import ElementTree

    for palette in COLOURS:
        for figure in FIGURES:
            for crown in CROWNS:
                choice = AvatarChoice(palette=palette, figure=figure, crown=crown, things=())
                svg = draw_avatar("s", '<script>"&', (), choice, is_business=False).svg
                ElementTree.fromstring(svg)
                assert "<script" not in svg
                assert not re.search(r'"[LKASBG]"', svg)
    for thing in THINGS:
        ElementTree.fromstring(draw_avatar("s", "n", (), AvatarChoice(things=(thing,)), is_business=True).svg)
