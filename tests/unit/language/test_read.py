"""Forms that a person may write, and what is said about texts that are no rules."""

from __future__ import annotations

import time

import pytest

from satsuma.language import tree
from satsuma.language.read import MAX_CHARACTERS, read_condition, read_condition_json, read_value
from satsuma.language.walk import depth_of
from satsuma.language.write import write_condition
from satsuma.model.errors import Place, RuleSyntaxError

# What is written, and the canonical text of it.
FORMS = [
    ("AGE >= 40 And Count(order, Last 90 Days) > 2", "AGE >= 40 and count(order, last 90 days) > 2"),
    ("country in ('US', \"Germany\",)", 'country in ("US", "Germany")'),
    ("name contains “x”", 'name contains "x"'),
    ("name contains 'it\\'s \\u00e9 \\n'", 'name contains "it\'s é \\n"'),
    ("x = 12% and y = 12.50 and z = .5", "x = 0.12 and y = 12.5 and z = 0.5"),
    ("x == -5 or x <> 5 or x ≤ 5 or x ≥ 5 or x ≠ 5", "x = -5 or x != 5 or x <= 5 or x >= 5 or x != 5"),
    ("a × 2 − 1 ÷ b > 0", "a * 2 - 1 / b > 0"),
    ("((home_owner))", "home_owner"),
    ("not a and b or c", "(not a and b) or c"),
    ("a and (b and c)", "a and (b and c)"),
    ("not not a", "not (not a)"),
    ("email is not missing and phone is not known", "email is known and phone is missing"),
    ("interests has any of ('a') and interests has 'b'", 'interests has any ("a") and interests has any ("b")'),
    ("signup in the last 30 days", "signup in last 30 days"),
    ("signup in today or signup in last 1 week", "signup in this day or signup in last 1 weeks"),
    ("signup in 2 to 4 weeks ago", "signup in 28 to 14 days ago"),
    ("signup is between 2019-1-5 and x", "signup between 2019-01-05 and x"),
    ("signup since 2019-01-01T09:05:07", "signup since 2019-01-01 09:05:07"),
    ("has order", "has(order)"),
    ("has no order in the last 90 days and x", "has no(order, last 90 days) and x"),
    ("has order since signup and x", "has(order, since signup) and x"),
    ("has order between 2019-01-01 and 2019-02-01 and x", "has(order, between 2019-01-01 and 2019-02-01) and x"),
    ("min(order.amount) > 2 and max(order.amount, last 3 days) > 2", None),
    ("months since last(order) > 3", "months since date of last(order) > 3"),
    ("days since last(order.delivered) > 3", "days since last(order.delivered) > 3"),
    ("count(people) > 2 and any(people where x = 1)", "count(people, everyone) > 2 and any(people, x = 1)"),
    ("sequence(a followed by b within 1 hour, last 3 days)", "sequence(a then b within 1 hours, last 3 days)"),
    ("sequence(a not followed by b within 7 days)", "sequence(a not then b within 7 days)"),
    ("top 10 by a + b within g among s-1/p", "top 10 by a + b within g among s-1/p"),
    ("between the 1st and the 22 percentiles of x", "between the 1st and 22nd percentile of x"),
    ("random 10 to 20% of 's'", 'random 10% to 20% of "s"'),
    ("not in segment a", "not in segment a"),
    ("`and` > 3 and `weird name` > 3 and größe > 3", None),
    ("count > 3 and first > 3 and top > 3 and account > 3 and last > 3", None),
    ("age\n  > 3\n", "age > 3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "canonical"), FORMS, ids=[text for text, _ in FORMS])
def test_forms(text: str, canonical: str | None) -> None:
    written = write_condition(read_condition(text))
    assert canonical is None or written == canonical
    assert read_condition(written) == read_condition(text)


def test_between_is_about_dates_where_a_date_stands() -> None:
    assert isinstance(read_condition("x between 2019-01-01 and y"), tree.DateIs)
    assert isinstance(read_condition("x between y and z"), tree.InRange)
    assert isinstance(read_condition("x is between y and z"), tree.DateIs)


def test_or_binds_weaker_than_and() -> None:
    assert isinstance(read_condition("a and b or c and d"), tree.Or)
    assert read_value("a - b - c") == read_value("(a - b) - c")
    assert read_value("a + b * c") == read_value("a + (b * c)")


# Text, column of the mistake, what the message or the hint says.
WRONG = [
    ("age betwen 3 and 4", 5, "Did you mean 'between'?"), ("age > ", 6, "ends too early"), ("(a > 3", 7, "')'"),
    ("a > 3)", 6, "the end of the rule"), ('name contains "x', 15, "never closed"), ("a && b", 3, "Write 'and'"),
    ("x = null", 5, "is missing"), ("x in [1]", 6, "parentheses"), ("signup > 2019-02-30", 10, "not a date of the calendar"),
    ("age >= 40 adn b", 11, "'and'"), ("count(order, lst 90 days) > 2", 14, "'last'"), ("age > 3 4", 9, "cannot stand here"),
    ("sum(order) > 3", 10, "property"), ("total(order.amount) > 3", 6, "sum(…)"), ("avg(order.amount) > 3", 4, "average(…)"),
    ("count(order.id) > 2", 12, "where"), ("has order in last 0 days", 19, "whole number from 1"),
    ("has order in last 1.5 days", 19, "whole number"), ("top 0% by x", 5, "nobody"), ("top 110% by x", 5, "more than 100"),
    ("top 1.5 by x", 5, "whole number"), ("sequence(a then b within 2 months)", 28, "minutes, hours, days or weeks"),
    ("x = 12345678901234567890", 5, "at most 16 digits"), ("x is 3", 6, "missing"), ("country like 'x'", 9, "contains"),
    ("x > 3 and", 10, "ends too early"), ("has order in last 999999 days", 19, "100,000"),
    ("x in last 5 minutes", 13, "hours or longer"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "column", "words"), WRONG, ids=[text for text, _, _ in WRONG])
def test_a_mistake_is_pointed_at(text: str, column: int, words: str) -> None:
    with pytest.raises(RuleSyntaxError) as caught:
        read_condition(text)
    finding = caught.value.findings[0]
    assert finding.place == Place(line=1, column=column)
    assert words in f"{finding.message} {finding.hint}"
    line, caret = (finding.hint or "").splitlines()[-2:]
    assert line.strip() == text.strip()
    assert caret == " " * (column + 1) + "^"


def test_a_mistake_in_a_file_keeps_the_files_place_and_says_the_line() -> None:
    place = Place(file="segments/a.yaml", line=7, column=3)
    with pytest.raises(RuleSyntaxError, match="line 2, column 3") as caught:
        read_condition("age >\n  )", place)
    assert caught.value.findings[0].place == place


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(" * 200 + "a" + ")" * 200, "nested more than 64"), ("not " * 200 + "a", "nested more than 64"),
        (" + ".join(["a"] * 100) + " > 3", "nested more than 64"), ("(a and " * 70 + "b" + ")" * 70, "nested more than 64"),
        ("a or " * 5000 + "a", "20,000"), ("", "empty"), ("  \n", "empty"), ("sequence(a not then b)", "needs a time"),
        ("sequence(" + " then ".join(["a"] * 9) + ")", "at most 8 steps"), ("-" * 5000, "cannot stand"),
        ("(" * 15000, "nested"), ('"' * 4999, "The"), ("a" + " > a" * 4000, "cannot stand"),
    ],
    ids=range(13),
)  # fmt: skip
def test_too_much_is_refused_at_once(text: str, words: str) -> None:
    start = time.perf_counter()
    with pytest.raises(RuleSyntaxError, match=words):
        read_condition(text)
    assert time.perf_counter() - start < 2


def test_parentheses_in_quotes_do_not_count() -> None:
    assert read_condition(f'x = "{"(" * 100}"')


def test_a_long_flat_rule_is_fine() -> None:
    text = " or ".join(f"x = {number}" for number in range(1500))
    assert len(text) < MAX_CHARACTERS
    assert depth_of(read_condition(text)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "{", '{"op": "nothing"}', '{"op": "everyone", "x": 1}', '{"op":"not","condition":' * 300 + "1" + "}" * 300,
        '{"op": "rank", "side": "top", "amount": "0", "by": {"op": "variable", "name": "x"}}',
        '{"op":"not","condition":' * 70 + '{"op":"everyone"}' + "}" * 70,
    ],
    ids=range(6),
)  # fmt: skip
def test_json_that_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(RuleSyntaxError):
        read_condition_json(text)


def test_a_thousand_rules_are_read_in_seconds() -> None:
    rules = [
        f'age >= {n} and count(order where channel = "phone" and amount > {n}, last 90 days) >= 2 and country in ("US", "DE")'
        for n in range(1000)
    ]
    start = time.perf_counter()
    for rule in rules:
        read_condition(rule)
    assert time.perf_counter() - start < 5
