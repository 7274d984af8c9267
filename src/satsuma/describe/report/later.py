"""Looking back, segments that are not possible yet, and the made-up company's truth."""

from __future__ import annotations

from satsuma.describe.content import Followed
from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.html import Child, join, tag
from satsuma.describe.report.svg import Bar, BarRow, bar_rows
from satsuma.describe.report.tables import number, table, words


def show_followed(of: Digest) -> Section | None:
    """What members did afterwards, against everyone."""
    found = [each for each in of.content.followed if each.members >= of.smallest]
    if not found:
        return None
    lead = "The segments as they were on an earlier day, and what their members then did."
    rows = [
        BarRow(
            each.title,
            (
                Bar(each.did_not_return, f"{numbers.share(each.did_not_return)} (n = {each.members:,})", "b"),
                Bar(
                    each.everyone_did_not_return,
                    f"{numbers.share(each.everyone_did_not_return)} of everyone (n = {each.everyone:,})",
                ),
            ),
        )
        for each in found
    ]
    told = "; ".join(tell(each) for each in found)
    parts = [*(tag("p", tell(each)) for each in found), bar_rows("Share that did not return", told, rows)]
    return Section("later", "Looking back", join([heading("later", "Looking back", lead), *parts]))


def tell(each: Followed) -> str:
    return (
        f"Of the {each.members:,} in “{each.title}” on {each.then}, {numbers.share(each.did_not_return)} did not return within "
        f"{each.days} days, against {numbers.share(each.everyone_did_not_return)} of everyone then ({each.everyone:,})."
    )


def show_unavailable(of: Digest) -> Section | None:
    """Templates that lack data."""
    found = of.content.unavailable
    if not found:
        return None
    rows: list[list[Child]] = [[each.title, f"Needs {each.needs}"] for each in found]
    body = table("Segments that need other data", [words("Segment"), words("What it needs")], rows)
    lead = "Templates that these data do not allow."
    return Section(
        "unavailable", "Not possible yet", join([heading("unavailable", "Not possible yet", lead), body])
    )


def show_truth(of: Digest) -> Section | None:
    """Planted against found: only the made-up company has a truth."""
    found = of.content.truth
    if not found:
        return None
    heads = [words("Planted group"), words("Segment that finds it"), number("Planted"), number("Found")]
    rows: list[list[Child]] = [
        [planted, of.titles.get(segment, segment), numbers.share(truth), numbers.share(seen)]
        for planted, segment, truth, seen in found
    ]
    lead = "This company is made up, so the truth is known. Here is how near the segments come to it."
    body = table("Planted and found, as a share of customers", heads, rows)
    return Section(
        "truth", "Compare with the truth", join([heading("truth", "Compare with the truth", lead), body])
    )
