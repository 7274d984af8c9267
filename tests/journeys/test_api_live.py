"""Rules being written, customers looked up and segments compared, as the web app asks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from satsuma.project import Project
from tests.journeys.api import serving


@pytest.fixture(scope="module")
def server(begun_company: Path) -> Iterator[TestClient]:
    with serving(begun_company) as opened:
        yield opened


@pytest.fixture(scope="module")
def names(begun_company: Path) -> list[str]:
    """Segments with members, the largest first."""
    sizes = [size for size in Project.open(begun_company).segments if size.customers and "/" not in size.name]
    return [size.name for size in sorted(sizes, key=lambda size: -size.customers)]


def ask(server: TestClient, address: str, **body: Any) -> dict[str, Any]:
    answer = server.post(address, json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


RULE = "has(order, last 90 days) and not (count(order) > 3 or in segment {name})"


def test_a_rule_goes_to_its_tree_and_back(server: TestClient, names: list[str]) -> None:
    text = RULE.format(name=names[0])
    read = ask(server, "/v1/rules/read", text=text)
    assert read["findings"] == []
    again = ask(server, "/v1/rules/read", tree=read["tree"])
    assert again == read
    counted = [ask(server, "/v1/rules/count", **asked) for asked in ({"text": text}, {"tree": read["tree"]})]
    assert counted[0] | {"seconds": 0} == counted[1] | {"seconds": 0}
    assert [each["path"] for each in counted[0]["conditions"]] == [
        "", "conditions.0", "conditions.1", "conditions.1.condition", "conditions.1.condition.conditions.0",
        "conditions.1.condition.conditions.1",
    ]  # fmt: skip


def test_typing_is_no_error(server: TestClient) -> None:
    for text in ("", "has(", "has(order) and", "((((", "count(order) > x", "\u0000", "🙂 = 3"):
        read = ask(server, "/v1/rules/read", text=text)
        counted = ask(server, "/v1/rules/count", text=text)
        assert read["findings"][0]["severity"] == "error"
        assert counted["customers"] is None


def test_wrong_bodies_are_problems(server: TestClient) -> None:
    deep: dict[str, Any] = {"op": "everyone"}
    for _ in range(80):
        deep = {"op": "not", "condition": deep}
    both = {"text": "everyone", "tree": {"op": "everyone"}}
    for body in ({}, both, {"tree": {"op": "nonsense"}}, {"text": "everyone", "extra": 1}, {"tree": []}):
        answer = server.post("/v1/rules/count", json=body)
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
    refused = ask(server, "/v1/rules/read", tree=deep)
    assert "nested" in refused["findings"][0]["message"]
    for body in ({"text": "everyone", "unit": "robot"}, {"text": "everyone", "as_of": "soon"}):
        assert server.post("/v1/rules/count", json=body).json()["code"] == "option"
    assert server.post("/v1/rules/members", json={"text": "has("}).json()["code"] == "rule-syntax"


def test_members_and_words(server: TestClient) -> None:
    words = server.get("/v1/vocabulary").json()
    shown = [
        each["name"] for each in words["variables"] if not each["hidden"] and each["origin"] == "variable"
    ]
    sample = ask(server, "/v1/rules/members", text="has(order)", variables=shown[:2], customers=3)
    assert len(sample["rows"]) == 3
    assert [column["name"] for column in sample["columns"]] == shown[:2]
    event = next(each for each in words["events"] if each["name"] == "order")
    texts = [each["name"] for each in event["properties"] if each["values"]]
    for name in texts[:1]:
        found = server.get("/v1/vocabulary/values", params={"variable": name, "event": "order"}).json()
        assert found["values"][0]["rows"] > 0
    hidden = [each["name"] for each in words["variables"] if each["hidden"]]
    for name in hidden:
        assert server.get("/v1/vocabulary/values", params={"variable": name}).json()["values"] == []


def test_a_customer_by_key(server: TestClient, begun_company: Path, names: list[str]) -> None:
    key = str(next(iter(Project.open(begun_company).members(names[0]))))
    found = server.get(f"/v1/customers/{key}").json()
    assert next(each for each in found["segments"] if each["name"] == names[0])["member"]
    bare = server.get(f"/v1/customers/{key}", params={"reasons": False}).json()
    assert [each["reasons"] for each in bare["segments"]] == [[]] * len(bare["segments"])
    told = server.get(f"/v1/customers/{key}/why", params={"segment": names[0]}).json()
    assert (told["customer"], told["member"]) == (key, True)
    ruled = server.get(f"/v1/customers/{key}/why", params={"rule": "count(order) > 1000"}).json()
    assert ruled["member"] is False
    assert server.get(f"/v1/customers/{key}/why").status_code == 422


@pytest.mark.parametrize("key", ["anna@example.com", "a/b", "a%2Fb", "../../etc/passwd", "🙂", "' OR 1=1"])
def test_an_unknown_key_is_not_repeated(server: TestClient, key: str) -> None:
    from urllib.parse import quote

    for address in (
        f"/v1/customers/{quote(key, safe='')}",
        f"/v1/customers/{quote(key, safe='')}/why?rule=everyone",
    ):
        answer = server.get(address)
        assert answer.status_code == 404
        assert key not in answer.text


def test_what_happened_next_and_comparisons(server: TestClient, names: list[str]) -> None:
    after = server.get("/v1/after", params={"segment": names[0], "since": "2024-03-01"})
    assert after.status_code in (200, 422), after.text
    compared = server.get("/v1/compare", params={"segment": names[:2]}).json()
    assert [size["name"] for size in compared["result"]["segments"]] == names[:2]
    assert server.get("/v1/compare", params={"segment": names[:1]}).json()["code"] == "option"
    words = server.get("/v1/vocabulary").json()["variables"]
    number = next(each["name"] for each in words if each["kind"] == "number" and each["origin"] == "variable")
    traced = server.get("/v1/trace", params={"variable": number, "segment": names[0], "steps": 3}).json()
    assert len(traced["result"]["series"][1]["points"]) == 3
    combined = server.get("/v1/overlap/combinations").json()
    assert combined["result"]["population"] > 0


def test_many_ask_at_once_and_all_get_the_same(server: TestClient) -> None:
    rules = [f"count(order, last {30 + i % 5} days) >= {1 + i % 2} and has(order)" for i in range(20)]
    expected = {rule: ask(server, "/v1/rules/count", text=rule)["customers"] for rule in rules}
    wrong: list[str] = []

    def type_on(rule: str) -> None:
        for _ in range(3):
            if ask(server, "/v1/rules/count", text=rule)["customers"] != expected[rule]:
                wrong.append(rule)

    threads = [threading.Thread(target=type_on, args=(rule,)) for rule in rules]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
