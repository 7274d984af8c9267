"""A segment's rule as the steps of a recipe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from satsuma.activate.recipes.arranging import Clause, drop, find_bias, list_clauses, tidy
from satsuma.activate.recipes.conditions import open_up
from satsuma.activate.recipes.facts import All, Any, EventFact, Fact, Formula, Truth, Unsayable, facts_of
from satsuma.activate.recipes.fields import FieldNames
from satsuma.activate.recipes.implying import settle
from satsuma.activate.recipes.product import Product, Said
from satsuma.language.grounds import Ground
from satsuma.language.tree import Condition
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.definitions import Definitions
from satsuma.model.recipes import Recipe, RecipeStep

TOGETHER = "it is an alternative to something that cannot be said, and left out with it"


@dataclass(frozen=True, slots=True)
class Asked:
    """One segment: its full name, title, unit, rule, and how many are in it."""

    name: str
    title: str
    unit: str
    condition: Condition
    members: int


def make_recipe(asked: Asked, product: Product, definitions: Definitions, vocabulary: Vocabulary) -> Recipe:
    """Steps for what the product can say, reasons for what it cannot; nothing of the rule is passed over in silence."""
    units = vocabulary.shape.units
    fields = FieldNames(
        definitions, product.name, frozenset(name for name, unit in units.items() if unit.people is not None)
    )
    formula = tidy(split(settle(tidy(open_up(asked.condition, Ground(vocabulary, asked.unit)))), product))
    said, reasons = say_all(formula, product, fields)
    cannot = dict(reasons)
    kept = drop(formula, cannot)
    if kept is not None and product.shape == "free":
        cannot |= misplaced(kept, said)
        kept = drop(formula, cannot)
    refused = frozenset(cannot)
    left = set(facts_of(kept)) if kept is not None else set()
    cannot |= {fact: TOGETHER for fact in facts_of(formula) if fact not in left and fact not in refused}
    steps = () if kept is None else arrange(kept, said, product)
    told = [f"{name_fact(fact, asked)}: {reason}." for fact, reason in cannot.items()]
    if steps is None:
        told = [*told, write_too_long(product)]
        steps = ()
    complete = not told and bool(steps)
    return Recipe(
        segment=asked.name,
        title=asked.title,
        product=product.name,
        sentence=write_sentence(asked, product, steps, bool(told), formula, refused),
        steps=tuple(steps),
        cannot=tuple(dict.fromkeys(told)),
        instead=None
        if complete and all(step.exact for step in steps)
        else write_instead(asked, product, complete),
        members=asked.members,
        complete=complete,
    )


def split(formula: Formula, product: Product) -> Formula:
    """Every fact as the filters that it takes."""
    if isinstance(formula, All):
        return All(tuple(split(part, product) for part in formula.parts))
    if isinstance(formula, Any):
        return Any(tuple(split(part, product) for part in formula.parts))
    return product.split(formula)


def say_all(
    formula: Formula, product: Product, fields: FieldNames
) -> tuple[dict[Fact, Said], dict[Fact, str]]:
    """Each fact in the product's words, or why not."""
    said: dict[Fact, Said] = {}
    reasons: dict[Fact, str] = {}
    for fact in facts_of(formula):
        found = product.say(fact, fields)
        if isinstance(found, Said):
            said[fact] = found
        else:
            reasons[fact] = found
    return said, reasons


def misplaced(formula: Formula, said: dict[Fact, Said]) -> dict[Fact, str]:
    """Cross filters that would have to stand inside an OR."""
    outer = formula.parts if isinstance(formula, All) else (formula,)
    inner = [fact for part in outer if isinstance(part, Any) for fact in facts_of(part)]
    why = "cross filters join the others by AND only, and here it is one of several alternatives"
    return {fact: why for fact in inner if said[fact].is_cross}


def arrange(formula: Formula, said: dict[Fact, Said], product: Product) -> tuple[RecipeStep, ...] | None:
    """The steps in the product's shape; None where they are more than it takes."""
    if isinstance(formula, Truth):
        return (step(said[formula], 0, None),)
    if product.shape == "free":
        return number_filters(formula, said, product.most_filters)
    is_dnf = product.shape == "any of all"
    clauses = list_clauses(formula, product.most_filters, inner=All if is_dnf else Any)
    if clauses is None or sum(map(len, clauses)) > product.most_filters:
        return None
    return tuple(list_groups(clauses, said, is_dnf))


