"""Why a customer is in or out: the rule as a tree of answers, each with the customer's own value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from satsuma.language import tree
from satsuma.language.explain import clause, comparison_words, range_words, value_words
from satsuma.language.facts import Customer, Moment
from satsuma.language.grounds import Ground
from satsuma.language.interpret import Scope, draw_hash, fact_of, is_true, list_people, qualifying
from satsuma.language.normalise import rank_key
from satsuma.language.tree import Condition, Value
from satsuma.language.types import type_of
from satsuma.language.vocabulary import Vocabulary
from satsuma.language.wording import fact_words, listed, moment_words, quoted
from satsuma.language.write import write_number


@dataclass(frozen=True, slots=True)
class Reason:
    """One statement: whether it holds, the customer's value in words, and what it would take where the answer is not the
    one that lets the customer in. `reasons` are those of the statements inside."""

    text: str
    holds: bool
    actual: str | None = None
    needed: str | None = None
    reasons: Sequence[Reason] = ()


@dataclass(frozen=True, slots=True)
class Telling(Scope):
    """A scope whose fields in `hidden` are not told: names of variables, columns and event properties, each with the word
    that says why (`sensitive`)."""

    hidden: Mapping[str, str] = field(default_factory=dict)


def reasons(
    condition: Condition,
    customer: Customer,
    moment: Moment,
    vocabulary: Vocabulary,
    is_wanted: bool = True,
    hidden: Mapping[str, str] = MappingProxyType({}),
) -> Reason:
    """Why the condition holds for the customer at the moment, or why not; `holds` is what the interpreter says.

    `is_wanted` is the answer that would let the customer in; under a negation it turns round. Values of `hidden` fields,
    and of what is directly calculated from them, are not told; each name has the word that says why.
    """
    return _reason(condition, Telling(customer, moment, vocabulary, hidden=hidden), is_wanted)


def tell_leaf(condition: Condition, scope: Telling, text: str, holds: bool, is_wanted: bool) -> Reason:
    """A statement without others inside, whose answer and words are known already."""
    actual, needed = _explain_leaf(condition, scope, Ground(scope.vocabulary, scope.customer.unit))
    return Reason(text, holds, actual, _turn_needed(condition, needed, holds, is_wanted))


def _reason(condition: Condition, scope: Telling, is_wanted: bool) -> Reason:
    ground = Ground(scope.vocabulary, scope.customer.unit)
    inside: Sequence[Reason] = ()
    if isinstance(condition, tree.And | tree.Or):
        text = "all of these" if isinstance(condition, tree.And) else "at least one of these"
        inside = [_reason(part, scope, is_wanted) for part in condition.conditions]
    elif isinstance(condition, tree.Not):
        text = "not"
        inside = [_reason(condition.condition, scope, not is_wanted)]
    elif isinstance(condition, tree.InSegment):
        text = clause(condition, ground)
        segment = scope.vocabulary.segments[scope.customer.unit][condition.name]
        inside = [_reason(segment, scope, is_wanted)]
    else:
        text = clause(condition, ground)
    holds = is_true(condition, scope)
    actual, needed = _explain_leaf(condition, scope, ground)
    return Reason(text, holds, actual, _turn_needed(condition, needed, holds, is_wanted), tuple(inside))


def _turn_needed(condition: Condition, needed: str | None, holds: bool, is_wanted: bool) -> str | None:
    """What it would take: nothing where the answer is the wanted one, the opposite where it is not to hold."""
    if holds is is_wanted or needed is None:
        return None
    if is_wanted:
        return needed
    return "none" if isinstance(condition, tree.Done) and not condition.negated else f"not {needed}"


def _explain_leaf(condition: Condition, scope: Telling, ground: Ground) -> tuple[str | None, str | None]:
    """The customer's value, and what it would have to be."""
    if isinstance(condition, tree.Compare):
        return _explain_comparison(condition, scope, ground)
    if isinstance(condition, tree.Done):
        return _explain_done(condition, scope)
    if isinstance(condition, tree.Rank | tree.PercentileRange):
        return _explain_rank(condition, scope)
    if isinstance(condition, tree.RandomShare):
        drawn = draw_hash(condition.salt, scope.customer.unit, scope.customer.key) * 100 / 2**64
        return (
            f"drawn at {drawn:.4g} %",
            f"from {write_number(condition.low)} % to {write_number(condition.high)} %",
        )
    if isinstance(condition, tree.People):
        people = list_people(scope.customer)
        hits = sum(is_true(condition.where, replace(scope, customer=person)) for person in people)
        return f"{hits} of {len(people)} people", f"{condition.quantifier} of them"
    if isinstance(condition, tree.Sequence):
        counts = {step.event: len(scope.customer.events.get(step.event, ())) for step in condition.steps}
        return listed(
            [f"{count} {name}" for name, count in counts.items()], "and"
        ) + " in all", "in this order"
    value = getattr(condition, "value", None)
    if value is None:
        return None, None
    return _actual(value, scope), _needed_of(condition, ground)


