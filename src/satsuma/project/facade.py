"""`Project`: one method a command, each passing one room's output to the next."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack, overload

from satsuma.project.groundwork import Groundwork
from satsuma.project.live_questions import LiveQuestions
from satsuma.project.opening import Opened, open_folder
from satsuma.project.tables import MemberKeys, Table

if TYPE_CHECKING:
    from satsuma.language.tree import Condition
    from satsuma.model.accounts import RunRecord
    from satsuma.model.aims import ObjectiveDefinition
    from satsuma.model.definitions import Definitions
    from satsuma.model.described import DescribedVariables
    from satsuma.model.discoveries import AdoptResult
    from satsuma.model.errors import Finding
    from satsuma.model.persona_definitions import AvatarChoice
    from satsuma.model.personas import Avatar, PersonaExport, PersonaOverview
    from satsuma.model.pictured import Alternative, BasisProposals
    from satsuma.model.prospects import Aims, ObjectiveTrial, ShownAnswerPage, ShownProspect
    from satsuma.model.results import (
        Explanation,
        ExportResult,
        Overlap,
        SegmentHistory,
        SegmentSize,
        SegmentSizes,
        UndoResult,
        VariableInfo,
    )
    from satsuma.model.standing import ProjectStanding
    from satsuma.project.kept_findings import KeptFindings
    from satsuma.project.progress import Progress
    from satsuma.project.scoring import ShownScorecard, ShownScorecards
    from satsuma.project.shown import ShownCount, ShownInit, ShownProfile, ShownRun
    from satsuma.project.shown_answers import ShownAnswer, ShownAnswers, ShownTarget
    from satsuma.project.shown_groups import ShownDiscovery, ShownPlaces
    from satsuma.project.shown_patterns import ShownExplore
    from satsuma.project.shown_personas import ShownPersona, ShownPersonas
    from satsuma.project.starting import Purpose
    from satsuma.project.target_wishes import Said
    from satsuma.project.translating import ShownRecipe


@dataclass(frozen=True, slots=True)
class Project(LiveQuestions, Groundwork):
    """A folder with definitions, and the last good run of it.

    `clock` gives the present in seconds since 1970; it is asked once a command and only where no `as_of` is given. `opener`
    reads the folder: for one command, or from memory (see `hold`).
    """

    folder: Path
    clock: Callable[[], float] = time.time
    opener: Callable[[Path, int], Opened] = open_folder

    @classmethod
    def open(cls, folder: str | Path, *, clock: Callable[[], float] = time.time) -> Project:
        """Opens a project's folder; ProjectNotFoundError where there is none."""
        from satsuma.project.opening import find_project

        return cls(find_project(Path(folder)), clock)

    @classmethod
    def hold(cls, folder: str | Path, *, clock: Callable[[], float] = time.time) -> Project:
        """Opens a folder for many questions: what was read stays in memory until definitions or the current run change."""
        from satsuma.project.holding import hold_folder
        from satsuma.project.opening import find_project

        return cls(find_project(Path(folder)), clock, hold_folder)

    @classmethod
    def init(
        cls,
        folder: str | Path,
        files: Sequence[str | Path],
        *,
        purpose: Purpose | None = None,
        timezone: str = "UTC",
        progress: Progress | None = None,
        clock: Callable[[], float] = time.time,
    ) -> ShownInit:
        """Looks at the files, writes the project's definitions into `folder`, and says what was understood."""
        from satsuma.project.starting import Beginning, Purpose, start_project

        beginning = Beginning(Path(folder), purpose or Purpose(), timezone, int(clock()))
        return start_project(beginning, [Path(file) for file in files], progress)

    def run(self, as_of: str | None = None, *, progress: Progress | None = None) -> ShownRun:
        """Collect, clean, measure, evaluate, profile, report; published in one step, or not at all."""
        from satsuma.project.running import run_project

        return run_project(self.folder, as_of, int(self.clock()), progress)

    def count(self, rule: str | Condition, as_of: str | None = None, unit: str | None = None) -> ShownCount:
        """How many of a unit's population satisfy a rule, as of a moment."""
        from satsuma.project.counting import count_rule

        return count_rule(self._opened(), rule, as_of, unit)

    def members(self, segment: str, as_of: str | None = None) -> MemberKeys:
        """The members' keys, as Arrow without a copy."""
        from satsuma.project.listing import list_members

        return list_members(self._opened(), segment, as_of)

    def explain(
        self, customer: str | int, segment: str, as_of: str | None = None, unit: str | None = None
    ) -> Explanation:
        """Why a customer is in a segment (or satisfies a rule), or what keeps them out."""
        from satsuma.project.explaining import explain_customer

        return explain_customer(self._opened(), str(customer), segment, as_of, unit)

    @property
    def segments(self) -> Table[SegmentSize]:
        """All segments with their sizes, as of the last run."""
        from satsuma.project.sizing import list_sizes

        return list_sizes(self.sizes())

    def sizes(self, as_of: str | None = None) -> SegmentSizes:
        """All segments and segmentations with their sizes; for a past day by evaluating again."""
        from satsuma.project.sizing import size_segments

        return size_segments(self._opened(), as_of)

    def history(self) -> SegmentHistory:
        """The sizes of all segments over the kept runs."""
        from satsuma.project.sizing import size_history

        return size_history(self._opened())

    def profile(self, name: str, as_of: str | None = None) -> ShownProfile:
        """A segment against everyone on every variable."""
        from satsuma.project.profiling import profile_segment

        return profile_segment(self._opened(), name, as_of)

    def overlap(self, unit: str | None = None, as_of: str | None = None) -> Overlap:
        """How many customers each pair of segments shares."""
        from satsuma.project.profiling import overlap_segments

        return overlap_segments(self._opened(), unit, as_of)

    def scorecard(
        self, name: str | None = None, as_of: str | None = None, *, cut: str | None = None
    ) -> ShownScorecard | ShownScorecards:
        """One segmentation judged, or all side by side; `cut` is the earlier day whose segments are judged by what
        happened since (default: 90 days before `as_of`)."""
        from satsuma.project.scoring import score_segmentation, score_segmentations

        if name is None:
            return score_segmentations(self._opened(), as_of, cut)
        return score_segmentation(self._opened(), name, as_of, cut)

    def recipe(self, segment: str, product: str) -> ShownRecipe:
        """A segment as the filter steps of hubspot, salesforce or klaviyo, and what that product cannot express."""
        from satsuma.project.translating import translate_segment

        return translate_segment(self._opened(), segment, product)

    @property
    def variables(self) -> Table[VariableInfo]:
        """All variables by family, with how many customers have a value."""
        from satsuma.project.listing import list_variables

        return list_variables(self._opened())

    def describe_variables(self, as_of: str | None = None, unit: str | None = None) -> DescribedVariables:
        """All variables of a unit with their distributions, and which definitions use them."""
        from satsuma.project.describing import describe_variables

        return describe_variables(self._opened(), as_of, unit)

    def explore(
        self,
        *variables: str,
        kpi: str | None = None,
        confirm: Sequence[str] = (),
        as_of: str | None = None,
        unit: str | None = None,
        progress: Progress | None = None,
    ) -> ShownExplore:
        """How variables are distributed, what goes together, and what moves the `kpi` (without `variables` the project's by
        default). `confirm` names variables that were known before the outcome although they look like a leak."""
        from satsuma.project.exploring import Wanted, explore_project

        return explore_project(self._opened(), Wanted(variables, kpi, tuple(confirm)), as_of, unit, progress)

    def target(self, name: str, **said: Unpack[Said]) -> ShownTarget:
        """A business target with its KPI now. What is said of it (`problem`, `kpi`, `goal`, `by`, `teams` …) is written down
        first; what is not said stays as it is."""
        from satsuma.project.shown_answers import ShownTarget
        from satsuma.project.target_wishes import TargetWish
        from satsuma.project.targeting import show_target

        found = show_target(self._opened(), name, TargetWish(**said))
        return ShownTarget.model_validate(found.model_dump())

    def aims(self) -> Aims:
        """All targets with their KPI now, and how far their objectives are."""
        from satsuma.project.aiming import list_aims

        return list_aims(self._opened())

    def foresee(
        self,
        kpi: str,
        *,
        measure: Literal["total", "average", "share"] = "average",
        direction: Literal["higher", "lower"] = "higher",
        goal: float | None = None,
        by: str | None = None,
        unit: str | None = None,
    ) -> ShownProspect:
        """A KPI now and at earlier days, and whether a goal lies within what it has done; nothing is written."""
        from satsuma.project.foreseeing import Wish, foresee

        return foresee(self._opened(), Wish(kpi, measure, direction, goal, by, unit))

    def objective(self, name: str) -> ShownAnswerPage:
        """An objective with its last answer and that answer's pictures."""
        from satsuma.project.aiming import show_objective

        return show_objective(self._opened(), name)

    def try_objective(self, definition: ObjectiveDefinition) -> ObjectiveTrial:
        """An objective that is being written: what it lacks, whom it is about, the outcome now; nothing is kept."""
        from satsuma.project.aiming import try_objective

        return try_objective(self._opened(), definition)

    @overload
    def answer(self, name: str, *, progress: Progress | None = None) -> ShownAnswer: ...

    @overload
    def answer(self, name: None = None, *, progress: Progress | None = None) -> ShownAnswers: ...

    @overload
    def answer(
        self, name: str | None = None, *, progress: Progress | None = None
    ) -> ShownAnswer | ShownAnswers: ...

    def answer(
        self, name: str | None = None, *, progress: Progress | None = None
    ) -> ShownAnswer | ShownAnswers:
        """An objective answered; without a name all of them, with what the unanswerable ones lack."""
        from satsuma.project.answering import answer_all, answer_objective
        from satsuma.project.shown_answers import ShownAnswer, ShownAnswers

        if name is None:
            return ShownAnswers.model_validate(answer_all(self._opened(), progress).model_dump())
        return ShownAnswer.model_validate(answer_objective(self._opened(), name, progress).model_dump())

    def discover(
        self,
        name: str,
        *,
        basis: Sequence[str] = (),
        k: str | None = None,
        algorithms: Sequence[str] = (),
        quick: bool = False,
        as_of: str | None = None,
        progress: Progress | None = None,
    ) -> ShownDiscovery:
        """Looks for groups: for every number of them how stable, and whether they are real. A new `name` is written down with
        its `basis`."""
        from satsuma.project.discovering import discover_groups
        from satsuma.project.wishing import Wishes

        wishes = Wishes(tuple(basis), k, tuple(algorithms), quick)
        return discover_groups(self._opened(), name, wishes, as_of, progress)

    def propose_bases(self, as_of: str | None = None, unit: str | None = None) -> BasisProposals:
        """Sets of variables that customers could be grouped by; the first is what `discover` takes by itself."""
        from satsuma.project.wishing import propose_bases

        return propose_bases(self._opened(), unit, as_of)

    def alternative(self, name: str, k: int, algorithm: str | None = None) -> Alternative:
        """Another number of groups of a study, described as the chosen one is."""
        from satsuma.project.alternatives import describe_alternative

        return describe_alternative(self._opened(), name, k, algorithm)

    def adopt(
        self,
        name: str,
        *,
        k: int | None = None,
        form: str = "model",
        algorithm: str | None = None,
        progress: Progress | None = None,
    ) -> AdoptResult:
        """Makes a discovery the project's segmentation, as a model or as rules (`form`)."""
        from satsuma.project.adopting import adopt_discovery

        return adopt_discovery(self._opened(), name, k, form, algorithm, progress)

    def assign(
        self, file: str | Path, using: str, *, key: str | None = None, to: str | Path | None = None
    ) -> ShownPlaces:
        """Places the customers of a file by an adopted model, with probabilities."""
        from satsuma.project.assigning import assign_file

        return assign_file(self.folder, Path(file), using, key, Path(to) if to is not None else None)

    @property
    def found(self) -> KeptFindings:
        """What explore, discover, answer and scorecard found last, as far as the definitions that asked are still there."""
        from satsuma.project.kept_findings import KeptFindings

        return KeptFindings(self.folder)

    @staticmethod
    def standing(folder: str | Path) -> ProjectStanding:
        """What is in a folder: nothing yet, definitions, or a project with runs."""
        from satsuma.project.standing import tell_standing

        return tell_standing(Path(folder))

    @property
    def definitions(self) -> Definitions:
        """The project's definitions as read from its YAML files."""
        return self._opened().definitions

    def check(self) -> tuple[Finding, ...]:
        """All findings in the definitions: mistakes first, then warnings."""
        from satsuma.project.checking import check_project

        return check_project(self.folder)

    @property
    def runs(self) -> Table[RunRecord]:
        """The runs so far, newest first."""
        from satsuma.project.keeping import list_runs

        return list_runs(self.folder)

    @property
    def last_run(self) -> ShownRun:
        """What the last run did."""
        from satsuma.project.keeping import show_last_run

        return show_last_run(self.folder)

    def undo(self) -> UndoResult:
        """Takes the last run back; the one before it counts again."""
        from satsuma.project.keeping import undo_run

        return undo_run(self.folder)

    def export(
        self,
        segment: str,
        to: str | Path,
        *,
        destination: str | None = None,
        xlsx: bool = False,
        include_unconsented: bool = False,
        as_of: str | None = None,
    ) -> ExportResult:
        """Writes a segment's members to a file, people who opted out left out and counted."""
        from satsuma.project.exporting import ExportOptions, export_segment

        options = ExportOptions(destination, xlsx, include_unconsented)
        return export_segment(self._opened(), segment, Path(to), options, as_of)

    def persona(self, segment: str, as_of: str | None = None) -> ShownPersona:
        """The persona card of a segment, or of a part of a segmentation."""
        from satsuma.project.personas import show_persona
        from satsuma.project.shown_personas import ShownPersona

        return ShownPersona(**dict(show_persona(self._opened(), segment, as_of)))

    def personas(
        self, of: str | None = None, as_of: str | None = None, *, progress: Progress | None = None
    ) -> ShownPersonas:
        """The cards of all segments, or `of` a segmentation's parts."""
        from satsuma.project.personas import show_personas
        from satsuma.project.shown_personas import ShownPersonas

        return ShownPersonas(**dict(show_personas(self._opened(), of, as_of, progress)))

    def list_personas(self, as_of: str | None = None) -> PersonaOverview:
        """All cards at a glance, without the figures that take time."""
        from satsuma.project.personas import list_personas

        return list_personas(self._opened(), as_of)

    def avatar(self, segment: str, choice: AvatarChoice) -> Avatar:
        """The portrait that a choice would give."""
        from satsuma.project.personas import preview_avatar

        return preview_avatar(self._opened(), segment, choice)

    def export_personas(
        self,
        to: str | Path,
        segments: Sequence[str] = (),
        *,
        of: str | None = None,
        form: str | None = None,
        as_of: str | None = None,
        progress: Progress | None = None,
    ) -> PersonaExport:
        """Writes the cards of `segments`, or the deck of all (`of` a segmentation), as html, pdf, png, zip of PNGs or pptx; by
        default as the file's ending says."""
        from satsuma.project.persona_exports import export_all, export_cards

        opened = self._opened()
        if segments:
            return export_cards(opened, segments, Path(to), form, as_of)
        return export_all(opened, of, Path(to), form, as_of, progress)

    def _opened(self) -> Opened:
        return self.opener(self.folder, int(self.clock()))
