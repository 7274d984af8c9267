"""`demo`: a made-up company led through the whole chain, with its truth beside the answer."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.model.errors import MistakeError
from satsuma.model.results import DemoResult, PlantedGroup
from satsuma.project.keepsakes import list_changed_files, mark_files
from satsuma.project.moments import local_day, read_zone
from satsuma.project.progress import Progress, silent
from satsuma.project.running import run_project
from satsuma.project.starting import Beginning, Purpose, start_project
from satsuma.store.definitions import read_definitions, write_definitions

if TYPE_CHECKING:
    from satsuma.model.definitions import Definitions
    from satsuma.model.results import RunResult

PURPOSE = Purpose(
    problem="Revenue is flat although new customers are up by 18 %: should we discount more?",
    kpi="net_revenue_12m",
    teams=("Marketing", "Shop", "Board"),
)
TRADE = Purpose(problem="Which trade accounts need a visit?", teams=("Trade sales",))
ZONE = "Europe/Berlin"
TRADE_NAME = "Larkfield Trade"
NAME = "Larkfield"
DATA = "data"


def show_demo(
    folder: Path,
    customers: int,
    seed: int,
    now: int,
    progress: Progress | None = None,
    *,
    may_replace: bool = False,
) -> DemoResult:
    """Writes the company's files into `folder`/data, makes two projects of them (people in `folder`, trade accounts in
    `folder`/trade) and runs both. MistakeError where the folder holds something else, or an earlier demo that was changed
    by hand, unless the caller `may_replace` it."""
    from satsuma.demo.company import write_company

    report = progress or silent
    is_replaced = clear_folder(folder, may_replace=may_replace)
    report("Making the company up", None)
    files = write_company(folder / DATA, customers, seed=seed)
    start_project(Beginning(folder, PURPOSE, ZONE, now), [folder / DATA / "b2c"], report)
    add_story(folder, now)
    truth = read_truth(files.truth)
    result = run_project(folder, None, now, report, share_truth(truth))
    start_project(Beginning(folder / "trade", TRADE, ZONE, now, TRADE_NAME), [folder / DATA / "b2b"], report)
    add_trade_story(folder / "trade", now)
    trade = run_project(folder / "trade", None, now, report)
    groups = compare_with_truth(folder, truth, now)
    mark_files(folder)
    return DemoResult(
        lines=tell_story(folder, result, trade),
        project=str(folder),
        trade=str(folder / "trade"),
        customers=result.customers,
        accounts=trade.units.get("account", 0),
        report=result.report,
        groups=groups,
        replaced=is_replaced,
    )


def clear_folder(folder: Path, *, may_replace: bool) -> bool:
    """Empties an earlier demo's folder and says whether there was one; MistakeError where it holds anything else, or what a
    person has changed."""
    if not folder.exists() or not any(folder.iterdir()):
        return False
    if not (folder / DATA / "truth.csv").is_file():
        raise MistakeError(f"{folder} is not empty.", hint="Name a new folder: satsuma demo FOLDER.")
    changed = list_changed_files(folder)
    if changed != [] and not may_replace:
        named = "it was not finished, or another version made it"
        if changed:
            more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
            named = f"changed since: {', '.join(changed[:3])}{more}"
        raise MistakeError(
            f"{folder} holds an earlier demo; {named}.",
            hint="Name a new folder, or write --replace to lose what is there.",
        )
    shutil.rmtree(folder)
    return True


def add_story(folder: Path, now: int) -> None:
    """The segments that a marketer at Larkfield would write, beside those that `init` suggested, a division of their own in
    place of the starter segmentation, and what it is all for."""
    from satsuma.demo.discoveries import DISCOVERIES, HABITS
    from satsuma.demo.objectives import OBJECTIVES, TARGETS, VARIABLES, set_dates, set_deadlines
    from satsuma.demo.story import STORY, divide_story

    today = local_day(now, read_zone(ZONE))
    definitions = read_definitions(folder).definitions
    starter = {
        name: each.model_copy(update={"enabled": False}) for name, each in definitions.segmentations.items()
    }
    more = {
        "project": definitions.project.model_copy(update={"name": NAME}),
        "segments": definitions.segments | STORY,
        "segmentations": {"story": divide_story()} | starter,
        "variables": definitions.variables | VARIABLES | HABITS,
        "discoveries": DISCOVERIES,
        "targets": set_dates(TARGETS, today),
        "objectives": set_deadlines(OBJECTIVES, today),
    }
    write_aims(folder, definitions.model_copy(update=more))


def add_trade_story(folder: Path, now: int) -> None:
    """What trade sales want, and the deals by the contacts who sign them."""
    from satsuma.demo.objectives import (
        TRADE_OBJECTIVES,
        TRADE_TARGETS,
        TRADE_VARIABLES,
        list_signings,
        set_dates,
        set_deadlines,
    )

    today = local_day(now, read_zone(ZONE))
    definitions = read_definitions(folder).definitions
    more = {
        "sources": definitions.sources | {"signings": list_signings(definitions.sources["opportunities"])},
        "variables": definitions.variables | TRADE_VARIABLES,
        "targets": set_dates(TRADE_TARGETS, today),
        "objectives": set_deadlines(TRADE_OBJECTIVES, today),
    }
    write_aims(folder, definitions.model_copy(update=more))


def write_aims(folder: Path, definitions: Definitions) -> None:
    """Writes the definitions, without objectives about variables that so small a company has no data for."""
    known = {
        name: each
        for name, each in definitions.objectives.items()
        if all(candidate in definitions.variables for candidate in each.candidates)
    }
    write_definitions(folder, definitions.model_copy(update={"objectives": known}))


def read_truth(path: Path) -> dict[str, set[str]]:
    """The customers planted in each group, by record id."""
    planted: dict[str, set[str]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            planted.setdefault(row["segment"], set()).add(row["record_id"])
    return planted


def share_truth(truth: Mapping[str, set[str]]) -> dict[str, tuple[str, float]]:
    """By part of the story's segmentation: the planted group and its share of all customers."""
    from satsuma.demo.story import PLANTED_BY

    everyone = sum(len(group) for group in truth.values())
    return {f"story/{part}": (name, len(truth[name]) / everyone) for part, name in PLANTED_BY.items()}


