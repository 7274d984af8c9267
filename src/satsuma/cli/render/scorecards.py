"""What `scorecard` prints: one card with a bar a criterion, or all side by side."""

from __future__ import annotations

from satsuma.cli.render.terminal import console, grid, percent, render, say, show_number, show_warnings
from satsuma.model.scorecards import Score, Scorecard, Scorecards, SegmentScore

BLOCKS = 10
MOST_MERGES = 5


@render.register
def _(card: Scorecard) -> None:
    made = "made by a model" if card.origin == "model" else "made by rules"
    say(f"{card.title} ({card.name}), {made}, looking back from {card.as_of}")
    say(card.sentence)
    say()
    table = grid("Criterion", "weight", "", "found", right=(1,))
    for score in card.scores:
        table.add_row(score.title, f"{score.weight:g}", draw_points(score), score.figure)
    console.print(table)
    say(f"Points count over the {card.judged:.0%} of the weights that could be judged.")
    say()
    for score in card.scores:
        say(f"{score.title}: {score.sentence}")
    say()
    show_segments(card)
    titles = {segment.name: segment.title for segment in card.segments}
    for advice in card.merges[:MOST_MERGES]:
        say(f"Merge {titles[advice.first]} and {titles[advice.second]}? {advice.reason}")
    if len(card.merges) > MOST_MERGES:
        say(f"… and {len(card.merges) - MOST_MERGES} more pairs; --json lists all.")
    show_warnings(card.warnings)


def draw_points(score: Score) -> str:
    """Ten blocks; the word that replaces them where there are no points or they no longer matter."""
    if score.knocks_out:
        return "KNOCKED OUT"
    if score.points is None:
        return "·" * BLOCKS
    full = int(score.points * BLOCKS + 0.5)
    return "█" * full + "░" * (BLOCKS - full)


def show_segments(card: Scorecard) -> None:
    """Sizes, reach, who stays, and the KPI since the cut with its interval."""
    has_after = any(segment.kpi_after is not None for segment in card.segments)
    channels = sorted({channel for segment in card.segments for channel in segment.contactable})
    stays = any(segment.stability is not None for segment in card.segments)
    heads = ["Segment", "size", "share", *channels]
    heads += [("comes back" if card.origin == "model" else "stays")] if stays else []
    heads += ["afterwards"] if has_after else []
    table = grid(*heads, right=range(1, len(heads)))
    for segment in card.segments:
        cells = [segment.title, f"{segment.customers:,}", percent(segment.share)]
        cells += [show_reached(segment, channel) for channel in channels]
        cells += [percent(segment.stability)] if stays else []
        cells += [show_after(segment)] if has_after else []
        table.add_row(*cells)
    console.print(table)
    if has_after:
        everyone = (
            "" if card.everyone_after is None else f"; everyone {show_number(card.everyone_after, False)}"
        )
        kpi = (card.kpi_title or "KPI").partition(", last ")[0]
        say(f"Afterwards: {kpi} since {card.cut}, average and 95 % interval{everyone}.")


def show_reached(segment: SegmentScore, channel: str) -> str:
    reached = segment.contactable.get(channel)
    return "" if reached is None or not segment.customers else percent(reached / segment.customers)


def show_after(segment: SegmentScore) -> str:
    if segment.kpi_after is None:
        return ""
    value = show_number(segment.kpi_after, False)
    if segment.kpi_after_low is None or segment.kpi_after_high is None:
        return value
    low, high = (show_number(each, False) for each in (segment.kpi_after_low, segment.kpi_after_high))
    return f"{value} ({low}–{high})"


@render.register
def _(result: Scorecards) -> None:
    for card in result.cards:
        say(f"{card.title} ({card.name}): {card.sentence}")
    say()
    table = grid("Criterion", "weight", *(card.name for card in result.cards), right=(1,))
    for i, score in enumerate(result.cards[0].scores):
        table.add_row(
            score.title, f"{score.weight:g}", *(draw_points(card.scores[i]) for card in result.cards)
        )
    totals = ["knocked out" if card.points is None else f"{card.points:.0f}" for card in result.cards]
    table.add_row("Points of 100", "", *totals)
    console.print(table)
    say(f"Looking back from {result.cards[0].as_of}; one card: satsuma scorecard NAME.")
