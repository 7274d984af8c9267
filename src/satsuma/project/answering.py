"""`answer`: objectives from the project's definitions and data to their answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.language.aims import check_objective
from satsuma.language.assembly import Nowhere, Places
from satsuma.language.grounds import suggest
from satsuma.model.answers import AnswerResult, Answers
from satsuma.model.errors import (
    DataError,
    DefinitionError,
    Finding,
    MistakeError,
    Place,
    UnknownNameError,
)
from satsuma.model.prospects import AskedThen
from satsuma.project.progress import Progress, silent
from satsuma.project.reporting import refresh_report
from satsuma.store.definitions import read_definitions
from satsuma.store.findings import save_finding

if TYPE_CHECKING:
    from satsuma.model.aims import ObjectiveDefinition
    from satsuma.project.opening import Opened

LATEST = "9999-12-31"


class LatePlaces:
    """Where definitions stand in the project's files, which are read again only when a place is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: Places | None = None

    def find(self, section: str, name: str = "", *path: str | int) -> Place:
        if self._places is None:
            self._places = read_definitions(self._folder).places
        return self._places.find(section, name, *path)


@dataclass(frozen=True, slots=True)
class Asked:
    """An objective by its name, with the places of its fields."""

    name: str
    definition: ObjectiveDefinition
    places: Places


def answer_objective(opened: Opened, name: str, progress: Progress | None = None) -> AnswerResult:
    """One objective's answer. UnknownNameError without it; DefinitionError with everything that it lacks or that is wrong in
    it, all at once; DataError where the data do not allow an answer. The report shows the answer from then on."""
    found = opened.definitions.objectives.get(name)
    if found is None:
        names = list(opened.definitions.objectives)
        raise UnknownNameError(f"There is no objective '{name}'.", hint=suggest(name, names, "objectives"))
    answer = _answer(opened, Asked(name, found, LatePlaces(opened.folder)), progress)
    keep_answer(opened, answer)
    refresh_report(opened.folder)
    return answer


def answer_all(opened: Opened, progress: Progress | None = None) -> Answers:
    """All objectives in the order of their deadlines, those without one last; what each refused one lacks."""
    report = progress or silent
    definitions = opened.definitions.objectives
    places = LatePlaces(opened.folder)
    order = sorted(definitions, key=lambda name: (definitions[name].deadline or LATEST, name))
    answers, refused = [], {}
    for number, name in enumerate(order):
        report(f"Answering {name}", number / len(order))
        try:
            answers.append(_answer(opened, Asked(name, definitions[name], places), None))
        except (MistakeError, DataError) as error:
            refused[name] = tuple(str(finding) for finding in error.findings)
    for answer in answers:
        keep_answer(opened, answer)
    refresh_report(opened.folder)
    return Answers(answers=tuple(answers), refused=refused)


def keep_answer(opened: Opened, answer: AnswerResult) -> None:
    """The answer for the report, and what was asked when: so that one sees whether it still answers the question."""
    name = answer.objective
    asked = AskedThen(definition=opened.definitions.objectives[name], run=opened.run.id)
    save_finding(opened.folder, "answers", name, answer)
    save_finding(opened.folder, "questions", name, asked)


def _answer(opened: Opened, asked: Asked, progress: Progress | None) -> AnswerResult:
    from satsuma.discover.objectives import answer
    from satsuma.project.supplying import supply

    warnings = refuse_incomplete(opened, asked)
    question, material = supply(opened, asked)
    material = replace(material, warnings=(*material.warnings, *warnings))
    report = progress or silent
    return answer(question, material, lambda share: report("Searching combinations", share))


def refuse_incomplete(opened: Opened, asked: Asked) -> list[str]:
    """DefinitionError with all that is missing or wrong; otherwise what is only worth saying."""
    findings = list_findings(opened, asked, Nowhere())
    if any(finding.severity == "error" for finding in findings):
        raise DefinitionError(
            sorted(list_findings(opened, asked, asked.places), key=lambda each: each.severity != "error")
        )
    return [finding.message for finding in findings if finding.code == "objective"]


def list_findings(opened: Opened, asked: Asked, places: Places) -> list[Finding]:
    from satsuma.discover.objectives import find_gaps

    found = find_gaps(asked.definition, lambda *path: places.find("objectives", asked.name, *path))
    return [
        *found,
        *check_objective(asked.name, asked.definition, opened.definitions, opened.vocabulary, places),
    ]
