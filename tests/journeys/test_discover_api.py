"""From patterns to adopted groups over the API, as the pages Patterns and Discover go."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from satsuma.project import Project
from tests.journeys.api import serving, wait_for
from tests.unit.project.club import start_club

NEW = "number,orders_half,basket,phone\nN1,13,20,0.05\nN2,3,200,0.1\nN3,6,90,0.95\nN4,,,\n"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(start_club(tmp_path_factory.mktemp("club"))) as client:
        yield client


@pytest.fixture(scope="module")
def studied(pages: TestClient) -> TestClient:
    """The club's study done and adopted as a model."""
    for address, order in (("/v1/discoveries/kinds", {}), ("/v1/adoptions/kinds", {"form": "model"})):
        job = wait_for(pages, pages.post(address, json=order).json())
        assert job["state"] == "done", job
    return pages


def test_nothing_is_shown_before_it_was_looked_for(pages: TestClient) -> None:
    answer = pages.get("/v1/patterns")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-name")
    assert pages.get("/v1/studies/nothing").status_code == 404


def test_an_exploration_of_chosen_variables_is_the_job_s_own(pages: TestClient) -> None:
    job = pages.post("/v1/exploration", json={"variables": ["basket", "phone"], "kpi": "spent"}).json()
    done = wait_for(pages, job)
    assert done["state"] == "done"
    found = pages.get("/v1/patterns", params={"job": done["id"]}).json()
    assert [each["variable"] for each in found["result"]["distributions"]] == ["basket", "phone"]
    assert found["result"]["drivers"]["kpi"] == "spent"
    assert pages.get("/v1/patterns", params={"job": "../secret"}).status_code == 422


def test_a_new_study_is_begun_with_what_was_chosen(pages: TestClient) -> None:
    basis = pages.get("/v1/bases").json()["proposals"][0]["variables"]
    definition = {"title": "Habits", "basis": basis, "most": 3, "algorithms": ["k-means"]}
    written = pages.put("/v1/definitions/discoveries/habits", json=definition, headers={"If-None-Match": "*"})
    assert written.status_code in (200, 201), written.text
    assert "habits" in {each["name"] for each in pages.get("/v1/studies").json() if each["verdict"] is None}
    job = wait_for(pages, pages.post("/v1/discoveries/habits", json={"quick": True}).json())
    assert job["state"] == "done", job
    summary = next(each for each in pages.get("/v1/studies").json() if each["name"] == "habits")
    assert summary["title"] == "Habits"
    assert summary["headline"]


def test_a_study_shows_its_verdict_its_numbers_and_how_it_was_adopted(studied: TestClient) -> None:
    study = studied.get("/v1/studies/kinds").json()
    assert study["result"]["chosen_k"] == 3
    assert study["adopted_as"] == "model"
    assert study["adoption"]["form"] == "model"
    assert study["charts"]["stability"]["data"]["values"]
    other = studied.get("/v1/alternatives/kinds", params={"k": 2}).json()
    assert len(other["segments"]) == 2
    assert studied.get("/v1/alternatives/kinds", params={"k": 17}).status_code == 422


def test_new_customers_are_placed_and_the_file_is_kept_nowhere(studied: TestClient, tmp_path: Path) -> None:
    before = studied.get("/v1/files").json()
    answer = studied.post("/v1/placements/kinds", files={"file": ("new.csv", NEW)})
    found = answer.json()
    assert (answer.status_code, found["rows"], found["placed"], found["unplaced"]) == (200, 4, 3, 1)
    assert len({each["segment"] for each in found["customers"][:3]}) == 3
    whole = studied.post(
        "/v1/placement-files/kinds", files={"file": ("new.csv", NEW)}, params={"key": "number"}
    )
    rows = list(csv.DictReader(io.StringIO(whole.text)))
    assert whole.headers["content-disposition"] == "attachment; filename*=utf-8''kinds-placed.csv"
    assert [row["key"] for row in rows] == ["N1", "N2", "N3", "N4"]
    assert studied.get("/v1/files").json() == before


def test_a_file_of_placements_is_named_in_any_script(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Project, "assign", lambda _, path, name, *, key, to: to.write_bytes(b"key"))
    answer = client.post("/v1/placement-files/группы", files={"file": ("new.csv", NEW)})
    assert answer.status_code == 200
    named = answer.headers["content-disposition"].partition("utf-8''")[2]
    assert unquote(named) == "группы-placed.csv"


@pytest.mark.parametrize(
    ("address", "name", "content", "status"),
    [
        ("/v1/placements/kinds", "new.exe", NEW, 422),
        ("/v1/placements/kinds", "new.csv", "a,b\n1,2\n", 422),
        ("/v1/placements/nothing", "new.csv", NEW, 404),
        ("/v1/placement-files/nothing", "new.csv", NEW, 404),
    ],
)
def test_what_cannot_be_placed_is_said(
    studied: TestClient, address: str, name: str, content: str, status: int
) -> None:
    answer = studied.post(address, files={"file": (name, content)})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["findings"][0]["hint"]
