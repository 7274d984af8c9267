"""One answered objective: the headline, the picture, then the sentences; everything else for those who want it."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest
from satsuma.describe.report.drawings import key
from satsuma.describe.report.findings.values import find_kind, show_kind, show_notes
from satsuma.describe.report.html import Child, Html, tag
from satsuma.describe.report.svg import Bar, BarRow, Dumbbell, bar_rows, dumbbells
from satsuma.describe.report.tables import bullets, fold, number, table, words
from satsuma.describe.sentences import show_number
from satsuma.model.answers import AnswerResult, Difference, Group
from satsuma.model.kinds import Kind

MOST_SENTENCES, MOST_GROUPS, MOST_DIFFERENCES, MOST_ROWS = 4, 8, 4, 40
STYLES = ("b", "a", "d")
HIDDEN = "The answer uses a field that is not shown here."


def show_answer(of: Digest, answer: AnswerResult) -> list[Html | None]:
    """Its parts, the question as heading."""
    sentences = of.keep_told(answer.sentences)
    parts: list[Html | None] = [
        tag("p", describe_when(answer), class_="eyebrow"),
        tag("h3", answer.question),
        tag(
            "p", tag("strong", HIDDEN if of.tells_secret(answer.headline) else numbers.glue(answer.headline))
        ),
        bullets(sentences[:MOST_SENTENCES], "plain") if sentences else None,
        draw_groups(of, answer, list_shown(of, answer.top)[:MOST_GROUPS]),
        draw_differences(of, answer, list_differences(of, answer)),
    ]
    details = list_details(of, answer, sentences[MOST_SENTENCES:])
    if details:
        parts.append(fold("All figures", *details))
    parts.append(show_notes(of, answer.warnings))
    return parts


def describe_when(answer: AnswerResult) -> str:
    when = (
        f"looking back from {answer.as_of}"
        if answer.cut is None
        else f"groups of {answer.cut}, followed until {answer.as_of}"
    )
    due = "" if answer.deadline is None else f" · due {answer.deadline}"
    return f"Objective · {answer.objective} · {when}{due}{' (past)' if answer.overdue else ''}"


def list_shown(of: Digest, groups: Sequence[Group]) -> list[Group]:
    """Groups that are large enough, made of fields that may be shown."""
    return [
        group for group in groups if not of.is_small(group.customers) and not of.secret & {*group.variables}
    ]


def list_differences(of: Digest, answer: AnswerResult) -> list[Difference]:
    return [
        each
        for each in answer.differences
        if each.variable not in of.secret and not any(of.is_small(size) for size in each.ns)
    ]


def draw_groups(of: Digest, answer: AnswerResult, groups: Sequence[Group]) -> Html | None:
    """Each group's figure with its interval, against everyone; combinations by customers they were not found with."""
    if not groups:
        return None
    seen = [choose_figure(group) for group in groups]
    most = max([*(high for _, _, high in seen), *(group.everyone for group in groups)]) or 1.0
    rows = []
    for group, (rate, low, high) in zip(groups, seen, strict=True):
        held = "" if group.held_out_rate is None else " on customers it was not found with"
        told = f"{show_rate(answer, rate)}{held}, {show_rate(answer, group.everyone)} of everyone (n = {group.customers:,})"
        rows.append(
            Dumbbell(
                label=group.title,
                here=max(rate, 0.0) / most,
                everyone=max(group.everyone, 0.0) / most,
                low=max(low, 0.0) / most,
                high=max(high, 0.0) / most,
                text=numbers.glue(told),
            )
        )
    spoken = "; ".join(f"{row.label}: {row.text}" for row in rows)
    keys = tag("span", key("b", "the group, with 95 % interval"), key("a", "everyone"), class_="keys")
    caption = tag("figcaption", tag("strong", answer.outcome or "Outcome"), keys)
    return tag("figure", caption, dumbbells(answer.question, spoken, rows))


def choose_figure(group: Group) -> tuple[float, float, float]:
    """Rate and interval: the held-out ones where there are any, since choosing the best flatters."""
    if group.held_out_rate is None or group.held_out_low is None or group.held_out_high is None:
        return group.rate, group.low, group.high
    return group.held_out_rate, group.held_out_low, group.held_out_high


def show_rate(answer: AnswerResult, value: float | None) -> str:
    """A share as percent, a mean in its unit, a rate over what it is read."""
    if value is None:
        return "–"
    if answer.measure == "share":
        return numbers.share(value)
    scaled = value * answer.per_factor if answer.measure == "rate" else value
    text = show_number(scaled, Kind.MONEY if answer.currency else Kind.NUMBER, answer.currency)
    return text.replace("-", "−") + (f" {answer.per}" if answer.measure == "rate" and answer.per else "")


