"""How the money of a year compares with the year before."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from satsuma.describe.content import ReportContent
from satsuma.describe.report import numbers
from satsuma.model.accounts import MoneyAccount

SPANS_MONTHS = (12, 6, 3)


def main_account(content: ReportContent) -> MoneyAccount | None:
    """The money of the main event, else the first with any."""
    accounts = [account for account in content.quality.money if account.months]

    def is_main(account: MoneyAccount) -> bool:
        source = content.sources.get(account.source)
        names = {account.source}
        if source is not None:
            names |= {source.event or account.source} | ({source.groups.event} if source.groups else set())
        return content.project.main_event in names

    return next((account for account in accounts if is_main(account)), accounts[0] if accounts else None)


def compare_years(content: ReportContent) -> str | None:
    """Net money of the last 12 full months (6 or 3 where the data are shorter) against as many before."""
    account = main_account(content)
    if account is None:
        return None
    net = {month.month: Decimal(month.net) for month in account.months}
    first, last = min(net), last_full_month(content.as_of)
    available = distance(first, last) + 1
    span = next((span for span in SPANS_MONTHS if 2 * span <= available), None)
    if span is None:
        return None
    recent = sum((net.get(back(last, i), Decimal(0)) for i in range(span)), Decimal(0))
    before = sum((net.get(back(last, i + span), Decimal(0)) for i in range(span)), Decimal(0))
    if before <= 0 or recent < 0:
        return None
    change = float(recent / before) - 1
    amount = numbers.money(float(recent), account.currency)
    told = f"net revenue of the {span} full months to {last} was {amount}"
    if abs(change) < 0.0005:
        return f"{told}, the same as in the {span} months before"
    return f"{told}, {numbers.share(abs(change))} {'more' if change > 0 else 'less'} than in the {span} months before"


def last_full_month(as_of: str) -> str:
    """The last month that is over at the end of this day."""
    day = dt.date.fromisoformat(as_of)
    is_over = (day + dt.timedelta(days=1)).month != day.month
    month = f"{day.year:04d}-{day.month:02d}"
    return month if is_over else back(month, 1)


def back(month: str, months: int) -> str:
    """The month so many before: 2026-01 less 2 is 2025-11."""
    year, rest = divmod(count_months(month) - months, 12)
    return f"{year:04d}-{rest + 1:02d}"


def distance(first: str, last: str) -> int:
    return count_months(last) - count_months(first)


def count_months(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
