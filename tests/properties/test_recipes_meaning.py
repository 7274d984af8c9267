"""What a recipe is made of means what the rule means, and its groups mean what it is made of."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from satsuma.activate.recipes.arranging import list_clauses, tidy
from satsuma.activate.recipes.conditions import open_up
from satsuma.activate.recipes.facts import (
    All,
    AnniversaryFact,
    Any,
    DateFact,
    Days,
    EventFact,
    FieldFact,
    Formula,
    PeopleFact,
    Unsayable,
    facts_of,
    negate,
)
from satsuma.activate.recipes.implying import settle
from satsuma.language import tree
from satsuma.language.grounds import Ground
from satsuma.language.interpret import Scope, holds
from satsuma.language.read import read_condition
from satsuma.model.kinds import Kind
from tests.properties.recipe_facts import is_so
from tests.properties.rules import make_rules
from tests.properties.worlds import VOCABULARY, World, make_worlds


def is_plain(formula: Formula) -> bool:
    """Nothing that no product says, and no months counted as days."""
    for fact in facts_of(formula):
        if isinstance(fact, Unsayable):
            return False
        if isinstance(fact, PeopleFact) and not all(is_plain(each) for each in fact.facts):
            return False
        if (
            isinstance(fact, DateFact | AnniversaryFact | EventFact)
            and isinstance(fact.when, Days)
            and fact.when.note
        ):
            return False
        if isinstance(fact, EventFact) and not all(is_plain(each) for each in fact.filters):
            return False
    return True


RULES = [
    "everyone", "age >= 40", "age != 40", "not (age < 40)", "age between 18 and 60", "not age between 18 and 60",
    "age in (1, 18, 40)", "age not in (1, 18, 40)", "not (age in (1, 18))", "20 < age", "balance > 20.05", "rate >= 0.5",
    'country = "DE"', 'country != "DE"', 'not (country = "DE")', 'country in ("DE", "US")', 'country not in ("DE", "US")',
    'not (country not in ("DE", "US"))', 'tier > "bronze"', 'tier <= "silver"', 'not (tier < "gold")', "member",
    "not member", "member = no", "member != no", "member is missing", "country is known", 'name contains "n"',
    'not (name starts with "A")', 'name ends with "b"', 'interests has any ("US", "DE")', 'interests has all ("US", "DE")',
    'interests has none ("US", "DE")', 'not (interests has all ("US", "DE"))', "signup in last 30 days",
    "signup in last 2 weeks", "not (signup in last 30 days)", "signup in next 14 days", "signup in 90 to 30 days ago",
    "not (signup in 90 to 30 days ago)", "signup in this month", "not (signup in last quarter)", "signup before 2019-01-01",
    "signup after 2019-01-01", "signup since 2019-01-01", "signup between 2018-06-01 and 2019-03-31", "signup != 2019-03-31",
    "not (signup between 2018-06-01 and 2019-03-31)", "signup = 2019-03-31", "signup <= 2019-03-31", "signup < birth",
    "not (signup >= birth)", "days since signup > 30", "days since signup <= 30", "not (days since signup = 30)",
    "anniversary of birth in next 14 days", "not (anniversary of birth in last 30 days)", "has(order)", "has no(order)",
    "has(order, last 30 days)", "not has(order, last 90 days)", "has(order, 90 to 30 days ago)", "has(order, this month)",
    'has(order where channel = "phone", last 365 days)', 'has(order where channel = "phone" or gift)',
    'has no(order where channel = "phone" or amount > 1)', 'has(order where not (channel = "phone"))', "orders_90d >= 2",
    "count(order) < 2", "count(order) != 2", "count(order) between 1 and 3", "not (count(order) = 2)", "count(order) in (1, 3)",
    "count(order) > 1.5", "has(order, before 2019-01-01)", "has(order, since 2018-11-04)", "recency > 30", "recency <= 30",
    "not (recency <= 30)", "recency = 0", "recency != 30", "recency is missing", "recency is known", "recency >= 0",
    "days since first(order) > 90", "days since first(order) <= 90", "days since first(order) between 29 and 91",
    "not (days since first(order) between 29 and 91)", "first_order before 2019-01-01", "first_order in last 365 days",
    "date of last(order) since 2019-01-01", "date of last(order) in 90 to 30 days ago", "first_order != 2019-03-31",
    "in segment buyers and in segment adults", "not in segment adults", "in segment tiers/upper",
    'account.industry = "US"', 'not (account.industry = "US")', "account.employees between 1 and 40",
    "(age > 18 or member) and not (country = \"DE\" and has(order))", "not (has(order) and (member or age is missing))",
]  # fmt: skip
ACCOUNT_RULES = [
    "any(people, age > 18)", "none(people, age > 18)", "all(people, age > 18)", "not all(people, member)", "heads = 0",
    'any(people, country = "DE" or has(order))', "count(people, member) >= 1", "count(people) > 0", "heads >= 0",
    'none(people, country = "DE" or has(order, last 90 days))', "employees > 1 and any(people, in segment buyers)",
    "has(contract, last 365 days)", "in segment big",
]  # fmt: skip


def check(world: World, text: str, unit: str) -> None:
    rule = read_condition(text)
    formula = tidy(open_up(rule, Ground(VOCABULARY, unit)))
    assert is_plain(formula), text
    moment = world.moment_for(rule)
    for customer in world.units[unit]:
        scope = Scope(customer, moment, VOCABULARY)
        found = is_so(formula, scope)
        assert found == holds(rule, customer, moment, VOCABULARY), text
        assert is_so(tidy(negate(formula)), scope) is not found, text
        assert is_so(settle(formula), scope) is found, text
        assert is_so(settle(tidy(negate(formula))), scope) is not found, text


@settings(max_examples=15)
@given(make_worlds(5))
def test_facts_mean_what_the_rule_means(world: World) -> None:
    for text in RULES:
        check(world, text, "customer")


EVENT_RULES = [
    "has(order)", "has no(order)", "has(order, last 30 days)", "has no(order, last 90 days)", "count(order, last 90 days) >= 2",
    "count(order, last 90 days) = 1", "count(order) < 3", "has(order, 90 to 30 days ago)", "recency > 30", "recency <= 90",
    "country is missing", 'country = "DE"', 'country != "DE"', "signup in last 90 days", "signup is missing",
]  # fmt: skip


@settings(max_examples=10)
@given(make_worlds(5), st.permutations(EVENT_RULES))
def test_facts_beside_each_other_keep_their_meaning(world: World, rules: list[str]) -> None:
    for first, second, third, fourth in zip(rules, rules[1:], rules[2:], rules[3:], strict=False):
        check(world, f"({first}) and (({second}) or not ({third})) and not ({fourth})", "customer")
        check(world, f"not ({first} and ({second}) and not ({third}))", "customer")


@settings(max_examples=15)
@given(make_worlds(5))
def test_facts_about_accounts_too(world: World) -> None:
    for text in ACCOUNT_RULES:
        check(world, text, "account")


@given(make_rules())
def test_every_rule_comes_to_facts(rule: tree.Condition) -> None:
    found = tidy(open_up(rule, Ground(VOCABULARY, "customer")))
    assert all(fact.reason for fact in facts_of(found) if isinstance(fact, Unsayable))


fields = st.builds(
    FieldFact,
    st.just("customer"),
    st.sampled_from("abcd"),
    st.just(Kind.NUMBER),
    st.sampled_from(["known", "unknown", "="]),
    st.just(("1",)),
)
formulas = st.recursive(
    fields,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        .map(tuple)
        .flatmap(lambda parts: st.sampled_from([All(parts), Any(parts)]))
    ),
    max_leaves=12,
)


def holds_for(formula: Formula, values: dict[str, str | None]) -> bool:
    if isinstance(formula, All):
        return all(holds_for(part, values) for part in formula.parts)
    if isinstance(formula, Any):
        return any(holds_for(part, values) for part in formula.parts)
    assert isinstance(formula, FieldFact)
    value = values[formula.name]
    return {"known": value is not None, "unknown": value is None, "=": value == "1"}[formula.operator]


@given(formulas, st.fixed_dictionaries({name: st.sampled_from([None, "1", "2"]) for name in "abcd"}))
def test_groups_mean_what_the_formula_means(formula: Formula, values: dict[str, str | None]) -> None:
    truth = holds_for(formula, values)
    assert holds_for(formula, values) == truth
    any_of_all = list_clauses(tidy(formula), 100)
    all_of_any = list_clauses(tidy(formula), 100, inner=Any)
    assert any_of_all is not None
    assert all_of_any is not None
    assert any(all(holds_for(fact, values) for fact in group) for group in any_of_all) == truth
    assert all(any(holds_for(fact, values) for fact in group) for group in all_of_any) == truth
