"""Persona cards: one of a segment, or the deck of all; from the last run or as of a past day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from satsuma.model.discoveries import DiscoveryResult
from satsuma.model.errors import UnknownNameError
from satsuma.model.measures import PersonaFacts
from satsuma.model.persona_definitions import AvatarChoice, PersonaDefinition
from satsuma.model.personas import Avatar, PersonaCard, PersonaDeck, PersonaOverview, PersonaSummary
from satsuma.model.scorecards import Scorecard
from satsuma.project.evaluating import list_enabled
from satsuma.project.persona_cards import Cards, describe_segment, load_profiles
from satsuma.project.persona_finding import find_facts
from satsuma.project.persona_unit import is_business
from satsuma.project.sizing import name_kpi
from satsuma.store.findings import load_finding

if TYPE_CHECKING:
    from satsuma.describe.personas.material import Material
    from satsuma.project.opening import Opened
    from satsuma.project.progress import Progress


def show_persona(opened: Opened, name: str, as_of: str | None) -> PersonaCard:
    """The card of a segment or a part. UnknownNameError for a name that is none, or that the last run has not seen."""
    unit, segment = opened.find_segment(name)
    return make_cards(Cards(opened, unit, as_of), [segment])[0]


def show_personas(
    opened: Opened, of: str | None, as_of: str | None, progress: Progress | None = None
) -> PersonaDeck:
    """The cards of all segments, or of a segmentation's parts; segments without anybody are named instead."""
    cards: list[PersonaCard] = []
    left_out: list[str] = []
    chosen = choose_segments(opened, of)
    for unit, segments in chosen.items():
        stand = Cards(opened, unit, as_of)
        known = [name for name in segments if name in stand.memberships.names]
        filled = [name for name in known if stand.count(name)]
        left_out += [name for name in segments if name not in filled]
        cards += make_cards(stand, filled, progress)
    definitions = opened.definitions
    title = definitions.segmentations[of].title or of if of else "All segments"
    moment = opened.choose_as_of(as_of)
    return PersonaDeck(
        project=definitions.project.name,
        title=title,
        as_of=moment.day.isoformat(),
        cards=tuple(cards),
        left_out=tuple(left_out),
        warnings=opened.outdated if as_of is None else (),
    )


def list_personas(opened: Opened, as_of: str | None) -> PersonaOverview:
    """Every segment and part that anybody is in, without the figures that take time."""
    from satsuma.describe.personas.card import summarise

    names = suggest_project_names(opened)
    definitions = opened.definitions
    found: dict[str, list[PersonaSummary]] = {}
    units = sorted(opened.run.shape.units, key=lambda unit: unit != opened.run.shape.main_unit)
    for unit in units:
        cards = Cards(opened, unit, as_of)
        for segment in list_enabled(definitions, unit):
            if segment not in cards.memberships.names or not cards.count(segment):
                continue
            facts = PersonaFacts(fingerprint="", segment=segment, as_of="")
            summary = summarise(gather(cards, segment, facts, names.get(segment)))
            found.setdefault(segment.partition("/")[0] if "/" in segment else "", []).append(summary)
    return PersonaOverview(
        project=definitions.project.name,
        as_of=opened.choose_as_of(as_of).day.isoformat(),
        segments=tuple(found.pop("", [])),
        segmentations={name: tuple(parts) for name, parts in found.items()},
        titles={name: definitions.segmentations[name].title or name for name in found},
        warnings=opened.outdated if as_of is None else (),
    )


def preview_avatar(opened: Opened, name: str, choice: AvatarChoice) -> Avatar:
    """The portrait that a choice gives, before anybody saves it."""
    from satsuma.describe.personas.avatar import draw_avatar

    unit, segment = opened.find_segment(name)
    cards = Cards(opened, unit, None)
    refuse_unseen(cards, [segment])
    profile = cards.profile(segment)
    said = opened.definitions.personas.get(segment, PersonaDefinition())
    called = said.name or suggest_project_names(opened).get(segment) or profile.size.title
    return draw_avatar(segment, called, profile.lines, choice, is_business=cards.is_business)


