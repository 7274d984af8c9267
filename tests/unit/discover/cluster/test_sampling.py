"""Samples: who is in them, and agreement that shows whether they were large enough."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.discover.cluster.kmeans import KMeans
from satsuma.discover.cluster.matrix import Matrix, numbers_only
from satsuma.discover.cluster.sampling import choose_sample, fit_sample
from satsuma.model.errors import OptionError


def make_crowd(distance: float, n: int = 4000) -> Matrix:
    random = np.random.default_rng(1)
    return numbers_only(random.normal(size=(n, 3)) + random.integers(0, 3, (n, 1)) * distance)


def test_a_sample_has_nobody_twice_and_depends_on_the_seed_only() -> None:
    rows = choose_sample(1000, 100, 5)
    assert len(set(rows.tolist())) == 100
    assert (np.diff(rows) > 0).all()
    assert rows.tolist() == choose_sample(1000, 100, 5).tolist() != choose_sample(1000, 100, 6).tolist()
    assert choose_sample(10, 10, 1).tolist() == list(range(10))
    with pytest.raises(OptionError, match="at least one"):
        choose_sample(10, 0, 1)


def test_clear_groups_need_few_customers_and_no_groups_many() -> None:
    clear = fit_sample(KMeans(), make_crowd(6.0), 3, size=200, starts=5, seed=1)
    vague = fit_sample(KMeans(), make_crowd(0.0), 6, size=200, starts=5, seed=1)
    assert clear.agreement is not None
    assert vague.agreement is not None
    assert clear.agreement > 0.98
    assert vague.agreement < 0.8
    assert clear.size == 200
    assert clear.checked == 4000


def test_everyone_needs_no_check() -> None:
    matrix = make_crowd(3.0, 300)
    found = fit_sample(KMeans(), matrix, 3, size=1000, starts=5, seed=1)
    assert (found.size, found.agreement, found.checked) == (300, None, 0)
    assert found.fit.ssw == KMeans().fit(matrix, 3, starts=5, seed=1).ssw
