"""Targets with their KPI now, and the answers to their objectives."""

from __future__ import annotations

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.findings.questions import show_answer
from satsuma.describe.report.findings.values import find_kind, show_notes, told
from satsuma.describe.report.html import Html, join, tag
from satsuma.describe.report.svg import Bar, BarRow, bar_rows
from satsuma.describe.report.tables import bullets, fold
from satsuma.describe.sentences import show_number
from satsuma.model.answers import AnswerResult, TargetResult
from satsuma.model.kinds import Kind

MOST_OPEN = 6
"""Answers that are read without opening them; the others follow behind their questions."""


def show_targets(of: Digest) -> Section | None:
    """None without a target or an answered objective."""
    targets, answers = of.content.findings.targets, of.content.findings.answers
    if not targets and not answers:
        return None
    lead = "The business problem, where its KPI stands, and the questions answered for it."
    parts: list[Html | None] = [heading("targets", "Targets and answers", lead)]
    parts += [show_target(of, each) for each in targets.values()]
    ordered = sorted(answers.values(), key=rank)
    parts += [tag("article", *show_answer(of, each), class_="segment") for each in ordered[:MOST_OPEN]]
    parts += [fold(each.question, *show_answer(of, each)) for each in ordered[MOST_OPEN:]]
    return Section("targets", "Targets and answers", join(parts))


def rank(answer: AnswerResult) -> tuple[bool, str, str]:
    """Those that found something first, then by deadline."""
    is_empty = answer.status in ("nothing stands out", "no differences")
    return is_empty, answer.deadline or "9999", answer.objective


def show_target(of: Digest, target: TargetResult) -> Html:
    """The problem, where the KPI stands, and who waits for it."""
    teams = [f"{team}: {why}" for team, why in target.teams.items()]
    is_hidden = target.kpi in of.secret
    return tag(
        "article",
        tag("p", f"Target · {target.name}", class_="eyebrow"),
        tag("h3", target.title),
        tag("p", tag("strong", "Problem: "), target.problem),
        tag("p", tag("strong", "Solved when: "), target.ideal) if target.ideal else None,
        None if is_hidden else told(of.keep_told(target.sentences)),
        None if is_hidden else draw_progress(of, target),
        tag("h4", "Who will use it") if teams else None,
        bullets(teams, "plain") if teams else None,
        show_notes(of, target.warnings),
        class_="target",
    )


def draw_progress(of: Digest, target: TargetResult) -> Html | None:
    """Now, the goal and the benchmark on one scale; None with nothing to compare."""
    marks: list[tuple[str, float]] = []
    if target.goal is not None:
        marks.append((f"Goal by {target.by}" if target.by else "Goal", target.goal))
    if target.benchmark is not None:
        marks.append((f"Benchmark, {target.benchmark.date}", target.benchmark.value))
    if target.now is None or not marks or of.is_small(target.n):
        return None
    values = [target.now, *(value for _, value in marks)]
    if min(values) < 0:
        return None
    most = max(values) or 1.0
    reach = f" (n = {target.n:,})"
    rows = [
        BarRow("Now", (Bar(target.now / most, show_kpi(of, target, target.now) + numbers.glue(reach), "b"),))
    ]
    rows += [BarRow(label, (Bar(value / most, show_kpi(of, target, value), "a"),)) for label, value in marks]
    spoken = "; ".join(f"{row.label}: {row.bars[0].text}" for row in rows)
    title = f"{target.kpi_title}, {target.measure}"
    return tag("figure", tag("figcaption", tag("strong", title)), bar_rows(title, spoken, rows))


def show_kpi(of: Digest, target: TargetResult, value: float) -> str:
    """The KPI in its unit."""
    if target.measure == "share":
        return numbers.share(value)
    kind = find_kind(of, target.unit, target.kpi)
    if target.measure == "total" and kind is Kind.MONEY:
        return numbers.money(value, target.currency)
    return numbers.glue(show_number(value, Kind.MONEY if target.currency else kind, target.currency))
