"""What the first screen says, computed from the content: who, how many, how revenue is spread, what changed, what is missing.

Each function returns None, or fewer entries, where the content has nothing to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest
from satsuma.describe.report.trend import compare_years
from satsuma.describe.sentences import show_number
from satsuma.model.kinds import Family
from satsuma.model.results import ProfileLine, SegmentSize

CHANNELS = {"email": "e-mail", "phone": "phone", "post": "post"}
TRAITS = (Family.DEMOGRAPHIC, Family.GEOGRAPHIC, Family.FIRMOGRAPHIC, Family.BEHAVIOURAL, Family.VALUE)
"""Families that say who customers are, the most telling first."""

RARE = 0.1
"""A level that fewer have says little about everyone."""


@dataclass(frozen=True, slots=True)
class ActionCard:
    """One thing to do: with whom, what, how many can be reached, and why it comes first."""

    size: SegmentSize
    text: str
    reach: str
    reason: str


def tell_story(of: Digest) -> list[str]:
    """At most five sentences."""
    found = (tell_size(of), tell_traits(of), tell_spread(of), tell_change(of), tell_missing(of))
    return [numbers.glue(sentence) for sentence in found if sentence]


def tell_size(of: Digest) -> str:
    """How many there are, and how many of them can be reached."""
    content = of.content
    others = [
        numbers.of(number, unit) for unit, number in content.units.items() if unit != of.unit and number
    ]
    beside = f" and {numbers.listed(others)}" if others else ""
    reach = reach_all(of)
    first = f"{content.project.name} has {numbers.of(of.population, of.unit)}{beside}, looking back from {content.as_of}"
    return f"{first}; {reach}." if reach else f"{first}."


def reach_all(of: Digest) -> str:
    """How many of everyone can be contacted, where a segmentation divides everyone and contact data exist."""
    starter = of.starter
    if starter is None or starter.unit != of.unit or starter.population != of.population:
        return ""
    totals: dict[str, int] = {}
    for part in starter.segments:
        for channel, customers in part.contactable.items():
            totals[channel] = totals.get(channel, 0) + customers
    told = [
        f"{of.people(customers)} by {CHANNELS.get(channel, channel)}" for channel, customers in totals.items()
    ]
    return f"{numbers.listed(told)} can be contacted" if told else ""


def tell_traits(of: Digest) -> str | None:
    """What is commonest among everyone, with how many it is known of."""
    best: dict[str, ProfileLine] = {}
    for profile in of.content.profiles.values():
        if profile.size.unit != of.unit:
            continue
        for line in of.shown_lines(profile):
            known = best.get(line.variable)
            if line.everyone is None or line.family not in TRAITS or line.everyone_n < of.smallest:
                continue
            if known is None or line.everyone > (known.everyone or 0.0):
                best[line.variable] = line
    ranked = sorted(
        (line for line in best.values() if is_telling(line)),
        key=lambda line: (TRAITS.index(line.family or Family.VALUE), -line.everyone_n, line.variable),
    )
    told = [describe_trait(of, line) for line in ranked[:3]]
    return f"Where it is known, {numbers.listed(told)}." if told else None


def is_telling(line: ProfileLine) -> bool:
    """Numbers always; a level only where a good part of everyone has it, and not everyone."""
    return line.level is None or RARE <= (line.everyone or 0.0) <= 1 - RARE / 2


def describe_trait(of: Digest, line: ProfileLine) -> str:
    title = numbers.inline(line.title)
    known = f"n = {line.everyone_n:,}"
    value = line.everyone or 0.0
    if line.level is not None:
        if line.level == "yes":
            return f"“{title}” holds for {numbers.share(value)} ({known})"
        return f"{title} is most often {line.level} ({numbers.share(value)}, {known})"
    info = of.infos.get((of.unit, line.variable))
    shown = numbers.glue(show_number(value, line.kind, info.currency if info else None))
    return f"{title} is {shown} on average ({known})"


def tell_spread(of: Digest) -> str | None:
    """Which group brings more of the KPI than its size, and which is large and brings little."""
    sizes = [size for size in of.top_sizes() if size.customers >= of.smallest]
    if not sizes:
        return None
    units = numbers.plural(of.starter.unit if of.starter else of.unit)
    known = [size for size in sizes if size.kpi_share is not None]
    if not known or of.kpi_title is None:
        told = [
            f"{size.title} ({of.people(size.customers)}, {numbers.share(size.share)})"
            for size in largest(sizes)[:2]
        ]
        return f"The largest {'group is' if len(told) == 1 else 'groups are'} {numbers.listed(told)} of all {units}."
    kpi = numbers.inline(of.kpi_title)
    most = max(known, key=lambda size: ((size.kpi_share or 0.0) - size.share, size.name))
    told_most = f"“{most.title}” holds {numbers.share(most.share)} of {units} and {numbers.share(most.kpi_share)} of {kpi}"
    others = [size for size in known if size.name != most.name]
    if not others:
        return f"{told_most}."
    least = max(others, key=lambda size: (size.share - (size.kpi_share or 0.0), size.name))
    return f"{told_most}; “{least.title}” holds {numbers.share(least.share)} and {numbers.share(least.kpi_share)}."


def largest(sizes: Iterable[SegmentSize]) -> list[SegmentSize]:
    return sorted(sizes, key=lambda size: (-size.customers, size.name))


def tell_change(of: Digest) -> str | None:
    """Money against the year before, and the segment that changed most since the previous run."""
    told = [part for part in (compare_years(of.content), describe_move(of)) if part]
    if not told:
        return None
    sentence = "; ".join(told)
    return f"{sentence[0].upper()}{sentence[1:]}."


def describe_move(of: Digest) -> str | None:
    moved = [
        size
        for size in of.top_sizes()
        if size.entered is not None and size.left is not None and not of.is_small(size.customers)
    ]
    if not moved:
        return None
    size = max(moved, key=lambda size: (abs((size.entered or 0) - (size.left or 0)), size.name))
    if not size.entered and not size.left:
        return "since the previous run nobody entered or left a group"
    entered, left = (of.change(moved) if moved else "nobody" for moved in (size.entered, size.left))
    return f"since the previous run {entered} entered “{size.title}” and {left} left"


def tell_missing(of: Digest) -> str | None:
    """Families without any data, and what to collect first."""
    empty = [cover for cover in of.coverage if not cover.variables]
    if not empty:
        return None
    names = numbers.listed([str(cover.family) for cover in empty])
    advice = next((cover.collect for cover in empty if cover.collect), None)
    first = f" First step: {numbers.first_sentence(advice)}" if advice else ""
    return f"Nothing is known about {len(empty)} of {len(of.coverage)} families of facts ({names}).{first}"


LEAST_EXCESS = 0.1
"""Staying away more often than others alike by less than this is no lever."""


def choose_actions(of: Digest) -> list[ActionCard]:
    """The largest lever first: the group that walks away with most of the KPI, beyond what customers like them do. Then the
    groups whose action touches most of the KPI (or most people), changes since the previous run counted in. Three in all."""
    candidates = [size for size in of.top_sizes() if size.action and size.customers >= of.smallest]

    def weight(size: SegmentSize) -> float:
        moved = abs((size.entered or 0) - (size.left or 0)) / max(of.population, 1)
        return (size.kpi_share if size.kpi_share is not None else size.share) + size.share / 2 + moved

    lever = find_lever(of, candidates)
    ranked = sorted(
        candidates, key=lambda size: (lever is None or size.name != lever[0].name, -weight(size), size.name)
    )
    return [
        ActionCard(
            size,
            size.action or "",
            describe_reach(of, size),
            describe_weight(of, size) + (f" · {lever[1]}" if lever and lever[0] is size else ""),
        )
        for size in ranked[:3]
    ]


def find_lever(of: Digest, candidates: Iterable[SegmentSize]) -> tuple[SegmentSize, str] | None:
    """The group with most at stake (its share of the KPI times how much more often its members stayed away than others who
    had ordered as often), and the reason in words; None where nobody stays away unexpectedly."""
    followed = {each.title: each for each in of.content.followed if each.similar_did_not_return is not None}
    staying = [(size, followed[size.title]) for size in candidates if size.title in followed]
    stakes = [
        ((size.kpi_share if size.kpi_share is not None else size.share) * each.excess, size, each)
        for size, each in staying
        if each.excess >= LEAST_EXCESS and (size.kpi_share is None or size.kpi_share > 0)
    ]
    if not stakes:
        return None
    _, size, each = max(stakes, key=lambda stake: (stake[0], stake[1].name))
    reason = (
        f"{numbers.share(each.did_not_return)} of its members {each.days} days ago did not return, against "
        f"{numbers.share(each.similar_did_not_return)} of others who had ordered as often"
    )
    return size, reason


def describe_reach(of: Digest, size: SegmentSize) -> str:
    """How many members there are and how many can be contacted, by channel."""
    everyone = numbers.of(size.customers, size.unit)
    if not size.contactable:
        return f"{everyone}; there are no contact data."
    told = [
        f"{of.people(customers)} by {CHANNELS.get(channel, channel)}"
        for channel, customers in size.contactable.items()
    ]
    return f"{everyone}, of whom {numbers.listed(told)} can be contacted."


def describe_weight(of: Digest, size: SegmentSize) -> str:
    parts = [f"{numbers.share(size.share)} of {numbers.plural(size.unit)}"]
    if size.kpi_share is not None and of.kpi_title:
        parts.append(f"{numbers.share(size.kpi_share)} of {numbers.inline(of.kpi_title)}")
    if (
        size.entered is not None
        and size.left is not None
        and not (of.is_small(size.entered) or of.is_small(size.left))
    ):
        parts.append(f"{numbers.signed(size.entered - size.left)} since the previous run")
    return " · ".join(parts)
