"""`python -m benchmarks.dip`: simulates the quantiles of the dip under a uniform distribution for `stats/valley.py`."""

from __future__ import annotations

import numpy as np

from satsuma.stats.valley import LEVELS, SIZES, dip

DRAWS = 40_000


def main() -> None:
    for size in SIZES:
        rng = np.random.default_rng(size)
        drawn = np.array([dip(rng.random(size)) for _ in range(DRAWS)]) * np.sqrt(size)
        print(tuple(round(float(value), 4) for value in np.quantile(drawn, LEVELS)), flush=True)


if __name__ == "__main__":
    main()