def _actual(value: Value, scope: Telling) -> str:
    word = _hidden_word(value, scope)
    if word is not None:
        return f"(hidden: {word})"
    found = type_of(value, scope.vocabulary, scope.customer.unit)
    return fact_words(fact_of(value, scope), found, scope.moment.zone)


def _hidden_word(value: Value, scope: Telling) -> str | None:
    """Why a value is not told, None where it may be. A declared variable is as sensitive as it says itself, whatever it is
    calculated from."""
    waiting: list[Value] = [value]
    while waiting:
        inside = waiting.pop()
        name: str | None = None
        if isinstance(inside, tree.Variable | tree.AccountVariable):
            name = inside.name
        elif isinstance(inside, tree.Aggregate):
            name = inside.property
        elif isinstance(inside, tree.Arithmetic):
            waiting += [inside.left, inside.right]
        elif isinstance(inside, tree.Elapsed):
            waiting.append(inside.value)
        if name is not None and name in scope.hidden:
            return scope.hidden[name]
    return None


def _needed_of(condition: Condition, ground: Ground) -> str | None:
    """The end of the statement, after the value: 'between 40 and 60'."""
    if isinstance(condition, tree.Missing):
        return "a value" if condition.negated else "no value"
    if isinstance(condition, tree.Flag):
        return "yes"
    if isinstance(condition, tree.InRange):
        return "between {} and {}".format(*range_words(condition, ground))
    words = clause(condition, ground)
    name = value_words(condition.value, ground) if hasattr(condition, "value") else ""
    return words.removeprefix(name).strip().removeprefix("is ").removeprefix("are ") or None


def _explain_comparison(condition: tree.Compare, scope: Telling, ground: Ground) -> tuple[str, str]:
    literals = (tree.Number, tree.Text, tree.YesNo, tree.Date)
    actual = _actual(condition.left, scope)
    if isinstance(condition.right, literals):
        return actual, comparison_words(condition, ground)
    right = _actual(condition.right, scope)
    return f"{actual} against {right}", comparison_words(condition, ground)


def _explain_done(condition: tree.Done, scope: Scope) -> tuple[str, str]:
    events = qualifying(condition.events, scope)
    if not events:
        return "none", "none" if condition.negated else "at least one"
    last = moment_words(events[-1].time, scope.moment.zone)
    return f"{len(events)}, the last on {last}", "none" if condition.negated else "at least one"


def _explain_rank(condition: tree.Rank | tree.PercentileRange, scope: Telling) -> tuple[str, str | None]:
    word = _hidden_word(condition.by, scope) or scope.hidden.get(condition.within or "")
    if word is not None:
        return f"(hidden: {word})", None
    actual = _actual(condition.by, scope)
    group = fact_of(tree.Variable(name=condition.within), scope) if condition.within is not None else None
    if condition.within is not None:
        actual += f" in {quoted(group)}" if isinstance(group, str) else ", without a group"
    if condition.among is not None and not is_true(tree.InSegment(name=condition.among), scope):
        among = quoted(Ground(scope.vocabulary, scope.customer.unit).say_segment(condition.among))
        return f"{actual}, outside {among}", f"to be in {among}"
    thresholds = scope.moment.thresholds
    bounds = None
    if thresholds is not None and (group is None or isinstance(group, str)):
        bounds = thresholds(rank_key(condition, scope.customer.unit)).bounds.get(group)
    if bounds is None:
        return actual, "nobody is in"
    found = type_of(condition.by, scope.vocabulary, scope.customer.unit)
    low, high = (fact_words(bound, found, scope.moment.zone) for bound in bounds)
    if isinstance(condition, tree.PercentileRange):
        return actual, f"{low} to {high}"
    return actual, f"{low} or more" if condition.side == "top" else f"{high} or less"
