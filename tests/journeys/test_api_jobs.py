"""Long work over the API: told about, cancelled, repeated, cut off, remembered."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from satsuma.project import Project
from satsuma.server.jobs.commands import COMMANDS
from tests.journeys.api import MARK, serving, wait_for
from tests.journeys.company import orders_csv

ROOT = Path(__file__).resolve().parents[2]


def append_order(folder: Path) -> None:
    """Another order, so that the next run has something to do."""
    path = folder.parent / "files" / "orders.csv"
    path.write_text(orders_csv(extra=[[9001, 1002, "2024-06-20", "31.00", "web"]]), encoding="utf-8")


def test_a_run_is_done_and_told_about(client: TestClient, company_copy: Path) -> None:
    append_order(company_copy)
    before = client.get("/v1/project").json()["last_run"]["id"]
    answer = client.post("/v1/runs", json={"as_of": "2024-06-24"})
    job = answer.json()
    assert (answer.status_code, job["state"], job["title"]) == (202, "waiting", "Run the whole chain")
    events = client.get(f"/v1/jobs/{job['id']}/events").text.strip().split("\n\n")
    told = [event.splitlines() for event in events if event.startswith("event: ")]
    bodies = [json.loads(lines[1].removeprefix("data: ")) for lines in told]
    assert told[-1][0] == "event: done"
    assert {lines[0] for lines in told[:-1]} <= {"event: progress"}
    done = bodies[-1]
    assert (done["state"], done["problem"], done["share"]) == ("done", None, 1.0)
    assert done["seconds"] > 0
    assert done["peak_mb"] is None or done["peak_mb"] > 20
    assert client.get(done["result_url"]).json()["run"] != before
    assert client.get("/v1/project").json()["last_run"]["id"] != before


def test_what_goes_wrong_is_told_as_on_the_terminal(client: TestClient) -> None:
    job = wait_for(client, client.post("/v1/runs", json={"as_of": "yesterday"}).json())
    assert job["state"] == "failed"
    assert job["problem"]["code"] == "option"
    assert "yesterday" in job["problem"]["findings"][0]["message"]


def test_the_same_work_is_not_done_twice(client: TestClient, company_copy: Path) -> None:
    first = wait_for(client, client.post("/v1/scorecards", json={}).json())
    again = client.post("/v1/scorecards", json={}).json()
    assert (again["id"], again["state"]) == (first["id"], "done")
    assert client.post("/v1/scorecards", json={}, params={"again": True}).json()["id"] != first["id"]


def test_work_is_done_anew_when_a_definition_has_changed(client: TestClient, company_copy: Path) -> None:
    first = wait_for(client, client.post("/v1/exploration", json={}).json())
    assert first["state"] == "done", first["problem"]
    path = company_copy / "satsuma.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "smallest_group: 7\n", encoding="utf-8")
    assert client.post("/v1/exploration", json={}).json()["id"] != first["id"]


def test_two_presses_of_a_button_are_one_job(client: TestClient) -> None:
    jobs = [client.post("/v1/exploration", json={}).json()["id"] for _ in range(2)]
    assert jobs[0] == jobs[1]


def test_chosen_variables_are_kept_for_who_asked(client: TestClient) -> None:
    job = wait_for(client, client.post("/v1/exploration", json={"variables": ["age"]}).json())
    assert job["state"] == "done", job["problem"]
    assert [each["variable"] for each in client.get(job["result_url"]).json()["distributions"]] == ["age"]
    assert client.get("/v1/exploration").status_code == 404


@pytest.fixture
def slow_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Makes children run a chain that waits in the middle of the run; the file tells that it is there."""
    marker = tmp_path / "middle"
    (tmp_path / "sitecustomize.py").write_text(
        "import os, time, pathlib, sys\n"
        "def watch(event, args):\n"
        "    if event == 'os.mkdir' and str(args[0]).endswith('.partial'):\n"
        "        os.system('sleep 300 &')\n"
        f"        pathlib.Path({str(marker)!r}).write_text(str(os.getpid()))\n"
        "        time.sleep(300)\n"
        "sys.addaudithook(watch)\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{ROOT / 'src'}")
    return marker


def wait_until(found: Path, seconds: float = 120) -> int:
    """The number in a file, once it is there."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found.is_file() and found.read_text(encoding="utf-8"):
            return int(found.read_text(encoding="utf-8"))
        time.sleep(0.05)
    raise AssertionError(f"{found.name} never came")


def list_group(group: int) -> list[int]:
    """The living processes of a group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def wait_for_end(group: int) -> None:
    until = time.monotonic() + 60
    while list_group(group) and time.monotonic() < until:
        time.sleep(0.05)
    assert list_group(group) == []


needs_proc = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")


