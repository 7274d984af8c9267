"""The web server as a program calls it, within this process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from satsuma.server.app import create_app
from satsuma.server.settings import ServerSettings

ADDRESS = "http://127.0.0.1:8000"
MARK = {"X-Requested-With": "satsuma"}
"""What shows that a request without JSON comes from a program."""


@contextmanager
def serving(folder: Path, **settings: Any) -> Iterator[TestClient]:
    """A client of a server of the folder, closed with it. Errors of ours come as responses, as they do to a person."""
    app = create_app(replace(ServerSettings(folder), **settings))
    with TestClient(app, base_url=ADDRESS, headers=MARK, raise_server_exceptions=False) as client:
        yield client


def wait_for(client: TestClient, job: dict[str, Any], seconds: float = 60) -> dict[str, Any]:
    """The job when it is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found: dict[str, Any] = client.get(f"/v1/jobs/{job['id']}").json()
        if found["state"] in ("done", "failed", "cancelled"):
            return found
        time.sleep(0.05)
    raise AssertionError(f"{job['title']} takes longer than {seconds} s")
