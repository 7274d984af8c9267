"""Who may ask the server what, and from where."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from satsuma.model.errors import OptionError
from satsuma.project import Project
from satsuma.server.access.gate import refuse_open_door
from satsuma.server.access.tokens import make_token, revoke_token
from satsuma.server.app import create_app
from satsuma.server.settings import ServerSettings
from tests.journeys.api import ADDRESS, serving

JSON = {"Content-Type": "application/json"}


class TestLoopback:
    @pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:9999", "[::1]:8000"])
    def test_this_machine_is_let_in(self, client: TestClient, host: str) -> None:
        assert client.get("/v1/project", headers={"Host": host}).status_code == 200

    @pytest.mark.parametrize(
        "host",
        ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "", "0.0.0.0", "[::2]"],
    )
    @pytest.mark.parametrize("path", ["/v1/project", "/", "/v1/health"])
    def test_a_name_that_somebody_pointed_here_is_refused(
        self, client: TestClient, host: str, path: str
    ) -> None:
        answer = client.get(path, headers={"Host": host})
        assert (answer.status_code, answer.json()["code"]) == (421, "refused")

    @pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
    def test_a_proxy_in_front_needs_a_token(self, client: TestClient, header: str) -> None:
        assert client.get("/v1/project", headers={header: "203.0.113.7"}).status_code == 403


class TestOtherSites:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "http://127.0.0.1:9"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"},
            {"Origin": "https://evil.example", "Content-Type": "application/json"},
        ],
    )
    def test_what_another_page_sends_changes_nothing(
        self, client: TestClient, headers: dict[str, str]
    ) -> None:
        answer = client.post("/v1/runs", headers=headers, content=b"{}")
        assert (answer.status_code, answer.json()["code"]) == (403, "refused")
        assert client.get("/v1/jobs").json() == []

    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
    )
    def test_a_form_without_any_mark_is_refused(self, company_copy: Path, kind: str) -> None:
        with serving(company_copy) as client:
            del client.headers["X-Requested-With"]
            answer = client.post("/v1/runs/undo", headers={"Content-Type": kind})
        assert answer.status_code == 403

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "same-origin"},
            {"Origin": "http://127.0.0.1:8000"},
            {"X-Requested-With": "satsuma"},
            JSON,
        ],
    )
    def test_the_app_and_programs_may(self, company_copy: Path, headers: dict[str, str]) -> None:
        with serving(company_copy) as client:
            del client.headers["X-Requested-With"]
            answer = client.post("/v1/runs/undo", headers=headers)
        assert (
            answer.json()["code"] == "unknown-name"
        )  # there is no earlier run: the request itself went through

    def test_looking_needs_no_mark(self, client: TestClient) -> None:
        assert client.get("/v1/project", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.fixture
def token(company_copy: Path) -> str:
    return make_token(company_copy, "Ann")


@pytest.fixture
def others(company_copy: Path, token: str) -> Iterator[TestClient]:
    """A server that others can reach."""
    with serving(company_copy, host="0.0.0.0") as opened:
        yield opened


class TestTokens:
    @pytest.mark.parametrize("settings", [{"host": "0.0.0.0"}, {"allowed_hosts": ("app.example",)}])
    def test_no_server_for_others_without_one(self, tmp_path: Path, settings: dict[str, object]) -> None:
        with pytest.raises(OptionError, match="no token yet"):
            refuse_open_door(ServerSettings(tmp_path, **settings))  # type: ignore[arg-type]

    def test_nothing_is_shown_without_one(self, others: TestClient) -> None:
        for path in ("/v1/project", "/v1/segments", "/v1/openapi.json", "/v1", "/v1/nothing"):
            assert others.get(path).status_code == 401, path
        assert others.get("/v1/project").headers["www-authenticate"] == "Bearer"
        assert others.get("/v1/health").status_code == 200
        assert others.get("/").status_code == 200

    def test_a_program_sends_it(self, others: TestClient, token: str) -> None:
        good = others.get("/v1/session", headers={"Authorization": f"Bearer {token}"})
        assert good.json() == {"who": "Ann", "needs_token": True}
        for wrong in (token[:-1], token + "x", "", f"satsuma_{'a' * 43}"):
            answer = others.get("/v1/project", headers={"Authorization": f"Bearer {wrong}"})
            assert answer.status_code == 401

    def test_a_browser_signs_in_once(self, others: TestClient, token: str) -> None:
        answer = others.post("/v1/session", json={"token": f" {token}\n"})
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert token.lower() not in cookie
        assert others.get("/v1/project").status_code == 200
        others.delete("/v1/session")
        assert others.get("/v1/project").status_code == 401

    def test_a_wrong_one_gets_a_sentence(self, others: TestClient) -> None:
        answer = others.post("/v1/session", json={"token": "wrong"})
        assert (answer.status_code, answer.json()["code"]) == (401, "token")
        assert "set-cookie" not in answer.headers

    def test_taking_it_back_ends_sessions_at_once(
        self, others: TestClient, company_copy: Path, token: str
    ) -> None:
        others.post("/v1/session", json={"token": token})
        assert others.get("/v1/project").status_code == 200
        revoke_token(company_copy, "Ann")
        assert others.get("/v1/project").status_code == 401

    def test_it_is_kept_as_a_hash_for_the_owner_only(self, company_copy: Path, token: str) -> None:
        path = company_copy / ".satsuma" / "tokens.json"
        assert token not in path.read_text(encoding="utf-8")
        assert path.stat().st_mode & 0o077 == 0

    def test_a_job_is_done_in_its_name(self, others: TestClient, token: str) -> None:
        job = others.post("/v1/scorecards", json={}, headers={"Authorization": f"Bearer {token}"}).json()
        assert job["who"] == "Ann"

    @pytest.mark.parametrize("host", ["203.0.113.9:8000", "[2001:db8::1]", "localhost"])
    def test_addresses_are_known_names_are_not(self, others: TestClient, host: str, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        assert others.get("/v1/project", headers={**headers, "Host": host}).status_code == 200
        assert others.get("/v1/project", headers={**headers, "Host": "evil.example"}).status_code == 421


def test_behind_a_proxy_its_name_is_known_and_cookies_are_for_https_only(company_copy: Path) -> None:
    token = make_token(company_copy, "Ann")
    with serving(company_copy, allowed_hosts=("app.example",)) as client:
        headers = {"Host": "app.example", "X-Forwarded-For": "203.0.113.7"}
        assert client.get("/v1/project", headers=headers).status_code == 401
        answer = client.post("/v1/session", json={"token": token}, headers=headers)
        assert "secure" in answer.headers["set-cookie"].lower()
        own = {**headers, "Authorization": f"Bearer {token}", "Origin": "https://app.example"}
        assert client.post("/v1/scorecards", json={}, headers=own).status_code == 202


@pytest.mark.parametrize("path", ["/", "/v1/health", "/v1/nothing", "/v1/segments", "/assets/none.js"])
def test_every_answer_tells_browsers_to_be_careful(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path", ["/..%2f..%2fsatsuma.yaml", "/%2e%2e/settings.py", "/assets/..%2f..%2fapp.py", "/%00"]
)
def test_no_file_outside_the_app_is_served(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert "Satsuma" in answer.text or answer.status_code == 404
    assert "def create_app" not in answer.text


def test_no_line_of_any_log_holds_a_persons_value(
    client: TestClient, company_copy: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Asks about one customer in every way there is, some of them wrong."""
    caplog.set_level(logging.DEBUG)
    key, mail = "1007", "p7@example.com"
    segment = client.get("/v1/segments").json()["segments"][0]["name"]
    for path in (
        f"/v1/customers/{key}",
        f"/v1/customers/{key}/why?segment={segment}",
        f"/v1/customers/{mail}",
        f"/v1/profiles/{mail}",
        f"/v1/{mail}/{key}",
        f"/{mail}",
        f"/v1/segments?as_of={mail}",
    ):
        client.get(path)
    for path in ("/v1/rules/count", "/v1/rules/read", "/v1/rules/members"):
        client.post(path, json={"text": f"email = '{mail}'"})
        client.post(path, json={"text": mail})
        client.post(path, json={mail: key})
    client.put(f"/v1/definitions/segments/{mail}", json={"title": mail, "rule": mail})
    client.post(f"/v1/exports/{segment}", json={})
    client.post("/v1/files", files={"files": (f"{mail}.exe", b"x")})
    client.request(f"X{key}", "/v1/project")
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("http")]
    assert sum("satsuma.server.requests" in record.name for record in caplog.records) >= 10
    assert [line for line in ours if mail in line or key in line or "example.com" in line] == []


@pytest.fixture
def broken_app(company_copy: Path, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """A server with a mistake of ours, whose message holds a person's value."""

    def fail(*_: object) -> None:
        raise KeyError("p7@example.com")

    monkeypatch.setattr(Project, "sizes", fail)
    monkeypatch.delenv("SATSUMA_DEBUG", raising=False)
    return create_app(ServerSettings(company_copy))


def test_a_mistake_of_ours_is_told_and_noted_without_values(
    broken_app: FastAPI, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """It does not come out of the application: the server below would write its traceback."""
    with TestClient(broken_app, base_url=ADDRESS, raise_server_exceptions=True) as client:
        answer = client.get("/v1/segments")
    assert (answer.status_code, answer.json()["code"]) == (500, "bug")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "KeyError in test_api_access.py" in caplog.text
    assert "example.com" not in answer.text + caplog.text + "".join(capfd.readouterr())


@pytest.mark.parametrize("path", ["/v1/rules/read", "/v1/rules/count", "/v1/values/read"])
def test_half_a_character_is_a_sentence(client: TestClient, path: str) -> None:
    answer = client.post(path, content=b'{"text": "a = \'\\ud800\'"}', headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "mistake")
    assert "half of a character" in answer.json()["detail"]
