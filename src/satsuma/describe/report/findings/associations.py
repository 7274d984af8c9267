"""What goes together: sentences, what turned out not to be what it seems, and a map of all pairs."""

from __future__ import annotations

from collections.abc import Mapping

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.tables import bullets, fold, number, table, words
from satsuma.model.patterns import Association, Associations

MOST_SENTENCES, MOST_IN_MAP, MOST_PAIRS = 6, 18, 60
SHADES = (0, 8, 16, 24, 32, 40, 50, 90)
"""Percent of colour behind a cell; style.css has a class for each. Those between 50 and 90 would carry no text well."""
FAINT = 0.1
"""Weaker pairs stay empty."""


def show_associations(of: Digest, found: Associations) -> list[Html | None]:
    sentences = of.keep_told(found.sentences)[:MOST_SENTENCES]
    parts: list[Html | None] = [tag("h3", "What goes together")]
    parts.append(bullets(sentences, "plain") if sentences else None)
    flagged = of.keep_told(each.sentence for each in found.adjusted if each.reversed or each.halved)
    if flagged:
        parts += [tag("h4", "Not what it seems"), bullets(flagged, "plain")]
    parts.append(name_duplicates(of, found))
    parts.append(draw_map(of, found))
    if found.pairs:
        parts.append(
            fold(f"For analysts: the strongest of {numbers.of(found.m, 'pair')}", pair_table(of, found))
        )
    return parts


def name_titles(of: Digest, found: Associations) -> dict[str, str]:
    """Titles of the variables that may be shown."""
    titles = {pair.first: pair.first_title for pair in found.pairs}
    titles |= {pair.second: pair.second_title for pair in found.pairs}
    return {name: title for name, title in titles.items() if name not in of.secret}


def name_duplicates(of: Digest, found: Associations) -> Html | None:
    titles = name_titles(of, found)
    groups = [
        numbers.listed([titles.get(name, name) for name in group])
        for group in found.duplicates
        if not of.secret.intersection(group)
    ]
    if not groups:
        return None
    return tag("p", f"Nearly the same, so that one of each is enough: {'; '.join(groups)}.", class_="soft")


def choose_names(found: Associations, titles: Mapping[str, str]) -> list[str]:
    """Those with the strongest ties, in the order in which those that go together stand together."""
    names = [name for name in found.order if name in titles]
    best = dict.fromkeys(names, 0.0)
    for pair in found.pairs:
        for name in (pair.first, pair.second):
            if name in best:
                best[name] = max(best[name], pair.strength)
    kept = set(sorted(names, key=lambda name: (-best[name], name))[:MOST_IN_MAP])
    return [name for name in names if name in kept]


def draw_map(of: Digest, found: Associations) -> Html | None:
    """A heat map as a table: its first column stays in sight on a phone, and it can be read aloud."""
    titles = name_titles(of, found)
    names = choose_names(found, titles)
    if len(names) < 3:
        return None
    pairs = {frozenset((pair.first, pair.second)): pair for pair in found.pairs}
    head = tag(
        "tr", tag("th", "Variable", scope="col"), *(top_cell(i, titles[name]) for i, name in enumerate(names))
    )
    rows = []
    for i, first in enumerate(names):
        cells = [map_cell(pairs.get(frozenset((first, second))), first == second) for second in names]
        label = tag("th", tag("span", f"{i + 1} ", class_="soft"), titles[first], scope="row")
        rows.append(tag("tr", label, *cells))
    title = "Strength of association"
    note = "1 is complete; a minus: one falls when the other rises. Columns carry the rows' numbers; ties under 0.1 are empty."
    whole = tag(
        "table",
        tag("caption", tag("span", title, class_="hidden")),
        tag("thead", head),
        tag("tbody", join(rows, "\n")),
        class_="map",
    )
    box = tag("div", whole, class_="scroll", tabindex=0, role="region", aria_label=title)
    return tag("figure", tag("figcaption", tag("strong", title), note), box)


def top_cell(place: int, title: str) -> Html:
    return tag("th", f"{place + 1}", scope="col", title=title, aria_label=title)


def map_cell(pair: Association | None, is_self: bool) -> Html:
    if is_self:
        return tag("td", "·", class_="self")
    if pair is None or pair.strength < FAINT:
        return tag("td", "")
    shade = min(range(len(SHADES)), key=lambda i: abs(SHADES[i] - 100 * pair.strength))
    return tag("td", numbers.signed_figure(pair.value), class_=f"h{SHADES[shade]}")


def pair_table(of: Digest, found: Associations) -> Html:
    heads = [
        words("Variable"),
        words("and"),
        words("Measure"),
        number("Value"),
        number("95 % interval"),
        number("n"),
        number("p, corrected"),
    ]
    shown = [pair for pair in found.pairs if not {pair.first, pair.second} & of.secret]
    shown.sort(key=lambda pair: (-pair.strength, pair.first, pair.second))
    rows: list[list[Child]] = [
        [
            pair.first_title,
            pair.second_title,
            pair.measure.capitalize(),
            numbers.signed_figure(pair.value),
            f"{numbers.signed_figure(pair.low)} to {numbers.signed_figure(pair.high)}",
            numbers.count(pair.n),
            numbers.chance(pair.adjusted_p),
        ]
        for pair in shown[:MOST_PAIRS]
    ]
    return table(f"Corrected over {found.m:,} pairs by {found.correction.title()}", heads, rows)
