"""Every factor of the family lists has an entry that says how to get it."""

from __future__ import annotations

import pytest

from satsuma.language.read import read_value
from satsuma.measure.catalogue import CATALOGUE, find_factor, recognise_factor
from satsuma.model.kinds import Family, Sensitivity

LISTS = {
    "demographic": "age, gender identity, ethnicity, occupation, disposable income, share of wallet, marital status, "
    "dependents, home ownership, education",
    "psychographic": "hobbies and leisure, political views, social causes, values, personality types, preferred media "
    "channels, sports and music preferences, opinions, attitudes",
    "firmographic": "industry, company size, revenue, location, job title, seniority, job tenure, qualifications and "
    "awards, decision-making power, professional association membership",
    "behavioural": "purchase amount, frequency, recency, price elasticity, tenure, last sign-in, time on website, "
    "products bought, returns, discount use",
    "geographic": "urban / suburban / rural, city, state, country, hemisphere, language, cultural preferences",
    "needs": "time constraints, pain points, event-based needs (wedding; birthday), compliance, cost, duration, "
    "features, communication type and frequency, support",
    "technographic": "device, browser, operating system, social platforms, time on social media, e-mail read time, "
    "openness to new technology",
    "engagement": "opens, clicks, unsubscribes, visits, posts, tickets",
    "intent": "webinar, free trial, subscription, cart, pricing page, lead source",
    "journey": "awareness, consideration, decision, purchase, maintenance",
    "value": "revenue, margin, lifetime value, order value, RFM, referral",
}
FACTORS = [(family, name.replace(";", ",")) for family, names in LISTS.items() for name in names.split(", ")]
ENTRIES = [factor for factors in CATALOGUE.values() for factor in factors]


def test_there_are_eleven_families() -> None:
    assert set(LISTS) == {family.value for family in Family} == {family.value for family in CATALOGUE}


@pytest.mark.parametrize(("family", "name"), FACTORS)
def test_every_factor_has_an_entry(family: str, name: str) -> None:
    factor = find_factor(Family(family), name)
    assert factor.family == family
    assert factor.collect.endswith((".", '"')), "what to collect is a sentence"


def test_there_is_no_entry_beside_the_lists() -> None:
    assert sorted((factor.family.value, factor.name) for factor in ENTRIES) == sorted(FACTORS)


@pytest.mark.parametrize("factor", ENTRIES, ids=lambda factor: f"{factor.family}-{factor.name}")
def test_every_entry_says_how(factor) -> None:  # type: ignore[no-untyped-def]
    says = {
        "computed": bool(factor.expression and factor.keys),
        "imported": bool(factor.aliases),
        "asked by survey": bool(factor.question and len(factor.options) >= 3),
        "unavailable": bool(factor.reason),
    }
    assert says[factor.how]


def test_expressions_of_computed_factors_are_of_the_language() -> None:
    for factor in ENTRIES:
        if factor.expression is not None and factor.name != "RFM":
            assert read_value(factor.expression) is not None


def test_sensitive_by_default() -> None:
    sensitive = {factor.name for factor in ENTRIES if factor.sensitivity is Sensitivity.SENSITIVE}
    assert sensitive == {"ethnicity", "political views", "disposable income"}


@pytest.mark.parametrize(
    ("column", "family", "name"),
    [
        ("marital_status", "demographic", "marital status"),
        ("familienstand", "demographic", "marital status"),
        ("ingresos", "demographic", "disposable income"),
        ("billing_country", "firmographic", "location"),
        ("number_employees", "firmographic", "company size"),
        ("mitarbeiterzahl", "firmographic", "company size"),
        ("niveau_d_etudes", "demographic", "education"),
        ("preferred_language", "geographic", "language"),
        ("sprache", "geographic", "language"),
        ("lead_source", "intent", "lead source"),
        ("TotalChildren".lower(), "demographic", "dependents"),
        ("jobtitle", "firmographic", "job title"),
        ("hs_buying_role", "firmographic", "decision-making power"),
    ],
)
def test_columns_are_recognised_in_several_languages(column: str, family: str, name: str) -> None:
    factor = recognise_factor(column)
    assert factor is not None
    assert (factor.family.value, factor.name) == (family, name)


@pytest.mark.parametrize("column", ["page_count", "marriage", "qwertz", "manage"])
def test_parts_of_words_are_not_recognised(column: str) -> None:
    assert recognise_factor(column) is None


def test_no_alias_stands_for_two_factors_of_a_family() -> None:
    for family, factors in CATALOGUE.items():
        aliases = [alias for factor in factors for alias in set(factor.aliases)]
        assert len(aliases) == len(set(aliases)), family
