"""`overview`: how far the work is, how segments stand, what changed, and the next thing to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.model.overview import ChainStep, Changes, Overview, Pending, SegmentChange
from satsuma.model.results import SegmentSize, SegmentSizes
from satsuma.project.edit_history import list_edits
from satsuma.project.freshness import compare_files, find_pending
from satsuma.project.kpi_standing import choose_kpi, figure_run, stand_everyone, stand_segments
from satsuma.project.outdated import list_changed
from satsuma.project.overview_steps import CHANGED, begin_steps, walk_steps
from satsuma.project.sizing import list_sizes
from satsuma.store.definitions import read_definitions
from satsuma.store.runs import load_json

if TYPE_CHECKING:
    from satsuma.model.definitions import Definitions
    from satsuma.project.opening import Opened
    from satsuma.store.runs import StoredRun

SHOWN_EDITS = 8
WHAT_TO_DO = {
    "targets": "Say what should change: write a target, and objectives that ask the data.",
    "objectives": "Answer the objectives.",
    "data": "Run, so that the results are those of the data and definitions as they are now.",
    "variables": "Make variables of what the data know.",
    "patterns": "Explore what goes together and what moves the KPI.",
    "discover": "Look whether there are natural groups: choose what to group by.",
    "studies": "Do the studies that are defined, and see whether there are groups.",
    "segments": "Make a segment: take a template, or write a rule.",
    "scorecard": "Judge the segmentations side by side.",
    "personas": "Give the segments that matter a name and a face.",
}
ALL_DONE = "Everything is up to date: export a segment, or look at what happened next."


def begin_overview(folder: Path, now: int) -> Overview:
    """Of a project that has never run."""
    definitions = read_definitions(folder).definitions
    steps = begin_steps(definitions)
    return Overview(
        project=definitions.project.name,
        problem=definitions.project.problem,
        main_unit=definitions.project.main_unit,
        steps=steps,
        next_step="Make the first run." if definitions.sources else "Add files with your customers.",
        next_page="data",
        run_again=bool(definitions.sources),
        edits=list_edits(folder, None, None, now, SHOWN_EDITS).edits,
    )


def make_overview(opened: Opened) -> Overview:
    """Of a project with a run; sizes and KPI are that run's."""
    pending = find_pending(opened)
    steps = walk_steps(opened, pending)
    runs = opened.kept_runs()
    summary = load_json(opened.run.path, "summary")
    sizes = SegmentSizes.model_validate(load_json(opened.run.path, "sizes"))
    asked, info = choose_kpi(opened)
    history = [figure_run(opened, run, asked) for run in runs]
    kpi = stand_everyone(opened, asked, info, history) if info is not None else None
    step = next((each for each in steps if each.state == "next"), None)
    run_again = needs_run(pending)
    return Overview(
        project=opened.definitions.project.name,
        problem=opened.definitions.project.problem,
        main_unit=opened.run.shape.main_unit,
        run=opened.run.id,
        as_of=sizes.as_of,
        finished=find_finished(opened),
        units=summary["units"],
        contactable=count_contactable(opened),
        steps=steps,
        next_step=say_next(step, pending, opened.definitions),
        next_page=step.page if step else "segments",
        run_again=run_again,
        kpi=kpi,
        segments=stand_segments(opened, list(list_sizes(sizes)), kpi, history),
        changes=compare_runs(runs[-2], opened.run, opened.definitions) if len(runs) > 1 else None,
        pending=pending,
        edits=list_edits(opened.folder, None, None, opened.now, SHOWN_EDITS).edits[:SHOWN_EDITS],
        warnings=opened.outdated,
    )


def needs_run(pending: Pending) -> bool:
    return bool(pending.files or pending.definitions)


def say_next(step: ChainStep | None, pending: Pending, definitions: Definitions) -> str:
    if step is None:
        return ALL_DONE
    if needs_run(pending) and step.page in CHANGED:
        return f"Run again. {step.sentence}"
    if step.page == "targets" and definitions.objectives:
        return WHAT_TO_DO["objectives"]
    if step.page == "discover" and definitions.discoveries:
        return WHAT_TO_DO["studies"]
    return WHAT_TO_DO[step.page]


def find_finished(opened: Opened) -> str | None:
    """When the last run was done."""
    from satsuma.project.keeping import opened_state

    with opened_state(opened.folder) as state:
        record = state.current()
    return record.finished if record else None


def count_contactable(opened: Opened) -> dict[str, int]:
    """How many of the main unit can be contacted, by channel."""
    from satsuma.activate.contact import find_contactable
    from satsuma.project.evaluating import sources_of

    unit = opened.run.shape.main_unit
    found = find_contactable(opened.population.units[unit], sources_of(opened.definitions, unit))
    return {channel: int(reach.sum()) for channel, reach in found.items()}


def compare_runs(before: StoredRun, now: StoredRun, definitions: Definitions) -> Changes:
    """What is different in a run from the one before it."""
    then = SegmentSizes.model_validate(load_json(before.path, "sizes"))
    sizes = SegmentSizes.model_validate(load_json(now.path, "sizes"))
    old = {size.name: size for size in list_sizes(then)}
    new = {size.name: size for size in list_sizes(sizes)}
    moved = [compare_sizes(old[name], size) for name, size in new.items() if name in old]
    moved = sorted(
        (each for each in moved if each.entered or each.left or each.before != each.now),
        key=lambda each: -((each.entered or 0) + (each.left or 0)),
    )
    summaries = [load_json(run.path, "summary") for run in (before, now)]
    inputs = [load_json(run.path, "inputs").get("files", {}) for run in (before, now)]
    then_defined = load_json(before.path, "definitions")
    now_defined = type(definitions).model_validate(load_json(now.path, "definitions"))
    changes = Changes(
        run_before=before.id,
        as_of_before=then.as_of,
        customers_before=summaries[0]["customers"],
        customers=summaries[1]["customers"],
        segments=tuple(moved),
        new_segments=tuple(size.title for name, size in new.items() if name not in old),
        removed_segments=tuple(size.title for name, size in old.items() if name not in new),
        definitions=tuple(list_changed(then_defined, now_defined)),
        files=tuple(compare_files(*inputs)),
        sentence="",
    )
    return changes.model_copy(update={"sentence": say_changes(changes)})


def compare_sizes(before: SegmentSize, now: SegmentSize) -> SegmentChange:
    return SegmentChange(
        name=now.name,
        title=now.title,
        before=before.customers,
        now=now.customers,
        entered=now.entered,
        left=now.left,
    )


def say_changes(changes: Changes) -> str:
    """What changed most, in one sentence."""
    gained = changes.customers - changes.customers_before
    said = [f"{abs(gained):,} {'more' if gained > 0 else 'fewer'} customers"] if gained else []
    if changes.segments:
        most = changes.segments[0]
        said.append(f"{most.title}: {most.entered or 0:,} entered, {most.left or 0:,} left")
    for word, names in (("new", changes.new_segments), ("gone", changes.removed_segments)):
        if names:
            said.append(f"{word}: {', '.join(names[:3])}{' …' if len(names) > 3 else ''}")
    since = f"Since the run looking back from {changes.as_of_before}: "
    return since + ("; ".join(said) if said else "nobody entered or left a segment") + "."
