"""A segment's material made by hand, so that a card's lines can be checked by eye."""

from __future__ import annotations

from dataclasses import replace

from satsuma.describe.personas.material import Material
from satsuma.model.kinds import Family, Kind
from satsuma.model.measures import Day, Deals, Measured, NextStep, PersonaFacts, Timing
from satsuma.model.persona_definitions import PersonaDefinition
from satsuma.model.results import ProfileLine, SegmentProfile, SegmentSize, VariableInfo
from satsuma.value.timing import WEEKDAYS

SIZE = SegmentSize(
    name="balcony",
    title="Balcony <b>gardeners</b> 🌱",
    unit="customer",
    customers=400,
    share=0.13,
    contactable={"email": 360},
    kpi_share=0.1,
    action="Show small sets.",
)


def line(
    variable: str,
    family: Family,
    value: float,
    everyone: float,
    level: str | None = None,
    *,
    kind: Kind = Kind.CATEGORY,
    effect: float = 0.5,
    near: float = 0.02,
    in_rule: bool = False,
) -> ProfileLine:
    from satsuma.describe.profiles import finish_line

    bare = ProfileLine(
        variable=variable,
        title=variable.replace("_", " ").capitalize(),
        family=family,
        kind=kind,
        level=level,
        n=400,
        value=value,
        everyone=everyone,
        everyone_n=3_000,
        low=value - near,
        high=value + near,
        effect=effect,
    )
    info = VariableInfo(name=variable, title=bare.title, unit="customer", family=family, kind=kind)
    return finish_line(bare, info, in_rule)


LINES = (
    line("area", Family.GEOGRAPHIC, 0.81, 0.46, "urban", effect=0.8),
    line("household", Family.DEMOGRAPHIC, 0.22, 0.09, "shared", effect=0.4),
    line("gender", Family.DEMOGRAPHIC, 0.9, 0.5, "f", effect=2.0),
    line("language", Family.GEOGRAPHIC, 0.8, 0.8, "German", effect=0.0),
    line("phone_share", Family.TECHNOGRAPHIC, 0.83, 0.36, kind=Kind.SHARE, effect=1.7, in_rule=True),
    line("orders_ever", Family.BEHAVIOURAL, 3.1, 4.5, kind=Kind.NUMBER, effect=-0.4, near=0.3),
    line("tickets_12m", Family.ENGAGEMENT, 0.05, 0.06, kind=Kind.NUMBER, effect=-0.05, near=0.02),
)


def figure(id_: str, what: str, value: float, everyone: float, **more: object) -> Measured:
    base = {
        "n": 400,
        "customers": 400,
        "low": value - 0.02,
        "high": value + 0.02,
        "p": 0.001,
        "query": f"how {id_}",
    }
    return Measured.model_validate(
        {"id": id_, "what": what, "value": value, "everyone": everyone, **base, **more}
    )


DAYS = tuple(
    figure(f"order weekday:{day}", f"Orders on {day}", 0.3 if day == "Thursday" else 0.11, 1 / 7, level=day, of="orders", n=900)
    for day in WEEKDAYS
)  # fmt: skip
FACTS = PersonaFacts(
    fingerprint="f",
    segment="balcony",
    as_of="2026-06-30",
    reach=(figure("reach:e-mail", "Reachable by e-mail", 0.9, 0.89, p=0.8),),
    response=figure("response:e-mail", "Clicks per e-mail sent", 0.037, 0.067, n=1_657, customers=368, of="e-mails"),
    timings=(Timing(event="order", of="orders", weekdays=DAYS),),
    categories=(
        figure("bought:Pots", "Bought Pots", 0.76, 0.54, level="Pots"),
        figure("bought:Gifts", "Bought Gifts", 0.0, 0.0, level="Gifts", suppressed=True, n=0, customers=0),
    ),
    next_steps=(
        NextStep(
            having="Pots", level="Seeds", share_with=0.6, share_like=0.45, odds=2.1, odds_low=1.8, odds_high=2.5, p=0.001,
            n=1_568, open_members=131, query="how",
        ),
    ),
    looked_at=20,
    days=(Day(as_of="2026-03-31", customers=320), Day(as_of="2026-06-30", customers=400)),
)  # fmt: skip
VARIABLES = {
    each.variable: VariableInfo(
        name=each.variable,
        title=each.title,
        unit="customer",
        family=each.family,
        kind=each.kind,
        expression=f"of {each.variable}",
    )
    for each in LINES
}
MATERIAL = Material(
    profile=SegmentProfile(size=SIZE, population=3_000, lines=LINES),
    facts=FACTS,
    variables=VARIABLES,
    definition=PersonaDefinition(),
    name="City Growers",
    as_of="2026-06-30",
    today="2026-07-02",
    smallest_group=5,
    description="Under 35, in a city, ordering by phone.",
    kpi="Net revenue",
)
SIGNED = {"n": 61, "customers": 41, "of": "won deals", "low": 0.41, "high": 0.66}
SIGNING = figure("committee:Procurement", "Procurement signs", 0.54, 0.3, **SIGNED)
BUSINESS = replace(
    MATERIAL,
    is_business=True,
    facts=FACTS.model_copy(update={"deals": Deals(committee=(SIGNING,))}),
)
