"""The table of docs/performance.md, out of the last results of each benchmark."""

from __future__ import annotations

import json
import platform
from dataclasses import dataclass
from pathlib import Path

from benchmarks.costs import Cost, as_cost, as_dict

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("results.json")
PAGE = ROOT / "docs" / "performance.md"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing measured."""

    what: str
    cost: Cost
    note: str = ""

    def __str__(self) -> str:
        return f"{self.what}: {self.cost.cpu:.2f} CPU s, {self.cost.wall:.2f} s" + (
            f"; {self.note}" if self.note else ""
        )


def keep(name: str, lines: list[Line]) -> None:
    """Put a benchmark's lines in the place of its earlier ones, and write the page anew."""
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    results[name] = [{"what": line.what, "cost": as_dict(line.cost), "note": line.note} for line in lines]
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_page(results)


def write_page(results: dict[str, list[dict[str, object]]]) -> None:
    """Write docs/performance.md."""
    rows = []
    for name, lines in sorted(results.items()):
        rows += [f"\n## {name}\n", "| what | CPU s | wall s | |", "|---|---:|---:|---|"]
        for line in lines:
            cost = as_cost(line["cost"])  # type: ignore[arg-type]
            rows.append(f"| {line['what']} | {cost.cpu:.2f} | {cost.wall:.2f} | {line['note']} |")
    head = (
        "# Performance\n\n"
        "Made by `make bench`; each table compares what was measured in one run on one machine "
        f"({platform.machine()}, two threads each). Look at the ratios: seconds belong to the machine.\n"
    )
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
