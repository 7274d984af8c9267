"""Money: what came in, what was left out and why, and each month, so that finance can tie it to their books."""

from __future__ import annotations

from decimal import Decimal

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.svg import columns
from satsuma.describe.report.tables import fold, number, table, words
from satsuma.describe.report.trend import main_account
from satsuma.model.accounts import MoneyAccount, MoneyMonth

LEAD = "Money in = money kept + money left out, by reason. Every figure is exact."


def show_money(of: Digest) -> Section | None:
    """One part an event source with an amount; None without any."""
    accounts = of.content.quality.money
    if not accounts:
        return None
    first = main_account(of.content) or accounts[0]
    others = [fold(f"Money of {each.source}", show_account(each)) for each in accounts if each is not first]
    parts = [heading("money", "Money, reconciled", LEAD), show_account(first), *others]
    return Section("money", "Money", join(parts))


def show_account(account: MoneyAccount) -> Html:
    title = f"{account.source}{f', in {account.currency}' if account.currency else ''}"
    tables = tag("div", balance(account), composition(account), class_="columns")
    months = draw_months(account), fold("Month by month", by_month(account)) if account.months else None
    return join([tag("h3", title), tables, *months])


def balance(account: MoneyAccount) -> Html:
    """In = kept + excluded + set aside + merged."""
    rows: list[list[Child]] = [["Kept", numbers.decimal(account.total_kept)]]
    whole = Decimal(account.total_kept)
    for fate, reasons in (
        ("Excluded", account.excluded),
        ("Set aside", account.quarantined),
        ("Merged", account.merged),
    ):
        for reason, amount in reasons.items():
            rows.append([f"{fate}: {reason}", numbers.decimal(amount)])
            whole += Decimal(amount)
    ties = whole == Decimal(account.total_in)
    total: list[Child] = [
        join(
            [
                "In all ",
                tag(
                    "span",
                    "adds up" if ties else "does not add up",
                    class_=f"mark {'done' if ties else 'missing'}",
                ),
            ]
        ),
        numbers.decimal(account.total_in),
    ]
    return tag(
        "div",
        table(
            f"Where the money of {account.source} went", [words("Part"), number("Amount")], rows, total=total
        ),
    )


def composition(account: MoneyAccount) -> Html:
    """Gross to net."""
    rows: list[list[Child]] = [
        ["Gross", numbers.decimal(account.gross)],
        ["− Discount", numbers.decimal(account.discount)],
        ["− Returns", numbers.decimal(account.returns)],
    ]
    net: list[Child] = ["Net", numbers.decimal(account.net)]
    orders, lines = numbers.of(account.orders, "order"), numbers.of(account.lines, "line")
    beside = f"Tax beside it: {numbers.decimal(account.tax)}. {orders}, {lines}."
    caption = f"From gross to net in {account.source}"
    return tag(
        "div",
        table(caption, [words("Part"), number("Amount")], rows, total=net),
        tag("p", beside, class_="soft small"),
    )


def draw_months(account: MoneyAccount) -> Html | None:
    """Net money of each month."""
    if len(account.months) < 2:
        return None
    values = [float(month.net) for month in account.months]
    labels = [month.month for month in account.months]
    best = max(account.months, key=lambda month: Decimal(month.net))
    told = (
        f"{len(labels)} months from {labels[0]} to {labels[-1]}; the highest is {best.month} "
        f"with {numbers.money(float(best.net), account.currency)}"
    )
    caption = tag("figcaption", tag("strong", "Net money by month"), f"{told}.")
    return tag("figure", caption, columns("Net money by month", told, values, labels))


def by_month(account: MoneyAccount) -> Html:
    heads = [
        words("Month"),
        *(number(each) for each in ("Gross", "Discount", "Returns", "Net", "Tax", "Orders", "Lines")),
    ]
    rows = [row_of(month.month, month) for month in account.months]
    total = row_of("All", account)
    return table(f"{account.source} by month", heads, rows, total=total)


def row_of(name: str, sums: MoneyMonth | MoneyAccount) -> list[Child]:
    amounts = (sums.gross, sums.discount, sums.returns, sums.net, sums.tax)
    return [name, *map(numbers.decimal, amounts), numbers.count(sums.orders), numbers.count(sums.lines)]
