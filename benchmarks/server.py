"""The web server under editors and service desks, and one look-up against DuckDB's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.costs import Cost, as_cost, run_job
from benchmarks.server_jobs import find_share
from benchmarks.tables import Line

EDITORS, LOOK_UPS_A_SECOND, SECONDS = 20, 200, 30
COUNT_SECONDS, LOOK_UP_SECONDS = 0.3, 0.005
"""Aims: a count while somebody types, and one customer with all reasons."""


def run(folder: Path, small: bool) -> list[Line]:
    """1M customers × 20M events as CSV (a twentieth when small), run as a project with the segments that `init` proposes."""
    customers, events = (50_000, 1_000_000) if small else (1_000_000, 20_000_000)
    place = str(folder / "server")
    run_job("write_csv", folder=place, customers=customers, events=events)
    run_job("define_project", folder=place)
    run_job("run_project", folder=place)
    run_job("create_tables", folder=place)
    size = f"{customers:,} customers × {events:,} events"
    lines = compare_look_ups(place, customers, size, 200 if small else 2_000)
    for editors, a_second in ((0, LOOK_UPS_A_SECOND), (EDITORS, 0), (EDITORS, LOOK_UPS_A_SECOND)):
        said, _ = run_job(
            "serve_load",
            folder=place,
            customers=customers,
            editors=editors,
            a_second=a_second,
            seconds=5 if small else SECONDS,
        )
        lines.append(make_line(said, size, editors, a_second))
    return lines


def compare_look_ups(place: str, customers: int, size: str, n: int) -> list[Line]:
    """The same customers both ways; the answers must be equal."""
    here, _ = run_job("look_up_here", folder=place, customers=customers, n=n)
    peer, _ = run_job("look_up_peer", folder=place, customers=customers, n=n)
    if here["answers"] != peer["answers"]:
        raise SystemExit("a look-up says otherwise than DuckDB")
    ours, theirs = as_cost(here["cost"]), as_cost(peer["cost"])
    cpu, wall = theirs.times(ours)
    note = f"{say_shares(here['seconds'])} (aim < {LOOK_UP_SECONDS * 1e3:.0f} ms); all segments with reasons"
    versus = (
        f"{say_shares(peer['seconds'])}; five of the segments, events sorted by customer with an index; Satsuma is "
        f"{cpu:.1f}× cheaper in CPU and {wall:.1f}× faster; answers equal"
    )
    return [
        Line(f"{n:,} look-ups one by one, {size}: Satsuma, in process", ours, note),
        Line(f"{n:,} look-ups one by one, {size}: DuckDB, one query each", theirs, versus),
    ]


def say_shares(seconds: list[float]) -> str:
    return f"p50 {find_share(seconds, 0.5) * 1e3:.1f} ms, p99 {find_share(seconds, 0.99) * 1e3:.1f} ms"


def make_line(said: dict[str, Any], size: str, editors: int, a_second: int) -> Line:
    """One mix of work: what the server cost, and how long people waited."""
    parts, notes = [], []
    for name, (n, middle, high, failures), wanted in (
        (f"{editors} editors counting while they type", said["edits"], editors),
        (f"{a_second} look-ups a second", said["look_ups"], a_second),
    ):
        if not wanted:
            continue
        parts.append(name)
        aim = f" (aim < {COUNT_SECONDS * 1e3:.0f} ms)" if "editors" in name else ""
        failed = f", {failures:,} failed" if failures else ""
        what = "counts" if "editors" in name else "look-ups"
        notes.append(f"{n:,} {what}: p50 {middle * 1e3:.0f} ms, p99 {high * 1e3:.0f} ms{aim}{failed}")
    cost = Cost(said["wall"], said["cpu"])
    return Line(f"{' and '.join(parts)} over HTTP, {size}: Satsuma", cost, "; ".join(notes))
