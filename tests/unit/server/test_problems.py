"""Errors as problem+json: the right status, all findings, no values that were sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

from satsuma.model import errors
from satsuma.model.errors import Finding, Place, SatsumaError
from satsuma.server.access.mistakes import Mistakes
from satsuma.server.problems import TITLES, add_handlers, describe_error


def list_branches(root: type[SatsumaError] = SatsumaError) -> Iterator[type[SatsumaError]]:
    yield root
    for branch in root.__subclasses__():
        yield from list_branches(branch)


STATUSES = {
    "unknown-name": 404, "no-project": 409, "busy": 409, "conflict": 412, "mistake": 422, "definition": 422,
    "rule": 422, "rule-syntax": 422, "option": 422, "data": 422, "file": 422, "limit": 413, "unsupported": 501,
    "no-kernel": 501, "service": 503, "storage": 503, "bug": 500, "error": 500,
}  # fmt: skip


@pytest.mark.parametrize(
    "branch",
    [each for each in list_branches() if each.__module__ == errors.__name__],
    ids=lambda each: each.__name__,
)
def test_each_branch_has_its_status_and_title(branch: type[SatsumaError]) -> None:
    if branch is errors.ConflictError:
        error: SatsumaError = errors.ConflictError("Changed.", present='{"rule": "a > 1"}', etag="abc")
    else:
        error = branch("It is so.", hint="Do that.")
    problem = describe_error(error)
    assert problem.status == STATUSES.get(branch.code, 422)
    assert problem.detail.startswith(str(error.findings[0].message))
    assert problem.findings == error.findings
    assert branch.code in TITLES or branch is SatsumaError


def test_a_conflict_brings_what_is_there_now() -> None:
    problem = describe_error(errors.ConflictError("Changed.", present='{"rule": "a > 1"}', etag="abc"))
    assert (problem.present, problem.etag) == ({"rule": "a > 1"}, "abc")
    assert describe_error(errors.ConflictError("Gone.", present=None, etag=None)).present is None


def test_all_findings_are_told_the_first_error_first() -> None:
    findings = [
        Finding(code="rule", message="Mind this.", severity="warning"),
        Finding(code="rule", message="Wrong.", hint="Write it so.", place=Place(file="a.yaml", line=3)),
    ]
    problem = describe_error(errors.RuleError(findings))
    assert problem.detail == "Wrong. Write it so."
    assert problem.findings == tuple(findings)


@pytest.mark.parametrize(
    "error", [ValueError("p7@example.com"), KeyError("p7@example.com"), RecursionError("p7")]
)
def test_our_own_mistakes_name_their_kind_and_no_value(error: Exception) -> None:
    problem = describe_error(error)
    assert (problem.status, problem.code) == (500, "bug")
    assert "p7" not in problem.model_dump_json()


def test_a_full_memory_is_no_mistake_of_ours() -> None:
    assert describe_error(MemoryError()).code == "service"


class Body(BaseModel):
    age: int


@pytest.fixture
def client() -> TestClient:
    app = FastAPI(docs_url=None, redoc_url=None)
    add_handlers(app)
    app.add_middleware(Mistakes)

    @app.post("/people/{number}")
    def add_person(number: int, body: Body) -> None:
        raise ZeroDivisionError("p7@example.com")

    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/nowhere", None, 404, "not-found"),
        ("PUT", "/people/1", None, 405, "not-allowed"),
        ("POST", "/people/one", {"age": 1}, 422, "request"),
        ("POST", "/people/1", {"age": "p7@example.com"}, 422, "request"),
        ("POST", "/people/1", None, 422, "request"),
        ("POST", "/people/1", {"age": 1}, 500, "bug"),
    ],
)
def test_whatever_goes_wrong_is_a_problem(
    client: TestClient, method: str, path: str, body: object, status: int, code: str
) -> None:
    answer = client.request(method, path, json=body)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["status"], answer.json()["code"]) == (status, status, code)
    assert "p7" not in answer.text
    assert answer.json()["findings"]


def test_it_is_said_what_an_address_takes_instead(client: TestClient) -> None:
    answer = client.put("/people/1")
    assert answer.headers["allow"] == "POST"
    assert "It takes POST" in answer.json()["detail"]
