"""Where the questions asked after a run stand: explored, answered, looked for groups, adopted, judged; and the next command."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the chain; `state` is done, missing or next."""

    name: str
    state: str
    told: str
    command: str | None = None


def list_questions(of: Digest) -> list[Step]:
    """Patterns, targets and objectives; nothing where there is no variable to ask about."""
    if not of.content.variables:
        return []
    return [explore_step(of), *target_steps(of), *objective_steps(of)]


def explore_step(of: Digest) -> Step:
    found = of.content.findings.explored
    if found is None:
        return Step(
            "Explore",
            "next",
            "Nobody has looked yet at what goes with the KPI and what goes together.",
            "satsuma explore",
        )
    told = f"{numbers.of(len(found.distributions), 'variable')} looked at"
    if found.drivers is not None:
        told += f", {numbers.of(len(found.drivers.drivers), 'driver')} of {numbers.inline(found.drivers.kpi_title)} found"
    return Step("Explore", "done", f"{told}.")


def target_steps(of: Digest) -> list[Step]:
    """A target's KPI against its goal. Without any: how to set one."""
    targets = of.content.findings.targets
    if not targets:
        told = "A target gives the KPI a goal and a date, and says which team waits for it."
        return [Step("Goal", "next", told, "satsuma target NAME")]
    steps = []
    for target in targets.values():
        state = "done" if target.reached else "missing" if target.overdue else "next"
        sentences = of.keep_told(target.sentences[1:2]) if target.kpi not in of.secret else []
        until = f" Until {target.by}." if target.by else ""
        steps.append(
            Step(f"Goal: {target.title}", state, f"{' '.join(sentences) or 'Its KPI is shown.'}{until}")
        )
    return steps


def objective_steps(of: Digest) -> list[Step]:
    """How many questions are answered, and the one to ask next."""
    answers = of.content.findings.answers
    asked = dict.fromkeys(
        name for target in of.content.findings.targets.values() for name in target.objectives
    )
    names = list(asked | dict.fromkeys(answers))
    if not names:
        told = "No objective is answered: a question with an outcome, candidates, a success and a deadline."
        return [Step("Objectives", "next", told, "satsuma answer --all")]
    open_ = [name for name in names if name not in answers]
    late = [answer.objective for answer in answers.values() if answer.overdue and not answer.success_reached]
    told = f"{len(names) - len(open_)} of {numbers.of(len(names), 'question')} answered."
    if late:
        told += f" Past the deadline: {numbers.listed(late)}."
    if open_:
        return [Step("Objectives", "next", told, f"satsuma answer {shlex.quote(open_[0])}")]
    return [Step("Objectives", "done", told)]


def list_discoveries(of: Digest) -> list[Step]:
    """Groups looked for, adopted, judged."""
    if not of.content.variables:
        return []
    found = of.content.findings.discoveries
    if not found:
        told = "Nobody has asked yet whether the data hold groups of their own."
        return [Step("Discover", "next", told, "satsuma discover groups"), *judge_steps(of)]
    verdicts = [f"{each.title}: {numbers.lower_first(each.headline)}" for each in found.values()]
    told = f"{'. '.join(verdicts[:3])}."
    if len(verdicts) > 3:
        told += f" And {len(verdicts) - 3} more."
    return [Step("Discover", "done", told), *adopt_steps(of), *judge_steps(of)]


def adopt_steps(of: Digest) -> list[Step]:
    """Discoveries worth adopting that are no segmentation yet: a useful cut is for people to decide, no groups are no news."""
    found = of.content.findings.discoveries.values()
    groups = [each for each in found if each.segments and each.verdict in ("natural", "reproducible")]
    if not groups:
        return []
    known = {each.name for each in of.content.segmentations} | set(of.content.findings.scorecards)
    waiting = [each for each in groups if each.name not in known]
    if not waiting:
        return [
            Step("Adopt", "done", f"{numbers.listed([each.title for each in groups])} divides the customers.")
        ]
    first = waiting[0]
    told = f"“{first.title}” is a proposal: adopting makes it a segmentation of every run."
    return [Step("Adopt", "next", told, f"satsuma adopt {shlex.quote(first.name)}")]


def judge_steps(of: Digest) -> list[Step]:
    """Segmentations judged by their scorecards."""
    if not of.content.segmentations:
        return []
    cards = of.content.findings.scorecards
    known = of.content.segmentations
    judged = [each for each in known if each.name in cards]
    if len(judged) < len(known):
        told = f"{len(judged)} of {numbers.of(len(known), 'segmentation')} judged."
        return [Step("Judge", "next", told, "satsuma scorecard")]
    best = max(cards.values(), key=lambda card: (card.points or -1.0, card.name))
    points = (
        "all are knocked out"
        if best.points is None
        else f"the best is “{best.title}” with {best.points:.0f} of 100 points"
    )
    return [Step("Judge", "done", f"{numbers.of(len(cards), 'segmentation')} judged; {points}.")]
