"""What Larkfield wants to change, and the questions whose answers would help: worked examples of targets and objectives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from satsuma.model.aims import Benchmark, ObjectiveDefinition, TargetDefinition
from satsuma.model.definitions import SourceDefinition, VariableDefinition
from satsuma.model.kinds import Family

TARGETS = {
    "revenue_per_customer": TargetDefinition(
        problem="Revenue is flat although new customers are up by 18 %: should we discount more?",
        ideal="Regulars come back by themselves, and codes go only to those who would not buy without one.",
        title="More revenue from every customer",
        kpi="net_revenue_12m",
        measure="average",
        goal=180,
        teams={
            "Marketing": "decides who gets which mailing",
            "Shop": "decides what is shown first",
            "Board": "decides on discounts",
        },
        benchmark=Benchmark(
            value=165, source="Made-up survey of garden shops, for the demo", date="2026-03-31"
        ),
    )
}
OBJECTIVES = {
    "frequent-buyers": ObjectiveDefinition(
        question="Which three groups buy most often?",
        target="revenue_per_customer",
        outcome="count(order, last 365 days) >= 4",
        candidates=("age", "household", "area", "preferred_language", "original_source"),
        direction="highest",
        minimum_group=100,
        success="a group of at least 100 with 1.3 times everyone's rate",
        lift=1.3,
        teams=("Marketing",),
    ),
    "loyal-age": ObjectiveDefinition(
        question="Which age group is most loyal by the quarter's end?",
        target="revenue_per_customer",
        outcome="has(order)",
        window_days=90,
        population="orders_ever >= 1",
        candidates=("age_now",),
        depth=1,
        top=1,
        direction="highest",
        success="one age group of whom 1.1 times as many order again within a quarter",
        lift=1.1,
        teams=("Marketing", "Shop"),
    ),
    "loyal-at-equal-tenure": ObjectiveDefinition(
        question="Which households order most often for as long as they are customers?",
        target="revenue_per_customer",
        outcome="count(order)",
        exposure="tenure_days",
        population="tenure_days >= 90",
        candidates=("household", "area"),
        direction="highest",
        success="a household that orders 1.1 times as often",
        lift=1.1,
        teams=("Shop",),
    ),
    "needs-of-families": ObjectiveDefinition(
        question="How do families' needs differ from singles'?",
        target="revenue_per_customer",
        compare={"families": 'household = "family"', "singles": 'household = "single"'},
        candidates=(
            "top_need",
            "nps",
            "categories_bought",
            "items_per_order",
            "average_order",
            "discount_share",
        ),
        success="a need or habit that differs enough to write a mailing of its own",
        teams=("Marketing",),
    ),
    "furniture-buyers": ObjectiveDefinition(
        question="What ages and households go with sales of garden furniture?",
        target="revenue_per_customer",
        outcome='has(order_line where category = "Garden furniture")',
        population="orders_ever >= 1",
        candidates=("age", "household", "area"),
        depth=3,
        direction="highest",
        success="a group with 1.5 times everyone's rate",
        lift=1.5,
        teams=("Shop",),
    ),
}
VARIABLES = {
    "age_now": VariableDefinition(
        value="years since date_of_birth",
        title="Age on the day",
        family=Family.DEMOGRAPHIC,
        note="Known for any past day, because a birth date does not change.",
    )
}

TRADE_TARGETS = {
    "close_more_deals": TargetDefinition(
        problem="Two of three deals are lost, and nobody knows whom to call.",
        ideal="Every deal's first call goes to the person who can sign.",
        title="More deals signed",
        unit="account",
        kpi="win_rate",
        measure="average",
        goal=0.4,
        teams={"Trade sales": "decides whom to visit"},
    )
}
TRADE_OBJECTIVES = {
    "signing-titles": ObjectiveDefinition(
        question="Which three job titles are most likely to sign off a deal?",
        target="close_more_deals",
        outcome="has(signing where is_won)",
        candidates=("title",),
        minimum_group=20,
        depth=1,
        direction="highest",
        success="a title that signs twice as often as everyone",
        lift=2,
        teams=("Trade sales",),
    ),
    "winning-industries": ObjectiveDefinition(
        question="Which industry wins the largest share of its deals?",
        target="close_more_deals",
        unit="account",
        outcome="win_rate",
        candidates=("industry",),
        top=1,
        direction="highest",
        success="an industry with 1.2 times everyone's share",
        lift=1.2,
        teams=("Trade sales",),
    ),
}

TRADE_VARIABLES = {
    "deals_signed": VariableDefinition(
        value="count(signing where is_won)", title="Deals signed", family=Family.JOURNEY
    )
}


def set_deadlines(
    objectives: Mapping[str, ObjectiveDefinition], today: dt.date
) -> dict[str, ObjectiveDefinition]:
    """The objectives by the end of today's quarter."""
    end = end_quarter(today).isoformat()
    return {name: each.model_copy(update={"deadline": end}) for name, each in objectives.items()}


def set_dates(targets: Mapping[str, TargetDefinition], today: dt.date) -> dict[str, TargetDefinition]:
    """The targets by the end of the quarter after today's."""
    end = end_quarter(end_quarter(today) + dt.timedelta(days=1)).isoformat()
    return {name: each.model_copy(update={"by": end}) for name, each in targets.items()}


def end_quarter(day: dt.date) -> dt.date:
    """The last day of the quarter."""
    month = 3 * ((day.month + 2) // 3)
    after = dt.date(day.year + month // 12, month % 12 + 1, 1)
    return after - dt.timedelta(days=1)


def list_signings(deals: SourceDefinition) -> SourceDefinition:
    """The deals once more, each as an event of the contact who had it on the desk."""
    return deals.model_copy(
        update={
            "unit": "customer",
            "key": "primary_contact_id",
            "event": "signing",
            "recognised_as": None,
            "reasons": {"key": "'primary_contact_id' names the contact who decides"},
        }
    )
