"""Definitions edited over HTTP: two people, hands in between, wrong bodies, names with slashes and emoji."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from satsuma.project import Project
from satsuma.server.app import create_app
from satsuma.server.settings import ServerSettings
from satsuma.store.definitions import SECTIONS
from tests.unit.project.club import NOW, start_club

ELDERS = {"rule": "age >= 60 and spent > 10", "title": "Elders <b>&</b> 🍊"}
PROGRAM = {"X-Requested-With": "satsuma"}
SEGMENTS = "/v1/definitions/segments"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return start_club(tmp_path_factory.mktemp("club"))


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "club"))


@pytest.fixture
def client(folder: Path) -> TestClient:
    app = create_app(ServerSettings(folder=folder, clock=lambda: NOW))
    return TestClient(app, base_url="http://127.0.0.1:8000", headers=PROGRAM)


def create(client: TestClient, name: str = "elders", body: dict[str, Any] | None = None) -> str:
    answer = client.put(f"{SEGMENTS}/{name}", json=body or ELDERS, headers={"If-None-Match": "*"})
    assert answer.status_code == 200, answer.text
    return answer.headers["etag"]


def test_a_definition_is_created_read_changed_and_removed(client: TestClient, folder: Path) -> None:
    tag = create(client)
    found = client.get(f"{SEGMENTS}/elders")
    assert found.headers["etag"] == tag
    assert found.json()["title"] == ELDERS["title"]
    assert client.put(f"{SEGMENTS}/elders", json=ELDERS | {"owner": "Ann"}).status_code == 428
    changed = client.put(f"{SEGMENTS}/elders", json=ELDERS | {"owner": "Ann"}, headers={"If-Match": tag})
    assert changed.json()["edit"]["fields"] == ["owner"]
    assert "Elders <b>&</b> 🍊" in (folder / "segments/segments.yaml").read_text(encoding="utf-8")
    again = client.put(f"{SEGMENTS}/elders", json=ELDERS, headers={"If-None-Match": "*"})
    assert again.status_code == 412
    assert client.delete(f"{SEGMENTS}/elders").status_code == 428
    assert client.delete(f"{SEGMENTS}/elders", headers={"If-Match": "*"}).status_code == 200
    assert client.get(f"{SEGMENTS}/elders").status_code == 404
    assert client.delete(f"{SEGMENTS}/elders", headers={"If-Match": "*"}).status_code == 404
    assert client.put(f"{SEGMENTS}/elders", json=ELDERS, headers={"If-Match": "*"}).status_code == 412


def test_two_people_change_one_segment_and_nothing_is_lost(client: TestClient) -> None:
    tag = create(client)
    theirs = ELDERS | {"rule": "age >= 65 and spent > 10", "owner": "Ann"}
    mine = ELDERS | {"rule": "age >= 60 and spent > 20", "title": "Old hands"}
    assert client.put(f"{SEGMENTS}/elders", json=theirs, headers={"If-Match": tag}).status_code == 200
    refused = client.put(f"{SEGMENTS}/elders", json=mine, headers={"If-Match": tag})
    assert refused.status_code == 412
    problem = refused.json()
    sides = {"base": ELDERS, "theirs": problem["present"], "mine": mine}
    merged = client.post(f"{SEGMENTS}/merge", json=sides).json()
    assert merged["conflicts"] == []
    assert merged["merged"]["rule"] == "age >= 65 and spent > 20"
    assert (merged["merged"]["owner"], merged["merged"]["title"]) == ("Ann", "Old hands")
    saved = client.put(f"{SEGMENTS}/elders", json=merged["merged"], headers={"If-Match": problem["etag"]})
    assert saved.status_code == 200
    clash = client.post(f"{SEGMENTS}/merge", json=sides | {"theirs": ELDERS | {"title": "Wise"}}).json()
    assert clash["conflicts"] == [
        {"field": "title", "base": ELDERS["title"], "theirs": "Wise", "mine": "Old hands"}
    ]
    assert clash["merged"]["title"] == "Old hands"


def test_a_change_by_hand_is_seen_at_once(client: TestClient, folder: Path) -> None:
    tag = create(client)
    path = folder / "segments/segments.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("age >= 60", "age >= 66"), encoding="utf-8")
    assert client.get(f"{SEGMENTS}/elders").json()["rule"].startswith("age >= 66")
    assert client.put(f"{SEGMENTS}/elders", json=ELDERS, headers={"If-Match": tag}).status_code == 412
    first, second = client.get("/v1/edits").json()["edits"]
    assert (first["outside"], first["sequence"], first["fields"]) == (True, None, ["rule"])
    assert not second["undoable"]
    assert client.post(f"/v1/edits/{second['sequence']}/undo").status_code == 412
    assert client.post("/v1/edits/99/undo").status_code == 404


def test_an_edit_is_taken_back(client: TestClient) -> None:
    tag = create(client)
    client.put(f"{SEGMENTS}/elders", json=ELDERS | {"owner": "Ann"}, headers={"If-Match": tag})
    back = client.post("/v1/edits/2/undo")
    assert back.status_code == 200
    assert f'"{back.json()["etag"]}"' == tag
    assert client.get("/v1/edits", params={"section": "segments", "name": "elders"}).json()["total"] == 3


def test_wrong_bodies_give_all_findings_and_write_nothing(client: TestClient) -> None:
    shapeless = client.put(f"{SEGMENTS}/elders", json={"title": 3, "odd": 1})
    assert shapeless.status_code == 422
    assert {each["place"]["what"] for each in shapeless.json()["findings"]} == {
        "body title",
        "body odd",
        "body rule",
    }
    parts = [
        {"name": "a", "rule": "agee > 3"},
        {"name": "b", "rule": "age >"},
        {"name": "c", "segment": "no"},
    ]
    wrong = client.put("/v1/definitions/segmentations/story", json={"priorities": parts})
    assert wrong.status_code == 422
    assert len(wrong.json()["findings"]) == 3
    assert client.put(f"{SEGMENTS}/..%2Fetc", json=ELDERS).status_code == 422
    assert client.put(f"{SEGMENTS}/{'x' * 90}", json=ELDERS).status_code == 422
    assert client.put("/v1/definitions/nothing/x", json=ELDERS).status_code in (404, 405)
    assert client.get("/v1/edits").json()["edits"] == []


def test_what_is_used_is_not_removed(client: TestClient) -> None:
    create(client)
    answer = client.delete("/v1/definitions/variables/spent", headers={"If-Match": "*"})
    assert answer.status_code == 422
    assert "segment 'elders'" in answer.json()["detail"]
    assert "discovery 'kinds'" in answer.json()["detail"]


def test_names_with_a_slash_and_new_names(client: TestClient) -> None:
    create(client)
    body = {"priorities": [{"name": "old", "segment": "elders"}]}
    assert client.put("/v1/definitions/segmentations/story", json=body).status_code == 200
    for address in ("story/old", "story%2Fold"):
        persona = client.put(
            f"/v1/definitions/personas/{address}", json={"name": f"Gerda {address}"}, headers={"If-Match": "*"}
            if address != "story/old" else {},
        )  # fmt: skip
        assert persona.status_code == 200, persona.text
    assert client.get("/v1/definitions/personas/story/old").json()["name"] == "Gerda story%2Fold"
    refused = client.put(f"{SEGMENTS}/elders?called=olds", json=ELDERS, headers={"If-Match": "*"})
    assert refused.status_code == 422
    assert "segmentation 'story'" in refused.json()["detail"]
    create(client, "lone", {"rule": "age < 3"})
    named = client.put(f"{SEGMENTS}/lone?called=alone", json={"rule": "age < 3"}, headers={"If-Match": "*"})
    assert named.json()["name"] == "alone"


def test_settings_of_the_project_need_a_fingerprint(client: TestClient) -> None:
    found = client.get("/v1/definitions/project")
    body = found.json() | {"smallest_group": 9}
    assert client.put("/v1/definitions/project", json=body).status_code == 428
    saved = client.put("/v1/definitions/project", json=body, headers={"If-Match": found.headers["etag"]})
    assert saved.status_code == 200
    assert client.get("/v1/definitions/project").json()["smallest_group"] == 9


def test_every_section_has_its_three_routes_with_its_own_model(client: TestClient) -> None:
    paths = client.get("/v1/openapi.json").json()["paths"]
    for section, model in SECTIONS.items():
        route = paths[f"/v1/definitions/{section}/{{name}}"]
        assert set(route) == {"get", "put", "delete"}
        body = route["put"]["requestBody"]["content"]["application/json"]["schema"]
        assert model.__name__ in str(body)


def test_the_list_holds_what_files_hold(client: TestClient, folder: Path) -> None:
    stored = client.get("/v1/definitions").json()
    known = Project.open(folder).stored_definitions()
    assert stored["etags"] == known.etags
    assert stored["definitions"]["variables"].keys() == known.definitions.variables.keys()