@needs_proc
def test_a_run_is_cancelled_with_all_it_started_and_repeated(
    client: TestClient, company_copy: Path, slow_command: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append_order(company_copy)
    before = client.get("/v1/project").json()["last_run"]["id"]
    job = client.post("/v1/runs", json={}).json()
    waiting = client.post("/v1/scorecards", json={}).json()
    group = wait_until(slow_command)
    assert len(list_group(group)) >= 2
    assert client.get(f"/v1/jobs/{waiting['id']}").json()["state"] == "waiting"
    assert client.get("/v1/segments").status_code == 200  # the server answers meanwhile
    assert client.delete(f"/v1/jobs/{waiting['id']}").json()["state"] == "cancelled"
    client.delete(f"/v1/jobs/{job['id']}")
    assert wait_for(client, job)["state"] == "cancelled"
    wait_for_end(group)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    assert client.get("/v1/project").json()["last_run"]["id"] == before
    repeated = wait_for(client, client.post("/v1/runs", json={}).json())
    assert repeated["state"] == "done", repeated["problem"]
    runs = client.get("/v1/runs").json()
    assert [run["status"] for run in runs] == ["published", "failed", "published"]
    assert client.delete(f"/v1/jobs/{repeated['id']}").json()["state"] == "done"


def start_server(folder: Path, port_file: Path) -> subprocess.Popen[str]:
    """A server as a process of its own; its address is in the file's text."""
    line = [sys.executable, "-c", "from satsuma.cli.app import main; main()"]
    words = ["serve", str(folder), "--port", "0", "--no-browser"]
    server = subprocess.Popen([*line, *words], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    said = server.stdout.readline()
    port_file.write_text(said.split(" at ")[1].split(" ")[0], encoding="utf-8")
    return server


def ask(port_file: Path, path: str, body: Any = None, method: str = "GET") -> Any:
    address = port_file.read_text(encoding="utf-8") + path
    data = None if body is None else json.dumps(body).encode()
    headers = {**MARK, "Content-Type": "application/json"}
    request = urllib.request.Request(address, data=data, headers=headers, method=method)
    until = time.monotonic() + 120
    while True:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@needs_proc
def test_a_server_killed_in_the_middle_of_a_run_leaves_the_last_good_one(
    company_copy: Path, slow_command: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append_order(company_copy)
    before = Project.open(company_copy).runs[0].id
    server = start_server(company_copy, tmp_path / "port")
    job = ask(tmp_path / "port", "/v1/runs", {}, "POST")
    group = wait_until(slow_command)
    server.send_signal(signal.SIGKILL)
    server.wait()
    wait_for_end(group)  # its children end with it
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    with serving(company_copy) as client:
        found = client.get(f"/v1/jobs/{job['id']}").json()
        assert found["state"] == "failed"
        assert "server stopped" in found["problem"]["detail"]
        assert client.get("/v1/project").json()["last_run"]["id"] == before
        assert [run["status"] for run in client.get("/v1/runs").json()] == ["failed", "published"]
        done = wait_for(client, client.post("/v1/runs", json={}).json())
        assert done["state"] == "done", done["problem"]


def test_a_server_that_is_closed_ends_its_work(company_copy: Path, slow_command: Path) -> None:
    append_order(company_copy)
    with serving(company_copy) as client:
        job = client.post("/v1/runs", json={}).json()
        group = wait_until(slow_command)
    wait_for_end(group)
    with serving(company_copy) as client:
        assert client.get(f"/v1/jobs/{job['id']}").json()["state"] == "failed"


def test_what_was_done_is_remembered_by_the_next_server(company_copy: Path) -> None:
    with serving(company_copy) as client:
        job = wait_for(client, client.post("/v1/scorecards", json={}).json())
    with serving(company_copy) as client:
        assert client.get("/v1/jobs").json() == [job]
        assert client.post("/v1/scorecards", json={}).json()["id"] == job["id"]


def test_another_run_on_a_terminal_is_a_sentence(client: TestClient, company_copy: Path) -> None:
    from satsuma.store.state import RunLock

    with RunLock(company_copy):
        job = wait_for(client, client.post("/v1/runs", json={}).json())
    assert (job["state"], job["problem"]["code"], job["problem"]["status"]) == ("failed", "busy", 409)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_an_unknown_job_is_a_sentence(client: TestClient, method: str) -> None:
    assert client.request(method, "/v1/jobs/none").json()["code"] == "unknown-name"
    assert client.get("/v1/jobs/none/events").status_code == 404


def test_every_kind_of_work_tells_where_its_result_is(client: TestClient) -> None:
    paths = client.get("/v1/openapi.json").json()["paths"]
    for name, command in COMMANDS.items():
        address = command.result_url.partition("?")[0]
        assert "get" in paths.get(address, {}), name
