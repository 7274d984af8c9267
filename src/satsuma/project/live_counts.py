"""Counting while a rule is written: the whole, every group and every condition, in one evaluation."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from satsuma.engine import bitmaps
from satsuma.language.check import check_condition
from satsuma.language.explain import clause, sentence
from satsuma.language.grounds import Ground
from satsuma.language.locating import Located, locate_conditions
from satsuma.language.tree import And, Not, Or
from satsuma.language.write import write_condition
from satsuma.model.errors import Finding, RuleSyntaxError
from satsuma.model.live import CountedCondition, LiveCount
from satsuma.project.reading_rules import find_all, parse_rule
from satsuma.project.remembered import find_existing, find_reach, find_truths

if TYPE_CHECKING:
    from satsuma.engine.bitmaps import Words
    from satsuma.language.tree import Condition
    from satsuma.project.moments import AsOf
    from satsuma.project.opening import Opened


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition with what is wrong with itself; `is_sound` says whether nothing in it is wrong."""

    located: Located
    findings: tuple[Finding, ...]
    is_sound: bool


def count_live(opened: Opened, rule: str | Condition, as_of: str | None, unit: str | None) -> LiveCount:
    """Mistakes in the rule are findings; OptionError for a wrong day or unit."""
    started = time.perf_counter()
    unit, moment = opened.choose_unit(unit), opened.choose_as_of(as_of)
    population = bitmaps.count(find_existing(opened, unit, moment))
    try:
        condition = parse_rule(rule)
    except RuleSyntaxError as error:
        return LiveCount(
            text=rule if isinstance(rule, str) else "",
            sentence="",
            unit=unit,
            as_of=moment.day.isoformat(),
            customers=None,
            population=population,
            share=None,
            findings=error.findings,
            seconds=round(time.perf_counter() - started, 4),
        )
    ground = Ground(opened.vocabulary, unit)
    judged = judge(locate_conditions(condition, ground))
    words_of = read_words(opened, judged, moment)
    counted = tuple(count_condition(each, words_of, opened, moment) for each in judged)
    whole = words_of(judged[0]) if judged[0].is_sound else None
    contactable = count_reach(opened, unit, whole) if whole is not None else {}
    return LiveCount(
        text=write_condition(condition),
        sentence=sentence(clause(condition, ground)),
        unit=unit,
        as_of=moment.day.isoformat(),
        customers=counted[0].customers,
        population=population,
        share=counted[0].share,
        contactable=contactable,
        conditions=counted,
        findings=tuple(find_all(opened, condition, unit)),
        warnings=tuple(opened.warn_stale(condition, unit, moment)),
        seconds=round(time.perf_counter() - started, 4),
    )


def count_reach(opened: Opened, unit: str, words: Words) -> dict[str, int]:
    """How many of these can be contacted, by channel."""
    return {channel: bitmaps.count(reach & words) for channel, reach in find_reach(opened, unit).items()}


def judge(located: list[Located]) -> list[Judged]:
    """What is wrong with each condition by itself. A group is wrong where anything in it is."""
    found: dict[int, Judged] = {}
    for each in reversed(located):
        condition = each.condition
        parts = condition.conditions if isinstance(condition, And | Or) else ()
        parts = (condition.condition,) if isinstance(condition, Not) else parts
        if parts:
            findings: tuple[Finding, ...] = ()
            is_sound = all(found[id(part)].is_sound for part in parts)
        else:
            findings = tuple(check_condition(condition, each.ground.vocabulary, each.ground.unit))
            # Where there are no people, what is asked of them is about no unit.
            is_sound = bool(each.ground.unit) and not any(finding.severity == "error" for finding in findings)
        found[id(condition)] = Judged(each, findings, is_sound)
    return [found[id(each.condition)] for each in located]


def read_words(opened: Opened, judged: list[Judged], moment: AsOf) -> Callable[[Judged], Words]:
    """A reader of who satisfies each sound condition; one evaluation a unit."""
    by_unit: dict[str, list[Condition]] = {}
    for each in judged:
        if each.is_sound:
            by_unit.setdefault(each.located.ground.unit, []).append(each.located.condition)
    truths = {unit: find_truths(opened, conditions, unit, moment) for unit, conditions in by_unit.items()}
    return lambda each: truths[each.located.ground.unit](each.located.condition).words


def count_condition(
    judged: Judged, words_of: Callable[[Judged], Words], opened: Opened, moment: AsOf
) -> CountedCondition:
    located = judged.located
    is_known_unit = located.ground.unit in opened.run.shape.units
    everyone = find_existing(opened, located.ground.unit, moment) if is_known_unit else None
    population = bitmaps.count(everyone) if everyone is not None else 0
    customers = bitmaps.count(words_of(judged)) if judged.is_sound else None
    return CountedCondition(
        path=located.path,
        op=located.condition.op,
        unit=located.ground.unit,
        sentence=sentence(clause(located.condition, located.ground)),
        customers=customers,
        population=population,
        share=customers / population if customers is not None and population else None,
        findings=judged.findings,
    )