def list_groups(clauses: list[Clause], said: dict[Fact, Said], is_dnf: bool) -> Iterator[RecipeStep]:
    inside, between = ("and", "or") if is_dnf else ("or", "and")
    flat = len(clauses) == 1 and is_dnf
    for number, clause in enumerate(clauses):
        is_first = number == 0
        if len(clause) == 1 and not (is_dnf and len(clauses) > 1):
            yield step(said[clause[0]], 0, None if is_first else between)
            continue
        if not flat:
            head = f"Group {number + 1}: {'all' if is_dnf else 'any'} of these"
            yield RecipeStep.model_validate({"depth": 0, "join": None if is_first else between, "text": head})
        for place, fact in enumerate(clause):
            yield step(said[fact], 0 if flat else 1, None if place == 0 else inside)


def step(said: Said, depth: int, join: str | None, text: str | None = None) -> RecipeStep:
    return RecipeStep.model_validate(
        {
            "depth": depth,
            "join": join,
            "text": text or said.text,
            "field": said.field,
            "operator": said.operator,
            "value": said.value,
            "exact": said.exact,
            "note": said.note,
        }
    )


def number_filters(formula: Formula, said: dict[Fact, Said], most: int) -> tuple[RecipeStep, ...] | None:
    """Filters by number, the logic over them where it is more than AND, cross filters last."""
    facts = list(dict.fromkeys(facts_of(formula)))
    plain = [fact for fact in facts if not said[fact].is_cross]
    if len(plain) > most:
        return None
    numbers = {fact: number for number, fact in enumerate(plain, start=1)}
    steps = [
        step(
            said[fact], 0, None if number == 1 else "and", f"{number}. {said[fact].text.removeprefix('NOT ')}"
        )
        for fact, number in numbers.items()
    ]
    logic = write_logic(formula, numbers, said)
    if "OR" in logic or "NOT" in logic:
        steps = [each.model_copy(update={"join": None}) for each in steps]
        steps.append(RecipeStep(depth=0, join=None, text=f"Filter logic: {logic}"))
    crosses = [step(said[fact], 0, "and" if steps else None) for fact in facts if said[fact].is_cross]
    return (*steps, *crosses)


def write_logic(formula: Formula, numbers: dict[Fact, int], said: dict[Fact, Said]) -> str:
    """'1 AND (2 OR NOT 3)'; cross filters are no part of it."""
    if not isinstance(formula, All | Any):
        if formula not in numbers:
            return ""
        return f"NOT {numbers[formula]}" if said[formula].is_negated else str(numbers[formula])
    parts = []
    for part in formula.parts:
        text = write_logic(part, numbers, said)
        if text:
            parts.append(f"({text})" if isinstance(part, All | Any) and " " in text else text)
    return (" AND " if isinstance(formula, All) else " OR ").join(parts)


def name_fact(fact: Fact, asked: Asked) -> str:
    """What cannot be said, in the rule's words."""
    if isinstance(fact, Unsayable):
        return f"'{fact.text}'"
    if isinstance(fact, Truth):
        return "The rule"
    if isinstance(fact, EventFact):
        return f"'{fact.event}' ({'none' if fact.most == 0 else 'how many'})"
    return f"'{getattr(fact, 'name', None) or getattr(fact, 'first', 'people')}'"


def write_too_long(product: Product) -> str:
    return f"The rule takes more than {product.most_filters} filters in {product.title}, which is its limit."


def write_sentence(
    asked: Asked,
    product: Product,
    steps: tuple[RecipeStep, ...],
    is_partial: bool,
    formula: Formula,
    refused: frozenset[Fact],
) -> str:
    filters = sum(step.operator is not None for step in steps)
    count, says, rebuild = f"{filters} filters", "say", "rebuild"
    if filters == 1:
        count, says, rebuild = "1 filter", "says", "rebuilds"
    if not steps:
        return (
            f"{product.title} cannot express “{asked.title}”: send its {asked.members:,} members as a list."
        )
    if not is_partial:
        about = "" if all(each.exact for each in steps) else ", with small differences noted at the steps"
        return f"{count} {rebuild} “{asked.title}” as {product.what}{about}."
    wider, narrower = find_bias(formula, refused)
    side = (
        "holds others too"
        if wider and not narrower
        else "lacks some of them"
        if narrower and not wider
        else "differs"
    )
    return f"{count} {says} a part of “{asked.title}” in {product.title}; the result {side}, see what it cannot express."


def write_instead(asked: Asked, product: Product, complete: bool) -> str:
    command = f"satsuma export {asked.name} --to members.csv --for {product.name}"
    for_whom = "For exactly the same members" if complete else "Instead"
    return f"{for_whom}, send them as a list: {command}, and import the file into {product.title}."
