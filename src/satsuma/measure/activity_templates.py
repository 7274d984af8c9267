"""Templates for projects whose main event is no order: visits, sessions, calls. Plain recency and frequency of that event."""

from __future__ import annotations

from satsuma.measure.drafting import Draft, Materials, Template


def _most_active(of: Materials) -> Draft:
    rule = f"top 20% by count({of.evidence.main}, last 30 days) and has({of.evidence.main}, last 30 days)"
    return Draft(rule, f"The fifth with the most activity ({_name(of)}) in the last 30 days.")


def _newly_active(of: Materials) -> Draft:
    days = of.windows.due
    return Draft(
        f"days since first({of.evidence.main}) <= {days}",
        f"First seen ({_name(of)}) within the last {days} days.",
    )


def _recently_active(of: Materials) -> Draft:
    days = of.windows.due
    return Draft(
        f"days since last({of.evidence.main}) <= {days}",
        f"Last seen ({_name(of)}) within the last {days} days.",
    )


def _quieter(of: Materials) -> Draft:
    first, last = of.windows.due + 1, of.windows.lost
    rule = f"days since last({of.evidence.main}) between {first} and {last}"
    return Draft(rule, f"Last seen ({_name(of)}) {first} to {last} days ago.")


def _gone_quiet(of: Materials) -> Draft:
    days = of.windows.lost
    return Draft(
        f"days since last({of.evidence.main}) > {days}", f"Not seen ({_name(of)}) for more than {days} days."
    )


def _never_active(of: Materials) -> Draft:
    return Draft(f"has no({of.evidence.main})", f"Known to us, but never seen ({_name(of)}).")


def _name(of: Materials) -> str:
    return (of.evidence.main or "").replace("_", " ")


ACTIVITY_TEMPLATES = (
    Template("most-active", "Most active", "",
             "Ask them what they value, and offer them the next level first.", _most_active),
    Template("newly-active", "Newly active", "",
             "Help them to a first success in their first days.", _newly_active),
    Template("recently-active", "Recently active", "",
             "Keep them with news about what they use.", _recently_active),
    Template("getting-quieter", "Getting quieter", "",
             "Remind them of what they used most, before the habit is gone.", _quieter),
    Template("gone-quiet", "Gone quiet", "",
             "Ask once why they left, then stop writing.", _gone_quiet),
    Template("never-active", "Never active", "P",
             "Invite them to a first visit with one clear reason.", _never_active),
)  # fmt: skip
