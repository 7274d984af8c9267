"""Patterns: what moves the KPI and what goes together, in sentences; how each variable is spread."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.svg import Bar, BarRow, bar_rows, heat_map, histogram
from satsuma.describe.report.tables import bullets, fold, number, table, words
from satsuma.model.patterns import Associations, Bin, Distribution, Driver, Drivers, ExploreResult

MOST_SENTENCES, MOST_DRIVERS, MOST_IN_MAP, MOST_DRAWN, MOST_PAIRS = 6, 6, 18, 12, 60
USABLE = {"yes": "usable", "with care": "with care", "no": "not usable"}
ORDER = ("yes", "with care", "no")


def show_patterns(of: Digest) -> Section | None:
    """None before anybody explored."""
    found = of.content.findings.explored
    if found is None:
        return None
    lead = (
        f"What goes with the KPI, what goes together, and how each variable is spread, for {found.population:,} "
        f"{numbers.plural(found.unit)} looking back from {found.as_of}. “Goes with” is not “causes”."
    )
    parts: list[Html | None] = [heading("patterns", "Patterns", lead)]
    parts += [tag("p", warning, class_="soft") for warning in found.warnings]
    parts += show_drivers(of, found.drivers) if found.drivers else []
    parts += show_associations(of, found.associations) if found.associations else []
    parts += show_distributions(of, found)
    return Section("patterns", "Patterns", join(parts))


def show_drivers(of: Digest, found: Drivers) -> list[Html | None]:
    """The answer, a bar a driver, and how the KPI runs along the strongest ones."""
    drivers = [driver for driver in found.drivers if driver.variable not in of.secret]
    told: list[Html | None] = [
        tag("h3", f"What goes with {numbers.inline(found.kpi_title)}"),
        tag("p", numbers.glue(found.sentence)),
        *(tag("p", warning, class_="soft") for warning in found.warnings),
    ]
    if drivers:
        shown = drivers[:MOST_DRIVERS]
        told.append(bullets([numbers.glue(driver.sentence) for driver in shown], "plain"))
        told.append(draw_drivers(shown))
        told += [draw_bins(driver, found) for driver in shown[:2] if driver.bins]
        told.append(fold(f"All figures: {numbers.of(len(drivers), 'driver')}", driver_table(drivers)))
    if found.refused:
        reasons = [f"{each.title}: {each.reason}" for each in found.refused if each.variable not in of.secret]
        told.append(
            fold(f"{numbers.of(len(reasons), 'variable')} left out, with the reason", bullets(reasons))
        )
    return told


def draw_drivers(drivers: Sequence[Driver]) -> Html:
    most = max((driver.importance for driver in drivers), default=0.0) or 1.0
    rows = [
        BarRow(driver.title, (Bar(max(driver.importance, 0.0) / most, f"{driver.importance:.3f}", "b"),))
        for driver in drivers
    ]
    title = "How much the forecast loses without each"
    told = "; ".join(f"{row.label}: {row.bars[0].text}" for row in rows)
    note = "On customers the forecast had not seen, above what shuffled outcomes lose by chance."
    return tag("figure", tag("figcaption", tag("strong", title), note), bar_rows(title, told, rows))


def draw_bins(driver: Driver, found: Drivers) -> Html:
    """The KPI along one driver."""
    is_share = found.outcome == "yes or no"
    most = max((abs(each.value) for each in driver.bins), default=0.0) or 1.0
    rows = []
    for each in driver.bins:
        value = numbers.share(each.value) if is_share else f"{each.value:,.1f}"
        text = numbers.glue(f"{value} (n = {each.customers:,})")
        rows.append(BarRow(each.label, (Bar(max(each.value, 0.0) / most, text, "b"),)))
    title = f"{found.kpi_title}, by {numbers.inline(driver.title)}"
    told = "; ".join(f"{row.label}: {row.bars[0].text}" for row in rows)
    return tag("figure", tag("figcaption", tag("strong", title)), bar_rows(title, told, rows))


def driver_table(drivers: Sequence[Driver]) -> Html:
    heads = [
        words("Variable"),
        number("Importance"),
        number("95 % interval"),
        number("p"),
        number("Alone"),
        words("Splits at"),
    ]
    rows: list[list[Child]] = [
        [
            driver.title,
            f"{driver.importance:.4f}",
            f"{driver.low:.4f} to {driver.high:.4f}",
            show_p(driver.p),
            f"{driver.solo:.2f}",
            driver.threshold or "–",
        ]
        for driver in drivers
    ]
    return table("Drivers", heads, rows)


def show_p(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def show_associations(of: Digest, found: Associations) -> list[Html | None]:
    told: list[Html | None] = [tag("h3", "What goes together")]
    told.append(
        bullets([numbers.glue(each) for each in found.sentences[:MOST_SENTENCES]], "plain")
        if found.sentences
        else None
    )
    flagged = [each for each in found.adjusted if each.reversed or each.halved]
    if flagged:
        told.append(tag("h4", "Not what it seems"))
        told.append(bullets([numbers.glue(each.sentence) for each in flagged], "plain"))
    if found.duplicates:
        pairs = ["; ".join(group) for group in found.duplicates]
        told.append(tag("p", f"Nearly the same: {' · '.join(pairs)}. One of each is enough.", class_="soft"))
    told.append(draw_associations(of, found))
    told.append(fold(f"The strongest of {numbers.of(found.m, 'pair')}", pair_table(of, found)))
    return told


def draw_associations(of: Digest, found: Associations) -> Html | None:
    """A heat map in which those that go together stand together."""
    strength = {(pair.first, pair.second): pair for pair in found.pairs}
    strength |= {(pair.second, pair.first): pair for pair in found.pairs}
    titles = {pair.first: pair.first_title for pair in found.pairs} | {
        pair.second: pair.second_title for pair in found.pairs
    }
    names = [name for name in found.order if name in titles and name not in of.secret]
    if len(names) > MOST_IN_MAP:
        best = {
            name: max((pair.strength for (first, _), pair in strength.items() if first == name), default=0)
            for name in names
        }
        kept = set(sorted(names, key=lambda name: (-best[name], name))[:MOST_IN_MAP])
        names = [name for name in names if name in kept]
    if len(names) < 3:
        return None
    cells = []
    for first in names:
        row = []
        for second in names:
            pair = strength.get((first, second))
            value = 1.0 if first == second else pair.strength if pair else 0.0
            row.append(
                (
                    value,
                    "–" if first == second else "" if pair is None else f"{pair.value:.2f}".replace("-", "−"),
                )
            )
        cells.append(row)
    title = "Strength of association"
    told = "0 is none, 1 is complete; a minus means that one falls when the other rises."
    drawing = heat_map(title, told, [titles[name] for name in names], cells)
    box = tag("div", drawing, class_="scroll", tabindex=0, role="region", aria_label=title)
    return tag("figure", tag("figcaption", tag("strong", title), told), box)


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
            pair.measure,
            f"{pair.value:.2f}".replace("-", "−"),
            f"{pair.low:.2f} to {pair.high:.2f}".replace("-", "−"),
            numbers.count(pair.n),
            show_p(pair.adjusted_p),
        ]
        for pair in shown[:MOST_PAIRS]
    ]
    return table(f"Corrected over {found.m:,} pairs by {found.correction.title()}", heads, rows)


def show_distributions(of: Digest, found: ExploreResult) -> list[Html | None]:
    """Which variables can make groups, and why not the others."""
    shown = [each for each in found.distributions if each.variable not in of.secret]
    if not shown:
        return []
    ranked = sorted(shown, key=lambda each: (ORDER.index(each.usable), str(each.family), each.title))
    usable = sum(each.usable == "yes" for each in shown)
    heads = [words("Variable"), words("As a basis for groups"), words("Why"), number("Missing")]
    rows: list[list[Child]] = [
        [
            each.title,
            tag("span", USABLE[each.usable], class_=f"mark {mark_of(each)}"),
            numbers.glue(each.reasons[0] if each.reasons else ""),
            numbers.share(each.missing_share),
        ]
        for each in ranked
    ]
    told = f"{usable} of {numbers.of(len(shown), 'variable')} can be a basis for groups as they are."
    pictures = [draw_distribution(of, each) for each in ranked[:MOST_DRAWN]]
    return [
        tag("h3", "How each variable is spread"),
        tag("p", told),
        tag("div", *pictures, class_="columns"),
        fold("All variables and why", table("Usable as a basis for groups", heads, rows)),
    ]


def mark_of(each: Distribution) -> str:
    return {"yes": "done", "with care": "next", "no": "missing"}[each.usable]


def draw_distribution(of: Digest, each: Distribution) -> Html | None:
    """A histogram of numbers, bars of words."""
    if not each.bins:
        return None
    told = "; ".join(f"{bin_.label}: {told_share(bin_)}" for bin_ in each.bins)
    is_numeric = each.bins[0].low is not None
    drawn = draw_columns(each, told) if is_numeric else draw_levels(each, told)
    note = numbers.glue(
        f"n = {each.n:,}" + (f", {numbers.share(each.missing_share)} missing" if each.missing else "")
    )
    return tag("figure", tag("figcaption", tag("strong", each.title), note), drawn)


def told_share(bin_: Bin) -> str:
    return "too few to show" if bin_.share is None else numbers.share(bin_.share)


def draw_columns(each: Distribution, told: str) -> Html:
    return histogram(
        each.title, told, [bin_.share or 0.0 for bin_ in each.bins], [bin_.label for bin_ in each.bins]
    )


def draw_levels(each: Distribution, told: str) -> Html:
    most = max((bin_.share or 0.0 for bin_ in each.bins), default=0.0) or 1.0
    rows = [
        BarRow(bin_.label, (Bar((bin_.share or 0.0) / most, told_share(bin_), "b"),))
        for bin_ in each.bins[:8]
    ]
    return bar_rows(each.title, told, rows, thick=8)
