"""What something costs: wall and CPU seconds, and memory, in this process or in a fresh one."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of all cores; the process's largest memory so far in bytes."""

    wall: float
    cpu: float
    peak_bytes: int = 0

    def times(self, other: Cost) -> tuple[float, float]:
        """How many times this cost the other is, in CPU and wall."""
        return self.cpu / other.cpu, self.wall / other.wall


def find_cost(act: Callable[[], Any]) -> Cost:
    """The cost of one call in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu, find_peak())


def find_peak() -> int:
    """The largest resident memory of this process in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def run_job(name: str, **arguments: Any) -> tuple[dict[str, Any], Cost]:
    """Run a job of `benchmarks.jobs` in a fresh process: what it says, and what the whole process cost."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.jobs", name, json.dumps(arguments)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    wall = time.perf_counter() - wall
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said, Cost(wall, cpu)


def run_command(command: Sequence[str | Path]) -> Cost:
    """What a command costs in a process of its own."""
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    wall = time.perf_counter() - wall
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def as_dict(cost: Cost) -> dict[str, Any]:
    return asdict(cost)


def as_cost(said: dict[str, Any]) -> Cost:
    return Cost(**said)
