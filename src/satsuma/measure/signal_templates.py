"""The B2C templates that need more than orders: lines, returns, e-mail, web, surveys, tickets, birthdays."""

from __future__ import annotations

from satsuma.measure.drafting import RECENT_BUYERS, Draft, Materials, Template


def _discount_driven(of: Materials) -> Draft | None:
    if not of.has("discount_share"):
        return None
    return Draft(
        "orders_ever >= 2 and discount_share >= 0.5",
        "Ordered at least twice, and at least half of it with a discount.",
    )


def _category_fan(of: Materials) -> Draft | None:
    if not of.has("categories_bought"):
        return None
    return Draft(
        "orders_ever >= 2 and categories_bought = 1",
        "Ordered at least twice, always from the same category.",
    )


def _cross_sell_gap(of: Materials) -> Draft | None:
    if not of.has("categories_bought", "net_revenue_12m"):
        return None
    return Draft(
        f"top 50% by net_revenue_12m among {RECENT_BUYERS} and categories_bought = 1",
        "In the better half of the last 12 months' buyers by net revenue, yet they know one category only.",
    )


def _high_return(of: Materials) -> Draft | None:
    if not of.has("return_rate"):
        return None
    return Draft(
        "orders_ever >= 2 and return_rate >= 0.3",
        "Ordered at least twice and returned three or more for every ten orders.",
    )


def _abandoned_cart(of: Materials) -> Draft | None:
    cart = of.event("cart")
    if cart is None:
        return None
    return Draft(
        f"sequence({cart} not then {of.evidence.orders} within 7 days, last 30 days)",
        "Filled a cart in the last 30 days and did not order within 7 days.",
    )


def _clicks_no_order(of: Materials) -> Draft | None:
    click = of.event("click")
    if click is None:
        return None
    return Draft(
        f"count({click}, last 90 days) >= 2 and has no({of.evidence.orders}, last 90 days)",
        "Clicked at least twice in the last 90 days, but did not order.",
    )


def _email_dormant(of: Materials) -> Draft | None:
    click, received = of.event("click"), of.event("send") or of.event("open")
    if click is None:
        return None
    reached = f"has({received}, last 180 days)" if received is not None else f"has({click})"
    told = "We wrote to them" if received is not None else "They clicked in the past"
    return Draft(
        f"{reached} and has no({click}, last 180 days)",
        f"{told}, but no click came in the last 180 days.",
    )


def _trial_without_purchase(of: Materials) -> Draft | None:
    tried = [f"has({event})" for sort in ("trial", "webinar") if (event := of.event(sort)) is not None]
    if not tried:
        return None
    rule = tried[0] if len(tried) == 1 else f"({' or '.join(tried)})"
    return Draft(f"{rule} and orders_ever = 0", "Took a trial or came to a webinar, and has not bought.")


def _unhappy_but_valuable(of: Materials) -> Draft | None:
    signs = ["nps <= 6"] if of.has("nps") else []
    signs += ["tickets_12m >= 2"] if of.has("tickets_12m") else []
    if not signs or not of.has("net_revenue_12m"):
        return None
    rule = signs[0] if len(signs) == 1 else f"({' or '.join(signs)})"
    words = {
        "nps <= 6": "would not recommend us (6 or less of 10)",
        "tickets_12m >= 2": "raised two or more tickets",
    }
    told = " or ".join(words[sign] for sign in signs)
    return Draft(
        f"{rule} and top 30% by net_revenue_12m among {RECENT_BUYERS}",
        f"Among the best three in ten buyers of the last 12 months, and they {told}.",
    )


def _birthday_due(of: Materials) -> Draft | None:
    birth = next((name for name in of.evidence.profile if name == _birth_column(of)), None)
    if birth is None:
        return None
    return Draft(
        f"anniversary of {birth} in next 14 days", "Have their birthday or anniversary in the next 14 days."
    )


def _birth_column(of: Materials) -> str | None:
    from satsuma.measure.attributes import find_birth_date

    return find_birth_date(of.evidence)


SIGNAL_TEMPLATES = (
    Template("discount-driven", "Discount-driven", "OL",
             "Stop sending them general discounts; test bundles and smaller offers instead.", _discount_driven,
             "a discount per order or line"),
    Template("category-fans", "Category fans", "OL",
             "Tell them first about news in their category, and write in its language.", _category_fan,
             "a product category per line"),
    Template("cross-sell-gap", "Cross-sell gap", "OL",
             "Introduce one neighbouring category with a starter offer.", _cross_sell_gap,
             "a product category per line and an amount per order"),
    Template("high-return", "High returns", "OR",
             "Help them choose before they buy (sizes, advice), and look for the products behind the returns.",
             _high_return),
    Template("abandoned-cart", "Abandoned cart", "WO",
             "Remind them of the cart within a day or two, and answer the usual doubts.", _abandoned_cart, "cart events"),
    Template("clicks-no-order", "Clicks but no order", "EO",
             "Bring them from the message to the product: a clearer landing page or a reason to decide.",
             _clicks_no_order, "e-mail clicks"),
    Template("email-dormant", "E-mail dormant", "E",
             "Send one question whether they still want to hear from you, then write less or use another channel.",
             _email_dormant, "e-mail clicks"),
    Template("trial-without-purchase", "Trial or webinar without purchase", "WO",
             "Follow up personally, and ask what was missing.", _trial_without_purchase, "trial or webinar events"),
    Template("unhappy-but-valuable", "Unhappy but valuable", "O",
             "Have somebody call them and put it right before any further campaign reaches them.", _unhappy_but_valuable,
             "a recommendation score (NPS) or tickets, and an amount per order", either="ST"),
    Template("birthday-due", "Birthday or anniversary due", "P",
             "Congratulate them in good time with a small, personal gesture.", _birthday_due, "a birth date"),
)  # fmt: skip
