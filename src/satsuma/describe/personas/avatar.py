"""A drawn portrait from shapes and the things a segment is about: friendly, and nobody in particular.

Colours are no skin's, shapes no body's; nothing tells gender, age or origin. The same segment gives the same drawing to
the byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from satsuma.describe.personas.things import THINGS
from satsuma.describe.personas.traits import list_marks
from satsuma.describe.report.html import escape
from satsuma.model.persona_definitions import AvatarChoice, Crown, Figure, Palette, Thing
from satsuma.model.personas import Avatar
from satsuma.model.results import ProfileLine

Choice = TypeVar("Choice")
MOST_THINGS = 2
PEOPLE_THINGS: tuple[Thing, ...] = ("heart", "compass", "leaf")
FIRM_THINGS: tuple[Thing, ...] = ("briefcase", "building")

COLOURS: dict[Palette, tuple[str, str, str, str, str, str]] = {
    "satsuma": ("#ffe8d4", "#ffcf9f", "#f58a2b", "#d95f0e", "#3a2213", "#1f7a6d"),
    "moss": ("#e6f1dc", "#c8e0b2", "#7bab4f", "#5a8635", "#1f2f16", "#e2711d"),
    "lagoon": ("#dbf2f1", "#addfdb", "#35a09b", "#1f7a76", "#0c3130", "#f39a2e"),
    "plum": ("#f0e5f6", "#dcc4ea", "#9566b4", "#734792", "#2b1738", "#f0b43c"),
    "clay": ("#fbe2dc", "#f3bfb1", "#c9503a", "#a23a27", "#36140d", "#2b8a8a"),
    "slate": ("#e4e9f3", "#c3cfe4", "#6580ad", "#48628f", "#17223a", "#f08a24"),
    "honey": ("#fdf2cc", "#f9df8e", "#e7b416", "#c08f06", "#35280a", "#3577a8"),
    "rose": ("#fce3ee", "#f7bfd6", "#d6578b", "#b03a6d", "#3a0f24", "#2f8f6b"),
}
"""Ground, its pattern, body, its shade, ink, accent."""

FIGURES: dict[Figure, tuple[str, int]] = {
    "pebble": ("M38 210C36 118 60 66 100 66s64 52 62 144z", 66),
    "drop": ("M100 46c14 30 60 62 60 118v46H40v-46c0-56 46-88 60-118z", 52),
    "bean": ("M44 210c-12-66 10-146 64-146 52 0 62 70 48 146z", 64),
    "arch": ("M46 210v-90a54 54 0 0 1 108 0v90z", 66),
    "cloud": ("M40 210v-78c-10-30 20-46 32-36 4-36 54-38 60-4 18-8 40 12 28 42v76z", 66),
    "block": ("M48 210V96a26 26 0 0 1 26-26h52a26 26 0 0 1 26 26v114z", 70),
}
"""Outline, and the height at which a crown begins."""

CROWNS: dict[Crown, str] = {
    "leaf": '<path d="M0 4v-16" stroke="K" stroke-width="4"/><path d="M0 -10c2-16 14-20 26-18-2 14-12 20-26 18z" fill="A"/>'
    '<path d="M0 -6c-3-12-12-15-22-13 2 10 10 15 22 13z" fill="A" opacity=".75"/>',
    "tuft": '<path d="M-12 4c-6-10-6-16-12-20M0 2c0-12 0-18-2-26M12 4c4-10 8-14 14-18" stroke="S" stroke-width="8"/>',
    "antenna": '<path d="M0 4c-2-12 2-16 0-24" stroke="K" stroke-width="4"/><circle cy="-26" r="8" fill="A"/>',
    "cap": '<path d="M-34 12a34 30 0 0 1 68 0z" fill="A"/><path d="M-40 12h66c14 0 22 2 28 8" stroke="K" stroke-width="6"/>'
    '<circle cy="-19" r="4" fill="K"/>',
    "sprout": '<path d="M0 4c-2-18 8-26 16-22 8 5 2 16-6 12" stroke="K" stroke-width="4"/>',
    "none": "",
}
EYES = (
    '<circle cx="-19" r="6" fill="K"/><circle cx="19" r="6" fill="K"/>'
    '<circle cx="-17" cy="-2" r="2" fill="L"/>'
    '<circle cx="21" cy="-2" r="2" fill="L"/>',
    '<ellipse cx="-20" rx="10" ry="11" fill="L"/><ellipse cx="20" rx="10" ry="11" fill="L"/>'
    '<circle cx="-18" cy="2" r="5" fill="K"/>'
    '<circle cx="22" cy="2" r="5" fill="K"/>',
    '<path d="M-27 3c3-9 13-9 16 0M11 3c3-9 13-9 16 0" stroke="K" stroke-width="4.4"/>',
    '<ellipse cx="-18" rx="4.6" ry="7" fill="K"/><ellipse cx="18" rx="4.6" ry="7" fill="K"/>',
)
MOUTHS = (
    '<path d="M-13 18c5 10 21 10 26 0" stroke="K" stroke-width="4.4"/>',
    '<path d="M-12 17h24c0 16-24 16-24 0z" fill="K"/><path d="M-5 26c3-3 7-3 10 0-2 3-8 3-10 0z" fill="A"/>',
    '<path d="M-9 21c6 5 14 4 19-3" stroke="K" stroke-width="4.4"/>',
)
MARKINGS = (
    "",
    '<path d="M64 210c0-34 72-34 72 0z" fill="L" opacity=".5"/>',
    '<circle cx="76" cy="178" r="7" fill="S"/><circle cx="100" cy="190" r="9" fill="S"/>'
    '<circle cx="126" cy="176" r="6" fill="S"/>',
    '<path d="M40 176h120M40 190h120" stroke="S" stroke-width="6"/>',
)
GROUNDS = (
    '<circle cx="150" cy="56" r="58" fill="G"/>',
    '<path d="M0 140c50-40 90 20 200-30v90H0z" fill="G"/>',
    '<circle cx="40" cy="44" r="20" fill="G"/><circle cx="166" cy="76" r="34" fill="G"/>'
    '<circle cx="22" cy="132" r="12" fill="G"/>',
    '<path d="M0 0h200v30C140 70 60 10 0 60z" fill="G"/>',
)
PLACES = ((35, 146, "M64 158c-6 8-10 10-16 10"), (165, 146, "M136 158c6 8 10 10 16 10"))


def draw_avatar(
    segment: str, name: str, lines: Sequence[ProfileLine], choice: AvatarChoice, *, is_business: bool
) -> Avatar:
    """What somebody chose, the rest by the segment's name; things by its markers."""
    seed = choice.seed or 0
    digest = hashlib.sha256(f"avatar {segment} {seed}".encode()).digest()
    made = Avatar(
        svg="",
        palette=pick(tuple(COLOURS), digest[0]) if choice.palette is None else choice.palette,
        figure=pick(tuple(FIGURES), digest[1]) if choice.figure is None else choice.figure,
        crown=pick(tuple(CROWNS), digest[2]) if choice.crown is None else choice.crown,
        things=choice.things if choice.things is not None else choose_things(lines, digest[3], is_business),
        seed=seed,
    )
    return made.model_copy(update={"svg": compose(made, name, digest)})


