"""The figures of cards that are no profile's: kept beside the findings, measured where they are not of this run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from satsuma.model.measures import PersonaFacts
from satsuma.project.fingerprints import digest
from satsuma.project.persona_cards import band_ages, describe_segment
from satsuma.project.version import read_version
from satsuma.store.findings import SPARED, load_finding, save_finding

if TYPE_CHECKING:
    from satsuma.project.persona_cards import Cards
    from satsuma.project.progress import Progress

KIND = "personas"


def find_facts(cards: Cards, segments: Sequence[str], progress: Progress | None) -> dict[str, PersonaFacts]:
    """Kept ones where they are of this run, version and rule; the others measured, and kept if they are of the last run."""
    from satsuma.project.persona_trends import measure_days

    opened = cards.opened
    marks = {name: mark_facts(cards, name) for name in segments}
    found: dict[str, PersonaFacts] = {}
    for name in segments:
        kept = load_finding(opened.folder, KIND, name_file(name), PersonaFacts, SPARED)
        if kept is not None and kept.fingerprint == marks[name]:
            found[name] = kept
    new = [name for name in segments if name not in found]
    if not new:
        return found
    rules = {name: opened.vocabulary.segments[cards.unit][name] for name in new}
    days = measure_days(cards.view, rules)
    for i, name in enumerate(new):
        if progress is not None:
            progress(f"Looking at {name}", i / len(new))
        facts = measure_facts(cards, name).model_copy(update={"fingerprint": marks[name], "days": days[name]})
        found[name] = facts
        if cards.as_of is None:
            save_finding(opened.folder, KIND, name_file(name), facts, SPARED)
    return found


def name_file(segment: str) -> str:
    """A segment's file; a part's slash becomes two hyphens, which no name has."""
    return segment.replace("/", "--")


def mark_facts(cards: Cards, segment: str) -> str:
    """What facts are the facts of."""
    labels = cards.opened.definitions.project.model_dump(mode="json")
    return digest([cards.opened.run.id, cards.moment.day.isoformat(), segment, read_version(), labels])


def measure_facts(cards: Cards, segment: str) -> PersonaFacts:
    """Nothing of a segment under the smallest group."""
    from satsuma.describe.personas.quotes import suggest_quotes
    from satsuma.describe.personas.traits import list_marks
    from satsuma.project import persona_facts as measuring
    from satsuma.project.persona_texts import read_texts

    view, members = cards.view, cards.members(segment)
    head = PersonaFacts(fingerprint="", segment=segment, as_of=cards.moment.day.isoformat())
    if int(members.sum()) < view.smallest:
        return head
    favourites, steps, looked_at = measuring.measure_affinity(view, members)
    profile = cards.profile(segment)
    about = describe_segment(cards.opened, segment) or ""
    title, marks = profile.size.title, list_marks(profile.lines)
    texts = read_texts(view, members)
    return head.model_copy(
        update={
            "reach": measuring.measure_reach(view, members),
            "response": measuring.measure_response(view, members),
            "channels": measuring.measure_ways(view, members),
            "timings": measuring.measure_timings(view, members),
            "gap": measuring.measure_gap(view, members),
            "discount": measuring.measure_discount(view, members),
            "categories": favourites,
            "next_steps": steps,
            "looked_at": looked_at,
            "ages": band_ages(cards, members),
            "deals": measuring.measure_deals(view, members),
            "quotes": suggest_quotes(texts, marks, title, about, cards.names) if texts else (),
        }
    )