def draw_differences(of: Digest, answer: AnswerResult, differences: Sequence[Difference]) -> Html | None:
    """The compared groups side by side on what differs most, each on a scale of its own."""
    found = [each for each in differences if each.adjusted_p <= 0.05 and is_drawable(each)]
    found = sorted(found, key=lambda each: -abs(each.effect))[:MOST_DIFFERENCES]
    if not found:
        return None
    rows = []
    for each in found:
        most = max(value or 0.0 for value in each.values) or 1.0
        bars = [
            Bar(
                (value or 0.0) / most,
                f"{show_compared(of, answer, each, value)} {name}",
                STYLES[place % len(STYLES)],
            )
            for place, (name, value) in enumerate(zip(answer.compared, each.values, strict=True))
        ]
        rows.append(BarRow(name_difference(each), tuple(bars)))
    spoken = "; ".join(f"{row.label}: {', '.join(bar.text for bar in row.bars)}" for row in rows)
    caption = tag("figcaption", tag("strong", "Where they differ most"))
    return tag("figure", caption, bar_rows(answer.question, spoken, rows, thick=10))


def is_drawable(each: Difference) -> bool:
    return all(value is not None and value >= 0 for value in each.values)


def name_difference(each: Difference) -> str:
    return each.title if each.level is None else f"{each.title}: {each.level}"


def show_compared(of: Digest, answer: AnswerResult, each: Difference, value: float | None) -> str:
    if value is None:
        return "–"
    if each.level is not None:
        return numbers.share(value)
    return show_kind(of, answer.unit, each.variable, find_kind(of, answer.unit, each.variable), value)


def list_details(of: Digest, answer: AnswerResult, rest: Sequence[str]) -> list[Html | None]:
    """Tables for those who check: nothing where there are none."""
    found: list[Html | None] = []
    top = list_shown(of, answer.top)
    if top:
        found.append(group_table(answer, "The groups that stand out", top))
    for ranking in answer.rankings:
        shown = list_shown(of, ranking.groups)
        if shown and ranking.variable not in of.secret:
            found += [tag("p", tie, class_="soft small") for tie in ranking.ties]
            found.append(group_table(answer, f"By {numbers.inline(ranking.title)}", shown))
    combined = list_shown(of, answer.combinations)
    if combined:
        found.append(
            group_table(answer, f"Combinations, of {answer.searched:,} looked at", combined[:MOST_ROWS])
        )
    differences = list_differences(of, answer)
    if differences:
        found.append(difference_table(of, answer, differences[:MOST_ROWS]))
    infos = {name: of.infos.get((answer.unit, name)) for name in answer.left_out}
    left = of.keep_told(
        f"{info.title if info else name}: {answer.left_out[name]}"
        for name, info in infos.items()
        if name not in of.secret
    )
    if left:
        found += [tag("p", "Left out:"), bullets(left)]
    return [bullets(rest, "plain") if rest else None, *found] if found or rest else []


def group_table(answer: AnswerResult, caption: str, groups: Sequence[Group]) -> Html:
    heads = [
        words("Group"),
        number("Customers"),
        number("Seen"),
        number("95 % interval"),
        number("Shrunk"),
        number("Lift"),
        number("Rank"),
        number("In the top"),
        number("On others"),
    ]
    rows: list[list[Child]] = [
        [
            group.title,
            numbers.count(group.customers),
            show_rate(answer, group.rate),
            f"{show_rate(answer, group.low)} to {show_rate(answer, group.high)}",
            show_rate(answer, group.shrunk),
            "–" if group.lift is None else f"{group.lift:.2f}×",
            show_rank(group),
            numbers.share(group.in_top),
            show_rate(answer, group.held_out_rate),
        ]
        for group in groups
    ]
    return table(caption, heads, rows)


def show_rank(group: Group) -> str:
    return str(group.rank_low) if group.rank_low == group.rank_high else f"{group.rank_low}–{group.rank_high}"


def difference_table(of: Digest, answer: AnswerResult, differences: Sequence[Difference]) -> Html:
    heads = [
        words("Variable"),
        *(number(name) for name in answer.compared),
        number("Effect"),
        number("p, corrected"),
    ]
    rows: list[list[Child]] = [
        [
            name_difference(each),
            *(show_compared(of, answer, each, value) for value in each.values),
            f"{each.effect:+.2f}".replace("-", "−"),
            numbers.chance(each.adjusted_p),
        ]
        for each in differences
    ]
    return table(f"Differences, corrected over {answer.m:,} tests", heads, rows)
