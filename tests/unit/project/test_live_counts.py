"""Counting while a rule is written: parts, mistakes, contactable people, and what is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsuma.language.read import read_condition
from satsuma.model.errors import OptionError, RuleError, RuleSyntaxError, UnknownNameError
from satsuma.model.results import DemoResult
from satsuma.project import Project
from satsuma.project.grammar import COMPARISONS, DATE_WINDOWS, FUNCTIONS, WINDOWS
from satsuma.project.privacy import list_hidden
from tests.unit.project.club import NOW, open_club

RULE = 'age >= 30 and (has(order, last 90 days) or not top 10% by spent) and town in ("Ulm", "Bonn")'


@pytest.fixture(scope="module")
def held(club: Path) -> Project:
    return Project.hold(club, clock=lambda: NOW)


@pytest.fixture(scope="module")
def larkfield(shown: DemoResult) -> Project:
    return Project.hold(shown.project, clock=lambda: NOW)


def test_parts_count_what_they_count_alone(held: Project, club: Path) -> None:
    once = open_club(club)
    found = held.count_live(RULE)
    assert found.customers == int(once.count(RULE))
    assert len(found.conditions) == 7
    texts = {"conditions.0": "age >= 30", "conditions.1.conditions.0": "has(order, last 90 days)"}
    texts |= {
        "conditions.1.conditions.1": "not top 10% by spent",
        "conditions.1.conditions.1.condition": "top 10% by spent",
    }
    counts = {each.path: each.customers for each in found.conditions}
    assert {path: counts[path] for path in texts} == {
        path: int(once.count(text)) for path, text in texts.items()
    }
    assert counts[""] == found.customers


def test_text_and_tree_are_counted_alike(held: Project) -> None:
    by_text = held.count_live(RULE)
    by_tree = held.count_live(read_condition(RULE))
    assert by_text.model_copy(update={"seconds": 0}) == by_tree.model_copy(update={"seconds": 0})


def test_a_past_day_is_counted_as_of_that_day(held: Project, club: Path) -> None:
    rule = "has(order, last 30 days)"
    assert held.count_live(rule, "2023-08-15").customers == int(
        open_club(club).count(rule, as_of="2023-08-15")
    )
    assert held.count_live(rule, "2023-08-15").customers != held.count_live(rule).customers


def test_what_cannot_be_read_is_a_finding_with_its_place(held: Project) -> None:
    found = held.count_live("age >= ")
    assert (found.customers, found.conditions) == (None, ())
    place = found.findings[0].place
    assert place is not None
    assert (found.findings[0].code, place.line) == ("rule-syntax", 1)


def test_what_is_sound_is_counted_beside_what_is_wrong(held: Project, club: Path) -> None:
    found = held.count_live('age >= 30 and shoe_size > 40 and (town = "Ulm" or has(order))')
    assert found.customers is None
    assert found.contactable == {}
    by_path = {each.path: each for each in found.conditions}
    assert by_path["conditions.1"].customers is None
    assert "shoe_size" in by_path["conditions.1"].findings[0].message
    assert by_path["conditions.0"].customers == int(open_club(club).count("age >= 30"))
    assert by_path["conditions.2"].customers is not None


def test_an_unknown_day_or_unit_is_refused(held: Project) -> None:
    for ask in (lambda: held.count_live("age > 3", "soon"), lambda: held.count_live("age > 3", unit="robot")):
        with pytest.raises(OptionError):
            ask()


def test_people_of_accounts_are_counted_as_people(shown: DemoResult) -> None:
    trade = Project.hold(shown.trade, clock=lambda: NOW)
    unit = "account"
    found = trade.count_live("any(people, everyone)", unit=unit)
    assert [each.path for each in found.conditions] == ["", "where"]
    assert found.conditions[1].unit != unit
    assert (found.conditions[1].customers or 0) >= (found.customers or 0) > 0


def test_people_of_a_unit_without_people_are_a_finding(held: Project) -> None:
    found = held.count_live("any(people, everyone) and count(people) >= 2")
    assert found.customers is None
    assert any(finding.severity == "error" for finding in found.findings)


def test_a_changed_variable_is_not_answered_from_memory(club: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(club.parent, tmp_path / "own")
    own = tmp_path / "own" / club.name
    project = Project.hold(own, clock=lambda: NOW)
    file = own / "variables" / "mine.yaml"
    before = project.count_live("orders_half > 10").customers
    file.write_text(
        file.read_text().replace(
            'last 182 days)", family: behavioural', 'last 30 days)", family: behavioural'
        )
    )
    after = project.count_live("orders_half > 10").customers
    assert after == int(open_club(own).count("orders_half > 10")) != before


def test_rules_are_read_both_ways_and_written_one_way(held: Project) -> None:
    found = held.read_rule('age>=30   and (town = "Ulm")')
    assert found.text == 'age >= 30 and town = "Ulm"'
    assert found.tree is not None
    assert held.read_rule(found.tree) == found
    assert found.sentence == "Aged 30 or more, and town is “Ulm”."
    assert held.read_rule("age >=").tree is None
    assert held.read_rule('town = "Rome"').findings[0].severity == "warning"


def test_values_are_read_with_their_kind(held: Project) -> None:
    found = held.read_value("sum(order.amount, last 90 days) / count(order)")
    assert (found.kind, found.findings) == ("money", ())
    assert held.read_value("sum(order.source)").findings[0].severity == "error"
    assert held.read_value("sum(").tree is None


def test_samples_are_members_and_the_same_each_time(held: Project, club: Path) -> None:
    found = held.sample("age >= 30 and spent > 100", "age", "spent", n=10)
    assert [column.name for column in found.columns] == ["age", "spent"]
    assert len(found.rows) == 10
    assert all(float(str(row.values[0])) >= 30 and float(str(row.values[1])) > 100 for row in found.rows)
    assert found == open_club(club).sample("age >= 30 and spent > 100", "age", "spent", n=10)
    assert found.customers == int(held.count("age >= 30 and spent > 100"))
    assert held.sample("age > 200").rows == ()


def test_samples_show_what_the_rule_names_first_and_nothing_hidden(larkfield: Project) -> None:
    found = larkfield.sample("age_now >= 40 and orders_ever > 2")
    assert {"age_now", "orders_ever"} <= {column.name for column in found.columns}
    hidden = list_hidden(larkfield.definitions)
    assert not {column.name for column in found.columns} & set(hidden)
    with pytest.raises(OptionError):
        larkfield.sample("orders_ever > 2", "shoe_size")
    with pytest.raises(RuleError):
        larkfield.sample("shoe_size > 2")
    with pytest.raises(RuleSyntaxError):
        larkfield.sample("age >")


def test_the_vocabulary_holds_no_values_of_hidden_fields(larkfield: Project) -> None:
    words = larkfield.words()
    hidden = list_hidden(larkfield.definitions)
    held = [*words.variables, *(each for event in words.events for each in event.properties)]
    assert any(each.name in hidden for each in held)
    assert all(each.values is None and each.hidden for each in held if each.name in hidden)
    assert any(each.values for each in held)
    assert larkfield.suggest_values("email").hidden == "personal"


def test_values_are_suggested_by_what_was_typed(held: Project) -> None:
    assert [each.value for each in held.suggest_values("town").values[:1]] != []
    assert {each.value for each in held.suggest_values("town", typed="b").values} == {"Bonn"}
    assert {each.value for each in held.suggest_values("town", typed="l").values} == {"Ulm", "Kiel"}
    assert {each.value for each in held.suggest_values("source", "order").values} == {"web", "phone"}
    assert held.suggest_values("town", most=1).more == 2
    for wrong in (("shoe", None), ("amount", "parade")):
        with pytest.raises(OptionError):
            held.suggest_values(*wrong)


def test_the_grammar_table_is_the_languages() -> None:
    from typing import get_args

    from satsuma.language import tree
    from satsuma.model.kinds import Kind

    assert tuple(each.name for each in FUNCTIONS) == get_args(tree.AggregateFunction)
    assert {each.name for each in FUNCTIONS if each.kinds} == set(tree.WITH_PROPERTY)
    ops = {kind.model_fields["op"].default for kind in get_args(get_args(tree.Window)[0])}
    assert set(WINDOWS) | {"next"} == ops == set(DATE_WINDOWS) | {"ever"}
    conditions = {kind.model_fields["op"].default for kind in get_args(get_args(tree.Condition)[0])}
    assert {each.op for found in COMPARISONS.values() for each in found} <= conditions
    assert set(COMPARISONS) == set(Kind)


def test_a_customer_has_the_segments_that_segments_say(larkfield: Project) -> None:
    name, other = "vips", "active-repeat"
    members = [str(key) for key in larkfield.members(name)][:5]
    for key in members:
        found = larkfield.customer(key)
        by_name = {each.name: each for each in found.segments}
        assert by_name[name].member
        assert by_name[name].reasons
        assert found.places[0].part is not None
        for segment in (name, other):
            told = larkfield.explain(key, segment)
            assert told.member is by_name[segment].member
            assert {line.text for line in by_name[segment].reasons} <= {line.text for line in told.lines}


def test_reasons_tell_no_hidden_value_and_errors_no_key(larkfield: Project) -> None:
    key = str(next(iter(larkfield.members("vips"))))
    told = larkfield.explain(key, 'email contains "@" and age_now > 3')
    assert "@" not in str([line.actual for line in told.lines])
    for ask in (larkfield.customer, lambda key: larkfield.explain(key, "vips")):
        with pytest.raises(UnknownNameError) as refused:
            ask("somebody@example.com")
        assert "somebody" not in str(refused.value)


def test_every_member_of_every_segment_is_one_by_look_up(held: Project, adopted: Path) -> None:
    project = Project.hold(adopted, clock=lambda: NOW)
    keys = [str(number) for number in (1, 30, 61, 130, 190, 999)]
    placed = 0
    for key in keys:
        found = project.customer(key, "2024-03-31")
        assert found.as_of == "2024-03-31"
        parts = {each.part for each in found.places} - {None}
        named = [size.name for each in project.sizes().segmentations for size in each.segments]
        held_by = {name for name in named if project.explain(key, name, as_of="2024-03-31").member}
        assert parts == held_by
        placed += len(parts)
    assert placed >= len(keys) - 1
    with pytest.raises(UnknownNameError):
        held.customer("0001")
