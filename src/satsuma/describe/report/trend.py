"""How the money of a year compares with the year before."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from satsuma.describe.content import ReportContent
from satsuma.describe.report import numbers
from satsuma.model.accounts import MoneyAccount

YEAR = 12
SAME = 0.0005
FEWEST_MONTHS = 3
LATE_IN_MONTH = 3
"""A first month whose data begin later than this day is not whole."""


def main_accounts(content: ReportContent) -> list[MoneyAccount]:
    """The money of the main event, of all sources that have it; else the first source with any."""
    accounts = [account for account in content.quality.money if account.months]

    def is_main(account: MoneyAccount) -> bool:
        source = content.sources.get(account.source)
        names = {account.source}
        if source is not None:
            names |= {source.event or account.source} | ({source.groups.event} if source.groups else set())
        return content.project.main_event in names

    found = [account for account in accounts if is_main(account)] or accounts[:1]
    return [account for account in found if account.currency == found[0].currency]


def main_account(content: ReportContent) -> MoneyAccount | None:
    """The first of them."""
    return next(iter(main_accounts(content)), None)


def compare_years(content: ReportContent) -> str | None:
    """Net money of the last full months, 12 at most, against the same months a year before; where the data are shorter, of the
    last three against the three before."""
    accounts = main_accounts(content)
    if not accounts:
        return None
    net: dict[str, Decimal] = {}
    for month in (month for account in accounts for month in account.months):
        net[month.month] = net.get(month.month, Decimal(0)) + Decimal(month.net)
    covered = [whole_months(content, account) for account in accounts]
    first, last = max(first for first, _ in covered), min(last for _, last in covered)
    available = count_months(last) - count_months(first) + 1
    span, step = min(YEAR, available - YEAR), YEAR
    if span < FEWEST_MONTHS:
        span = step = FEWEST_MONTHS
    if available < span + step:
        return None
    recent = sum((net.get(back(last, i), Decimal(0)) for i in range(span)), Decimal(0))
    before = sum((net.get(back(last, i + step), Decimal(0)) for i in range(span)), Decimal(0))
    if before <= 0 or recent < 0:
        return None
    against = (
        f"the {span} months before (seasons not allowed for)"
        if step < YEAR
        else "the same months a year before"
    )
    amount = numbers.money(float(recent), accounts[0].currency)
    sources = " and ".join(account.source for account in accounts)
    where = f" in {sources}" if len(content.quality.money) > 1 else ""
    told = f"net revenue{where} of the {span} full months to {last} was {amount}"
    change = float(recent / before) - 1
    if abs(change) < SAME:
        return f"{told}, the same as in {against}"
    return f"{told}, {numbers.share(abs(change))} {'more' if change > 0 else 'less'} than in {against}"


def whole_months(content: ReportContent, account: MoneyAccount) -> tuple[str, str]:
    """The first and the last month that the data cover from end to end, as far as the source's own dates say."""
    source = next((each for each in content.quality.accounts if each.source == account.source), None)
    months = [month.month for month in account.months]
    first, until = min(months), content.as_of
    if source is not None and source.last_date is not None:
        until = min(until, source.last_date)
    if source is not None and source.first_date is not None and int(source.first_date[8:10]) > LATE_IN_MONTH:
        first = max(first, back(source.first_date[:7], -1))
    return first, last_full_month(until)


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


def count_months(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
