"""The warnings of the first screen, most serious first."""

from __future__ import annotations

import re

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest
from satsuma.model.accounts import SourceAccount

FEW_MEMBERS = 30
"""Means and shares of fewer members move a lot from one run to the next."""
NOTABLE_SET_ASIDE = 0.005
LARGE_RESIDUAL = 0.4
NOTICED = 4
NOTICE = re.compile(r"The main event source|\S+\.yaml:\d")
"""How notices begin that are no warning for a reader: where the data end, what `check` says of the definitions."""

PARTICULARS = re.compile(r"[Ss]ource \S+|\d+")
"""What differs between warnings of one shape."""


def choose_warnings(of: Digest, most: int = 3) -> list[str]:
    """At most `most` of what a reader must know before acting; mere notices are told under data quality only."""
    alike: dict[str, list[str]] = {}
    for severity, _, text in list_warnings(of):
        if severity == NOTICED:
            continue
        alike.setdefault(PARTICULARS.sub("", text), []).append(text)
    return [describe_alike(texts) for texts in alike.values()][:most]


def describe_alike(texts: list[str]) -> str:
    """Several warnings of one shape as one."""
    others = len(texts) - 1
    if not others:
        return texts[0]
    return f"{texts[0]} {others} more {'warning is' if others == 1 else 'warnings are'} like this."


def list_warnings(of: Digest) -> list[tuple[int, int, str]]:
    """All of them as (severity, order found, sentence); 0 is the most serious."""
    found: list[tuple[int, str]] = []
    told = dict.fromkeys([*of.content.warnings, *of.content.quality.warnings])
    found += [(NOTICED if NOTICE.match(text) else 1, text) for text in told]
    found += [(0, text) for text in warn_about_rows(of)]
    found += [(2, text) for text in (*warn_about_residual(of), *warn_about_small(of), *warn_about_reach(of))]
    found += [(3, text) for text in (*warn_about_date(of), *warn_about_families(of))]
    return sorted((severity, place, text) for place, (severity, text) in enumerate(found))


def warn_about_rows(of: Digest) -> list[str]:
    """The sources that lost a notable share of their rows to a broken promise."""
    found = []
    for account in of.content.quality.accounts:
        rows = sum(reason.rows for reason in account.quarantined)
        if account.rows_in and rows / account.rows_in >= NOTABLE_SET_ASIDE:
            found.append((rows / account.rows_in, describe_set_aside(account, rows)))
    return [text for _, text in sorted(found, key=lambda each: -each[0])]


def describe_set_aside(account: SourceAccount, rows: int) -> str:
    main = max(account.quarantined, key=lambda reason: reason.rows)
    share = numbers.share(rows / account.rows_in)
    verb = "was" if rows == 1 else "were"
    return f"{share} of the rows of {account.source} ({numbers.of(rows, 'row')}) {verb} set aside, mostly: {main.reason}."


def warn_about_residual(of: Digest) -> list[str]:
    starter = of.starter
    if starter is None or 1 - starter.covered < LARGE_RESIDUAL:
        return []
    rest = starter.segments[-1].title
    return [
        f"“{rest}” holds {numbers.share(1 - starter.covered)} of {starter.title}: the rules say nothing about them."
    ]


def warn_about_small(of: Digest) -> list[str]:
    """Segments whose figures are unsteady."""
    small = [size for size in of.content.segments if 0 < size.customers < FEW_MEMBERS]
    empty = [size for size in of.content.segments if size.customers == 0]
    found = []
    if small:
        names = numbers.listed([size.title for size in small[:3]])
        more = f" and {len(small) - 3} more" if len(small) > 3 else ""
        verb = "has" if len(small) == 1 else "have"
        found.append(f"{names}{more} {verb} fewer than {FEW_MEMBERS} members: read their figures with care.")
    if empty:
        names = numbers.listed([size.title for size in empty[:3]])
        more = f" and {len(empty) - 3} more" if len(empty) > 3 else ""
        found.append(f"Nobody is in {names}{more}.")
    return found


def warn_about_reach(of: Digest) -> list[str]:
    sizes = of.top_sizes()
    if sizes and not any(size.contactable for size in sizes):
        return ["No source holds contact data, so nobody can be counted as contactable."]
    return []


def warn_about_date(of: Digest) -> list[str]:
    reason = of.content.as_of_reason
    if not reason.startswith("the last day of"):
        return []
    return [
        f"All figures look back from {of.content.as_of}, {reason}: what happened since is not in the files."
    ]


def warn_about_families(of: Digest) -> list[str]:
    empty = [str(cover.family) for cover in of.coverage if not cover.variables]
    if not empty or len(empty) == len(of.coverage):
        return []
    return [f"Segments cannot differ by what is not known: there are no {numbers.listed(empty)} facts."]
