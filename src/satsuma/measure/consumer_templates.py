"""The B2C templates that need orders only: from the first order to the last one."""

from __future__ import annotations

from satsuma.measure.drafting import BUYERS, RECENT_BUYERS, Draft, Materials, Template

AN_AMOUNT = "an amount per order"


def _told(of: Materials, meaning: str) -> str:
    """What the window says about this company's customers, where it is their own quantile."""
    return meaning if of.windows.is_measured else ""


def _never_bought(_: Materials) -> Draft:
    return Draft("orders_ever = 0", "Known to us, but without any order so far.")


def _new(of: Materials) -> Draft:
    days = of.windows.new
    return Draft(f"tenure_days <= {days}", f"Placed their first order within the last {days} days.")


def _just_bought(of: Materials) -> Draft:
    days = of.windows.just
    return Draft(f"days_since_order <= {days}", f"Ordered within the last {days} days.")


def _second_order_due(of: Materials) -> Draft:
    due, late = of.windows.due, of.windows.lapsing
    return Draft(
        f"orders_ever = 1 and days_since_order between {due} and {late}",
        f"Ordered once, {due} to {late} days ago{_told(of, ': half of those who come back have done so by then')}.",
    )


def _active_repeat(of: Materials) -> Draft:
    days = of.windows.lapsing
    return Draft(
        f"orders_ever >= 2 and days_since_order <= {days}",
        f"Ordered at least twice, the last time within {days} days.",
    )


def _loyal(of: Materials) -> Draft:
    days = of.windows.lapsing
    return Draft(
        f"top 20% by orders_12m among {RECENT_BUYERS} and orders_ever >= 3 and days_since_order <= {days}",
        "Among the fifth of the last 12 months' buyers with the most orders, at least three ever, "
        f"and the last within {days} days.",
    )


def _vips(of: Materials) -> Draft | None:
    if not of.has("net_revenue_12m"):
        return None
    return Draft(
        f"top 10% by net_revenue_12m among {RECENT_BUYERS}",
        "The tenth of the last 12 months' buyers who brought the most net revenue.",
    )


def _rising(of: Materials) -> Draft | None:
    if not of.has("spend_trend"):
        return None
    return Draft(
        f"spend_trend >= 1.5 and days_since_order <= {of.windows.due}",
        "Spent at least half as much again in the last half-year as in the half-year before.",
    )


def _lapsing_vips(of: Materials) -> Draft | None:
    if not of.has("net_revenue_ever"):
        return None
    due, lost = of.windows.due, of.windows.lost
    return Draft(
        f"top 10% by net_revenue_ever among {BUYERS} and days_since_order between {due + 1} and {lost}",
        f"Among the tenth of all buyers with the most net revenue ever, but silent for {due + 1} to {lost} days.",
    )


def _lapsing(of: Materials) -> Draft:
    late, lost = of.windows.lapsing, of.windows.lost
    return Draft(
        f"days_since_order between {late + 1} and {lost}",
        f"Last ordered {late + 1} to {lost} days ago{_told(of, ': later than four in five who come back')}.",
    )


def _lost(of: Materials) -> Draft:
    days = of.windows.lost
    return Draft(
        f"days_since_order > {days}",
        f"Last ordered more than {days} days ago{_told(of, ': later than almost all who come back')}.",
    )


ORDER_TEMPLATES = (
    Template("never-bought", "Never bought", "PO",
             "Invite them to a first order with one clear offer, and ask what holds them back.", _never_bought),
    Template("new-customers", "New customers", "O",
             "Welcome them, explain how to get the most from what they bought, and suggest a next step.", _new),
    Template("just-bought", "Just bought", "O",
             "Thank them, help with the product, ask for a review, and hold back further offers.", _just_bought),
    Template("second-order-due", "Second order due", "O",
             "Remind them now with what goes with their first order: the second order decides who stays.",
             _second_order_due),
    Template("active-repeat", "Active repeat customers", "O",
             "Keep them coming with news and useful additions rather than discounts.", _active_repeat),
    Template("loyal", "Loyal customers", "O",
             "Reward them with early access and a personal thank-you, and ask them to recommend you.", _loyal),
    Template("vips", "VIPs", "O",
             "Give them a named contact and first choice; do not spend discounts on them.", _vips, AN_AMOUNT),
    Template("rising", "Rising customers", "O",
             "Show them the wider range now, while their interest grows.", _rising, AN_AMOUNT),
    Template("lapsing-vips", "Slipping VIPs", "O",
             "Call or write to each personally this week, and find out what went wrong before offering anything.",
             _lapsing_vips, AN_AMOUNT),
    Template("lapsing", "Lapsing customers", "O",
             "Send a reminder built on what they bought before, with a reason to return soon.", _lapsing),
    Template("lost", "Lost customers", "O",
             "Try one low-cost win-back message, then stop spending on them.", _lost),
)  # fmt: skip
