"""The chain as a path: how far each of its steps is, in a sentence, and which is the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from satsuma.model.overview import ChainStep, FileChange, Page, StepState
from satsuma.model.results import SegmentSizes
from satsuma.project.freshness import is_older_than_run
from satsuma.project.reporting import load_all_findings
from satsuma.store.runs import load_json

if TYPE_CHECKING:
    from satsuma.describe.content import Findings
    from satsuma.model.definitions import Definitions
    from satsuma.model.overview import Pending
    from satsuma.project.opening import Opened

TITLES: dict[Page, str] = {
    "targets": "Targets and objectives",
    "data": "Data",
    "variables": "Variables",
    "patterns": "Patterns",
    "discover": "Discover",
    "segments": "Segments",
    "scorecard": "Scorecard",
    "personas": "Personas",
}
FIRST_THINGS: tuple[Page, ...] = ("data", "targets", "variables", "segments")
"""Without these nothing else can be trusted; then the order of the pages counts."""
CHANGED: tuple[Page, ...] = ("data", "variables", "segments")
"""What a run brings up to date."""
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Look:
    """What steps are judged by."""

    opened: Opened
    pending: Pending
    findings: Findings

    @property
    def definitions(self) -> Definitions:
        return self.opened.definitions

    def edited(self, *words: str) -> list[str]:
        """Definitions of these sorts that were changed since the last run."""
        return [each for each in self.pending.definitions if each.split(" ")[0] in words]

    def is_old(self, kind: str, name: str) -> bool:
        return is_older_than_run(self.opened, kind, name)


Told = tuple[StepState, str]


def walk_steps(opened: Opened, pending: Pending) -> tuple[ChainStep, ...]:
    """All steps of a project that has run."""
    look = Look(opened, pending, load_all_findings(opened.folder))
    tellers = (
        tell_targets, tell_data, tell_variables, tell_patterns, tell_discoveries, tell_segments, tell_scorecards, tell_personas,
    )  # fmt: skip
    told = {page: teller(look) for page, teller in zip(TITLES, tellers, strict=True)}
    return mark_next([make_step(page, each) for page, each in told.items()])


def begin_steps(definitions: Definitions) -> tuple[ChainStep, ...]:
    """All steps of a project that has never run: data come first."""
    sources = count(len(definitions.sources), "source")
    told: dict[Page, Told] = dict.fromkeys(TITLES, ("missing", "Waits for the first run."))
    told["data"] = (
        "missing",
        f"{sources} understood, not run yet." if definitions.sources else "No data yet.",
    )
    if definitions.targets:
        told["targets"] = ("done", f"{count(len(definitions.targets), 'target')} written.")
    return mark_next([make_step(page, each) for page, each in told.items()])


def make_step(page: Page, told: Told) -> ChainStep:
    return ChainStep(page=page, title=TITLES[page], state=told[0], sentence=told[1])


def mark_next(steps: Sequence[ChainStep]) -> tuple[ChainStep, ...]:
    open_steps = {step.page: step for step in steps if step.state != "done"}
    waiting = [page for page in CHANGED if page in open_steps and open_steps[page].state == "stale"]
    order = [*waiting, *(page for page in FIRST_THINGS if page in open_steps), *open_steps]
    return tuple(
        step.model_copy(update={"state": "next"}) if order and step.page == order[0] else step
        for step in steps
    )


def count(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def name_some(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def tell_targets(look: Look) -> Told:
    targets, objectives = look.definitions.targets, look.definitions.objectives
    if not targets:
        return "missing", "No target yet: say what should change, by how much and until when."
    if not objectives:
        return (
            "missing",
            f"{count(len(targets), 'target')}, but no objective that asks a question of the data.",
        )
    answered = [name for name in objectives if name in look.findings.answers]
    said = (
        f"{count(len(targets), 'target')}; {len(answered)} of {count(len(objectives), 'objective')} answered"
    )
    if not answered:
        return "missing", f"{said}."
    old = [name for name in answered if look.is_old("answers", name)]
    if old:
        return "stale", f"{said}, {count(len(old), 'answer')} from before the last run."
    return "done", f"{said}."


def tell_data(look: Look) -> Told:
    files: Sequence[FileChange] = look.pending.files
    edited = look.edited("source", "the")
    if files:
        told = [f"{each.path.rpartition('/')[2]} is {each.change}" for each in files]
        return "stale", f"Since the last run {name_some(told)}."
    if edited:
        return "stale", f"Changed since the last run: {name_some(edited)}."
    accounts = look.opened.run.quality.accounts
    rows = sum(each.rows_in for each in accounts)
    aside = sum(reason.rows for each in accounts for reason in each.quarantined)
    said = f"{count(len(accounts), 'source')}, {count(rows, 'row')}"
    return "done", f"{said}, {aside:,} of them set aside." if aside else f"{said}, none set aside."


def tell_variables(look: Look) -> Told:
    variables = look.definitions.variables
    if not variables:
        return "missing", "No variable yet: make the first one from a column or from events."
    edited = look.edited("variable")
    if edited:
        return "stale", f"Changed since the last run: {name_some(edited)}."
    families = {each.family for each in variables.values()}
    return "done", f"{count(len(variables), 'variable')} of {count(len(families), 'family')}."


def tell_patterns(look: Look) -> Told:
    explored = look.findings.explored
    if explored is None:
        return "missing", "Nothing explored yet: see what goes together and what moves the KPI."
    if look.is_old("explored", "explored"):
        return "stale", f"Explored before the last run, looking back from {explored.as_of}."
    looked = f"{count(len(explored.distributions), 'variable')} explored"
    drivers = explored.drivers
    if drivers is None or not drivers.drivers:
        return "done", f"{looked}."
    first = drivers.drivers[0].title
    if len(drivers.drivers) == 1:
        return "done", f"One variable goes with {drivers.kpi_title}: {first}."
    return "done", f"{len(drivers.drivers)} variables go with {drivers.kpi_title}; most of all {first}."


def tell_discoveries(look: Look) -> Told:
    studies = look.findings.discoveries
    if not look.definitions.discoveries:
        return "missing", "No study yet: choose what to group customers by."
    if not studies:
        return "missing", f"{count(len(look.definitions.discoveries), 'study')} defined, none done."
    old = [name for name in studies if look.is_old("discoveries", name)]
    if old:
        return "stale", f"Studied before the last run: {name_some([studies[name].title for name in old])}."
    told = [f"{each.title}: {each.headline.removesuffix('.')}" for each in studies.values()]
    return "done", f"{'; '.join(told[:2])}."


def tell_segments(look: Look) -> Told:
    segments = [each for each in look.definitions.segments.values() if each.enabled]
    divisions = look.definitions.segmentations
    if not segments and not divisions:
        return "missing", "No segment yet: begin with a template or write a rule."
    edited = look.edited("segment", "segmentation")
    if edited:
        return "stale", f"Changed since the last run: {name_some(edited)}."
    said = f"{count(len(segments), 'segment')} and {count(len(divisions), 'segmentation')}"
    sizes = SegmentSizes.model_validate(load_json(look.opened.run.path, "sizes")).segmentations
    if sizes:
        best = max(sizes, key=lambda each: each.covered)
        said += f"; {best.title} covers {best.covered:.0%}"
    return "done", f"{said}."


def tell_scorecards(look: Look) -> Told:
    divisions = [name for name, each in look.definitions.segmentations.items() if each.enabled]
    if not divisions:
        return "missing", "There is no segmentation to judge yet."
    judged = [name for name in divisions if name in look.findings.scorecards]
    if not judged:
        return "missing", f"{count(len(divisions), 'segmentation')}, none judged yet."
    old = [name for name in judged if look.is_old("scorecards", name)]
    if old:
        return "stale", f"Judged before the last run: {name_some(old)}."
    return "done", f"{len(judged)} of {count(len(divisions), 'segmentation')} judged."


def tell_personas(look: Look) -> Told:
    personas = look.definitions.personas
    if not personas:
        return "missing", "Cards are filled from data; nobody has named a persona or added notes yet."
    return "done", f"{count(len(personas), 'persona')} with notes of your own."
