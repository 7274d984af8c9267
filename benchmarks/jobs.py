"""What benchmarks do in a fresh process: `python -m benchmarks.jobs NAME '{"argument": …}'` says its result as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from benchmarks import cluster_jobs, file_jobs, server_jobs
from benchmarks.costs import as_dict, find_cost, find_peak
from benchmarks.crowd import AS_OF, TIMEZONE, StoredCrowd, make_crowd, make_vocabulary


def make(folder: str, customers: int, events: int) -> dict[str, Any]:
    """Write a crowd's columns."""
    StoredCrowd(Path(folder)).write(make_crowd(customers, events))
    return {}


def write_rules(folder: str, customers: int, count: int) -> dict[str, Any]:
    """Write a mix of segments as the trees' JSON, so that readers need no parser."""
    from benchmarks.mix import Mix
    from satsuma.language.read import read_condition

    segments = Mix(customers).make(count)
    rules = {segment.name: read_condition(segment.rule).model_dump(mode="json") for segment in segments}
    (Path(folder) / f"rules-{count}.json").write_text(json.dumps(rules), encoding="utf-8")
    return {}


def load_peer(folder: str, order: str, file: str) -> dict[str, Any]:
    """Write the crowd into a DuckDB file."""
    from benchmarks.peer import write_database

    write_database(StoredCrowd(Path(folder)).read(), Path(folder) / file, order)
    return {"bytes": (Path(folder) / file).stat().st_size}


def evaluate(folder: str, count: int, repeat: int = 1, in_memory: bool = False) -> dict[str, Any]:
    """Evaluate the rules over mapped or loaded columns; the cheapest of `repeat` times. Keeps the memberships."""
    from satsuma.engine import evaluate as evaluate_rules
    from satsuma.language.read import read_condition_json

    population = StoredCrowd(Path(folder)).read(in_memory)
    raw = json.loads((Path(folder) / f"rules-{count}.json").read_text(encoding="utf-8"))
    conditions = {name: read_condition_json(json.dumps(rule)) for name, rule in raw.items()}
    vocabulary = replace(make_vocabulary(), segments={"customer": conditions})
    found: list[Any] = []

    def run() -> None:
        found[:] = [
            evaluate_rules(
                population, vocabulary, "customer", conditions, AS_OF, ZoneInfo(TIMEZONE), threads=2
            )
        ]

    costs = [find_cost(run) for _ in range(repeat)]
    if repeat > 1:
        np.save(Path(folder) / f"members-{count}.npy", found[0].memberships.words)
    members = int(np.bitwise_count(found[0].memberships.words).sum())
    cheapest = min(costs, key=lambda cost: cost.cpu)
    return {"cost": as_dict(replace(cheapest, peak_bytes=find_peak())), "members": members}


def ask_peer(folder: str, file: str, customers: int, count: int) -> dict[str, Any]:
    """One query per segment; says which memberships differ from the kernel's."""
    from benchmarks.mix import Mix
    from benchmarks.peer import ask
    from satsuma.engine.bitmaps import members

    segments = Mix(customers).make(count)
    found: list[Any] = []
    cost = find_cost(lambda: found.extend(ask(Path(folder) / file, segments)))
    words = np.load(Path(folder) / f"members-{count}.npy", mmap_mode="r")
    different = [
        segment.name
        for segment, ids, row in zip(segments, found, words, strict=True)
        if not np.array_equal(np.sort(ids), members(row))
    ]
    sizes = sorted(len(ids) for ids in found)
    return {
        "cost": as_dict(cost),
        "different": different,
        "median": sizes[len(sizes) // 2],
        "empty": sizes.count(0),
    }


JOBS: dict[str, Callable[..., dict[str, Any]]] = {
    "make": make,
    "write_rules": write_rules,
    "load_peer": load_peer,
    "evaluate": evaluate,
    "ask_peer": ask_peer,
    **{
        job.__name__: job
        for job in (
            file_jobs.write_csv,
            file_jobs.create_tables,
            file_jobs.define_project,
            file_jobs.store_csv,
            file_jobs.run_project,
            file_jobs.count_warm,
            server_jobs.look_up_here,
            server_jobs.look_up_peer,
            server_jobs.serve_load,
            *cluster_jobs.JOBS,
        )
    },
}

if __name__ == "__main__":
    print(json.dumps(JOBS[sys.argv[1]](**json.loads(sys.argv[2]))))
