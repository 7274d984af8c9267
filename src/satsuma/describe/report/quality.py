"""Data quality: each source's rows in and out, with reasons, and everything cleaning did."""

from __future__ import annotations

from dataclasses import dataclass

from satsuma.describe.report import numbers
from satsuma.describe.report.cautions import list_warnings
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.svg import stacked_bar
from satsuma.describe.report.tables import bullets, fold, number, table, words
from satsuma.model.accounts import Action, Reason, SourceAccount
from satsuma.model.kinds import Sensitivity

LEAD = "Nothing disappears: rows in = kept + excluded + set aside + merged, for each source."
MOST_ENTRIES = 300
MOST_COLUMNS = 40


def show_quality(of: Digest) -> Section | None:
    """None without any source."""
    accounts = of.content.quality.accounts
    if not accounts:
        return None
    parts = [
        heading("quality", "Data quality", LEAD),
        draw_rows(accounts),
        count_rows(accounts),
        fold("Why rows were left out", list_reasons(accounts)) if any_reason(accounts) else None,
        list_actions(of),
        list_notices(of),
    ]
    return Section("quality", "Data quality", join(parts))


def total(reasons: tuple[Reason, ...]) -> int:
    return sum(reason.rows for reason in reasons)


def any_reason(accounts: tuple[SourceAccount, ...]) -> bool:
    return any(account.excluded or account.quarantined or account.merged for account in accounts)


def draw_rows(accounts: tuple[SourceAccount, ...]) -> Html:
    """One stacked bar a source."""
    keys = (("b", "kept"), ("a", "excluded by a rule"), ("c", "set aside"), ("d", "merged"))
    legend = tag(
        "p",
        *(tag("span", tag("i", class_=style), name, class_="key") for style, name in keys),
        class_="keys small",
    )
    rows = []
    for account in accounts:
        parts = (
            account.rows_kept,
            total(account.excluded),
            total(account.quarantined),
            total(account.merged),
        )
        whole = account.rows_in or 1
        told = ", ".join(
            f"{name} {numbers.count(rows_)}" for rows_, (_, name) in zip(parts, keys, strict=True)
        )
        shares = [(part / whole, style) for part, (style, _) in zip(parts, keys, strict=True)]
        picture = stacked_bar(f"Rows of {account.source}", told, shares)
        kept = numbers.share(account.rows_kept / whole)
        rows.append(
            tag(
                "div",
                tag(
                    "p",
                    f"{account.source}: {kept} of {numbers.of(account.rows_in, 'row')} kept",
                    class_="small",
                ),
                picture,
            )
        )
    return tag("div", legend, tag("div", *rows, class_="columns tight"))


def count_rows(accounts: tuple[SourceAccount, ...]) -> Html:
    heads = [
        words("Source"), words("Role"), number("Rows in"), number("Kept"), number("Excluded"), number("Set aside"),
        number("Merged"), words("First date"), words("Last date"), number("In the future"),
    ]  # fmt: skip
    rows: list[list[Child]] = [
        [
            account.source,
            f"{account.role}{f' of {account.unit}' if account.unit else ''}",
            numbers.count(account.rows_in),
            numbers.count(account.rows_kept),
            numbers.count(total(account.excluded)),
            numbers.count(total(account.quarantined)),
            numbers.count(total(account.merged)),
            account.first_date or "–",
            account.last_date or "–",
            numbers.count(account.future_rows),
        ]
        for account in accounts
    ]
    return table("Rows of each source", heads, rows)


def list_reasons(accounts: tuple[SourceAccount, ...]) -> Html:
    heads = [
        words("Source"),
        words("What happened"),
        words("Reason"),
        number("Rows"),
        number("Rows that fit it at all"),
    ]
    rows: list[list[Child]] = [
        [account.source, fate, reason.reason, numbers.count(reason.rows), numbers.count(reason.own_total)]
        for account in accounts
        for fate, reasons in (
            ("Excluded", account.excluded),
            ("Set aside", account.quarantined),
            ("Merged", account.merged),
        )
        for reason in reasons
    ]
    note = tag("p", "A row that fits several reasons counts once, under the first.", class_="soft small")
    return join([table("Reasons by source", heads, rows), note])


def list_actions(of: Digest) -> Html | None:
    """Everything cleaning did, and the line that turns it off."""
    actions = of.content.quality.actions
    if not actions:
        return None
    heads = [
        words("Source"),
        words("Column"),
        words("What cleaning did or noticed"),
        number("Count"),
        words("Detail"),
        words("Turn it off"),
    ]
    entries = gather_actions(of)
    note = f"{numbers.count(len(entries) - MOST_ENTRIES)} smaller ones are not listed."
    return fold(
        f"What cleaning did: {numbers.of(len(actions), 'entry')}",
        table(
            "Cleaning, by source and column", heads, [entry_row(entry) for entry in entries[:MOST_ENTRIES]]
        ),
        tag("p", note, class_="soft small") if len(entries) > MOST_ENTRIES else None,
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of what cleaning did; notices that many columns of a source share are one."""

    source: str
    columns: tuple[str, ...]
    action: str
    count: int
    detail: str | None
    switch: str | None


def gather_actions(of: Digest) -> list[Entry]:
    """What can be turned off first, then by count."""
    alike: dict[tuple[str, str, str | None, str | None], list[Action]] = {}
    for action in of.content.quality.actions:
        detail = None if is_private(of, action) else action.detail
        alike.setdefault((action.source, action.action, detail, action.switch), []).append(action)
    entries = [
        Entry(
            source,
            tuple(each.column for each in found if each.column),
            told,
            max(each.count for each in found),
            detail,
            switch,
        )
        for (source, told, detail, switch), found in alike.items()
    ]
    return sorted(entries, key=lambda entry: (entry.switch is None, -entry.count))


def entry_row(entry: Entry) -> list[Child]:
    shown = ", ".join(entry.columns[:MOST_COLUMNS])
    more = len(entry.columns) - MOST_COLUMNS
    return [
        entry.source,
        f"{shown} and {numbers.count(more)} more" if more > 0 else shown or "–",
        entry.action,
        numbers.count(entry.count),
        entry.detail,
        tag("code", f"sources/{entry.source}.yaml: {entry.switch}") if entry.switch else "–",
    ]


def is_private(of: Digest, action: Action) -> bool:
    """Whether details may hold values of a field that stays out."""
    source = of.content.sources.get(action.source)
    column = source.columns.get(action.column or "") if source else None
    return column is not None and (column.sensitivity is Sensitivity.PERSONAL or action.column in of.secret)


def list_notices(of: Digest) -> Html | None:
    """All warnings, not only the first three."""
    notices = [numbers.glue(text) for _, _, text in list_warnings(of)]
    return fold(f"All warnings: {len(notices)}", bullets(notices, "plain")) if notices else None
