"""Variables of what customers do beside buying: e-mail, website, tickets, deals, survey answers."""

from __future__ import annotations

from collections.abc import Iterator

from satsuma.measure.business_templates import open_deals, won_deals
from satsuma.measure.catalogue import find_factor
from satsuma.measure.evidence import Evidence
from satsuma.measure.purchases import Named, define
from satsuma.measure.words import LABELS, find_named
from satsuma.model.kinds import NUMERIC, Family, Kind

_TIME_ON_SITE = (
    "time on site",
    "time on page",
    "minutes",
    "seconds",
    "duration",
    "dauer",
    "duree",
    "duracion",
)
_TECHNOLOGY = (("device", "device", "Device last used"), ("browser", "browser", "Browser last used"),
               ("os", "operating system", "Operating system last used"))  # fmt: skip


def suggest_contacts(evidence: Evidence) -> Iterator[Named]:
    """Everything that events other than orders allow."""
    yield from _suggest_email(evidence)
    yield from _suggest_web(evidence)
    yield from _suggest_service(evidence)
    yield from _suggest_deals(evidence)


def _suggest_email(evidence: Evidence) -> Iterator[Named]:
    unit, family, events = evidence.unit.name, Family.ENGAGEMENT, evidence.events
    click, send = events.get("click"), events.get("send")
    if click is not None and send is not None:
        value = f"count({click}, last 90 days) / count({send}, last 90 days)"
        yield define("click_rate_90d", value, "Click rate, last 90 days", family, unit, Kind.SHARE)
    elif click is not None:
        title = "Clicks, last 90 days"
        yield define("clicks_90d", f"count({click}, last 90 days)", title, family, unit, Kind.NUMBER)
    if click is not None:
        yield define(
            "days_since_click", f"days since last({click})", "Days since the last click", family, unit
        )
    if "open" in events:
        note = find_factor(Family.ENGAGEMENT, "opens").note
        title, value = "Opens, last 90 days (unreliable)", f"count({events['open']}, last 90 days)"
        yield define("opens_90d", value, title, family, unit, Kind.NUMBER, note)


def _suggest_web(evidence: Evidence) -> Iterator[Named]:
    unit, events = evidence.unit.name, evidence.events
    visit, cart, sign_in = events.get("visit"), events.get("cart"), events.get("sign-in")
    if visit is not None:
        title = "Visits, last 30 days"
        yield define("visits_30d", f"count({visit}, last 30 days)", title, Family.ENGAGEMENT, unit)
        length = find_named(evidence.properties(visit), _TIME_ON_SITE, NUMERIC)
        if length is not None:
            value = f"sum({visit}.{length}, last 30 days)"
            title = f"Time on site, last 30 days ({length.replace('_', ' ')})"
            yield define("time_on_site_30d", value, title, Family.BEHAVIOURAL, unit)
        for name, factor, title in _TECHNOLOGY:
            aliases = find_factor(Family.TECHNOGRAPHIC, factor).aliases
            found = find_named(evidence.properties(visit), aliases, LABELS)
            if found is not None and name not in evidence.unit.columns:
                yield define(name, f"last({visit}.{found})", title, Family.TECHNOGRAPHIC, unit)
    if sign_in is not None:
        value = f"days since last({sign_in})"
        yield define("days_since_sign_in", value, "Days since the last sign-in", Family.BEHAVIOURAL, unit)
    if cart is not None:
        title, note = "Carts, last 30 days", None
        if evidence.orders is not None:
            title, note = (
                "Carts without an order, last 30 days",
                (
                    "Carts minus orders in the last 30 days; an order without a cart lowers it, below 0 at times."
                ),
            )
            value = f"count({cart}, last 30 days) - count({evidence.orders}, last 30 days)"
        else:
            value = f"count({cart}, last 30 days)"
        yield define("carts_abandoned_30d", value, title, Family.INTENT, unit, Kind.NUMBER, note)


def _suggest_service(evidence: Evidence) -> Iterator[Named]:
    unit, ticket = evidence.unit.name, evidence.events.get("ticket")
    if ticket is not None:
        value, title = f"count({ticket}, last 12 months)", "Tickets, last 12 months"
        yield define("tickets_12m", value, title, Family.ENGAGEMENT, unit)
    for name, event in sorted(evidence.survey_events.items()):
        title = f"Answers to {name.replace('_', ' ')}"
        yield define(f"{name}_answers", f"count({name})", title, Family.ENGAGEMENT, unit)
        for answer, value_type in event.properties.items():
            if value_type.kind in (Kind.CATEGORY, Kind.ORDERED) and not _is_translation(answer):
                title = f"Last answer: {answer.replace('_', ' ')}"
                yield define(f"last_{answer}", f"last({name}.{answer})", title, Family.NEEDS, unit)


def _is_translation(name: str) -> bool:
    return bool({"spanish", "french", "german", "italian"} & set(name.split("_")))


def _suggest_deals(evidence: Evidence) -> Iterator[Named]:
    unit, deal = evidence.unit.name, evidence.events.get("deal")
    if deal is None or evidence.stage is None:
        return
    won, still_open = won_deals(evidence), open_deals(evidence)
    if "amount" in evidence.properties(deal):
        pipeline = f"sum({still_open.replace(deal, f'{deal}.amount', 1)})"
        yield define("open_pipeline", pipeline, "Open pipeline", Family.VALUE, unit)
        value = f"sum({won.replace(deal, f'{deal}.amount', 1)}, last 12 months)"
        yield define("won_value_12m", value, "Won deals' value, last 12 months", Family.VALUE, unit)
    yield define("open_deals", f"count({still_open})", "Open deals", Family.JOURNEY, unit)
    yield define("deals_won", f"count({won})", "Deals won", Family.VALUE, unit)
    yield define(
        "win_rate", f"count({won}) / count({deal})", "Share of deals won", Family.VALUE, unit, Kind.SHARE
    )
    yield define(
        "days_since_deal", f"days since last({deal})", "Days since the last deal began", Family.JOURNEY, unit
    )
