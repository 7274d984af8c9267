"""Every template of the catalogue with the segment it would write for this company, or what data it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from satsuma.language.explain import describe
from satsuma.language.read import read_condition, read_value
from satsuma.language.tree import InSegment, PercentileRange, Rank, Variable
from satsuma.language.walk import walk
from satsuma.model.errors import SatsumaError
from satsuma.model.templates import TemplateOffer, TemplateOffers

if TYPE_CHECKING:
    from satsuma.language.tree import Node
    from satsuma.measure.drafting import Template
    from satsuma.model.definitions import SegmentDefinition, VariableDefinition
    from satsuma.project.opening import Opened

OFFER_BYTES = 2_000


def list_templates(opened: Opened) -> TemplateOffers:
    """As the last run's data and the definitions are now."""

    def weigh(found: TemplateOffers) -> int:
        return OFFER_BYTES * len(found.templates)

    key = ("templates", opened.definitions_key)
    return opened.memory.recall(key, lambda: offer_templates(opened), weigh)


@dataclass(frozen=True, slots=True)
class Drafts:
    """What the catalogue would write for these data: segments by template, what the other templates need, and all variables
    that it suggests."""

    segments: Mapping[str, SegmentDefinition]
    lacks: Mapping[str, str]
    variables: Mapping[str, VariableDefinition]


def offer_templates(opened: Opened) -> TemplateOffers:
    from satsuma.measure.activity_templates import ACTIVITY_TEMPLATES
    from satsuma.measure.business_templates import ACCOUNT_TEMPLATES, BUSINESS_TEMPLATES
    from satsuma.measure.templates import CONSUMER_TEMPLATES

    drafts = draft_segments(opened)
    offers = []
    for templates, market, is_always in (
        (CONSUMER_TEMPLATES, "B2C", True),
        (ACTIVITY_TEMPLATES, "B2C", False),
        (BUSINESS_TEMPLATES, "B2B", True),
        (ACCOUNT_TEMPLATES, "B2B", False),
    ):
        offers += [
            offer(opened, template, market, drafts)
            for template in templates
            if is_always or template.name in drafts.segments
        ]
    return TemplateOffers(templates=tuple(offers))


def draft_segments(opened: Opened) -> Drafts:
    from satsuma.measure.gaps import measure_gaps
    from satsuma.measure.suggestions import suggest_variables
    from satsuma.measure.templates import suggest_segments
    from satsuma.project.suggesting import NO_ORDERS, leave_out_constants

    definitions, run = opened.definitions, opened.run
    main_event = definitions.project.main_event
    orders = opened.population.units[run.shape.main_unit].events.get(main_event or "")
    gaps = measure_gaps(orders or NO_ORDERS, opened.choose_as_of(None).seconds)
    shape = leave_out_constants(run.shape, opened.population)
    suggested = suggest_variables(shape, definitions.sources, main_event)
    variables = {**suggested, **definitions.variables}
    found, missing = suggest_segments(shape, definitions.sources, variables, gaps, main_event)
    return Drafts(found, {each.name: each.needs for each in missing}, suggested)


def offer(opened: Opened, template: Template, market: str, drafts: Drafts) -> TemplateOffer:
    definition = drafts.segments.get(template.name)
    segments = opened.definitions.segments
    made = [name for name, each in segments.items() if template.name in (each.template, name)]
    plain = TemplateOffer(
        name=template.name,
        title=template.title,
        market=market,  # type: ignore[arg-type]
        needs=name_data(template),
        action=template.action,
        available=definition is not None,
        lacks=None if definition is not None else drafts.lacks.get(template.name, "needs other data"),
        segments=tuple(made),
    )
    if definition is None:
        return plain
    required = list_required(opened, definition, drafts)
    rules = [definition, *required.values()]
    more = {
        "definition": definition,
        "sentence": say_rule(opened, definition),
        "requires": required,
        "variables": list_variables_required(opened, rules, drafts),
    }
    return plain.model_copy(update=more)


def name_data(template: Template) -> tuple[str, ...]:
    from satsuma.measure.evidence import DATA_KEYS

    either = " or ".join(DATA_KEYS[key] for key in template.either)
    return tuple(filter(None, (*(DATA_KEYS[key] for key in template.keys), either)))


def say_rule(opened: Opened, definition: SegmentDefinition) -> str | None:
    try:
        return describe(read_condition(definition.rule), opened.vocabulary, definition.unit)
    except (SatsumaError, LookupError):
        return None


def list_required(
    opened: Opened, definition: SegmentDefinition, drafts: Drafts
) -> dict[str, SegmentDefinition]:
    """Segments that a rule refers to and the project does not have."""
    named: list[str] = []
    for node in walk(read_condition(definition.rule)):
        if isinstance(node, InSegment):
            named.append(node.name)
        elif isinstance(node, Rank | PercentileRange) and node.among is not None:
            named.append(node.among)
    known, found = opened.definitions.segments, drafts.segments
    return {name: found[name] for name in dict.fromkeys(named) if name not in known and name in found}


def list_variables_required(
    opened: Opened, rules: Sequence[SegmentDefinition], drafts: Drafts
) -> dict[str, VariableDefinition]:
    """Variables that rules name and the project does not have, with those that they are made of, these first."""
    found: dict[str, VariableDefinition] = {}

    def require(node: Node) -> None:
        for each in walk(node):
            name = each.name if isinstance(each, Variable) else None
            if name is None or name in found or name in opened.definitions.variables:
                continue
            suggested = drafts.variables.get(name)
            if suggested is None:
                continue
            if suggested.value is not None:
                require(read_value(suggested.value))
            found[name] = suggested

    for rule in rules:
        require(read_condition(rule.rule))
    return found
