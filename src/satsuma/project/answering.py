"""`answer`: objectives from the project's definitions and data to their answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from satsuma.language.aims import check_objective
from satsuma.language.grounds import suggest
from satsuma.model.answers import AnswerResult, Answers
from satsuma.model.errors import (
    DataError,
    DefinitionError,
    Finding,
    MistakeError,
    UnknownNameError,
)
from satsuma.project.progress import Progress, silent
from satsuma.store.definitions import Places, read_definitions

if TYPE_CHECKING:
    from satsuma.model.aims import ObjectiveDefinition
    from satsuma.project.opening import Opened

LATEST = "9999-12-31"


def answer_objective(opened: Opened, name: str, progress: Progress | None = None) -> AnswerResult:
    """One objective's answer. UnknownNameError without it; DefinitionError with everything that it lacks or that is wrong in
    it, all at once; DataError where the data do not allow an answer."""
    found = opened.definitions.objectives.get(name)
    if found is None:
        names = list(opened.definitions.objectives)
        raise UnknownNameError(f"There is no objective '{name}'.", hint=suggest(name, names, "objectives"))
    return _answer(opened, name, found, read_definitions(opened.folder).places, progress)


def answer_all(opened: Opened, progress: Progress | None = None) -> Answers:
    """All objectives in the order of their deadlines, those without one last; what each refused one lacks."""
    report = progress or silent
    definitions = opened.definitions.objectives
    places = read_definitions(opened.folder).places
    order = sorted(definitions, key=lambda name: (definitions[name].deadline or LATEST, name))
    answers, refused = [], {}
    for number, name in enumerate(order):
        report(f"Answering {name}", number / len(order))
        try:
            answers.append(_answer(opened, name, definitions[name], places, None))
        except (MistakeError, DataError) as error:
            refused[name] = tuple(str(finding) for finding in error.findings)
    return Answers(answers=tuple(answers), refused=refused)


def _answer(
    opened: Opened, name: str, definition: ObjectiveDefinition, places: Places, progress: Progress | None
) -> AnswerResult:
    from satsuma.discover.objectives import answer
    from satsuma.project.supplying import supply

    warnings = refuse_incomplete(opened, name, definition, places)
    question, material = supply(opened, Asked(name, definition, places))
    material = replace(material, warnings=(*material.warnings, *warnings))
    report = progress or silent
    return answer(question, material, lambda share: report("Searching combinations", share))


@dataclass(frozen=True, slots=True)
class Asked:
    """An objective by its name, with the places of its fields."""

    name: str
    definition: ObjectiveDefinition
    places: Places


def refuse_incomplete(
    opened: Opened, name: str, definition: ObjectiveDefinition, places: Places
) -> list[str]:
    """DefinitionError with all that is missing or wrong; otherwise what is only worth saying."""
    from satsuma.discover.objectives import find_gaps

    findings: list[Finding] = find_gaps(definition, lambda *path: places.find("objectives", name, *path))
    findings += check_objective(name, definition, opened.definitions, opened.vocabulary, places)
    if any(finding.severity == "error" for finding in findings):
        raise DefinitionError(sort_findings(findings))
    return [finding.message for finding in findings if finding.code == "objective"]


def sort_findings(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.severity != "error")
