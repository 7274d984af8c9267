"""Findings about a project's definitions together."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from satsuma.language.check import build_vocabulary, check_vocabulary
from satsuma.language.facts import Customer, Exact, Moment
from satsuma.language.interpret import holds
from satsuma.language.tree import InSegment
from satsuma.model.definitions import Definitions
from satsuma.model.errors import Finding, Place, RuleSyntaxError
from tests.properties.worlds import SHAPE


class Lines:
    """Places that say what they were asked for."""

    def find(self, section: str, name: str = "", *path: str | int) -> Place:
        return Place(file=f"{section}.yaml", what="/".join([name, *map(str, path)]))


def define(**sections: Any) -> Definitions:
    return Definitions.model_validate({"project": {"name": "shop"}, **sections})


def variable(value: str, **more: Any) -> dict[str, Any]:
    return {"value": value, "family": "value", **more}


def check(definitions: Definitions, has_data: bool = True) -> list[Finding]:
    return check_vocabulary(definitions, SHAPE if has_data else None, Lines())


def test_sound_definitions_have_no_finding() -> None:
    definitions = define(
        variables={
            "spend": variable("sum(order.amount)", kind="share"),
            "years_old": {"column": "age", "family": "demographic"},
            "age": {"column": "age", "family": "demographic"},
        },
        segments={"loyal": {"rule": "spend > 100 and years_old > 18"}, "young": {"rule": "age < 30"}},
        segmentations={
            "life": {"priorities": [{"name": "loyal", "segment": "loyal"}, {"name": "x", "rule": "member"}]}
        },
    )
    assert check(definitions) == []
    assert check(definitions, has_data=False) == []


WRONG = [
    ({"variables": {"a": variable("agee + 1")}}, "agee", "variables.yaml", "a/value"),
    ({"variables": {"a": variable("age +")}}, "ends too early", "variables.yaml", "a/value"),
    ({"segments": {"s": {"rule": "age >"}}}, "ends too early", "segments.yaml", "s/rule"),
    ({"segments": {"s": {"rule": "age > 1", "unit": "persn"}}}, "no unit 'persn'", "segments.yaml", "s/rule"),
    ({"segments": {"s": {"rule": "in segment t"}, "t": {"rule": "not in segment s"}}}, "s → t → s", "segments.yaml", "s/rule"),
    ({"segments": {"s": {"rule": "top 10% by age among s"}}}, "s → s", "segments.yaml", "s/rule"),
    ({"variables": {"a": variable("b + 1"), "b": variable("a / 2")}}, "a → b → a", "variables.yaml", "a/value"),
    (
        {
            "variables": {"a": variable("count(people, in segment s)", unit="account")},
            "segments": {"s": {"rule": "account.a > 1"}},
        },
        "a → s → a", "variables.yaml", "a/value",
    ),
    ({"variables": {"age": variable("1 + 1")}}, "both a variable and a column", "variables.yaml", "age"),
    ({"variables": {"x": {"column": "agee", "family": "value"}}}, "no column 'agee'", "variables.yaml", "x/column"),
    ({"variables": {"x": variable("age + 1", kind="date")}}, "declared as date", "variables.yaml", "x/kind"),
    ({"variables": {"x": variable("age + 1", known={"when": "after", "of": "y"})}}, "no variable", "variables.yaml", "x/known"),
    ({"segments": {"s": {"rule": "age > 60 and age < 40"}}}, "never be true", "segments.yaml", "s/rule"),
    (
        {"segmentations": {"g": {"priorities": [{"name": "p", "segment": "nobody"}]}}},
        "no segment 'nobody'", "segmentations.yaml", "g/priorities/0/segment",
    ),
    (
        {"segmentations": {"g": {"priorities": [{"name": "p", "rule": "agee > 3"}]}}},
        "agee", "segmentations.yaml", "g/priorities/0/rule",
    ),
    (
        {"segmentations": {"g": {"population": "in segment g/p", "priorities": [{"name": "p", "rule": "member"}]}}},
        "g/p → g/p", "segmentations.yaml", "g",
    ),
    (
        {"segmentations": {"g": {"priorities": [{"name": "p", "rule": "member"}, {"name": "p", "rule": "age > 3"}]}}},
        "two parts called 'p'", "segmentations.yaml", "g",
    ),
    (
        {"segments": {"g": {"rule": "member"}}, "segmentations": {"g": {"priorities": []}}},
        "both a segment and a segmentation", "segmentations.yaml", "g",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sections", "words", "file", "what"), WRONG, ids=[case[1] for case in WRONG])
def test_mistakes_have_their_place(sections: dict[str, Any], words: str, file: str, what: str) -> None:
    errors = [finding for finding in check(define(**sections)) if finding.severity == "error"]
    assert [words in finding.message for finding in errors] == [True], errors
    assert errors[0].place == Place(file=file, what=what)


def test_doubles_and_unused_ones_are_warnings() -> None:
    source = {
        "role": "event",
        "files": ["x.csv"],
        "format": {"type": "csv"},
        "unit": "customer",
        "columns": {},
    }
    definitions = define(
        sources={"click": source, "order": source, "prices": {**source, "role": "lookup", "unit": None}},
        segments={
            "s": {"rule": "has order and member"},
            "t": {"rule": "member and has order"},
            "off": {"rule": "age > 7", "enabled": False},
        },
    )
    found = check(definitions)
    assert {finding.severity for finding in found} == {"warning"}
    said = " ".join(finding.message for finding in found)
    assert all(
        words in said
        for words in ("'s' and 't' have the same rule", "events of 'click'", "'prices'", "'off'")
    )
    assert "events of 'order'" not in said


def test_before_the_first_run_only_what_is_known_is_checked() -> None:
    definitions = define(
        variables={"a": variable("whatever + 1")},
        segments={"s": {"rule": "anything > 3 and in segment t"}, "u": {"rule": "x >"}},
    )
    messages = [finding.message for finding in check(definitions, has_data=False)]
    assert len(messages) == 2
    assert any("no segment 't'" in message for message in messages)


def test_row_rules_are_read_too() -> None:
    source = {
        "role": "profile", "files": ["x.csv"], "format": {"type": "csv"}, "unit": "customer", "columns": {},
        "exclude": [{"name": "tests", "where": "email like 'test'"}],
    }  # fmt: skip
    found = check(define(sources={"x": source}))
    assert [finding.place for finding in found] == [Place(file="sources.yaml", what="x/exclude/0/where")]


def test_the_first_match_wins_and_the_rest_is_explicit() -> None:
    parts = [{"name": "old", "rule": "age > 60"}, {"name": "members", "segment": "members"}]
    definitions = define(
        segments={"members": {"rule": "member"}},
        segmentations={"g": {"population": "age is known", "priorities": parts, "residual": "rest"}},
    )
    vocabulary = build_vocabulary(definitions, SHAPE)
    moment = Moment(0, ZoneInfo("UTC"))
    found = {}
    for name, columns in {
        "both": {"age": Exact(70), "member": True},
        "member": {"age": Exact(20), "member": True},
        "neither": {"age": Exact(20)},
        "outside": {"member": True},
    }.items():
        customer = Customer("customer", name, columns)
        found[name] = [
            part
            for part in ("g/old", "g/members", "g/rest")
            if holds(InSegment(name=part), customer, moment, vocabulary)
        ]
    assert found == {"both": ["g/old"], "member": ["g/members"], "neither": ["g/rest"], "outside": []}


def test_a_vocabulary_is_not_built_from_what_cannot_be_read() -> None:
    with pytest.raises(RuleSyntaxError) as caught:
        build_vocabulary(define(segments={"s": {"rule": "age >"}, "t": {"rule": "("}}), SHAPE)
    assert len(caught.value.findings) == 2
