"""Home, Data, Variables, templates and parts over HTTP, on a small club."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from satsuma.server.app import create_app
from satsuma.server.settings import ServerSettings
from tests.unit.project.club import NOW, start_club
from tests.unit.project.test_adding import write_tickets

PROGRAM = {"X-Requested-With": "satsuma"}
BEHAVIOURAL = {"family": "behavioural"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return start_club(tmp_path_factory.mktemp("club"))


def serve(folder: Path) -> TestClient:
    app = create_app(ServerSettings(folder=folder, clock=lambda: NOW))
    return TestClient(app, base_url="http://127.0.0.1:8000", headers=PROGRAM)


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made.parent, tmp_path / "outer")
    return tmp_path / "outer" / made.name


@pytest.fixture
def client(folder: Path) -> TestClient:
    return serve(folder)


def wait(client: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    for _ in range(600):
        found: dict[str, Any] = client.get(f"/v1/jobs/{job['id']}").json()
        if found["state"] in ("done", "failed", "cancelled"):
            return found
        time.sleep(0.1)
    raise AssertionError(job)


def test_home_tells_how_far_the_work_is(client: TestClient) -> None:
    found = client.get("/v1/overview").json()
    assert [step["page"] for step in found["steps"] if step["state"] == "next"] == ["targets"]
    assert found["next_page"] == "targets"
    assert found["units"] == {"customer": 205}


def test_sources_tell_what_is_understood_and_why(client: TestClient, folder: Path) -> None:
    found = client.get("/v1/sources").json()
    by_name = {source["name"]: source for source in found["sources"]}
    orders, customers = by_name["orders"], by_name["customers"]
    assert orders["events"] == ["order"]
    assert orders["reasons"]["role"]
    uses = {column["name"]: column["uses"] for column in orders["columns"]}
    assert (uses["order_date"], uses["customer_id"], uses["amount"]) == (["time"], ["key"], ["amount"])
    assert orders["account"]["rows_in"] == orders["account"]["rows_kept"]
    assert [file["state"] for file in orders["files"]] == ["read"]
    email = next(column for column in customers["columns"] if column["name"] == "email")
    assert email["sensitivity"] == "personal"
    assert email["evidence"]
    assert not orders["changed"]
    path = folder.parent / "orders.csv"
    path.write_text(path.read_text(encoding="utf-8") + "1,1,2024-06-30,1.00,web\n", encoding="utf-8")
    again = {source["name"]: source for source in client.get("/v1/sources").json()["sources"]}
    assert again["orders"]["files"][0]["state"] == "changed"
    assert again["orders"]["changed"]
    assert not again["customers"]["changed"]


def test_a_correction_is_tried_before_it_is_written(client: TestClient) -> None:
    source = client.get("/v1/definitions/sources/customers").json()
    plain = client.post("/v1/sources/customers/preview", json=source).json()
    assert plain["rows"] == plain["kept"] == 200
    columns = {column["name"]: column for column in plain["columns"]}
    assert columns["email"]["masked"]
    assert all("@xxxxxxx.xxx" in value["raw"] for value in columns["email"]["values"])
    since = next(column for column in plain["columns"] if column["raw"] == "since")
    assert since["values"] == [{"raw": "2022-01-01", "read": "2022-01-01"}]
    source["columns"]["town"] |= {"kind": "number"}
    tried = client.post("/v1/sources/customers/preview", json=source).json()
    town = next(column for column in tried["columns"] if column["name"] == "town")
    assert town["unreadable"] == 200
    assert town["values"][0]["read"] is None
    source["columns"]["age"] |= {"minimum": 30}
    narrow = client.post("/v1/sources/customers/preview", json=source).json()
    assert narrow["set_aside"][0]["reason"] == "age is below 30"
    assert narrow["kept"] + narrow["set_aside"][0]["rows"] == 200
    source["columns"]["email"] |= {"sensitivity": "ordinary"}
    shown = client.post("/v1/sources/customers/preview", json=source).json()
    assert next(column for column in shown["columns"] if column["name"] == "email")["masked"]
    assert client.get("/v1/definitions/sources/customers").json()["columns"]["town"]["kind"] == "category"


def test_a_wrong_correction_is_a_problem_and_reads_nothing_outside(client: TestClient) -> None:
    source = client.get("/v1/definitions/sources/customers").json()
    lost = source | {"key": "nobody", "time": "never"}
    wrong = client.post("/v1/sources/customers/preview", json=lost)
    assert wrong.status_code == 422
    assert "nobody" in wrong.text
    assert "never" in wrong.text
    for path in (
        "/etc/hostname",
        "../../secret.csv",
        "~/x.csv",
        "C:\\x.csv",
        ".satsuma/server.key",
        "./.satsuma/*",
        "data/.x.csv",
    ):
        outside = client.post("/v1/sources/customers/preview", json=source | {"files": [path]})
        assert outside.status_code == 422, path
        etag = client.get("/v1/definitions/sources/customers").headers["etag"]
        put = client.put(
            "/v1/definitions/sources/customers", json=source | {"files": [path]}, headers={"If-Match": etag}
        )
        assert put.status_code == 422, path


def test_rows_set_aside_are_shown_without_whose_they_are(folder: Path) -> None:
    path = folder.parent / "customers.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text + ",lost@example.com,44,Ulm,2022-01-01\n,other@example.com,44,Ulm,2022-01-01\n", encoding="utf-8"
    )
    client = serve(folder)
    assert wait(client, client.post("/v1/runs", json={}).json())["state"] == "done"
    found = client.get("/v1/set-aside", params={"limit": 1}).json()
    assert found["total"] == 2
    assert found["reasons"] == {"customers": {"customer_id is missing": 2}}
    (row,) = found["rows"]
    assert row["values"]["email"] == "xxxx@xxxxxxx.xxx"
    assert row["values"]["age"] == "44"
    assert row["line"] == len(text.splitlines()) + 1
    second = client.get("/v1/set-aside", params={"source": "customers", "limit": 1, "offset": 1}).json()
    assert second["rows"][0]["values"]["email"] == "xxxxx@xxxxxxx.xxx"
    assert client.get("/v1/set-aside", params={"source": "nobody"}).status_code == 404
    quality = client.get("/v1/quality").json()
    account = next(each for each in quality["quality"]["accounts"] if each["source"] == "customers")
    assert account["rows_in"] == account["rows_kept"] + 2
    assert len(quality["coverage"]) == 11
    assert any(each["collect"] for each in quality["coverage"])
    assert all(each["needs"].startswith("needs ") for each in quality["unavailable"])


def test_uploaded_files_become_sources_by_a_job(client: TestClient, folder: Path) -> None:
    assert client.get("/v1/sources/added").status_code == 404
    write_tickets(folder / "data/tickets.csv")
    job = client.post("/v1/sources", json={"files": ["data/tickets.csv"]})
    assert job.status_code == 202
    assert wait(client, job.json())["state"] == "done"
    added = client.get("/v1/sources/added").json()
    assert [source["name"] for source in added["sources"]] == ["tickets"]
    assert added["variables"] == ["tickets_12m"]
    assert "tickets" in {source["name"] for source in client.get("/v1/sources").json()["sources"]}
    strange = wait(client, client.post("/v1/sources", json={"files": ["/etc/hostname"]}).json())
    assert strange["state"] == "failed"


def preview(client: TestClient, value: str, **more: str) -> dict[str, Any]:
    answer = client.post("/v1/variables/preview", json={"value": value, **BEHAVIOURAL, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_variable_is_seen_while_it_is_written(client: TestClient) -> None:
    found = preview(client, "count(order, last 90 days)")
    assert (found["kind"], found["customers"], found["findings"]) == ("number", 205, [])
    assert found["sentence"] == "The number of orders in the last 90 days."
    assert 190 <= sum(bar["customers"] or 0 for bar in found["distribution"]["bins"]) <= 205
    assert len(found["distribution"]["quantiles"]) == 7
    wrong = preview(client, "count(ordr)")
    assert wrong["distribution"] is None
    assert "order" in wrong["findings"][0]["hint"]
    assert preview(client, "age +")["findings"][0]["code"] == "rule-syntax"
    secret = preview(client, "email")
    assert secret["distribution"] is None
    assert secret["customers"] == 205
    assert secret["findings"][0]["code"] == "sensitive-field"
    assert "declared as flag" in str(preview(client, "age + 1", kind="flag")["findings"])
    assert client.get("/v1/definitions").json()["definitions"]["variables"].keys().isdisjoint({"preview"})


def test_one_variable_has_its_distribution_and_its_uses(client: TestClient) -> None:
    found = client.get("/v1/variables/customer/basket").json()
    assert found["distribution"]["n"] > 0
    assert found["used_by"][0]["name"] == "kinds"
    assert client.get("/v1/variables/customer/bassket").status_code == 404


def test_parts_are_sized_in_the_order_tried(client: TestClient) -> None:
    parts = [{"name": "phone", "rule": "phone >= 0.5"}, {"name": "old", "rule": "age >= 45"}]
    body = {"priorities": parts, "population": "has(order)"}
    found = client.post("/v1/segmentations/preview", json=body).json()
    back = client.post("/v1/segmentations/preview", json=body | {"priorities": parts[::-1]}).json()
    assert found["population"] == back["population"] == 204
    for tried in (found, back):
        assert sum(part["customers"] for part in tried["parts"]) == 204
        assert tried["parts"][0]["taken"] == 0
    first, second = found["parts"][0], back["parts"][1]
    assert first["own"] == second["own"]
    assert second["taken"] == first["customers"] - second["customers"] > 0
    assert found["parts"][-1]["title"] == "Everyone else"
    broken = [parts[0], {"name": "x", "rule": "agee > 3"}, parts[1]]
    wrong = client.post("/v1/segmentations/preview", json={"priorities": broken}).json()
    assert [part["customers"] is None for part in wrong["parts"]] == [False, True, True, True]
    assert wrong["findings"][0]["place"]["what"] == "priorities 1"


def test_templates_say_what_they_would_write_or_lack(client: TestClient) -> None:
    offers = {each["name"]: each for each in client.get("/v1/templates").json()["templates"]}
    assert offers["abandoned-cart"]["lacks"].startswith("needs website")
    lost = offers["clicks-no-order"]
    assert not lost["available"]
    open_ones = [each for each in offers.values() if each["available"]]
    assert open_ones
    for each in open_ones:
        for name, needed in each["variables"].items():
            client.put(f"/v1/definitions/variables/{name}", json=needed)
        for name, needed in each["requires"].items():
            client.put(f"/v1/definitions/segments/{name}", json=needed)
        made = client.put(f"/v1/definitions/segments/{each['name']}", json=each["definition"])
        assert made.status_code == 200, made.text
    again = {each["name"]: each for each in client.get("/v1/templates").json()["templates"]}
    assert all(again[each["name"]]["segments"] == [each["name"]] for each in open_ones)


def test_what_a_job_writes_is_logged_in_the_name_of_who_asked(client: TestClient, folder: Path) -> None:
    write_tickets(folder / "data/tickets.csv")
    job = client.post("/v1/sources", json={}).json()
    assert wait(client, job)["state"] == "done"
    edits = client.get("/v1/edits").json()["edits"]
    assert {edit["who"] for edit in edits} == {job["who"]}
    assert {edit["name"] for edit in edits} == {"tickets", "tickets_12m"}
