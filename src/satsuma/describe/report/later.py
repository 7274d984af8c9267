"""Looking back, segments that are not possible yet, and the made-up company's truth."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.content import Followed
from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.svg import Bar, BarRow, bar_rows
from satsuma.describe.report.tables import fold, number, table, words

MOST_TOLD, MOST_DRAWN = 3, 10


def show_followed(of: Digest) -> Section | None:
    """What members did afterwards, against others like them: the planted groups of the made-up company first, then the
    farthest from what was to be expected."""
    found = [each for each in of.content.followed if each.members >= of.smallest]
    if not found:
        return None
    planted = {segment.rpartition("/")[2] for _, segment, _, _ in of.content.truth}

    def rank(each: Followed) -> tuple[bool, float, str]:
        return (
            each.segment not in planted,
            -abs(each.excess),
            each.segment,
        )

    found.sort(key=rank)
    lead = "The segments as they were on an earlier day, and what their members then did."
    told = [tag("p", tell(each)) for each in found[:MOST_TOLD]]
    parts = [*told, *(draw_return(each) for each in group(found[:MOST_DRAWN])), list_followed(found)]
    return Section("later", "Looking back", join([heading("later", "Looking back", lead), *parts]))


def group(found: Sequence[Followed]) -> list[list[Followed]]:
    """Those with the same everyone together."""
    groups: dict[tuple[str, int, int, float], list[Followed]] = {}
    for each in found:
        groups.setdefault((each.then, each.days, each.everyone, each.everyone_did_not_return), []).append(
            each
        )
    return list(groups.values())


def draw_return(found: Sequence[Followed]) -> Html:
    """Everyone on top, then each segment."""
    first = found[0]
    everyone = f"{numbers.share(first.everyone_did_not_return)} (n = {first.everyone:,})"
    rows = [BarRow("Everyone", (Bar(first.everyone_did_not_return, numbers.glue(everyone)),))]
    for each in found:
        words_ = numbers.glue(f"{numbers.share(each.did_not_return)} (n = {each.members:,})")
        bars = [Bar(each.did_not_return, words_, "b")]
        if each.similar_did_not_return is not None:
            alike = f"{numbers.share(each.similar_did_not_return)} of others like them"
            bars.append(Bar(each.similar_did_not_return, numbers.glue(alike)))
        rows.append(BarRow(each.title, tuple(bars)))
    title = f"Share that did not return within {first.days} days of {first.then}"
    told = "; ".join(f"{row.label}: {', '.join(bar.text for bar in row.bars)}" for row in rows)
    return tag("figure", tag("figcaption", tag("strong", title)), bar_rows(title, told, rows))


def list_followed(found: Sequence[Followed]) -> Html:
    heads = [
        words("Segment"),
        words("Members on"),
        number("Days"),
        number("Members"),
        number("Did not return"),
        number("Others who had ordered as often"),
        number("Everyone"),
    ]
    rows: list[list[Child]] = [
        [
            each.title,
            each.then,
            numbers.count(each.days),
            numbers.count(each.members),
            numbers.share(each.did_not_return),
            "–" if each.similar_did_not_return is None else numbers.share(each.similar_did_not_return),
            numbers.share(each.everyone_did_not_return),
        ]
        for each in found
    ]
    return fold(f"All {numbers.of(len(found), 'segment')}", table("Looking back, by segment", heads, rows))


def tell(each: Followed) -> str:
    members = (
        f"Of the {each.members:,} in “{each.title}” on {each.then}, {numbers.share(each.did_not_return)}"
    )
    away = f"{members} did not return within {each.days} days, against"
    everyone = f"{numbers.share(each.everyone_did_not_return)} of everyone then ({each.everyone:,})"
    if each.similar_did_not_return is None:
        return f"{away} {everyone}."
    alike = (
        f"{numbers.share(each.similar_did_not_return)} of others who had ordered as often ({each.similar:,})"
    )
    return f"{away} {alike} and {everyone}."


def show_unavailable(of: Digest) -> Section | None:
    """Templates that lack data."""
    found = of.content.unavailable
    if not found:
        return None
    rows: list[list[Child]] = [[each.title, f"Needs {each.needs.removeprefix('needs ')}"] for each in found]
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
