"""Files over the API, and a project begun from them in an empty folder."""

from __future__ import annotations

import io
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from satsuma.project import uploads
from tests.journeys.api import serving, wait_for
from tests.journeys.company import customers_csv, orders_csv


def send(client: TestClient, *files: tuple[str, bytes]) -> Any:
    return client.post("/v1/files", files=[("files", (name, io.BytesIO(content))) for name, content in files])


def list_disk(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "data").glob("*")}


def test_a_project_is_begun_from_nothing(empty_client: TestClient) -> None:
    client = empty_client
    assert client.get("/v1/project").json()["state"] == "empty"
    assert client.get("/v1/segments").json()["code"] == "no-project"
    send(client, ("customers.csv", customers_csv().encode()), ("orders.csv", orders_csv().encode()))
    order = {"name": "Crème & Co 🍊", "problem": "Who comes back?", "teams": ["Marketing"]}
    job = wait_for(client, client.post("/v1/start", json={**order, "timezone": "Europe/Berlin"}).json())
    assert job["state"] == "done", job["problem"]
    assert {source["role"] for source in client.get(job["result_url"]).json()["sources"]} == {
        "profile",
        "event",
    }
    standing = client.get("/v1/project").json()
    assert (standing["state"], standing["name"], standing["timezone"]) == (
        "defined", "Crème & Co 🍊", "Europe/Berlin",
    )  # fmt: skip
    assert wait_for(client, client.post("/v1/runs", json={}).json())["state"] == "done"
    assert client.get("/v1/project").json()["state"] == "run"
    assert client.get("/v1/segments").json()["segments"]
    again = client.post("/v1/start", json={})
    assert (again.status_code, again.json()["code"]) == (422, "mistake")


def test_beginning_without_files_is_a_sentence(empty_client: TestClient) -> None:
    job = wait_for(empty_client, empty_client.post("/v1/start", json={}).json())
    assert (job["state"], job["problem"]["code"]) == ("failed", "file")
    assert "no data files" in job["problem"]["detail"]


@pytest.mark.parametrize("files", [["../other.csv"], ["/etc/passwd"], ["data/none.csv"]])
def test_files_of_other_places_are_refused(empty_client: TestClient, files: list[str]) -> None:
    send(empty_client, ("customers.csv", customers_csv().encode()))
    job = wait_for(empty_client, empty_client.post("/v1/start", json={"files": files}).json())
    assert job["problem"]["code"] == "file"


def test_names_are_made_safe_and_nothing_is_written_over(empty_client: TestClient, tmp_path: Path) -> None:
    answer = send(
        empty_client,
        ("../../etc/Orders <b>*[x]?.csv", b"a\n1\n"),
        ("C:\\Users\\ann\\Käufe 2024.csv", b"a\n2\n"),
        ("Käufe 2024.csv", b"a\n3\n"),
        ("Käufe 2024.csv", b"a\n2\n"),
        (".hidden.csv", b"a\n4\n"),
    )
    assert answer.status_code == 201, answer.text
    assert list_disk(tmp_path / "new") == {
        "Orders _b___x__.csv": b"a\n1\n",
        "Käufe 2024.csv": b"a\n2\n",
        "Käufe 2024-2.csv": b"a\n3\n",
        "_hidden.csv": b"a\n4\n",
    }
    assert [file["was_there"] for file in answer.json()] == [False, False, False, True, False]
    listed = empty_client.get("/v1/files").json()
    assert [file["name"] for file in listed] == sorted(list_disk(tmp_path / "new"))


@pytest.mark.parametrize(
    "name", ["run.exe", "page.html", "noending", "...", "satsuma.yaml", "x.csv.sh", "csv"]
)
def test_what_is_no_data_file_is_refused_before_any_is_written(
    empty_client: TestClient, tmp_path: Path, name: str
) -> None:
    answer = send(empty_client, ("good.csv", b"a\n1\n"), (name, b"x"))
    assert (answer.status_code, answer.json()["code"]) == (422, "file")
    assert not (tmp_path / "new" / "data").exists()


class TestLimits:
    @pytest.fixture
    def small(self, tmp_path: Path) -> Any:
        (tmp_path / "small").mkdir()
        with serving(tmp_path / "small", upload_bytes=20_000, upload_files=3) as client:
            yield client

    def test_too_large_is_refused(self, small: TestClient, tmp_path: Path) -> None:
        answer = send(small, ("big.csv", b"a" * 30_000))
        assert (answer.status_code, answer.json()["code"]) == (413, "limit")
        assert not (tmp_path / "small" / "data").exists()

    def test_too_large_without_saying_so_is_refused_while_it_streams(self, small: TestClient) -> None:
        sent = []

        def stream() -> Any:
            yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\n'
            for number in range(1000):
                sent.append(number)
                yield b"a" * 1000

        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        answer = small.post("/v1/files", content=stream(), headers=kind)
        assert (answer.status_code, answer.json()["code"]) == (413, "limit")

    def test_too_many_are_refused(self, small: TestClient) -> None:
        answer = send(small, *((f"{number}.csv", b"a\n") for number in range(4)))
        assert answer.status_code in (400, 413)
        assert answer.headers["content-type"] == "application/problem+json"

    def test_a_request_that_is_no_upload_is_small(self, small: TestClient) -> None:
        answer = small.post("/v1/start", json={"problem": "x" * 5_000_000})
        assert (answer.status_code, answer.json()["code"]) == (413, "limit")

    def test_a_disk_without_room_is_a_sentence(
        self, small: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        usage = namedtuple("usage", "total used free")
        monkeypatch.setattr(uploads.shutil, "disk_usage", lambda _: usage(10, 10, 0))
        answer = send(small, ("a.csv", b"a\n1\n"))
        assert (answer.status_code, answer.json()["code"]) == (503, "storage")
        assert list_disk(tmp_path / "small") == {}


def test_a_file_that_cannot_be_written_whole_is_not_there(
    empty_client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads.os, "fsync", fail)
    answer = send(empty_client, ("a.csv", b"a\n1\n"))
    assert (answer.status_code, answer.json()["code"]) == (503, "storage")
    assert list_disk(tmp_path / "new") == {}


def test_what_a_killed_server_had_not_written_whole_goes(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / ".0-a.csv.uploading").write_bytes(b"a")
    (tmp_path / "data" / "b.csv").write_bytes(b"b")
    with serving(tmp_path):
        assert list_disk(tmp_path) == {"b.csv": b"b"}
