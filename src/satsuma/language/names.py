"""Findings about names that a rule uses: unknown ones, and constructs that cannot stand where they are."""

from __future__ import annotations

from collections.abc import Iterator

from satsuma.language import tree
from satsuma.language.grounds import Ground, mistake, suggest
from satsuma.language.tree import Node
from satsuma.language.types import unit_shape
from satsuma.model.errors import Finding
from satsuma.model.kinds import WORDS

_IN_FILTERS = (
    tree.Number, tree.Text, tree.YesNo, tree.Date, tree.Variable, tree.Arithmetic, tree.Everyone, tree.Compare,
    tree.InRange, tree.OneOf, tree.TextMatch, tree.Missing, tree.Flag, tree.SetHas, tree.DateIs, tree.And, tree.Or,
    tree.Not, tree.Ever, tree.Last, tree.Next, tree.Ago, tree.Calendar, tree.Between, tree.Before, tree.After,
    tree.Since,
)  # fmt: skip


def find_name_mistakes(node: Node, ground: Ground) -> Iterator[Finding]:
    """Of this node alone, not of what is inside it."""
    if ground.event is not None and not isinstance(node, _IN_FILTERS):
        yield mistake(
            f"Inside the filter of '{ground.event}' only the event's own properties can be compared.",
            "Move the rest of the rule out of 'where'.",
        )
    elif isinstance(node, tree.Variable | tree.VariableBound):
        yield from _check_name(node.name, ground)
    elif isinstance(node, tree.AccountVariable):
        yield from _check_account(node.name, ground)
    elif isinstance(node, tree.Events | tree.Step):
        yield from _check_event(node.event, ground)
    elif isinstance(node, tree.Aggregate):
        yield from _check_property(node, ground)
    elif isinstance(node, tree.InSegment):
        yield from _check_segment(node.name, ground)
    elif isinstance(node, tree.Rank | tree.PercentileRange):
        yield from _check_rank(node, ground)
    elif isinstance(node, tree.People | tree.PeopleCount) and ground.people is None:
        yield mistake(
            f"A {ground.unit} has no people.",
            "Rules about people are for units whose people a source links to them.",
        )


def _check_name(name: str, ground: Ground) -> Iterator[Finding]:
    if name in ground.names() or not ground.unit or (ground.event is not None and ground.event_shape is None):
        return
    if ground.event is not None:
        yield mistake(
            f"The event '{ground.event}' has no property '{name}'.",
            suggest(name, ground.names(), "properties")
            if name not in Ground(ground.vocabulary, ground.unit).names()
            else f"'{name}' is a value of the {ground.unit}: compare it outside 'where'.",
        )
    elif name in ground.shape.events:
        yield mistake(f"'{name}' is an event, not a variable.", f"Write has({name}) or count({name}).")
    elif name in ground.vocabulary.segments.get(ground.unit, {}):
        yield mistake(f"'{name}' is a segment, not a variable.", f"Write: in segment {name}.")
    else:
        yield mistake(
            f"There is no variable or column '{name}' of the {ground.unit}.",
            suggest(name, ground.names(), "variables and columns"),
        )


def _check_account(name: str, ground: Ground) -> Iterator[Finding]:
    account = ground.account
    if account is None:
        yield mistake(
            f"A {ground.unit} belongs to no account.", "Link people to accounts in a source's 'links'."
        )
    elif name not in account.names():
        yield mistake(
            f"There is no variable or column '{name}' of the {account.unit}.",
            suggest(name, account.names(), "variables and columns"),
        )


def _check_event(name: str, ground: Ground) -> Iterator[Finding]:
    if ground.unit and name not in ground.shape.events:
        yield mistake(
            f"There is no event '{name}' of the {ground.unit}.",
            suggest(name, list(ground.shape.events), "events"),
        )


def _check_property(node: tree.Aggregate, ground: Ground) -> Iterator[Finding]:
    event = ground.shape.events.get(node.events.event)
    if event is not None and node.property is not None and node.property not in event.properties:
        yield mistake(
            f"The event '{event.name}' has no property '{node.property}'.",
            suggest(node.property, list(event.properties), "properties"),
        )


def _check_segment(name: str, ground: Ground) -> Iterator[Finding]:
    segments = ground.vocabulary.segments
    own = segments.get(ground.unit, {})
    if name in own or not ground.unit:
        return
    others = [unit for unit, names in segments.items() if name in names]
    parts = [full for full in own if full.split("/")[-1] == name]
    if others:
        yield mistake(
            f"The segment '{name}' holds units of '{others[0]}', this rule is about '{ground.unit}'.",
            f"Use it in a rule about {others[0]}, or inside any(people, …).",
        )
    elif parts:
        yield mistake(f"There is no segment '{name}'.", f"Did you mean '{parts[0]}'?")
    else:
        yield mistake(f"There is no segment '{name}'.", suggest(name, list(own), "segments"))


def _check_rank(node: tree.Rank | tree.PercentileRange, ground: Ground) -> Iterator[Finding]:
    if node.among is not None:
        yield from _check_segment(node.among, ground)
    if node.within is None:
        return
    yield from _check_name(node.within, ground)
    found = ground.type_of(tree.Variable(name=node.within))
    if found is not None and found.kind not in WORDS:
        yield mistake(
            f"'{node.within}' is a {found.kind}: groups of a rank are categories.",
            "Name a category after 'within'.",
        )


def check_unit(unit: str, ground: Ground) -> Iterator[Finding]:
    """Whether there is such a unit at all."""
    if unit_shape(ground.vocabulary, unit) is None:
        known = list(ground.vocabulary.shape.units)
        yield mistake(f"There is no unit '{unit}'.", suggest(unit, known, "units"))
