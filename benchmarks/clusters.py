"""k-means, its stability over bootstrap samples, and millions assigned, against a plain loop of scikit-learn's KMeans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.costs import as_cost, run_job
from benchmarks.tables import Line

AIMS = {"items": 100, "numbers": 50, "millions": 30}
"""How many times faster than the peer."""
K, STARTS = 6, 10


def run(folder: Path, small: bool) -> list[Line]:
    """Everything at a fraction of its size when small."""
    place = str(folder)
    return [*_study_items(place, small), *_study_numbers(place, small), *_divide_millions(place, small)]


def _study_items(place: str, small: bool) -> list[Line]:
    ks, pairs = list(range(2, 5 if small else 11)), 10 if small else 100
    named, _ = run_job("write_items", folder=place)
    ours, _ = run_job("study", folder=place, file="items.npy", ks=ks, pairs=pairs, size=1453, repeat=5)
    peer, _ = run_job(
        "study_by_peer",
        folder=place,
        file="items.npy",
        ks=ks,
        samples=2 * pairs,
        of=2 * pairs,
        threads=1,
        is_own=True,
    )
    what = f"stability, {pairs} bootstrap pairs, k = 2–{ks[-1]}, 3 starts, {named['name']} 1,453 × 11 items"
    note = f"a loop on one thread, its faster way here; sum of squares of the same samples {_say_quality(ours, peer)}"
    return _compare(what, ours, peer, "", "items", note)


def _study_numbers(place: str, small: bool) -> list[Line]:
    ks, pairs, n, size = list(range(2, 4 if small else 11)), 10 if small else 100, 100_000, 6_000
    n, size = (10_000, 2_000) if small else (n, size)
    run_job("write_numbers", folder=place, n=n)
    ours, _ = run_job("study", folder=place, file="numbers.npy", ks=ks, pairs=pairs, size=size, repeat=1)
    peer, _ = run_job(
        "study_by_peer",
        folder=place,
        file="numbers.npy",
        ks=ks,
        samples=2,
        of=2 * pairs,
        threads=2,
        is_own=False,
    )
    what = f"stability, {pairs} bootstrap pairs, k = 2–{ks[-1]}, 3 starts, {n:,} × 12 numbers"
    note = (
        f"a loop on everyone, 2 of {2 * pairs} samples timed; sum of squares of everyone {_say_quality(ours, peer)} "
        "(agreement grows with the sample)"
    )
    return _compare(what, ours, peer, f" on a sample of {size:,}", "numbers", note)


def _divide_millions(place: str, small: bool) -> list[Line]:
    n, size, starts = (100_000, 20_000, 2) if small else (10_000_000, 100_000, 2)
    run_job("write_numbers", folder=place, n=n)
    ours, _ = run_job("divide", folder=place, k=K, size=size, starts=STARTS)
    peer, _ = run_job("divide_by_peer", folder=place, k=K, starts=starts, of=STARTS)
    what = f"k-means, k = {K}, {STARTS} starts, {n:,} × 12 numbers"
    loss = ours["squares"] / peer["squares"] - 1
    note = f"on everyone, {starts} of {STARTS} starts timed; sum of squares {loss:+.4%} (aim ≤ +0.05 %)"
    return _compare(what, ours, peer, f", fitted on {size:,}, everyone assigned", "millions", note)


def _compare(
    what: str, ours: dict[str, Any], peer: dict[str, Any], how: str, aim: str, note: str
) -> list[Line]:
    here, there = as_cost(ours["cost"]), as_cost(peer["cost"])
    cpu, wall = there.times(here)
    said = f"{note}; Satsuma is {wall:.0f}× faster and {cpu:.0f}× cheaper in CPU (aim ≥ {AIMS[aim]})"
    return [Line(f"{what}: Satsuma{how}", here), Line(f"{what}: scikit-learn", there, said)]


def _say_quality(ours: dict[str, Any], peer: dict[str, Any]) -> str:
    """The mean change over k, and both medians of the adjusted Rand index."""
    ratios = [ours["squares"][k] / peer["squares"][k] for k in ours["squares"]]
    k = str(min(4, max(map(int, ours["medians"]))))
    return (
        f"{sum(ratios) / len(ratios) - 1:+.3%} (mean over k), "
        f"median agreement at k = {k} {ours['medians'][k]:.2f} against {peer['medians'][k]:.2f}"
    )
