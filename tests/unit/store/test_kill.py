"""kill -9 at random moments: the last good run stays whole, and the next run clears up."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from satsuma.store.runs import open_run
from satsuma.store.state import RunLock, current_run_id, current_run_path, runs_folder, work_folder
from satsuma.store.state.ledger import State

KILLS = 24
WORKER = """
import os, sys, tempfile
import duckdb, pyarrow as pa
from pathlib import Path
from satsuma.model.accounts import RunRecord
from satsuma.model.kinds import Role
from satsuma.store.runs import open_run
from satsuma.store.runs.building import build_run
from satsuma.store.scratch import Scratch
from satsuma.store.state import RunLock, current_run_id, current_run_path, work_folder
from satsuma.store.state.ledger import State
from tests.unit.store.tables import NUMBER, Rows, define, load



def work(folder):
    with RunLock(folder) as lock:
        state = State.open(folder)
        state.recover(lock)
        count = 1 + max([int(run.id[4:]) for run in state.runs()], default=0)
        name = f"run-{count:05}"
        previous = open_run(current_run_path(folder)) if current_run_id(folder) else None
        keys = list(range(count, count + 40))
        rows = {"sales": Rows(Role.EVENT, {"_key": keys, "_time": keys, "n": keys}, {"n": NUMBER}, {"event": "sale"})}
        record = RunRecord(id=name, status="running", as_of="x", started="x", inputs="x", version="0")
        path = state.begin_run(record)
        with Scratch(work_folder(folder)) as scratch:
            build_run(path, scratch, define(rows), load(scratch, rows), previous, created="2026-01-01")
        state.publish(name, finished="x", as_of="x", customers=40)
        state.prune(3)
        state.close()
    print(name, flush=True)


# Children are forked from a process that has loaded the libraries, so that kills hit the work.
with tempfile.TemporaryDirectory() as warm:
    State.open(Path(warm)).close()
pa.table({"a": [1]})
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        for _ in range(int(line)):
            work(Path(sys.argv[1]))
        os._exit(0)
    print("child", child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


class Worker:
    """A process that forks children which make one run after the other."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKER, folder],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def make_runs(self, most: int, kill_after: float | None = None) -> int:
        """How many runs the child published, until done or killed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{most}\n")
        self.process.stdin.flush()
        child = int(self.process.stdout.readline().split()[1])
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(child, signal.SIGKILL)
        return sum(line.startswith("run-") for line in iter(self.process.stdout.readline, "gone\n"))

    def stop(self) -> None:
        self.process.communicate(timeout=60)


def assert_whole(folder: Path) -> None:
    unit = open_run(current_run_path(folder)).population().units["customer"]
    sale = unit.events["sale"]
    first = unit.keys.values[unit.known][0]
    assert sale.time.tolist() == list(range(first, first + 40))
    assert unit.keys.values.tolist() == sorted(unit.keys.values.tolist())
    assert len(sale.properties["n"].values) == 40  # type: ignore[union-attr]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_the_last_good_run_survives_every_kill(tmp_path: Path, project_root: Path) -> None:
    chance = random.Random(7)
    worker = Worker(tmp_path, project_root)
    published, killed_inside = worker.make_runs(1), 0
    for _ in range(KILLS):
        published += worker.make_runs(1000, kill_after=chance.uniform(0.02, 1.0))
        assert current_run_id(tmp_path) is not None
        assert_whole(tmp_path)
        state = State.open(tmp_path)
        killed_inside += any(run.status == "running" for run in state.runs())
        state.close()
    worker.stop()
    with RunLock(tmp_path) as lock:
        state = State.open(tmp_path)
        state.recover(lock)
        kept = {run.id for run in state.runs() if run.status == "published"}
    assert {path.name for path in runs_folder(tmp_path).iterdir()} == kept
    assert not list(work_folder(tmp_path).iterdir())
    assert_whole(tmp_path)
    assert published > 5
    assert killed_inside > 5
