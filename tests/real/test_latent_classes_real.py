"""Latent classes of McDonald's perceptions: the book's likelihoods, and the peer's."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import numpy as np
import pytest

from satsuma.discover.cluster.latent_classes import LatentClasses
from satsuma.discover.cluster.matrix import Matrix, binary_items

pytestmark = pytest.mark.real

LATENT = LatentClasses()
# Dolnicar, Grün and Leisch (2018), appendix A: log-likelihood, BIC, ICL by number of classes.
BOOK = {
    2: (-7610.848, 15389.17, 15522.10),
    3: (-7311.534, 14877.92, 15077.96),
    4: (-7111.146, 14564.52, 14835.95),
    5: (-7011.204, 14452.01, 14806.54),
    6: (-6956.110, 14429.20, 14810.65),
    7: (-6900.188, 14404.73, 14800.16),
    8: (-6872.641, 14437.01, 14908.52),
}


@pytest.fixture(scope="module")
def perceptions(shared_data: Path) -> Matrix:
    path = shared_data / "mcdonalds" / "mcdonalds.csv"
    if not path.exists():
        pytest.skip("the file of McDonald's perceptions is not here")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return binary_items(np.array([[answer == "Yes" for answer in row[:11]] for row in rows]))


@pytest.mark.parametrize("k", BOOK)
def test_at_least_as_likely_as_the_book(perceptions: Matrix, k: int) -> None:
    log_likelihood, bic, icl = BOOK[k]
    found = LATENT.fit(perceptions, k, starts=100, seed=1)
    assert found.log_likelihood is not None
    assert found.log_likelihood >= log_likelihood - 0.05
    assert found.free_parameters == 12 * k - 1
    ours = found.free_parameters * np.log(1453) - 2 * found.log_likelihood
    assert ours <= bic + 0.1
    if k <= 4:  # beyond, the book's solution is a lower optimum, whose classes need not be the same
        # The top is flat: .06 in likelihood, where the book's EM stopped, moves posteriors by some units of ICL.
        likeliest = LATENT.place(found, perceptions).max(axis=1)
        assert ours - 2 * np.log(likeliest).sum() == pytest.approx(icl, abs=10)


def test_the_shares_of_four_classes(perceptions: Matrix) -> None:
    found = LATENT.fit(perceptions, 4, starts=100, seed=1)
    assert np.sort(found.parameters["weights"]) == pytest.approx([0.1416, 0.2098, 0.2669, 0.3818], abs=0.01)
    assert found.at_optimum > 0.2


def test_a_start_takes_a_small_part_of_the_peers_time(perceptions: Matrix) -> None:
    stepmix = pytest.importorskip("stepmix")
    peer = stepmix.StepMix(
        n_components=4, measurement="bernoulli", n_init=3, random_state=1, progress_bar=0, verbose=0
    )
    began = time.process_time()
    peer.fit(perceptions.choices)
    theirs = (time.process_time() - began) / 3
    began = time.process_time()
    found = LATENT.fit(perceptions, 4, starts=100, seed=1)
    ours = (time.process_time() - began) / 100
    assert found.log_likelihood is not None
    assert found.log_likelihood >= peer.score(perceptions.choices) * 1453 - 1e-3
    assert theirs > 30 * ours  # hundreds of times on a machine at rest
