"""Ten million customers on a laptop's memory."""

from __future__ import annotations

from pathlib import Path

from benchmarks.costs import as_cost, run_job
from benchmarks.tables import Line

LIMIT_BYTES = 8 * 2**30


def run(folder: Path, small: bool) -> list[Line]:
    """10M customers × 100M events × 100 segments (a hundredth when small) in under 8 GiB."""
    customers, events = (100_000, 1_000_000) if small else (10_000_000, 100_000_000)
    place = str(folder / "large")
    run_job("make", folder=place, customers=customers, events=events)
    run_job("write_rules", folder=place, customers=customers, count=100)
    said, whole = run_job("evaluate", folder=place, count=100)
    inside = as_cost(said["cost"])
    gigabytes = inside.peak_bytes / 2**30
    if inside.peak_bytes > LIMIT_BYTES:
        raise SystemExit(f"{gigabytes:.1f} GiB are more than the 8 GiB aimed at")
    size = f"100 segments, {customers:,} customers × {events:,} events"
    note = f"largest memory {gigabytes:.1f} GiB, mapped files included (aim < 8)"
    return [
        Line(f"{size}: kernel, whole process", whole, note),
        Line(f"{size}: kernel, evaluation alone", inside),
    ]
