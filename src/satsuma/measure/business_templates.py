"""The B2B templates: accounts, their people, deals and contracts."""

from __future__ import annotations

from satsuma.measure.drafting import Draft, Materials, Template
from satsuma.measure.evidence import Evidence

WON = '"(?i)won|gewonnen"'
CLOSED = '"(?i)won|lost|closed|gewonnen|verloren"'
"""Words of a deal's stage, as patterns: 'Won', 'Closed Won', 'closedwon' …"""

STALLED_DAYS = 60
"""An open deal that began this long ago has outlived the usual two months of a small sales cycle."""

_SENIOR = (
    '"(?i)c.?level|chief|ceo|cfo|owner|founder|president|director|general manager|managing|head|decision|procurement|'
    'purchas|inhaber|gesch.ftsf|leiter|leitung|einkauf|entscheid|directeur|directrice|g.rant|propri.taire|achat|d.cideu|responsable"'
)


def won_deals(evidence: Evidence) -> str:
    """The won deals, inside an aggregate's parentheses."""
    return f"{evidence.events['deal']} where {evidence.stage} matches {WON}"


def open_deals(evidence: Evidence) -> str:
    """The deals that are neither won nor lost."""
    return f"{evidence.events['deal']} where not ({evidence.stage} matches {CLOSED})"


def _size(of: Materials) -> str | None:
    from satsuma.measure.attributes import find_size

    return find_size(of.evidence)


def _ideal_fit(of: Materials) -> Draft | None:
    size = _size(of)
    if size is None:
        return None
    return Draft(
        f"top 30% by {size} and has({won_deals(of.evidence)})",
        "Among the largest three in ten accounts, and they have bought before.",
    )


def _large(of: Materials) -> Draft | None:
    size = _size(of)
    return Draft(f"top 20% by {size}", "The largest fifth of all accounts.") if size is not None else None


def _decision_maker_not_engaged(of: Materials) -> Draft | None:
    from satsuma.measure.attributes import find_decision_role

    role = find_decision_role(of.people) if of.people is not None else None
    click = of.people.events.get("click") if of.people is not None else None
    if role is None or click is None:
        return None
    decides = f"{role} matches {_SENIOR}"
    return Draft(
        f"any(people, {decides}) and none(people, {decides} and has({click}, last 90 days))",
        "We know a decision maker there, but none of them clicked in the last 90 days.",
    )


def _stalled_deal(of: Materials) -> Draft:
    return Draft(
        f"has({open_deals(of.evidence)}, 3650 to {STALLED_DAYS + 1} days ago)",
        f"Have a deal that began more than {STALLED_DAYS} days ago and is still open.",
    )


def _renewal_due(of: Materials) -> Draft:
    return Draft(
        f"{of.evidence.renewal} in next 90 days", "Their contract comes up for renewal in the next 90 days."
    )


def _won_recently(of: Materials) -> Draft:
    return Draft(
        f"has({won_deals(of.evidence)}, last 12 months)", "Won a deal with them in the last 12 months."
    )


def _lapsed(of: Materials) -> Draft:
    won = won_deals(of.evidence)
    return Draft(
        f"has({won}) and has no({won}, last 12 months)",
        "Bought once, but no deal was won in the last 12 months.",
    )


def _mid_sized(of: Materials) -> Draft | None:
    size = _size(of)
    if size is None:
        return None
    return Draft(
        f"between the 40th and 80th percentile of {size}", "Between the small accounts and the largest fifth."
    )


def _open_pipeline(of: Materials) -> Draft:
    return Draft(
        "top 30% by open_deals and open_deals >= 1",
        "Among the three in ten accounts with the most deals that are neither won nor lost.",
    )


def _never_won(of: Materials) -> Draft:
    return Draft(
        f"has({of.evidence.events['deal']}) and has no({won_deals(of.evidence)})",
        "We tried, but never won a deal there.",
    )


BUSINESS_TEMPLATES = (
    Template("ideal-fit", "Ideal-fit accounts", "AD",
             "Give them an account plan: who decides, what they bought, what comes next.", _ideal_fit,
             "a size per account (employees or revenue)"),
    Template("decision-maker-not-engaged", "Decision maker not engaged", "AE",
             "Ask your contact for an introduction, and write to the decision maker about outcomes.",
             _decision_maker_not_engaged, "e-mail clicks and a role or seniority per person"),
    Template("stalled-deals", "Stalled deals", "D",
             "Agree a next step with a date, or close the deal and learn why.", _stalled_deal),
    Template("renewal-due", "Renewal due", "K",
             "Start the renewal talk now with a review of what they got.", _renewal_due),
)  # fmt: skip
"""Those of the catalogue."""

ACCOUNT_TEMPLATES = (
    Template("won-recently", "Won in the last 12 months", "D",
             "Make the first months a success, and look for the next department.", _won_recently),
    Template("lapsed-accounts", "Lapsed accounts", "D",
             "Ask what changed, and bring them something new.", _lapsed),
    Template("open-pipeline", "Much in the pipeline", "D",
             "Support the deal: references, a trial, the right people at the table.", _open_pipeline),
    Template("never-won", "Never won", "D",
             "Look at the reasons lost, and decide whom to stop pursuing.", _never_won),
    Template("large-accounts", "Large accounts", "A",
             "Name an owner for each, and plan a personal contact.", _large, "a size per account (employees or revenue)"),
    Template("mid-sized-accounts", "Mid-sized accounts", "A",
             "Serve them with a shared team, and watch for those that grow.", _mid_sized,
             "a size per account (employees or revenue)"),
)  # fmt: skip
"""Plain steps of a deal, for dividing accounts."""
