"""The web app's files and its first page."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from satsuma.server.app import create_app
from satsuma.server.settings import ServerSettings


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("first page", encoding="utf-8")
    (static / "assets" / "app-1a2b.js").write_text("script", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    app = create_app(ServerSettings(tmp_path / "project", static=static))
    return TestClient(app, base_url="http://127.0.0.1")


@pytest.mark.parametrize("path", ["/", "/segments", "/segments/story/part", "/v2", "/v10/x", "/index.html"])
def test_every_page_is_the_first_one(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.text) == (200, "first page")
    assert answer.headers["cache-control"] == "no-cache"
    assert client.head(path).status_code == 200


def test_built_files_are_kept_by_browsers(client: TestClient) -> None:
    answer = client.get("/assets/app-1a2b.js")
    assert answer.text == "script"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/assets/gone.js", "/v1", "/v1/", "/v1/nothing", "/v1/nothing/at/all"])
def test_what_is_not_there_is_a_problem(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt"]
)
def test_nothing_outside_is_served(client: TestClient, path: str) -> None:
    assert "secret" not in client.get(path).text


def test_a_copy_that_is_not_built_says_how(tmp_path: Path) -> None:
    app = create_app(ServerSettings(tmp_path, static=tmp_path / "none"))
    answer = TestClient(app, base_url="http://127.0.0.1").get("/")
    assert answer.status_code == 200
    assert "make web" in answer.text
