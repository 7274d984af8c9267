"""What was found last and is kept until it is found anew."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from satsuma.model.errors import UnknownNameError
from satsuma.store.findings import load_findings, save_finding

if TYPE_CHECKING:
    from satsuma.describe.content import Findings
    from satsuma.model.answers import AnswerResult, Answers, TargetResult
    from satsuma.model.data import AddedFiles
    from satsuma.model.discoveries import AdoptResult, DiscoveryResult
    from satsuma.model.patterns import ExploreResult
    from satsuma.model.pictured import Patterns, Study, StudySummary
    from satsuma.model.results import InitResult
    from satsuma.model.scorecards import Scorecard, Scorecards

Found = TypeVar("Found")
Kept = TypeVar("Kept", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class KeptFindings:
    """The findings kept in a project's folder. UnknownNameError for what has not been looked for yet."""

    folder: Path

    @property
    def explored(self) -> ExploreResult:
        """The last exploration of all variables."""
        found = self._load().explored
        if found is None:
            raise UnknownNameError("Nothing has been explored yet.", hint="Start 'explore' first.")
        return found

    def explored_by(self, job: str) -> ExploreResult:
        """What a job found in chosen variables."""
        from satsuma.model.patterns import ExploreResult

        return self._kept("jobs", job, ExploreResult, "exploration", "explore")

    @property
    def started(self) -> InitResult:
        """What was understood of the files that the project began with, where it was begun in a browser."""
        from satsuma.model.results import InitResult

        return self._kept("start", "start", InitResult, "beginning", "init")

    @property
    def added(self) -> AddedFiles:
        """What became of the files added last."""
        from satsuma.model.data import AddedFiles

        return self._kept("added", "added", AddedFiles, "addition", "add")

    def adoption(self, name: str) -> AdoptResult:
        """What the last adoption of a discovery made."""
        from satsuma.model.discoveries import AdoptResult

        return self._kept("adoptions", name, AdoptResult, "adoption", "adopt")

    @property
    def answered(self) -> Answers:
        """All objectives answered at once, with what the unanswerable ones lack."""
        from satsuma.model.answers import Answers

        return self._kept("answered", "answered", Answers, "answer", "answer --all")

    def target(self, name: str) -> TargetResult:
        """A target with its KPI as it was when last looked at."""
        return choose(self._load().targets, name, "target", "target")

    @property
    def targets(self) -> tuple[TargetResult, ...]:
        """All targets that were looked at."""
        return tuple(self._load().targets.values())

    def answer(self, name: str) -> AnswerResult:
        """An objective's last answer."""
        return choose(self._load().answers, name, "answer", "answer")

    @property
    def answers(self) -> tuple[AnswerResult, ...]:
        """All objectives that were answered."""
        return tuple(self._load().answers.values())

    def discovery(self, name: str) -> DiscoveryResult:
        """What a study found."""
        return choose(self._load().discoveries, name, "study", "discover")

    @property
    def discoveries(self) -> tuple[DiscoveryResult, ...]:
        """All studies."""
        return tuple(self._load().discoveries.values())

    def patterns(self, job: str | None = None) -> Patterns:
        """The last exploration, or a job's of chosen variables, with its pictures."""
        from satsuma.project.picturing import picture_patterns

        return picture_patterns(self.folder, self.explored if job is None else self.explored_by(job))

    def study(self, name: str) -> Study:
        """What a study found, with its pictures."""
        from satsuma.project.picturing import picture_study

        return picture_study(self.folder, self.discovery(name))

    @property
    def studies(self) -> tuple[StudySummary, ...]:
        """All discoveries that are defined, with their verdicts."""
        from satsuma.project.picturing import list_studies

        return list_studies(self.folder)

    @property
    def scorecards(self) -> Scorecards:
        """All segmentations that were judged, the best first."""
        from satsuma.validate.scorecard import rank_cards

        return rank_cards(list(self._load().scorecards.values()))

    def scorecard(self, name: str) -> Scorecard:
        """One segmentation's judgement."""
        return choose(self._load().scorecards, name, "scorecard", "scorecard")

    def _kept(self, kind: str, name: str, model: type[Kept], word: str, command: str) -> Kept:
        return choose(load_findings(self.folder, kind, model), name, word, command)

    def _load(self) -> Findings:
        from satsuma.project.reporting import load_all_findings

        return load_all_findings(self.folder)


def choose(found: Mapping[str, Found], name: str, word: str, command: str) -> Found:
    """One of them by name; UnknownNameError with the nearest name."""
    if name in found:
        return found[name]
    near = difflib.get_close_matches(name, found, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Start '{command}' for it first."
    raise UnknownNameError(f"There is no {word} of '{name}' yet.", hint=hint)


def keep_result(folder: Path, place: str, result: BaseModel) -> None:
    """Keeps what a job found at `kind/name` among the findings. Raises StorageError."""
    kind, _, name = place.partition("/")
    save_finding(folder, kind, name, result)
