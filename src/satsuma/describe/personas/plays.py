"""What to do with the segment: each recommendation with the figures it rests on, and none that the data do not carry."""

from __future__ import annotations

from satsuma.describe.personas.choosing import is_usable
from satsuma.describe.personas.material import Material
from satsuma.describe.personas.targeting import choose_timing, find_best
from satsuma.describe.personas.wording import (
    count_words,
    is_marker,
    tell_interval,
    write_measured,
    write_profiled,
)
from satsuma.describe.sentences import show_share
from satsuma.model.kinds import Kind
from satsuma.model.measures import Measured, NextStep
from satsuma.model.personas import PersonaLine, PersonaPlay
from satsuma.model.results import ProfileLine

PRICES = ("discount", "coupon", "rabatt", "promo", "remise", "descuento")
FEW_CLICKS = 0.01
"""A response that is surely below this is none."""


def recommend(of: Material) -> tuple[PersonaPlay, ...]:
    """In the order of a plan: message, channel, time, next product, offer, rhythm, people."""
    if of.is_suppressed:
        return ()
    found = [
        *advise_message(of),
        *advise_channel(of),
        *advise_timing(of),
        *advise_next(of),
        *advise_offer(of),
        *advise_rhythm(of),
        *advise_people(of),
    ]
    chosen = of.definition.plays
    return tuple(play.model_copy(update={"chosen": play.id in chosen}) for play in found)


def advise_message(of: Material) -> list[PersonaPlay]:
    action = of.profile.size.action
    if not action:
        return []
    return [
        PersonaPlay(id="message", kind="message", title="What to do", sentence=action, is_recommended=True)
    ]


def advise_channel(of: Material) -> list[PersonaPlay]:
    """The channel that reaches most who respond; where only one's response is known, that is said."""
    shown = [each for each in of.facts.reach if not each.suppressed and each.value > 0]
    if not shown:
        return []
    best = max(shown, key=lambda each: each.value)
    email = next((each for each in shown if each.id == "reach:e-mail"), None)
    response = of.facts.response
    lines = [best.id]
    if email is None or response is None or response.suppressed:
        told = (
            f"{name_channel(best).capitalize()} reaches {show_share(best.value)} (n = {best.n:,}). How they respond is not "
            "known: no sends and clicks of this segment."
        )
        return [channel_play(best, told, lines)]
    rate = (
        f"{show_share(response.value)} click per message here, {show_share(response.everyone or 0)} overall"
    )
    interval = tell_interval(response.low or 0, response.high or 0)
    rate = f"{rate} (n = {count_words(response)}; {interval})"
    lines = [email.id, response.id]
    others = [each for each in shown if each.id != "reach:e-mail"]
    if (response.high or 0) < FEW_CLICKS and others:
        other = max(others, key=lambda each: each.value)
        told = (
            f"E-mail reaches {show_share(email.value)}, but only {rate}. Test {name_channel(other)}, which reaches "
            f"{show_share(other.value)}; its response is not measured yet."
        )
        return [channel_play(other, told, [*lines, other.id])]
    told = f"E-mail reaches {show_share(email.value)}; {rate}."
    return [channel_play(email, told, lines)]


def name_channel(reach: Measured) -> str:
    return reach.what.removeprefix("Reachable by ")


def channel_play(reach: Measured, told: str, lines: list[str]) -> PersonaPlay:
    name = name_channel(reach)
    title = f"Channel: {name}"
    return PersonaPlay(
        id=f"channel:{name}",
        kind="channel",
        title=title,
        sentence=told,
        is_recommended=True,
        lines=tuple(lines),
    )


def advise_timing(of: Material) -> list[PersonaPlay]:
    """The best day and hour, if they are this segment's own; else that any will do."""
    timing = choose_timing(of.facts.timings)
    if timing is None:
        return []
    day, hour = find_best(timing.weekdays), find_best(timing.hours)
    own = [each for each in (day, hour) if each is not None and is_marker(each)]
    if own:
        when = " around ".join(each.level or "" for each in own)
        told = "; ".join(
            f"{show_share(each.value)} of {timing.of} {preposition(each)}, {show_share(each.everyone or 0)} overall"
            for each in own
        )
        sentence = f"{told[0].upper()}{told[1:]} (n = {count_words(own[0])})."
        return [
            PersonaPlay(
                id=f"timing:{when}",
                kind="timing",
                title=f"Time: {when}",
                sentence=sentence,
                is_recommended=True,
                lines=tuple(each.id for each in own),
            )
        ]
    when = " ".join(each.level or "" for each in (day, hour) if each is not None)
    spread = f"Their {timing.of} are spread over week and day as everyone's are; {when} is commonest."
    sentence = f"{spread} No reason for a time of their own."
    return [PersonaPlay(id="timing:any", kind="timing", title="Time: any", sentence=sentence)]


def preposition(measured: Measured) -> str:
    return f"from {measured.level}" if ":" in (measured.level or "") else f"on {measured.level}"


