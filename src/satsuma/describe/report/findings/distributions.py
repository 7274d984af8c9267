"""How each variable is spread, what is missing, and which can make groups."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest
from satsuma.describe.report.html import Child, Html, tag
from satsuma.describe.report.svg import Bar, BarRow, bar_rows, histogram
from satsuma.describe.report.tables import fold, number, table, words
from satsuma.model.patterns import Bin, Distribution, ExploreResult

MOST_SEEN, MOST_DRAWN, MOST_LEVELS, MOST_MISSING = 6, 40, 8, 8
USABLE = {"yes": "usable", "with care": "with care", "no": "not usable"}
MARKS = {"yes": "done", "with care": "next", "no": "missing"}
ORDER = ("yes", "with care", "no")


def show_distributions(of: Digest, found: ExploreResult) -> list[Html | None]:
    """Which variables can make groups, and why not the others."""
    shown = [each for each in found.distributions if each.variable not in of.secret]
    if not shown:
        return []
    ranked = sorted(shown, key=lambda each: (ORDER.index(each.usable), is_words(each), each.title))
    usable = sum(each.usable == "yes" for each in shown)
    care = sum(each.usable == "with care" for each in shown)
    told = f"{usable} of {numbers.of(len(shown), 'variable')} can be a basis for groups as they are" + (
        f", {care} more with care." if care else "."
    )
    drawn = [each for each in ranked if each.bins]
    return [
        tag("h3", "How each variable is spread"),
        tag("p", told),
        draw_missing(shown, found.population),
        draw_some(drawn[:MOST_SEEN]),
        fold("All variables: can they make groups, and why", usable_table(of, ranked)),
        show_more(drawn[MOST_SEEN:MOST_DRAWN]),
    ]


def show_more(rest: Sequence[Distribution]) -> Html | None:
    if not rest:
        return None
    return fold(f"Pictures of {numbers.of(len(rest), 'more variable')}", draw_some(rest))


def draw_some(shown: Sequence[Distribution]) -> Html:
    """Numbers first, then words, so that pictures of one height stand side by side."""
    return tag(
        "div", *(draw_distribution(each) for each in sorted(shown, key=is_words)), class_="columns three"
    )


def is_words(each: Distribution) -> bool:
    return bool(each.bins) and each.bins[0].low is None


def usable_table(of: Digest, ranked: Sequence[Distribution]) -> Html:
    heads = [words("Variable"), words("As a basis"), words("Why"), number("Missing"), number("Far out")]
    rows: list[list[Child]] = [
        [
            each.title,
            show_mark(each),
            " ".join(of.keep_told(each.reasons)),
            numbers.share(each.missing_share) if each.missing else "none",
            numbers.count(each.outliers) if each.outliers else "–",
        ]
        for each in ranked
    ]
    return table("Usable as a basis for groups", heads, rows)


def show_mark(each: Distribution) -> Html:
    return tag("span", USABLE[each.usable], class_=f"mark {MARKS[each.usable]}")


def draw_missing(shown: Sequence[Distribution], population: int) -> Html | None:
    """The pattern of what is missing: variables that lack as many customers are one bar."""
    groups: dict[int, list[str]] = {}
    for each in shown:
        if each.missing:
            groups.setdefault(each.missing, []).append(each.title)
    if not groups or not population:
        return None
    ranked = sorted(groups.items(), reverse=True)[:MOST_MISSING]
    rows = [
        BarRow(name_group(titles), (Bar(lost / population, tell_missing(lost, population), "a"),))
        for lost, titles in ranked
    ]
    title = "Where values are missing"
    spoken = "; ".join(f"{row.label}: {row.bars[0].text}" for row in rows)
    rest = len(groups) - len(ranked)
    note = "Variables that lack equally many values share a bar." + (
        f" {numbers.of(rest, 'shorter bar')} not drawn." if rest else ""
    )
    return tag(
        "figure", tag("figcaption", tag("strong", title), note), bar_rows(title, spoken, rows, thick=9)
    )


def name_group(titles: Sequence[str]) -> str:
    first = min(titles)
    return first if len(titles) == 1 else f"{first} and {len(titles) - 1} more"


def tell_missing(lost: int, population: int) -> str:
    return numbers.glue(f"{numbers.share(lost / population)} ({lost:,})")


def draw_distribution(each: Distribution) -> Html:
    """A histogram of numbers, bars of words."""
    bins = [bin_ for bin_ in each.bins if bin_.share is not None or bin_.low is not None]
    spoken = "; ".join(f"{bin_.label}: {told_share(bin_)}" for bin_ in bins)
    drawn = draw_levels(each, bins, spoken) if is_words(each) else draw_columns(each, bins, spoken)
    note = numbers.glue(
        f"n = {each.n:,}" + (f", {numbers.share(each.missing_share)} missing" if each.missing else "")
    )
    caption = tag("figcaption", tag("strong", each.title), note, " ", show_mark(each))
    return tag("figure", caption, drawn)


def told_share(bin_: Bin) -> str:
    return "too few to show" if bin_.share is None else numbers.share(bin_.share)


def draw_columns(each: Distribution, bins: Sequence[Bin], spoken: str) -> Html:
    return histogram(each.title, spoken, [bin_.share or 0.0 for bin_ in bins], [bin_.label for bin_ in bins])


def draw_levels(each: Distribution, bins: Sequence[Bin], spoken: str) -> Html:
    """Levels of too few customers are left out, name and all."""
    most = max((bin_.share or 0.0 for bin_ in bins), default=0.0) or 1.0
    rows = [
        BarRow(bin_.label, (Bar((bin_.share or 0.0) / most, told_share(bin_), "b"),))
        for bin_ in bins[:MOST_LEVELS]
    ]
    return bar_rows(each.title, spoken, rows, thick=8)
