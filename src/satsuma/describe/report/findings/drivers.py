"""What separates customers on the KPI: a sentence a driver, and the KPI along the strongest ones."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest
from satsuma.describe.report.findings.values import find_kind, show_kind, show_notes, told
from satsuma.describe.report.html import Child, Html, tag
from satsuma.describe.report.svg import Bar, BarRow, bar_rows
from satsuma.describe.report.tables import bullets, fold, number, table, words
from satsuma.model.kinds import Kind
from satsuma.model.patterns import Driver, Drivers

MOST_TOLD, MOST_DRAWN, MOST_BINS = 6, 4, 8


def show_drivers(of: Digest, unit: str, found: Drivers) -> list[Html | None]:
    """The answer, then the KPI along each driver; how much each weighs for those who want it."""
    drivers = [driver for driver in found.drivers if driver.variable not in of.secret]
    parts: list[Html | None] = [
        tag("h3", f"What goes with {numbers.inline(found.kpi_title)}"),
        told(of.keep_told([found.sentence])),
    ]
    if drivers:
        shown = drivers[:MOST_TOLD]
        parts.append(bullets([numbers.glue(driver.sentence) for driver in shown], "plain"))
        parts.append(draw_all(of, unit, found, shown))
        weights = draw_weights(shown)
        count = numbers.of(len(drivers), "driver")
        parts.append(fold(f"For analysts: {count} with intervals", weights, driver_table(drivers)))
    refused = [each for each in found.refused if each.variable not in of.secret]
    if refused:
        reasons = of.keep_told(f"{each.title}: {each.reason}" for each in refused)
        parts.append(fold(f"{numbers.of(len(refused), 'variable')} left out, and why", bullets(reasons)))
    parts.append(show_notes(of, found.warnings))
    return parts


def draw_all(of: Digest, unit: str, found: Drivers, drivers: Sequence[Driver]) -> Html | None:
    """Small multiples on one scale, so that lengths compare between drivers too."""
    drawn = [driver for driver in drivers if driver.bins][:MOST_DRAWN]
    if not drawn:
        return None
    most = max(max(each.value, 0.0) for driver in drawn for each in driver.bins) or 1.0
    pictures = [draw_bins(of, unit, found, driver, most) for driver in drawn]
    return tag("div", *pictures, class_="columns")


def draw_bins(of: Digest, unit: str, found: Drivers, driver: Driver, most: float) -> Html:
    """The KPI along one driver."""
    rows = []
    for each in driver.bins[:MOST_BINS]:
        if of.is_small(each.customers):
            rows.append(
                BarRow(each.label, (Bar(None, f"{of.people(each.customers)} {numbers.plural(unit)}"),))
            )
            continue
        text = f"{show_outcome(of, unit, found, each.value)} (n = {each.customers:,})"
        rows.append(BarRow(each.label, (Bar(max(each.value, 0.0) / most, numbers.glue(text), "b"),)))
    measure = "share of yes" if found.outcome == "yes or no" else "average"
    note = f"{found.kpi_title}: {measure}, {found.cut} to {found.as_of}"
    spoken = "; ".join(f"{row.label}: {row.bars[0].text}" for row in rows)
    caption = tag("figcaption", tag("strong", driver.title), note)
    return tag("figure", caption, bar_rows(f"{found.kpi_title} by {driver.title}", spoken, rows))


def show_outcome(of: Digest, unit: str, found: Drivers, value: float) -> str:
    if found.outcome == "yes or no":
        return numbers.share(value)
    kind = find_kind(of, unit, found.kpi)
    return show_kind(of, unit, found.kpi, kind if kind is Kind.MONEY else Kind.NUMBER, value)


def draw_weights(drivers: Sequence[Driver]) -> Html:
    most = max((driver.importance for driver in drivers), default=0.0) or 1.0
    rows = [
        BarRow(driver.title, (Bar(max(driver.importance, 0.0) / most, f"{driver.importance:.3f}", "b"),))
        for driver in drivers
    ]
    title = "How much the forecast loses without each"
    spoken = "; ".join(f"{row.label}: {row.bars[0].text}" for row in rows)
    note = "On customers the forecast had not seen, above what shuffled outcomes lose by chance."
    return tag("figure", tag("figcaption", tag("strong", title), note), bar_rows(title, spoken, rows))


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
            f"{driver.low:.4f} to {driver.high:.4f}".replace("-", "−"),
            numbers.chance(driver.p),
            f"{driver.solo:.2f}",
            driver.threshold or "–",
        ]
        for driver in drivers
    ]
    return table("Importance of each driver", heads, rows)
