"""What `explore` prints: what to read first, then variables with their shapes, pairs, and what moves the KPI."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.cli.render.terminal import console, grid, percent, render, say, show_p, show_warnings
from satsuma.model.kinds import Kind
from satsuma.model.patterns import (
    Association,
    Associations,
    Bin,
    Distribution,
    Driver,
    Drivers,
    ExploreResult,
)

BLOCKS = "▁▂▃▄▅▆▇█"
MOST_BARS = 14
MOST_PAIRS = 12
MOST_REASONS = 8
BAR = 12
NAMED = 6
ORDER = {"yes": 0, "with care": 1, "no": 2}


@render.register
def _(result: ExploreResult) -> None:
    several = "" if result.population == 1 else "s"
    say(f"{result.population:,} {result.unit}{several}, looking back from {result.as_of}")
    if result.drivers is not None:
        show_drivers(result.drivers)
    if result.associations is not None:
        show_associations(result.associations)
    show_distributions(result.distributions)
    show_warnings(result.warnings)


def head(text: str) -> None:
    say()
    console.print(text, style="bold")


def show_drivers(found: Drivers) -> None:
    """Leaks and other warnings first: they decide whether the rest can be believed."""
    head(f"What moves {found.kpi_title}")
    show_warnings(found.warnings)
    say(found.sentence)
    for number, driver in enumerate(found.drivers, start=1):
        say()
        say(f"{number}. {driver.sentence}")
        show_bins(driver, found)
    if found.drivers:
        show_importances(found)
    show_refused(found)


def show_bins(driver: Driver, found: Drivers) -> None:
    """A bar a bin, as long as the KPI there."""
    most = max((each.value for each in driver.bins), default=0.0)
    table = grid("", "customers", "", "", "", right=(1, 3))
    table.show_header = False
    for each in driver.bins:
        full = round(BAR * each.value / most) if most > 0 and each.value > 0 else 0
        value, low, high = (
            percent(number) if found.outcome == "yes or no" else show_amount(number)
            for number in (each.value, each.low, each.high)
        )
        table.add_row(f"   {each.label}", f"n = {each.customers:,}", "█" * full, value, f"{low} to {high}")
    console.print(table)


def show_importances(found: Drivers) -> None:
    say()
    measure = "AUC" if found.outcome == "yes or no" else "R²"
    table = grid("Driver", f"{measure} lost", "95 % interval", "p", "alone", right=(1, 3, 4))
    for driver in found.drivers:
        interval = f"{driver.low:.3f} to {driver.high:.3f}"
        table.add_row(
            driver.title, f"{driver.importance:.3f}", interval, show_p(driver.p), f"{driver.solo:.2f}"
        )
    console.print(table)
    say(
        f"{measure} lost: by how much the fit falls on customers kept aside when the variable is shuffled. "
        f"p: corrected over all variables. These are associations; only a test shows what causes what."
    )


def show_refused(found: Drivers) -> None:
    """Variables by reason, so that forty with the same one take a line."""
    by_reason: dict[str, list[str]] = {}
    for each in found.refused:
        if not each.must_confirm:
            by_reason.setdefault(each.reason, []).append(each.title)
    if by_reason:
        say()
        say("Not looked at:")
    for reason, titles in list(by_reason.items())[:MOST_REASONS]:
        more = f" and {len(titles) - NAMED} more" if len(titles) > NAMED else ""
        say(f"- {', '.join(titles[:NAMED])}{more}: {reason}")
    if len(by_reason) > MOST_REASONS:
        say(f"- … {len(by_reason) - MOST_REASONS} more reasons; --json lists all.")


def show_associations(found: Associations) -> None:
    head("What goes together")
    for sentence in found.sentences:
        say(f"- {sentence}")
    if not found.pairs:
        return
    say()
    table = grid("Strongest pairs", "", "measure", "value", "95 % interval", "n", right=(3, 5))
    for pair in found.pairs[:MOST_PAIRS]:
        table.add_row(*list_cells(pair))
    console.print(table)
    if len(found.pairs) > MOST_PAIRS:
        say(f"{len(found.pairs) - MOST_PAIRS:,} more pairs in the report and with --json.")


def list_cells(pair: Association) -> list[str]:
    interval = f"{pair.low:.2f} to {pair.high:.2f}"
    return [pair.first_title, pair.second_title, pair.measure, f"{pair.value:.2f}", interval, f"{pair.n:,}"]


def show_distributions(found: Sequence[Distribution]) -> None:
    """Usable variables first; each with its shape in blocks and the verdict's reason."""
    head("Variables, and whether segments can be made of them")
    for each in sorted(found, key=lambda each: ORDER[each.usable]):
        say(f"{each.title} ({each.variable}): {each.usable}")
        shape = f"{draw(each.bins):<{MOST_BARS}}  {tell_middle(each)}"
        if shape.strip():
            say(f"   {shape}")
        if each.reasons:
            say(f"   {each.reasons[0]}")


def draw(bins: Sequence[Bin]) -> str:
    """Bars as blocks, the tallest eight eighths high; a dot where a group is too small to be shown."""
    shown = bins[:MOST_BARS]
    most = max((each.customers or 0 for each in shown), default=0)
    return "".join(
        "·" if each.customers is None else BLOCKS[round((len(BLOCKS) - 1) * each.customers / most)]
        for each in shown
        if most
    )


def tell_middle(found: Distribution) -> str:
    """Where most values are, and how many are missing."""
    parts = []
    if found.quantiles:
        low, middle, high = found.quantiles[1], found.quantiles[3], found.quantiles[5]
        shown = [percent(x) if found.kind is Kind.SHARE else show_amount(x) for x in (low, middle, high)]
        parts.append(f"median {shown[1]}, 90 % from {shown[0]} to {shown[2]}")
    elif found.top_value is not None and found.concentration is not None:
        parts.append(f"{found.distinct:,} values, {percent(found.concentration)} '{found.top_value}'")
    if found.missing:
        parts.append(f"{percent(found.missing_share)} missing")
    return "; ".join(parts)


def show_amount(value: float) -> str:
    if value == round(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:,.2f}"
