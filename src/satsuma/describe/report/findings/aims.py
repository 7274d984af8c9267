"""Targets with their KPI now, and the answers to their objectives."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.findings.patterns import show_p
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.svg import Dumbbell, dumbbells
from satsuma.describe.report.tables import bullets, fold, number, table, words
from satsuma.model.answers import AnswerResult, Difference, Group, TargetResult

MOST_SENTENCES, MOST_GROUPS = 6, 8


def show_targets(of: Digest) -> Section | None:
    """None without a target or an answered objective."""
    targets, answers = of.content.findings.targets, of.content.findings.answers
    if not targets and not answers:
        return None
    lead = "The business problem, where its KPI stands, and the questions answered for it."
    parts: list[Html | None] = [heading("targets", "Targets and answers", lead)]
    parts += [show_target(each) for each in targets.values()]
    ordered = sorted(answers.values(), key=lambda each: (each.deadline or "9999", each.objective))
    parts += [show_answer(of, each) for each in ordered]
    return Section("targets", "Targets and answers", join(parts))


def show_target(target: TargetResult) -> Html:
    told = [numbers.glue(sentence) for sentence in target.sentences]
    teams = [f"{team}: {why}" for team, why in target.teams.items()]
    return tag(
        "article",
        tag("p", f"Target · {target.name}", class_="eyebrow"),
        tag("h3", target.title),
        tag("p", tag("strong", "Problem: "), target.problem),
        tag("p", tag("strong", "Solved when: "), target.ideal) if target.ideal else None,
        bullets(told, "plain") if told else None,
        tag("p", tag("strong", "Who will use it"), class_="small") if teams else None,
        bullets(teams, "plain") if teams else None,
    )


def show_answer(of: Digest, answer: AnswerResult) -> Html:
    """The headline, the picture, then the sentences; everything else for those who want it."""
    when = (
        f"looking back from {answer.as_of}"
        if answer.cut is None
        else f"groups as of {answer.cut}, outcome until {answer.as_of}"
    )
    due = (
        "" if answer.deadline is None else f" · due {answer.deadline}" + (" (past)" if answer.overdue else "")
    )
    parts: list[Html | None] = [
        tag("p", f"Objective · {answer.objective} · {when}{due}", class_="eyebrow"),
        tag("h3", answer.question),
        tag("p", tag("strong", numbers.glue(answer.headline))),
        bullets([numbers.glue(each) for each in answer.sentences[:MOST_SENTENCES]], "plain")
        if answer.sentences
        else None,
    ]
    groups = [group for group in answer.top if not of.is_small(group.customers)]
    if groups:
        parts.append(draw_groups(answer, groups[:MOST_GROUPS]))
        parts.append(fold("All figures", group_table("The groups that stand out", groups)))
    for ranking in answer.rankings:
        shown = [group for group in ranking.groups if not of.is_small(group.customers)]
        if shown and ranking.variable not in of.secret:
            parts.append(
                fold(
                    f"By {numbers.inline(ranking.title)}",
                    *(tag("p", tie, class_="soft") for tie in ranking.ties),
                    group_table(ranking.title, shown),
                )
            )
    if answer.combinations:
        shown = [group for group in answer.combinations if not of.is_small(group.customers)]
        parts.append(
            fold(f"Combinations ({answer.searched:,} looked at)", group_table("Combinations", shown))
        )
    if answer.differences:
        parts.append(
            fold(
                f"All {numbers.of(len(answer.differences), 'difference')}",
                difference_table(answer, answer.differences),
            )
        )
    parts += [tag("p", warning, class_="soft") for warning in answer.warnings]
    return tag("article", *parts, class_="segment")


def draw_groups(answer: AnswerResult, groups: Sequence[Group]) -> Html:
    """Each group's rate with its interval, against everyone."""
    most = max([*(group.high for group in groups), answer.everyone or 0.0]) or 1.0
    is_share = most <= 1.0
    rows = [
        Dumbbell(
            label=group.title,
            here=max(group.rate, 0.0) / most,
            everyone=max(group.everyone, 0.0) / most,
            low=max(group.low, 0.0) / most,
            high=max(group.high, 0.0) / most,
            text=numbers.glue(
                f"{show(group.rate, is_share)} here, {show(group.everyone, is_share)} of everyone (n = {group.customers:,})"
            ),
        )
        for group in groups
    ]
    told = "; ".join(f"{row.label}: {row.text}" for row in rows)
    return tag(
        "figure",
        tag("figcaption", tag("strong", answer.outcome or "Outcome")),
        dumbbells(answer.question, told, rows),
    )


def show(value: float | None, is_share: bool) -> str:
    if value is None:
        return "–"
    return numbers.share(value) if is_share else f"{value:,.2f}"


def group_table(caption: str, groups: Sequence[Group]) -> Html:
    heads = [
        words("Group"),
        number("Customers"),
        number("Seen"),
        number("95 % interval"),
        number("Shrunk"),
        number("Lift"),
        number("Rank"),
        number("In the top"),
        number("Held out"),
    ]
    is_share = all(group.high <= 1 for group in groups)
    rows: list[list[Child]] = [
        [
            group.title,
            numbers.count(group.customers),
            show(group.rate, is_share),
            f"{show(group.low, is_share)} to {show(group.high, is_share)}",
            show(group.shrunk, is_share),
            "–" if group.lift is None else f"{group.lift:.2f}×",
            f"{group.rank_low}"
            if group.rank_low == group.rank_high
            else f"{group.rank_low}–{group.rank_high}",
            numbers.share(group.in_top),
            show(group.held_out_rate, is_share),
        ]
        for group in groups
    ]
    return table(caption, heads, rows)


def difference_table(answer: AnswerResult, differences: Sequence[Difference]) -> Html:
    heads = [
        words("Variable"),
        *(number(name) for name in answer.compared),
        number("Effect"),
        number("p, corrected"),
    ]
    rows: list[list[Child]] = []
    for each in differences:
        is_share = each.level is not None
        values = [show(value, is_share) for value in each.values]
        name = each.title if each.level is None else f"{each.title}: {each.level}"
        rows.append([name, *values, f"{each.effect:+.2f}".replace("-", "−"), show_p(each.adjusted_p)])
    return table(f"Differences, corrected over {answer.m:,} tests", heads, rows)
