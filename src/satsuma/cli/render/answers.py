"""What `target` and `answer` print: the answer's sentence first, then groups with bars and intervals."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from satsuma.cli.render.terminal import (
    console,
    grid,
    percent,
    render,
    say,
    show_number,
    show_p,
    show_warnings,
)
from satsuma.model.answers import (
    AnswerResult,
    Answers,
    Difference,
    Group,
    Ranking,
    TargetResult,
)

BAR = 14
MOST_GROUPS = 8
MOST_RANKINGS = 4
MOST_DIFFERENCES = 12
SURE = 0.05


def head(text: str) -> None:
    say()
    console.print(text, style="bold")


def say_inside(text: str) -> None:
    """Under a heading, its further lines too."""
    for line in textwrap.wrap(text, max(console.width - 3, 20)):
        say(f"   {line}")


def draw_bar(value: float, everyone: float, most: float) -> str:
    """A bar as long as the value, with a mark where everyone is."""
    if most <= 0:
        return ""
    full = max(0, min(BAR, round(BAR * value / most)))
    mark = max(0, min(BAR, round(BAR * everyone / most)))
    cells = ["█"] * full + [" "] * (BAR + 1 - full)
    cells[mark] = "┃" if mark < full else "│"
    return "".join(cells).rstrip()


def show_rate(result: AnswerResult, rate: float) -> str:
    if result.measure == "share":
        return percent(rate)
    return show_number(rate * result.per_factor, as_share=False)


def show_interval(result: AnswerResult, low: float, high: float) -> str:
    if result.measure == "share":
        return f"{low * 100:.0f}–{high * 100:.0f}%"
    return f"{show_rate(result, low)}–{show_rate(result, high)}"


@render.register
def _(result: AnswerResult) -> None:
    say(result.question)
    head(result.headline)
    say()
    titles = tuple(f"{each.title}: " for each in result.top)
    rest = [line for line in result.sentences if not line.startswith(titles)] if titles else result.sentences
    if result.compared:
        show_differences(result)
        rest = [line for line in rest if line not in {each.sentence for each in result.differences}]
    else:
        show_top(result)
        for ranking in result.rankings[:MOST_RANKINGS]:
            show_ranking(result, ranking)
        show_combinations(result)
        ties = {f"{each.title}: {tie}" for each in result.rankings for tie in each.ties}
        rest = [line for line in rest if line not in ties]
    say()
    for line in rest:
        say(line)
    say(say_basis(result))
    if result.left_out:
        show_left_out(result.left_out)
    show_warnings(result.warnings)


def say_basis(result: AnswerResult) -> str:
    """Over whom and when."""
    who = f"{result.population:,} {result.unit}s"
    if result.without_outcome:
        who += f", {result.without_outcome:,} of them without an outcome"
    if result.cut is not None:
        return f"{who}: groups as of {result.cut}, outcome since then until {result.as_of}."
    return f"{who}, looking back from {result.as_of}."


def show_top(result: AnswerResult) -> None:
    """The answer's groups, one below the other, with what is honest about each."""
    for number, group in enumerate(result.top, start=1):
        say(f"{number}. {group.title}")
        say_inside(group.sentence)
        reach = [f"{count:,} by {channel}" for channel, count in group.contactable.items()]
        reached = f"; can be contacted: {', '.join(reach)}" if reach else ""
        say_inside(f"{group.customers:,} {result.unit}s{reached}.")
        say_inside(f"Rule: {group.rule}")


def show_ranking(result: AnswerResult, ranking: Ranking) -> None:
    verdict = "differs" if ranking.adjusted_p <= SURE else "may be chance"
    head(f"{ranking.title} ({verdict}: p {_equals(ranking.adjusted_p)}, corrected over {result.m})")
    most = max(*(each.rate for each in ranking.groups), result.everyone or 0.0)
    per = f" {result.per}" if result.per else f" {result.currency}" if result.currency else ""
    has_rest = any(group.in_top < 1 for group in ranking.groups)
    last = "in top" if has_rest else ""
    table = grid("", "", f"rate{per}", "95 %", "n", "rank", last, right=(2, 3, 4, 5, 6))
    for group in ranking.groups[:MOST_GROUPS]:
        table.add_row(*ranked_row(result, group, most, has_rest=has_rest))
    console.print(table)
    hidden = len(ranking.groups) - MOST_GROUPS
    notes = list(ranking.ties)
    notes += [f"{hidden} more groups in --json."] if hidden > 0 else []
    small = "1 level is" if ranking.suppressed == 1 else f"{ranking.suppressed:,} levels are"
    notes += [f"{small} too small to show."] if ranking.suppressed else []
    for note in notes:
        say(f"  {note}")


def _equals(p: float) -> str:
    return show_p(p) if p < 0.001 else f"= {p:.3f}"


