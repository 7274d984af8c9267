"""One customer: every segment with what decides it, by the kernel on one customer with a plan that stays."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from satsuma.engine import evaluate, evaluate_one, facts_of, make_plan
from satsuma.engine.bitmaps import contains
from satsuma.language.explain import clause, sentence
from satsuma.language.facts import Moment, Thresholds
from satsuma.language.grounds import Ground
from satsuma.language.reasons import Telling, tell_leaf
from satsuma.language.tree import And, Condition, InSegment, Not, Or
from satsuma.model.live import CustomerPlace, CustomerSegment, CustomerSegments
from satsuma.model.results import ReasonLine
from satsuma.project.evaluating import list_enabled
from satsuma.project.explaining import find_ordinal
from satsuma.project.privacy import list_hidden
from satsuma.project.sizing import find_labels

if TYPE_CHECKING:
    from satsuma.engine import Plan
    from satsuma.project.moments import AsOf
    from satsuma.project.opening import Opened


@dataclass(frozen=True, slots=True)
class Standing:
    """All segments of a unit ready to be asked about one customer; `lock` because a plan serves one at a time. `statements`
    (their names in the plan) and `texts` are those inside segments, by their identity in the vocabulary."""

    plan: Plan
    conditions: Mapping[str, Condition]
    sentences: Mapping[str, str]
    statements: Mapping[int, str]
    texts: Mapping[int, str]
    thresholds: Mapping[str, Thresholds]
    hidden: Mapping[str, str]
    lock: threading.Lock = field(default_factory=threading.Lock)


def look_up(
    opened: Opened, key: str, as_of: str | None, unit: str | None, *, with_reasons: bool = True
) -> CustomerSegments:
    """UnknownNameError for a key that nobody has, without repeating it; OptionError for a wrong day or unit."""
    unit, moment = opened.choose_unit(unit), opened.choose_as_of(as_of)
    ordinal = find_ordinal(opened.run, unit, key)
    standing = prepare(opened, unit, moment)
    with standing.lock:
        answers = evaluate_one(standing.plan, ordinal, standing.thresholds.__getitem__)
    customer = facts_of(opened.population_at(moment), opened.run.shape, unit, ordinal)
    asked = Moment(moment.seconds, opened.zone, standing.thresholds.__getitem__)
    scope = Telling(customer, asked, opened.vocabulary, hidden=standing.hidden)
    told = Deciding(standing, answers, scope)
    return CustomerSegments(
        customer=str(customer.key),
        unit=unit,
        as_of=moment.day.isoformat(),
        in_population=contains(standing.plan.existing, ordinal),
        segments=tuple(
            CustomerSegment(
                name=name,
                title=str(find_labels(name, opened.definitions)["title"]),
                member=answers[name],
                sentence=said,
                reasons=tuple(told.list_lines(standing.conditions[name])) if with_reasons else (),
            )
            for name, said in standing.sentences.items()
        ),
        places=tuple(find_places(opened, unit, answers)),
    )


@dataclass(frozen=True, slots=True)
class Deciding:
    """What an answer about one customer rests on; whether each statement holds is known from the kernel."""

    standing: Standing
    answers: Mapping[str, bool]
    scope: Telling

    def list_lines(self, condition: Condition, is_wanted: bool = True) -> Iterator[ReasonLine]:
        """The statements that the answer rests on: of groups whose answer one part settles, those that settle it."""
        match condition:
            case And() | Or():
                holds = self.holds(condition)
                for part in condition.conditions:
                    if self.holds(part) is holds:
                        yield from self.list_lines(part, is_wanted)
            case Not():
                yield from self.list_lines(condition.condition, not is_wanted)
            case InSegment():
                yield from self.list_lines(find_rule(self.scope, condition.name), is_wanted)
            case _:
                text = self.standing.texts[id(condition)]
                found = tell_leaf(condition, self.scope, text, self.holds(condition), is_wanted)
                yield ReasonLine(
                    depth=0, text=text, holds=found.holds, actual=found.actual, needed=found.needed
                )

    def holds(self, condition: Condition) -> bool:
        match condition:
            case And():
                return all(self.holds(part) for part in condition.conditions)
            case Or():
                return any(self.holds(part) for part in condition.conditions)
            case Not():
                return not self.holds(condition.condition)
            case InSegment():
                return self.holds(find_rule(self.scope, condition.name))
            case _:
                return self.answers[self.standing.statements[id(condition)]]


def find_rule(scope: Telling, segment: str) -> Condition:
    return scope.vocabulary.segments[scope.customer.unit][segment]


def prepare(opened: Opened, unit: str, moment: AsOf) -> Standing:
    """The plan of all segments that are switched on, remembered while definitions and run stay."""

    def make() -> Standing:
        rules = opened.vocabulary.segments.get(unit, {})
        conditions = {name: rules[name] for name in list_enabled(opened.definitions, unit)}
        leaves = {
            id(leaf): leaf
            for name, rule in conditions.items()
            if "/" not in name
            for leaf in list_statements(rule, rules)
        }
        statements = {place: f"\0{number}" for number, place in enumerate(leaves)}
        asked = {**conditions, **{statements[place]: leaf for place, leaf in leaves.items()}}
        population = opened.population_at(moment)
        plan = make_plan(population, opened.vocabulary, unit, asked, moment.seconds, opened.zone)
        thresholds: Mapping[str, Thresholds] = {}
        if plan.rank_keys:
            thresholds = evaluate(
                population, opened.vocabulary, unit, conditions, moment.seconds, opened.zone, opened.threads
            ).thresholds
        ground = Ground(opened.vocabulary, unit)
        return Standing(
            plan,
            conditions,
            {name: sentence(clause(rule, ground)) for name, rule in conditions.items() if "/" not in name},
            statements,
            {place: clause(leaf, ground) for place, leaf in leaves.items()},
            thresholds,
            list_hidden(opened.definitions),
        )

    def weigh(standing: Standing) -> int:
        room = sum(values.nbytes for values in standing.plan.values.values())
        return standing.plan.words.nbytes + standing.plan.existing.nbytes + room

    return opened.memory.recall(("standing", opened.definitions_key, unit, moment.seconds), make, weigh)


def list_statements(condition: Condition, rules: Mapping[str, Condition]) -> Iterator[Condition]:
    """The statements that a rule combines, those of segments that it names among them."""
    match condition:
        case And() | Or():
            for part in condition.conditions:
                yield from list_statements(part, rules)
        case Not():
            yield from list_statements(condition.condition, rules)
        case InSegment():
            yield from list_statements(rules[condition.name], rules)
        case _:
            yield condition


def find_places(opened: Opened, unit: str, answers: Mapping[str, bool]) -> Iterator[CustomerPlace]:
    """In which part of each segmentation somebody is."""
    for name, definition in opened.definitions.segmentations.items():
        if definition.unit != unit or not definition.enabled:
            continue
        part = next((full for full, holds in answers.items() if holds and full.startswith(f"{name}/")), None)
        yield CustomerPlace(
            segmentation=name,
            title=definition.title or name,
            part=part,
            part_title=str(find_labels(part, opened.definitions)["title"]) if part else None,
        )
