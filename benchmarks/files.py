"""A CSV of about 1 GB to a stored project, and counting on it cold and warm."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.costs import Cost, as_cost, run_command, run_job
from benchmarks.tables import Line

RULE = 'count(order where channel = "app", last 90 days) >= 2 and age >= 40'
MOST_TIMES = 4
COLD_SECONDS, WARM_SECONDS = 1.5, 0.2


def run(folder: Path, small: bool) -> list[Line]:
    """1M customers × 20M events as CSV (a twentieth when small): the data part of a run against DuckDB's CREATE TABLE of the
    same files, then `count` in a fresh process and in a warm one."""
    customers, events = (50_000, 1_000_000) if small else (1_000_000, 20_000_000)
    place = str(folder / "files")
    said, _ = run_job("write_csv", folder=place, customers=customers, events=events)
    size = f"{said['bytes'] / 1e9:.2f} GB of CSV, {customers:,} customers × {events:,} events"
    peer = as_cost(run_job("create_tables", folder=place)[0]["cost"])
    run_job("define_project", folder=place)
    stages = {name: as_cost(cost) for name, cost in run_job("store_csv", folder=place)[0]["stages"].items()}
    whole = Cost(sum(cost.wall for cost in stages.values()), sum(cost.cpu for cost in stages.values()))
    cpu, wall = whole.times(peer)
    lines = [Line(f"{size}: DuckDB, CREATE TABLE", peer)]
    lines += [Line(f"{size}: {name}", cost) for name, cost in stages.items()]
    note = f"{cpu:.1f}× DuckDB's CPU, {wall:.1f}× its time (aim ≤ {MOST_TIMES})"
    lines.append(Line(f"{size}: read, cleaned and stored", whole, note))
    return lines + time_counts(place, size)


def time_counts(place: str, size: str) -> list[Line]:
    """`satsuma count` three times in fresh processes, then in one that has asked before."""
    run_job("run_project", folder=place)
    command = [Path(sys.executable).with_name("satsuma"), "-C", f"{place}/project", "count", RULE]
    cold = min((run_command(command) for _ in range(3)), key=lambda cost: cost.wall)
    warm = as_cost(run_job("count_warm", folder=place, rule=RULE)[0]["cost"])
    return [
        Line(f"{size}: `satsuma count`, cold process", cold, f"aim < {COLD_SECONDS} s"),
        Line(f"{size}: the same in a warm Python", warm, f"aim < {WARM_SECONDS} s"),
    ]