def choose_things(lines: Sequence[ProfileLine], byte: int, is_business: bool) -> tuple[Thing, ...]:
    """Of the strongest markers that lend any; of none, something by the segment's name."""
    lent = [
        mark.trait.thing for mark in list_marks(lines) if mark.trait and mark.trait.thing and mark.is_high
    ]
    things = tuple(dict.fromkeys(lent))[:MOST_THINGS]
    if things:
        return things
    return (pick(FIRM_THINGS if is_business else PEOPLE_THINGS, byte),)


def pick(options: tuple[Choice, ...], byte: int) -> Choice:
    return options[byte % len(options)]


def compose(avatar: Avatar, name: str, digest: bytes) -> str:
    """The whole drawing on 200 × 200."""
    ground, pattern, body, shade, ink, accent = COLOURS[avatar.palette]
    outline, top = FIGURES[avatar.figure]
    clip = f"p{digest[:6].hex()}"
    eyes, mouth = pick(EYES, digest[4]), pick(MOUTHS, digest[5])
    parts = [
        f'<rect width="200" height="200" fill="{ground}"/>',
        pick(GROUNDS, digest[7]),
        f'<path d="{outline}" fill="B"/>',
        f'<g clip-path="url(#{clip}b)">{pick(MARKINGS, digest[6])}</g>',
        f'<g transform="translate(100 {top})">{CROWNS[avatar.crown]}</g>',
        f'<g transform="translate(100 {top + 50})">{eyes}<g opacity=".55"><circle cx="-34" cy="14"'
        f' r="7" fill="S"/>'
        f'<circle cx="34" cy="14" r="7" fill="S"/></g>{mouth}</g>',
    ]
    for (x, y, arm), thing in zip(reversed(PLACES), avatar.things, strict=False):
        parts.append(f'<g transform="translate({x} {y}) scale(1.22)">{THINGS[thing]}</g>')
        parts.append(f'<path d="{arm}" stroke="S" stroke-width="13"/>')
    drawn = "".join(parts)
    for letter, colour in (
        ("L", "#fffdf9"),
        ("K", ink),
        ("A", accent),
        ("S", shade),
        ("B", body),
        ("G", pattern),
    ):
        drawn = drawn.replace(f'"{letter}"', f'"{colour}"')
    title = escape(f"Portrait of {name}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" role="img" aria-label="{title}">'
        f'<defs><clipPath id="{clip}"><rect width="200" height="200" rx="52"/></clipPath>'
        f'<clipPath id="{clip}b"><path d="{outline}"/></clipPath></defs>'
        f'<g clip-path="url(#{clip})" fill="none" stroke-linecap="round"'
        f' stroke-linejoin="round">{drawn}</g></svg>'
    )