def advise_next(of: Material) -> list[PersonaPlay]:
    """What goes with what they have and they lack; the first is recommended."""
    found = [
        PersonaPlay(
            id=f"next:{step.level}",
            kind="next product",
            title=f"Next: {step.level}",
            sentence=tell_step(step),
            is_recommended=i == 0,
            lines=(f"bought:{step.having}", f"bought:{step.level}"),
        )
        for i, step in enumerate(of.facts.next_steps)
    ]
    if not found and of.facts.looked_at:
        sentence = (
            f"Of {of.facts.looked_at} pairs looked at, nothing goes with what they buy more often than chance and a broad "
            "taste explain."
        )
        return [
            PersonaPlay(id="next:none", kind="next product", title="Next: no favourite", sentence=sentence)
        ]
    return found


def tell_step(step: NextStep) -> str:
    item = ""
    if step.item and step.item_share:
        item = (
            f" Most take {step.item}."
            if step.item_share > 0.5
            else f" {step.item} leads with {show_share(step.item_share)}."
        )
    odds = f"odds ratio {step.odds:.1f}; {step.odds_low:.1f}–{step.odds_high:.1f}; n = {step.n:,}"
    return (
        f"{show_share(step.share_with)} of all who bought {step.having} also bought {step.level}, "
        f"{show_share(step.share_like)} of others with as broad a taste ({odds}). "
        f"{step.open_members:,} here have the first and not the second.{item}"
    )


def advise_offer(of: Material) -> list[PersonaPlay]:
    """How much of what they buy is discounted, and what follows."""
    price = find_price(of)
    if price is None or price.value is None or price.everyone is None:
        return []
    is_apart = price.marker
    if is_apart and price.value > price.everyone:
        title = "Offer: not one more discount"
        advice = "They buy with discounts: test a bundle or a smaller offer against a group without."
    elif is_apart:
        title = "Offer: no discount needed"
        advice = "They buy at full price: offer service, early access or a set instead."
    else:
        title, advice = "Offer: as for everyone", "Nothing speaks for a price of their own."
    return [
        PersonaPlay(
            id="offer",
            kind="offer",
            title=title,
            sentence=f"{price.sentence} {advice}",
            is_recommended=is_apart,
            lines=(price.id,),
        )
    ]


def find_price(of: Material) -> PersonaLine | None:
    """The project's own variable of discounts, the one that tells most; without one, order lines with a discount."""
    named = [
        line
        for line in of.lines
        if line.kind is Kind.SHARE and is_usable(line) and any(word in fold(line) for word in PRICES)
    ]
    if named:
        best = max(named, key=lambda line: abs(line.effect or 0.0))
        return write_profiled(best, of.variables.get(best.variable))
    found = of.facts.discount
    return write_measured(found) if found is not None and not found.suppressed else None


def fold(line: ProfileLine) -> str:
    return f"{line.variable} {line.title}".casefold()


def advise_rhythm(of: Material) -> list[PersonaPlay]:
    """How long after an order the next one is due."""
    gap = of.facts.gap
    if gap is None or gap.value < 1:
        return []
    overall = "" if gap.everyone is None else f", {gap.everyone:,.0f} overall"
    interval = "" if gap.low is None else f"; {gap.low:,.0f} to {gap.high:,.0f}"
    sentence = (
        f"Those who come back wait {gap.value:,.0f} days in the middle{overall} (n = {gap.n:,}{interval}). Write shortly "
        "before, not long after."
    )
    return [
        PersonaPlay(
            id="rhythm",
            kind="rhythm",
            title=f"Rhythm: every {gap.value:,.0f} days",
            sentence=sentence,
            lines=(gap.id,),
        )
    ]


def advise_people(of: Material) -> list[PersonaPlay]:
    """Of businesses: whom to talk to, and a second contact where most hang on one."""
    deals = of.facts.deals
    if deals is None:
        return []
    found = []
    signing = [each for each in deals.committee if not each.suppressed]
    if signing:
        first = signing[0]
        interval = tell_interval(first.low or 0, first.high or 0)
        found.append(
            PersonaPlay(
                id="people:signing",
                kind="people",
                title=f"Talk to: {first.level}",
                sentence=f"{first.what} {show_share(first.value)} of won deals (n = {count_words(first)}; {interval}).",
                is_recommended=True,
                lines=(first.id,),
            )
        )
    single = next((each for each in deals.people if each.id == "people:single"), None)
    if single and not single.suppressed and single.value >= 0.25:
        sentence = (
            f"{show_share(single.value)} hang on a single contact, {show_share(single.everyone or 0)} overall "
            f"(n = {single.n:,}). Ask for an introduction before that person leaves."
        )
        found.append(
            PersonaPlay(
                id="people:second",
                kind="people",
                title="Find a second contact",
                sentence=sentence,
                lines=(single.id,),
            )
        )
    return found


def guide_tone(of: Material) -> str:
    """Tone is a choice of people; this is what to think of when choosing."""
    apart = {line.family for line in of.lines if line.marker}
    asked = "Say how you speak to them: what you know of them decides, not their number."
    if of.is_business:
        return f"{asked} Name outcomes and dates; the one who signs reads last and least."
    if not apart:
        return f"{asked} Nothing sets them apart, so your usual voice will do."
    return f"{asked} Write as you would to one of them across a table, and test two versions."
