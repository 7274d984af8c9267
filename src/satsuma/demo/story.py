"""What a marketer at Larkfield writes after a look at the data: one rule for each planted group."""

from __future__ import annotations

from satsuma.model.definitions import Priority, SegmentationDefinition, SegmentDefinition

PLANTED_BY = {
    "one-time-december": "One-time December",
    "slipping-regulars": "Slipping regulars",
    "discount-hunters": "Discount hunters",
    "project-families": "Big-project families",
    "loyal-gifters": "Loyal gifters",
    "balcony-gardeners": "New balcony gardeners",
    "everyone-else": "Everyone else",
}
"""Which planted group each part of the story's segmentation is meant to find."""

DECEMBERS = "has(order, between 2024-12-01 and 2024-12-31) or has(order, between 2025-12-01 and 2025-12-31)"
STORY = {
    "one-time-december": SegmentDefinition(
        rule=f"orders_ever = 1 and ({DECEMBERS})",
        title="One-time December",
        description="Their only order was in a December.",
        action="Leave them out of mailings until November, then offer one gift idea.",
    ),
    "slipping-regulars": SegmentDefinition(
        rule="count(order, 730 to 366 days ago) >= 4 "
        "and 2 * count(order, last 365 days) <= count(order, 730 to 366 days ago)",
        title="Slipping regulars",
        description="Ordered at least four times in the year before last and half as often or less since.",
        action="Call or write in person, ask what changed, and bring back the product they used to buy; no discount.",
    ),
    "discount-hunters": SegmentDefinition(
        rule="count(order where discount_code is known or rabatt > 0) / count(order) >= 0.6",
        title="Discount hunters",
        description="At least six of ten orders with a code or a discount.",
        action="Stop sending codes to them first, and measure whether they stay away.",
    ),
    "project-families": SegmentDefinition(
        rule='household = "family" and sum(order_line.amount where category in ("Barbecue", "Decking and sheds", '
        '"Garden furniture")) / net_revenue_ever >= 0.5',
        title="Big-project families",
        description="Families who spend at least half on furniture, decking and barbecue.",
        action="Plan the spring with them: delivery slots in January, one adviser, no clearance mail.",
    ),
    "loyal-gifters": SegmentDefinition(
        rule='count(order_line where category = "Gifts") / count(order_line) >= 0.3 and orders_ever >= 2',
        title="Loyal gifters",
        description="Three of ten things they buy are gifts, and they came back.",
        action="Remind them three weeks before the birthday they noted, with gift wrapping.",
    ),
    "balcony-gardeners": SegmentDefinition(
        rule='age < 35 and area = "urban" and count(order where source in ("android", "iphone")) / count(order) >= 0.5',
        title="New balcony gardeners",
        description="Under 35, in a city, ordering by phone.",
        action="Show small sets for balconies in the app, with care instructions as short videos.",
    ),
}


def divide_story() -> SegmentationDefinition:
    """The story's segments as one exclusive division."""
    return SegmentationDefinition(
        title="Larkfield's groups",
        target="revenue_per_customer",
        priorities=tuple(Priority(name=name, segment=name) for name in STORY),
    )