def compare_with_truth(folder: Path, truth: Mapping[str, set[str]], now: int) -> tuple[PlantedGroup, ...]:
    """How well each segment of the story finds the group planted for it."""
    from satsuma.demo.story import PLANTED_BY
    from satsuma.project.listing import find_members
    from satsuma.project.opening import open_folder

    opened = open_folder(folder, now)
    everyone = sum(len(group) for group in truth.values())
    keys = opened.population.units[opened.run.shape.main_unit].keys.values
    groups = []
    for segment, name in PLANTED_BY.items():
        members = {str(key) for key in keys[find_members(opened, f"story/{segment}", None)].tolist()}
        both = len(members & truth[name])
        groups.append(
            PlantedGroup(
                planted=name,
                segment=segment,
                planted_share=len(truth[name]) / everyone,
                segment_share=len(members) / len(keys),
                found=both / len(truth[name]) if truth[name] else 0.0,
                right=both / len(members) if members else 0.0,
            )
        )
    return tuple(groups)


def tell_story(folder: Path, result: RunResult, trade: RunResult) -> tuple[str, ...]:
    """Five lines: customers, money, the answer, the report, the next command."""
    accounts = trade.units.get("account", 0)
    return (
        f"{result.customers:,} customers and {accounts:,} trade accounts, looking back from {result.as_of}.",
        reconcile(folder, result),
        answer(result),
        f"Report: {result.report}",
        f"Next: satsuma -C {folder} serve",
    )


def reconcile(folder: Path, result: RunResult) -> str:
    """The orders' money of all sources that sell: what came in, what is kept, and that the rest has its reasons."""
    definitions = read_definitions(folder).definitions
    main = definitions.project.main_event
    selling = {
        name
        for name, source in definitions.sources.items()
        if main in (source.event, source.groups.event if source.groups else None)
    }
    money = [each for each in result.money if each.source in selling]
    rows_in = sum(Decimal(each.total_in) for each in money)
    kept = sum(Decimal(each.total_kept) for each in money)
    aside = f"{rows_in - kept:,.2f} excluded or set aside, each row with its reason"
    return f"Money reconciled: {rows_in:,.2f} in the files = {kept:,.2f} kept + {aside}."


def answer(result: RunResult) -> str:
    """The story's answer in one sentence, from the run's own numbers."""
    parts = {part.name: part for each in result.segmentations for part in each.segments}
    slipping, hunters = parts.get("story/slipping-regulars"), parts.get("story/discount-hunters")
    if slipping is None or hunters is None:
        return "The story's segments are not there."
    return (
        f"More codes would go to the {hunters.share:.0%} who wait for them ({hunters.kpi_share or 0:.0%} of revenue); the loss "
        f"is {slipping.customers:,} slipping regulars, {slipping.contactable.get('email', 0):,} of whom can be written to."
    )