def ranked_row(result: AnswerResult, group: Group, most: float, *, has_rest: bool) -> list[str]:
    ranks = (
        f"{group.rank_low}" if group.rank_low == group.rank_high else f"{group.rank_low}–{group.rank_high}"
    )
    return [
        group.title.partition(": ")[2] or group.title,
        draw_bar(group.rate, result.everyone or 0.0, most),
        show_rate(result, group.rate),
        show_interval(result, group.low, group.high),
        f"{group.customers:,}",
        ranks,
        percent(group.in_top)
        if 0.01 <= group.in_top <= 0.99
        else ("> 99%" if group.in_top > 0.5 else "< 1%"),
    ]


def show_combinations(result: AnswerResult) -> None:
    if not result.combinations:
        return
    head("Combinations that beat their parts")
    table = grid("", "found", "held out", "95 %", "n", right=(1, 2, 3, 4))
    for group in result.combinations:
        held = group.held_out_rate
        has_bounds = group.held_out_low is not None and group.held_out_high is not None
        table.add_row(
            group.title,
            show_rate(result, group.rate),
            "" if held is None else show_rate(result, held),
            show_interval(result, group.held_out_low or 0.0, group.held_out_high or 0.0)
            if has_bounds
            else "",
            f"{group.customers:,}",
        )
    console.print(table)
    say("  Found on one half of the customers, measured again on the other, which is the honest number.")


def show_differences(result: AnswerResult) -> None:
    sure = [each for each in result.differences if each.adjusted_p <= SURE]
    shown = (sure or list(result.differences))[:MOST_DIFFERENCES]
    names = [
        f"{name} (n = {size:,})" for name, size in zip(result.compared, result.compared_sizes, strict=True)
    ]
    table = grid("", *names, "effect", "p", right=range(1, len(names) + 3))
    for each in shown:
        table.add_row(*difference_row(each))
    console.print(table)
    rest = len(result.differences) - len(shown)
    if rest:
        say(f"  {rest} more comparisons, weaker or no more than chance, in --json.")
    for each in shown:
        if each.flag:
            say(f"  {name_line(each)} is {each.flag}.")
    measures = ", ".join(dict.fromkeys(each.measure for each in shown))
    say(f"  Effect: {measures}; p: corrected over {result.m:,} comparisons.")


def name_line(each: Difference) -> str:
    return f"{each.title}: {each.level}" if each.level else each.title


def difference_row(each: Difference) -> list[str]:
    is_share = each.measure in ("cohen's h", "cramer's v")
    cells = []
    for value, low, high in zip(each.values, each.lows, each.highs, strict=True):
        if value is None or low is None or high is None:
            cells.append("too few")
        elif is_share:
            cells.append(f"{percent(value)} ({low * 100:.0f}–{high * 100:.0f})")
        else:
            cells.append(
                f"{show_number(value, as_share=False)} (± {show_number((high - low) / 2, as_share=False)})"
            )
    return [name_line(each), *cells, f"{each.effect:+.2f}", show_p(each.adjusted_p)]


def show_left_out(left_out: dict[str, str]) -> None:
    """By reason, so that many with the same one take a line."""
    by_reason: dict[str, list[str]] = {}
    for name, why in left_out.items():
        by_reason.setdefault(why, []).append(name)
    head("Left out")
    for why, names in by_reason.items():
        say_inside(f"{', '.join(names)}: {why}")


@render.register
def _(result: Answers) -> None:
    for number, each in enumerate(result.answers):
        if number:
            say()
        say(f"{each.objective}: {each.question}")
        console.print(f"  {each.headline}", style="bold")
        for line in _end_lines(each):
            say(f"  {line}")
    if result.refused:
        head("Not answered")
        for name, reasons in result.refused.items():
            say(f"{name}:")
            for reason in reasons:
                say(f"  {reason}")
    if not result.answers and not result.refused:
        say("There are no objectives yet: write one into objectives/.")


def _end_lines(result: AnswerResult) -> Sequence[str]:
    """Success and deadline."""
    marks = ("Success", "Overdue", "The deadline", "One day")
    return [line for line in result.sentences if line.startswith(marks) or " left until " in line]


@render.register
def _(result: TargetResult) -> None:
    console.print(result.title, style="bold")
    say(result.problem)
    if result.ideal:
        say(f"When it is solved: {result.ideal}")
    say()
    for line in result.sentences:
        say(line)
    if result.now is not None and result.goal:
        say(draw_progress(result.now, result.goal, result.direction))
    for team, why in result.teams.items():
        say(f"{team}: {why}" if why else team)
    if result.objectives:
        say(f"Objectives: {', '.join(result.objectives)}")
    if result.segmentations:
        say(f"Segmentations: {', '.join(result.segmentations)}")
    show_warnings(result.warnings)


def draw_progress(now: float, goal: float, direction: str) -> str:
    """How far the KPI is, as a bar: full at the goal."""
    share = now / goal if direction == "higher" else goal / now if now else 1.0
    full = max(0, min(2 * BAR, round(2 * BAR * share)))
    return f"{'█' * full}{'░' * (2 * BAR - full)} {percent(share)} of the goal"
