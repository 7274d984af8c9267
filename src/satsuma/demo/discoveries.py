"""Two studies at Larkfield: how people buy, which holds groups, and what they think of gardens, which holds none."""

from __future__ import annotations

from satsuma.model.definitions import VariableDefinition
from satsuma.model.kinds import Family, Kind
from satsuma.model.studies import DiscoveryDefinition

DECEMBERS = " + ".join(f"count(order, between {year}-12-01 and {year}-12-31)" for year in (2024, 2025))
HABITS = {
    "gift_share": VariableDefinition(
        value='count(order_line where category = "Gifts") / count(order_line)',
        title="Share of gifts",
        family=Family.BEHAVIOURAL,
        kind=Kind.SHARE,
    ),
    "project_share": VariableDefinition(
        value='sum(order_line.amount where category in ("Barbecue", "Decking and sheds", "Garden furniture")) '
        "/ net_revenue_ever",
        title="Share of big projects",
        family=Family.BEHAVIOURAL,
        kind=Kind.SHARE,
        note="Of what they spent: furniture, decking, sheds and barbecue.",
    ),
    "phone_share": VariableDefinition(
        value='count(order where source in ("android", "iphone")) / count(order)',
        title="Share of phone orders",
        family=Family.TECHNOGRAPHIC,
        kind=Kind.SHARE,
    ),
    "code_share": VariableDefinition(
        value="count(order where discount_code is known or rabatt > 0) / count(order)",
        title="Share of discount orders",
        family=Family.BEHAVIOURAL,
        kind=Kind.SHARE,
    ),
    "december_share": VariableDefinition(
        value=f"({DECEMBERS}) / count(order)",
        title="Share of December orders",
        family=Family.BEHAVIOURAL,
        kind=Kind.SHARE,
    ),
    "orders_year_before": VariableDefinition(
        value="count(order, 730 to 366 days ago)",
        title="Orders, the year before last",
        family=Family.BEHAVIOURAL,
    ),
}
ATTITUDES = (
    "i_plan_my_garden_purchases_ahead",
    "i_enjoy_trying_new_plants",
    "price_matters_more_than_brand",
    "i_ask_staff_for_advice",
    "i_prefer_to_shop_online",
    "sustainability_guides_what_i_buy",
    "gardening_is_how_i_relax",
    "i_like_to_finish_projects_in_one_weekend",
)
DISCOVERIES = {
    "habits": DiscoveryDefinition(
        title="How people buy",
        target="revenue_per_customer",
        population="has(order)",
        basis=(*HABITS, "orders_12m"),
        outcomes=("net_revenue_12m", "margin_12m"),
        algorithms=("k-means",),
    ),
    "attitudes": DiscoveryDefinition(
        title="What people think of gardens",
        target="revenue_per_customer",
        population=f"{ATTITUDES[0]} is known",
        basis=ATTITUDES,
        outcomes=("net_revenue_12m",),
    ),
}
