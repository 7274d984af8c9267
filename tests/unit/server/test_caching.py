"""Answers from memory: the same as long as nothing they follow from has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI, Query
from fastapi.testclient import TestClient

from satsuma.project.memory import Memory
from satsuma.server.caching import KeptRoute
from satsuma.server.settings import ServerSettings

asked: list[str] = []


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    asked.clear()
    router = APIRouter(route_class=KeptRoute)

    @router.get("/double")
    def double(number: int, as_of: str | None = Query(None)) -> dict[str, int]:
        asked.append(str(number))
        return {"double": 2 * number}

    app = FastAPI()
    app.state.settings = ServerSettings(tmp_path, clock=lambda: client_clock[0])
    app.state.kept = Memory(2**20)
    app.include_router(router)
    return TestClient(app)


client_clock = [0.0]


def test_a_question_is_answered_once(client: TestClient) -> None:
    answers = [client.get("/double?number=2") for _ in range(3)]
    assert [answer.json() for answer in answers] == [{"double": 4}] * 3
    assert len({answer.headers["etag"] for answer in answers}) == 1
    assert asked == ["2"]


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}'])
def test_who_has_the_answer_gets_nothing_new(client: TestClient, form: str) -> None:
    tag = client.get("/double?number=2").headers["etag"]
    again = client.get("/double?number=2", headers={"If-None-Match": form.format(tag)})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_another_question_is_another_answer(client: TestClient) -> None:
    tags = [
        client.get(f"/double?{query}").headers["etag"]
        for query in ("number=2", "number=3", "number=2&as_of=2024-01-01", "as_of=2024-01-02&number=2")
    ]
    assert len(set(tags)) == 4


@pytest.mark.parametrize(
    "path", ["satsuma.yaml", "segments/a.yaml", "models/m.json", ".satsuma/findings/answers/a.json"]
)
def test_what_it_follows_from_changes_it(client: TestClient, tmp_path: Path, path: str) -> None:
    tags = [client.get("/double?number=2").headers["etag"]]
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(("one", "two")):
        file.write_text(text, encoding="utf-8")
        os.utime(file, ns=(number, number))
        tags.append(client.get("/double?number=2").headers["etag"])
    assert len(set(tags)) == 3


def test_the_next_day_is_another_moment(client: TestClient) -> None:
    before = client.get("/double?number=2").headers["etag"]
    client_clock[0] += 86_400
    assert client.get("/double?number=2").headers["etag"] != before


def test_mistakes_are_not_kept(client: TestClient) -> None:
    assert client.get("/double?number=x").status_code == 422
    assert "etag" not in client.get("/double?number=x").headers
