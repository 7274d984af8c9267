"""Jobs about the server, each in a fresh process (see `benchmarks.jobs`)."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.costs import as_dict, find_cost
from benchmarks.file_jobs import NOW

SEGMENTS = ("never-bought", "new-customers", "just-bought", "second-order-due", "active-repeat")
"""Those whose rules the peer says in SQL; their numbers are read from the project's own rules."""
WAIT_SECONDS = 60


def draw_keys(customers: int, n: int) -> list[str]:
    """Customers by chance."""
    chance = random.Random(11)
    return [f"C{chance.randrange(customers):08d}" for _ in range(n)]


def look_up_here(folder: str, customers: int, n: int) -> dict[str, Any]:
    """Look-ups one after another in this process, with every segment's reasons."""
    from satsuma.project import Project

    project = Project.hold(Path(folder) / "project", clock=lambda: NOW)
    keys = draw_keys(customers, n)
    project.customer(keys[0])
    seconds: list[float] = []
    answers: list[list[bool]] = []

    def ask() -> None:
        for key in keys:
            began = time.perf_counter()
            found = project.customer(key)
            seconds.append(time.perf_counter() - began)
            members = {each.name: each.member for each in found.segments}
            answers.append([members[name] for name in SEGMENTS])

    cost = find_cost(ask)
    return {"cost": as_dict(cost), "seconds": seconds, "answers": answers}


def look_up_peer(folder: str, customers: int, n: int) -> dict[str, Any]:
    """The same customers by DuckDB: events sorted by customer with an index, one prepared query for five of the segments."""
    import duckdb

    from satsuma.project import Project

    place = Path(folder)
    rules = {name: Project.open(place / "project").definitions.segments[name].rule for name in SEGMENTS}
    day = Project.open(place / "project").sizes().as_of
    con = duckdb.connect(str(place / "peer.duckdb"), config={"threads": 2})
    con.execute("CREATE OR REPLACE TABLE sorted AS FROM events ORDER BY customer_id, happened_at").fetchall()
    con.execute("CREATE INDEX by_customer ON sorted (customer_id)").fetchall()
    columns = ", ".join(translate(rules[name]) for name in SEGMENTS)
    sql = (
        f"SELECT {columns} FROM (SELECT count(*) FILTER (event = 'order') AS orders_ever, "
        f"date_diff('day', max(happened_at) FILTER (event = 'order')::DATE, DATE '{day}') AS days_since_order, "
        f"date_diff('day', min(happened_at) FILTER (event = 'order')::DATE, DATE '{day}') AS tenure_days "
        f"FROM sorted WHERE customer_id = ? AND happened_at < DATE '{day}' + 1)"
    )
    seconds: list[float] = []
    answers: list[list[bool]] = []

    def ask() -> None:
        for key in draw_keys(customers, n):
            began = time.perf_counter()
            row = con.execute(sql, [key]).fetchall()[0]
            seconds.append(time.perf_counter() - began)
            answers.append([bool(each) for each in row])

    cost = find_cost(ask)
    return {"cost": as_dict(cost), "seconds": seconds, "answers": answers}


def translate(rule: str) -> str:
    """A rule over counts and days as SQL; their words are the same, a missing value makes a comparison false."""
    return f"coalesce({rule}, false)"


def serve_load(folder: str, customers: int, editors: int, a_second: int, seconds: float) -> dict[str, Any]:
    """The server in a process of its own under editors and look-ups; latencies, and what the server cost."""
    from benchmarks.server_load import put_to_work

    with serving(Path(folder) / "project") as (port, pid):
        keys = draw_keys(customers, 5_000)
        warm_up(port, keys[0])
        before, began = read_cpu(pid), time.perf_counter()
        edits, found = asyncio.run(
            put_to_work("127.0.0.1", port, keys, editors=editors, a_second=a_second, seconds=seconds)
        )
        wall, cpu = time.perf_counter() - began, read_cpu(pid) - before
    return {
        "wall": wall,
        "cpu": cpu,
        "edits": [len(edits.seconds), edits.at(0.5), edits.at(0.99), edits.failures],
        "look_ups": [len(found.seconds), found.at(0.5), found.at(0.99), found.failures],
    }


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, int]]:
    """`satsuma serve` on a free port: the port and the process's id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [
        Path(sys.executable).with_name("satsuma"),
        "serve",
        folder,
        "--port",
        str(port),
        "--no-browser",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def wait_for(port: int) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not answer")


def warm_up(port: int, key: str) -> None:
    """What is prepared once a run: the first look-up and the first count."""
    from benchmarks.server_load import Client

    async def ask() -> None:
        client = Client("127.0.0.1", port)
        await client.ask("GET", f"/v1/customers/{key}")
        await client.ask("POST", "/v1/rules/count", {"text": "has(order)"})
        client.close()

    asyncio.run(ask())


def read_cpu(pid: int) -> float:
    """CPU seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def find_share(seconds: Sequence[float], share: float) -> float:
    """The value that this share of the latencies stays within."""
    return sorted(seconds)[min(int(share * len(seconds)), len(seconds) - 1)]
