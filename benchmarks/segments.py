"""All segments of a run at once, against one DuckDB query per segment."""

from __future__ import annotations

from pathlib import Path

from benchmarks.costs import Cost, as_cost, run_job
from benchmarks.tables import Line

TARGETS = {100: (15, 5), 1000: (35, 20)}
"""How many times cheaper than the peer, in memory and from a cold process, by number of segments."""

PEERS = {"time": "peer-time.duckdb", "type, customer, time": "peer-type.duckdb"}


def run(folder: Path, small: bool) -> list[Line]:
    """1M customers × 20M events (a twentieth when small), 100 and 1,000 segments; memberships are compared."""
    customers, events = (50_000, 1_000_000) if small else (1_000_000, 20_000_000)
    place = str(folder / "segments")
    run_job("make", folder=place, customers=customers, events=events)
    for order, file in PEERS.items():
        run_job("load_peer", folder=place, order=order, file=file)
    lines = []
    for count in TARGETS:
        lines += _run_count(place, customers, events, count)
    return lines


def _run_count(place: str, customers: int, events: int, count: int) -> list[Line]:
    size = f"{count:,} segments, {customers:,} customers × {events:,} events"
    run_job("write_rules", folder=place, customers=customers, count=count)
    said, _ = run_job("evaluate", folder=place, count=count, repeat=3, in_memory=True)
    warm = as_cost(said["cost"])
    _, cold = run_job("evaluate", folder=place, count=count)
    lines = [
        Line(f"{size}: kernel, histories in memory", warm),
        Line(f"{size}: kernel, cold process reading files", cold),
    ]
    for order, file in PEERS.items():
        answer, _ = run_job("ask_peer", folder=place, file=file, customers=customers, count=count)
        if answer["different"]:
            raise SystemExit(f"memberships differ: {', '.join(answer['different'])}")
        cost = as_cost(answer["cost"])
        note = _compare(cost, warm, cold, count, is_target=order == "time")
        lines.append(Line(f"{size}: DuckDB, one query each, table by {order}", cost, note))
    return lines


def _compare(peer: Cost, warm: Cost, cold: Cost, count: int, is_target: bool) -> str:
    in_memory, from_files = peer.times(warm), peer.times(cold)
    aims = f" (aim ≥ {TARGETS[count][0]} and ≥ {TARGETS[count][1]})" if is_target else ""
    return (
        f"the kernel is {in_memory[0]:.0f}× cheaper in CPU and {in_memory[1]:.0f}× faster in memory, "
        f"{from_files[0]:.0f}× and {from_files[1]:.0f}× cold{aims}; all memberships equal"
    )
