"""Names are distinct, short, from what sets segments apart, and never numbers."""

from __future__ import annotations

import re

import pytest

from satsuma.discover.naming import make_slug, name_segments, tell_story
from satsuma.discover.phrases import phrase, shorten
from satsuma.model.definition import SEGMENT_NAME
from satsuma.model.discoveries import SegmentLine
from satsuma.model.kinds import Family, Kind


def line(
    title: str, effect: float, *, level: str | None = None, kind: Kind = Kind.NUMBER, **more: object
) -> SegmentLine:
    made = SegmentLine(
        variable=title.lower().replace(" ", "_"),
        title=title,
        kind=kind,
        role="basis",
        level=level,
        value=0.62 if level or kind is Kind.SHARE else 5.2,
        everyone=0.31 if level else 2.1,
        n=100,
        effect=effect,
    )
    return made.model_copy(update=more)


@pytest.mark.parametrize(
    ("title", "effect", "level", "kind", "expected"),
    [
        ("Age", -0.8, None, Kind.NUMBER, "Young"),
        ("Net revenue, last 12 months", 0.8, None, Kind.MONEY, "High revenue"),
        ("Orders, last 12 months", -0.5, None, Kind.NUMBER, "Few orders"),
        ("Orders ever", 0.5, None, Kind.NUMBER, "Many orders"),
        ("Days since the last order", 0.9, None, Kind.NUMBER, "Long without order"),
        ("Days since the last order", -0.9, None, Kind.NUMBER, "Recent order"),
        ("Days since the first order", -0.9, None, Kind.NUMBER, "Newcomers"),
        ("Share of orders made online", 0.9, None, Kind.SHARE, "Mostly orders made online"),
        ("Channel", 0.9, "phone", Kind.CATEGORY, "Phone"),
        ("Channel", -0.9, "phone", Kind.CATEGORY, None),
        ("Yummy", -0.9, "yes", Kind.FLAG, "Not yummy"),
        ("Yummy", 0.9, "yes", Kind.FLAG, "Yummy"),
        ("Household size", 0.9, "3", Kind.ORDERED, "Household size 3"),
        ("NPS", 0.9, None, Kind.NUMBER, "High NPS"),
    ],
)
def test_a_line_says_a_phrase(
    title: str, effect: float, level: str | None, kind: Kind, expected: str | None
) -> None:
    found = phrase(line(title, effect, level=level, kind=kind))
    assert (found.text if found else None) == expected


def test_titles_lose_their_window() -> None:
    assert shorten("Spend trend: last half-year ÷ the half-year before") == "Spend trend"
    assert shorten("visits_30d") == "visits"
    assert shorten("Clicks in the last 90 days") == "Clicks"


def test_names_are_distinct_short_and_fit_the_language() -> None:
    profiles = [
        [line("Age", -0.8, family=Family.DEMOGRAPHIC), line("Orders ever", 0.6, family=Family.BEHAVIOURAL)],
        [line("Age", -0.7, family=Family.DEMOGRAPHIC), line("Orders ever", 0.5, family=Family.BEHAVIOURAL)],
        [line("Age", 0.9), line("Channel", 1.1, level="DE-phone", kind=Kind.CATEGORY)],
        [line("Age", 0.01)],
        [],
    ]
    found = name_segments(profiles)
    assert found == name_segments(profiles)
    assert [each.title for each in found][:1] == ["Young, many orders"]
    assert len({each.name for each in found}) == len({each.title.casefold() for each in found}) == 5
    for each in found:
        assert re.fullmatch(SEGMENT_NAME, each.name)
        assert len(each.title) <= 40
        assert len(each.title.split()) <= 4
        assert any(sign.isalpha() for sign in each.title)
        assert not re.search(r"segment \d|cluster \d", each.title.lower())
    assert found[4].story == "Close to the average of everyone in all that is known."


def test_twenty_alike_segments_still_have_distinct_names() -> None:
    found = name_segments([[line("Age", -0.8)]] * 20)
    assert len({each.name for each in found}) == 20
    assert not any(sign.isdigit() for each in found for sign in each.title)


def test_kept_segments_keep_name_and_title() -> None:
    profiles = [[line("Age", -0.8)], [line("Age", 0.8)]]
    found = name_segments(profiles, kept=[("old-friends", "Old friends"), None])
    assert (found[0].name, found[0].title) == ("old-friends", "Old friends")
    assert found[1].title == "Older"
    other = name_segments(profiles, kept=[("older", "Older"), None])
    assert other[1].name != "older"


def test_outcomes_and_suppressed_lines_never_name() -> None:
    profiles = [
        [line("Revenue", 2.0, role="outcome"), line("Age", 0.9, suppressed=True), line("Visits", 0.3)]
    ]
    assert name_segments(profiles)[0].title == "Many visits"


def test_the_story_says_most_only_above_half() -> None:
    most = line("Channel", 0.9, level="phone", kind=Kind.CATEGORY)
    assert tell_story([most]) == "Channel: phone (most, 62 %; everyone 31 %)."
    few = most.model_copy(update={"value": 0.31, "everyone": 0.18})
    assert tell_story([few]) == "Channel: phone (31 %; everyone 18 %)."
    many = tell_story([most, line("Orders ever", 0.7), line("Age", -0.5), line("Visits", 0.4)])
    assert many.count(";") == 3
    assert "Visits" not in many


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Young, online", "young-online"),
        ("Größe: XL", "größe-xl"),
        ("3 kids", "group-3-kids"),
        ("!!", "group"),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert make_slug(title) == slug
    assert re.fullmatch(SEGMENT_NAME, slug)
