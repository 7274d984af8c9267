"""All combinations of up to three selectors over a million customers, against a plain NumPy loop over truths."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from benchmarks.costs import Cost, find_cost
from benchmarks.tables import Line
from satsuma.discover.subgroups.chance import shuffle_best
from satsuma.discover.subgroups.search import MOST_TRIPLES, Field, Search, search
from satsuma.engine import bitmaps
from satsuma.engine.subgroups import count_within, write_digits

VARIABLES, LEVELS, THREADS = 50, 4, 2
PLANTED = (13, 70, 120)
PEER_TRIPLES = 400
SHUFFLES = 199


def run(folder: Path, small: bool) -> list[Line]:
    """1M customers × 200 selectors (a fiftieth of the customers when small), a yes-no outcome and a number."""
    n = 20_000 if small else 1_000_000
    rng = np.random.default_rng(5)
    codes = rng.integers(0, LEVELS, (VARIABLES, n), dtype=np.int8)
    truths = np.array([codes[variable] == level for variable in range(VARIABLES) for level in range(LEVELS)])
    inside = truths[list(PLANTED)].all(axis=0)
    yes = (rng.random(n) < 0.2 + (0.4 if small else 0.1) * inside).astype(np.int64)
    number = np.clip(rng.exponential(60, n) * (1 + (2 if small else 0.5) * inside), 0, 255).astype(np.int64)
    size = f"{n:,} customers × {len(truths)} selectors"
    return [
        *_measure(f"{size}, yes or no", truths, yes, "size", with_peer=True),
        *_measure(f"{size}, a number", truths, number, "root", with_peer=False),
    ]


def _measure(
    what: str,
    truths: NDArray[np.bool_],
    scores: NDArray[np.int64],
    weigh: Literal["size", "root"],
    *,
    with_peer: bool,
) -> list[Line]:
    words = np.array([bitmaps.pack(row) for row in truths])
    variables = np.repeat(np.arange(VARIABLES), LEVELS)
    field = Field(words, variables, scores, write_digits(scores), weigh, max(30, len(scores) // 1000))
    found: list[Search] = []
    ours = find_cost(lambda: found.append(search(field, 3, THREADS)))
    chance = find_cost(
        lambda: shuffle_best(field, 3, seed=1, shuffles=SHUFFLES, most_triples=MOST_TRIPLES, threads=THREADS)
    )
    best = [each.selectors for each in found[0].found].index(PLANTED) + 1
    note = f"all {found[0].looked_at:,} pairs and triples; the planted triple is found (place {best})"
    lines = [Line(f"{what}: search to depth 3", ours, note)]
    lines.append(Line(f"{what}: {SHUFFLES} shuffled searches", chance, "on a sample of 20,000 customers"))
    if with_peer:
        lines.append(_compare_with_peer(what, truths, scores, field, ours))
    return lines


def _compare_with_peer(
    what: str, truths: NDArray[np.bool_], scores: NDArray[np.int64], field: Field, ours: Cost
) -> Line:
    """The peer looks at some triples of the first selector; its whole cost is theirs times all there are."""
    others = [place for place in range(len(truths)) if field.variables[place] != field.variables[0]]
    chosen = [
        pair for pair in combinations(others, 2) if field.variables[pair[0]] != field.variables[pair[1]]
    ]
    chosen = chosen[:: len(chosen) // PEER_TRIPLES][:PEER_TRIPLES]
    counted = []

    def look() -> None:
        for second, third in chosen:
            inside = truths[0] & truths[second] & truths[third]
            counted.append((int(inside.sum()), int(scores[inside].sum())))

    cost = find_cost(look)
    which = np.array(others)
    own = count_within(field.words, which, field.digits, field.words[0])
    place = {selector: number for number, selector in enumerate(others)}
    same = [(int(own.members[place[a], place[b]]), int(own.sums[place[a], place[b]])) for a, b in chosen]
    if same != counted:
        raise SystemExit("counts of the kernel and of NumPy differ")
    times = 1_274_000 / len(chosen)
    whole = Cost(cost.wall * times, cost.cpu * times)
    note = f"{len(chosen)} triples timed, all counts equal; bitmaps are {whole.times(ours)[1]:.0f}× faster on {THREADS} threads"
    return Line(f"{what}: NumPy, one loop over triples (extrapolated)", whole, note)
