"""`python -m benchmarks.verdict [--each 100] [--processes 1]`: validates the verdict on data whose truth is known.

Goes on where it stopped: each data set's outcome is kept in verdict.json under the settings it was studied with. Writes the
tables of docs/verdict.md.
"""

from __future__ import annotations

import argparse
import json
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

from benchmarks.made_up import NULLS, PLANTED, make
from benchmarks.verdict_page import write_page
from satsuma.discover.cluster.fitting import Algorithm
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.cluster.registry import choose_algorithms, find_algorithm
from satsuma.discover.study.options import StudyOptions
from satsuma.discover.study.studying import study
from satsuma.stats.agreement import adjusted_rand

RESULTS = Path(__file__).with_name("verdict.json")
SETTINGS = StudyOptions(
    manageable=None,
    starts=20,
    bootstraps=20,
    bootstrap_starts=5,
    slow_bootstraps=20,
    slow_starts=5,
    references=10,
    reference_starts=2,
    splits=0,
    null_draws=99,
    null_starts=10,
    always_draw_nulls=False,
    measured=1_000,
    threads=1,
)
"""The product's own study with fewer starts and bootstraps, nulls drawn only where they decide, over k = 2 to 10."""
PROCEDURE = 2
"""To be raised when the verdict or the ranking changes: outcomes of an earlier procedure do not count."""


def find_algorithms(matrix: Matrix) -> tuple[Algorithm, ...]:
    """The first of those that the product chooses by itself: k-means for numbers, latent classes for mixed kinds."""
    return (find_algorithm(choose_algorithms(matrix)[0]),)


def judge(kind: str, seed: int) -> dict[str, object]:
    """Study one data set."""
    made = make(kind, seed)
    began = time.perf_counter()
    found = study(made.matrix, find_algorithms(made.matrix), SETTINGS)
    row = found.rows[found.chosen]
    return {
        "kind": kind,
        "seed": seed,
        "verdict": found.verdict,
        "algorithm": row.algorithm,
        "k": row.k,
        "planted": None if made.truth is None else int(made.truth.max()) + 1,
        "agreement": None
        if made.truth is None
        else round(adjusted_rand(made.truth, found.solution.labels), 4),
        "bayes": None if made.bayes is None else round(made.bayes, 4),
        "stability": round(row.stability_median, 3),
        "valleys": found.evidence.valleys,
        "p": found.evidence.null_p_copula,
        "seconds": round(time.perf_counter() - began, 1),
    }


def load() -> dict[str, object]:
    """What was done so far with the present settings; nothing where they changed."""
    plain = asdict(SETTINGS) | {"thresholds": SETTINGS.thresholds.model_dump(), "procedure": PROCEDURE}
    settings = json.loads(json.dumps(plain))
    if RESULTS.exists():
        kept: dict[str, object] = json.loads(RESULTS.read_text(encoding="utf-8"))
        if kept["settings"] == settings:
            return kept
    return {"settings": settings, "outcomes": []}


def save(results: dict[str, object]) -> None:
    """One outcome a line, sorted, so that a continued run changes few lines."""
    outcomes = sorted(results["outcomes"], key=lambda one: (one["kind"], one["seed"]))  # type: ignore[arg-type, call-overload]
    lines = ",\n".join("  " + json.dumps(one) for one in outcomes)
    text = f'{{\n "settings": {json.dumps(results["settings"])},\n "outcomes": [\n{lines}\n ]\n}}\n'
    part = RESULTS.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(RESULTS)
    write_page(outcomes, results["settings"])  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.verdict", description=__doc__)
    parser.add_argument("--each", type=int, default=100, help="data sets of each kind")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", default=[*NULLS, *PLANTED])
    options = parser.parse_args()
    results = load()
    outcomes: list[dict[str, object]] = results["outcomes"]  # type: ignore[assignment]
    done = {(one["kind"], one["seed"]) for one in outcomes}
    tasks = [
        (kind, seed) for seed in range(options.each) for kind in options.kinds if (kind, seed) not in done
    ]
    with ProcessPoolExecutor(options.processes) as pool:
        for future in as_completed([pool.submit(judge, *task) for task in tasks]):
            outcomes.append(future.result())
            save(results)
            print(outcomes[-1], flush=True)
    save(results)


if __name__ == "__main__":
    main()