def refuse_unseen(cards: Cards, segments: Sequence[str]) -> None:
    """UnknownNameError for a segment that was written after the last run."""
    unseen = [name for name in segments if name not in cards.memberships.names]
    if unseen:
        raise UnknownNameError(
            f"'{unseen[0]}' was not there when the project last ran.", hint="Run again, then ask for it."
        )


def choose_segments(opened: Opened, of: str | None) -> dict[str, list[str]]:
    """By unit, the main one first: segments by themselves, or the parts of one segmentation."""
    definitions = opened.definitions
    if of is not None and of not in definitions.segmentations:
        known = ", ".join(definitions.segmentations) or "none yet"
        raise UnknownNameError(f"There is no segmentation '{of}'.", hint=f"Segmentations: {known}.")
    found = {}
    units = sorted(opened.run.shape.units, key=lambda unit: unit != opened.run.shape.main_unit)
    for unit in units:
        names = list_enabled(definitions, unit)
        wanted = [name for name in names if (name.startswith(f"{of}/") if of else "/" not in name)]
        if wanted:
            found[unit] = wanted
    if of is not None and not found:
        raise UnknownNameError(
            f"The segmentation '{of}' is switched off.", hint="Switch it on ('enabled') and run again."
        )
    return found


def make_cards(cards: Cards, segments: Sequence[str], progress: Progress | None = None) -> list[PersonaCard]:
    """Facts that an earlier card of this run found are not looked for again."""
    from satsuma.describe.personas.card import make_card

    refuse_unseen(cards, segments)
    facts = find_facts(cards, segments, progress)
    names = suggest_project_names(cards.opened)
    return [make_card(gather(cards, name, facts[name], names.get(name))) for name in segments]


def gather(cards: Cards, segment: str, facts: PersonaFacts, name: str | None) -> Material:
    """What the card of a segment is made of."""
    from satsuma.describe.personas.material import Material

    opened = cards.opened
    definitions, profile = opened.definitions, cards.profile(segment)
    kpi = name_kpi(definitions, cards.unit)
    info = cards.variables.get(kpi or "")
    return Material(
        profile=profile,
        facts=facts,
        variables=cards.variables,
        definition=definitions.personas.get(segment, PersonaDefinition()),
        name=name or profile.size.title,
        as_of=cards.moment.day.isoformat(),
        today=dt.datetime.fromtimestamp(opened.now, opened.zone).date().isoformat(),
        smallest_group=definitions.project.smallest_group,
        is_business=cards.is_business,
        description=describe_segment(opened, segment),
        owner=find_owner(opened, segment),
        verdict=find_verdict(opened, segment),
        kpi=info.title if info else None,
        currency=opened.run.shape.currency,
        warnings=opened.outdated if cards.as_of is None else (),
    )


def find_owner(opened: Opened, segment: str) -> str | None:
    """Of a part the owner of the segment behind it."""
    definitions = opened.definitions
    outer, _, inner = segment.partition("/")
    if inner:
        parts = {part.name: part.segment for part in definitions.segmentations[outer].priorities}
        outer = parts.get(inner) or ""
    found = definitions.segments.get(outer)
    return found.owner if found else None


def find_verdict(opened: Opened, segment: str) -> str | None:
    """Of a part: what the study that the segmentation was adopted from said, else its scorecard."""
    outer, _, inner = segment.partition("/")
    if not inner:
        return None
    study = opened.definitions.segmentations[outer].discovery
    found = load_finding(opened.folder, "discoveries", study, DiscoveryResult) if study else None
    if found is not None:
        return f"{found.headline.rstrip('.')}."
    card = load_finding(opened.folder, "scorecards", outer, Scorecard)
    return card.sentence if card is not None else None


def suggest_project_names(opened: Opened) -> dict[str, str]:
    """A name for every segment of the last run, no two alike; a segment keeps its name whatever is asked about."""
    from satsuma.describe.personas.naming import suggest_names

    chosen = {name: each.name for name, each in opened.definitions.personas.items() if each.name}
    profiles = {
        name: profile
        for unit in opened.run.shape.units
        for name, profile in load_profiles(opened, unit).items()
    }
    business = {unit for unit in opened.run.shape.units if is_business(opened, unit)}
    firms = {name for name, profile in profiles.items() if profile.size.unit in business}
    return suggest_names(profiles, set(chosen.values()), firms)
