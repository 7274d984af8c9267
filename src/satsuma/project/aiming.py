"""Targets and objectives as a page shows them: how far each is, its last answer, and one that is being written."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

import numpy as np

from satsuma.language.assembly import Nowhere
from satsuma.language.grounds import suggest
from satsuma.model.aims import ObjectiveDefinition
from satsuma.model.answers import AnswerResult, TargetResult
from satsuma.model.errors import DataError, Finding, MistakeError, UnknownNameError
from satsuma.model.prospects import Aims, AskedThen, ObjectiveStanding, ObjectiveTrial, ShownAnswerPage
from satsuma.project.answering import Asked, list_findings
from satsuma.project.moments import local_day
from satsuma.project.target_wishes import refuse_wrong
from satsuma.project.targeting import measure_target
from satsuma.store.findings import load_finding

if TYPE_CHECKING:
    from satsuma.describe.report.digest import Digest
    from satsuma.discover.objectives import Material, Question
    from satsuma.project.opening import Opened

LATEST = "9999-12-31"


def list_aims(opened: Opened) -> Aims:
    """Targets in the order of their definitions, objectives in the order of their deadlines."""
    targets: list[TargetResult] = []
    problems: list[Finding] = []
    for name, definition in opened.definitions.targets.items():
        try:
            refuse_wrong(opened, name, definition)
            targets.append(measure_target(opened, name, definition))
        except (MistakeError, DataError) as error:
            problems += error.findings
    objectives = opened.definitions.objectives
    order = sorted(objectives, key=lambda name: (objectives[name].deadline or LATEST, name))
    return Aims(
        targets=tuple(targets),
        objectives=tuple(find_standing(opened, name) for name in order),
        problems=tuple(problems),
    )


def find_standing(opened: Opened, name: str) -> ObjectiveStanding:
    """What an objective lacks, else whether its answer is there and still of this question and run."""
    definition = opened.definitions.objectives[name]
    findings = list_findings(opened, Asked(name, definition, Nowhere()), Nowhere())
    answer = load_finding(opened.folder, "answers", name, AnswerResult)
    is_lacking = any(finding.severity == "error" for finding in findings)
    state = "lacking" if is_lacking else "open" if answer is None else "answered"
    if state == "answered":
        then = load_finding(opened.folder, "questions", name, AskedThen)
        if then != AskedThen(definition=definition, run=opened.run.id):
            state = "stale"
    due = read_deadline(definition.deadline)
    today = local_day(opened.now, opened.zone)
    return ObjectiveStanding(
        name=name,
        question=definition.question,
        target=definition.target,
        state=state,  # type: ignore[arg-type]
        headline=answer.headline if answer else None,
        found=answer.status if answer else None,
        success_reached=answer.success_reached if answer else None,
        as_of=answer.as_of if answer else None,
        deadline=definition.deadline,
        days_left=(due - today).days if due else None,
        teams=definition.teams,
        findings=tuple(findings),
    )


def read_deadline(text: str | None) -> dt.date | None:
    """None for what is no day, too: that is among the findings."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def show_objective(opened: Opened, name: str) -> ShownAnswerPage:
    """One objective with its last answer and pictures. UnknownNameError where there is none."""
    from satsuma.describe.content import Findings
    from satsuma.describe.report.findings.specs import answer_spec
    from satsuma.project.picturing import read_digest

    definition = opened.definitions.objectives.get(name)
    if definition is None:
        names = list(opened.definitions.objectives)
        raise UnknownNameError(f"There is no objective '{name}'.", hint=suggest(name, names, "objectives"))
    answer = load_finding(opened.folder, "answers", name, AnswerResult)
    if answer is None:
        return ShownAnswerPage(standing=find_standing(opened, name), definition=definition)
    of = read_digest(opened.folder, Findings(answers={name: answer}))
    spec = answer_spec(of, answer)
    return ShownAnswerPage(
        standing=find_standing(opened, name),
        definition=definition,
        result=keep_shown(of, answer),
        charts={"groups": dict(spec)} if spec else {},
    )


def keep_shown(of: Digest, answer: AnswerResult) -> AnswerResult:
    """Without variables that stay out by now, groups that are too small, and sentences that name what stays out."""
    from satsuma.describe.report.findings.questions import HIDDEN, list_differences, list_shown

    return answer.model_copy(
        update={
            "headline": HIDDEN if of.tells_secret(answer.headline) else answer.headline,
            "sentences": tuple(each for each in answer.sentences if not of.tells_secret(each)),
            "top": tuple(list_shown(of, answer.top)),
            "combinations": tuple(list_shown(of, answer.combinations)),
            "rankings": tuple(
                ranking.model_copy(update={"groups": tuple(list_shown(of, ranking.groups))})
                for ranking in answer.rankings
                if ranking.variable not in of.secret
            ),
            "differences": tuple(list_differences(of, answer)),
            "left_out": {name: why for name, why in answer.left_out.items() if name not in of.secret},
        }
    )


def try_objective(opened: Opened, definition: ObjectiveDefinition) -> ObjectiveTrial:
    """An objective that is not written down yet: nothing is kept. What cannot be done is a finding, not an error."""
    from satsuma.project.listing import inform_variables
    from satsuma.project.supplying import supply

    asked = Asked("this objective", definition, Nowhere())
    findings = list_findings(opened, asked, Nowhere())
    if any(finding.severity == "error" and finding.code != "objective" for finding in findings):
        return ObjectiveTrial(findings=tuple(findings))
    if not definition.outcome and len(definition.compare) < 2:
        return ObjectiveTrial(findings=tuple(findings))
    try:
        question, material = supply(opened, asked)
    except (MistakeError, DataError) as error:
        return ObjectiveTrial(findings=(*findings, *error.findings))
    infos = inform_variables(opened.definitions, opened.run, opened.vocabulary, question.unit)
    shown = {info.name: info.title for info in infos if info.allowed}
    left_out = {shown[name]: why for name, why in material.left_out.items() if name in shown}
    return tell_trial(question, material, findings).model_copy(update={"left_out": left_out})


def tell_trial(question: Question, material: Material, findings: list[Finding]) -> ObjectiveTrial:
    """What the question is about, and its outcome for everyone; groups under the smallest size carry no number."""
    smallest = question.smallest_group
    titles = tuple(dict.fromkeys(each.title for each in material.candidates))
    compared = {
        name: int(inside.sum()) if not 0 < int(inside.sum()) < smallest else None
        for name, inside in material.groups.items()
    }
    trial = ObjectiveTrial(
        findings=tuple(findings),
        population=material.population,
        compared=compared,
        candidates=titles,
        warnings=tuple(material.warnings),
    )
    outcome = material.outcome
    if outcome is None or not outcome.n or 0 < outcome.n < smallest:
        return trial
    seen = outcome.estimate(np.ones(outcome.n, np.bool_))
    figures = (seen.rate, seen.low, seen.high)
    if any(math.isnan(figure) for figure in figures):
        return trial
    lift = question.definition.lift
    return trial.model_copy(
        update={
            "outcome": question.outcome,
            "measure": "rate" if outcome.exposure is not None else "share" if outcome.is_share else "number",
            "is_percent": (outcome.is_share and outcome.exposure is None) or question.is_percent,
            "currency": question.currency,
            "per": question.per[1] or None,
            "per_factor": question.per[0],
            "everyone": seen.rate,
            "low": seen.low,
            "high": seen.high,
            "needed": seen.rate * lift if lift else None,
        }
    )
