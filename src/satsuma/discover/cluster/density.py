"""Dense groups with a noise class: customers in thinly settled places belong to nobody.

HDBSCAN (Campello, Moulavi and Sander 2013) finds how many dense groups there are; it cannot be told. What can be told is how
small a group may be, so k groups are looked for by trying sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Counts, Fit, Labels
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.cluster.suitability import find_flaw, require, require_complete_numbers
from satsuma.model.errors import DataError

NOISE = -1
SAMPLE = 5000
"""Customers beyond whom the groups are found in a random sample of that many."""
NEIGHBOURS = 10
"""Customers within reach that make a place dense."""
SMALLEST = 5
SIZES = 16
"""How many smallest sizes of a group are tried, evenly on a log scale from 5 customers to half of all."""
KEPT = 500
"""Members per group that stand for it when others are placed."""
REACH = 0.95
"""Share of a group's members that have another member within its reach."""

Floats = NDArray[np.float64]


class Density:
    """HDBSCAN. Parameters: `points` (m, p) members that stand for the groups in `groups` (m), and `reach` (k), how far from
    such a member a group ends."""

    name = "density"

    def refuse(self, matrix: Matrix) -> str | None:
        """Anything but complete, finite numbers that vary."""
        if matrix.levels:
            return (
                "Density reads numbers only, not categories or yes-no items: use medoids or latent classes."
            )
        return find_flaw(matrix, skips_missing=False)

    def fit(self, matrix: Matrix, k: int, *, starts: int, seed: int, counts: Counts | None = None) -> Fit:
        """k dense groups: of 16 smallest sizes of a group, from half of the customers down to 5, those that give k groups are
        compared, and the one that leaves the fewest customers in the noise is kept (of equals, the largest).

        There are no random starts: `starts` is 1 in the fit. HDBSCAN knows no weights: a row that counts at all counts once,
        as its copies at the same place would look endlessly dense. Beyond 5,000 rows a random sample is used. Raises DataError
        for anything but complete, finite numbers, and where no size gives k groups: it then says which numbers there are. Of a
        bootstrap sample, where some rows count 0, the most groups up to k are given instead.
        """
        require(matrix, k, counts)
        require_complete_numbers(matrix)
        rows = _draw(matrix, seed, counts)
        found = _find_numbers(rows)
        if k not in found and (counts is None or counts.all()):
            raise DataError(_say_missing(k, sorted(found)))
        return _make_fit(rows, found, k, seed)

    def fit_many(
        self,
        matrix: Matrix,
        ks: Sequence[int],
        draws: NDArray[np.int32],
        *,
        starts: int,
        seeds: Sequence[int],
        threads: int,
        progress: Callable[[int], None],
    ) -> dict[int, NDArray[np.int16]]:
        """For each k (m, rows): the labels of all rows by the dense groups of each of m samples, which are found once for all
        k; where a sample has not k groups, by the most it has up to k."""
        require_complete_numbers(matrix)

        def label(i: int) -> list[Labels]:
            rows = _draw(matrix, seeds[i], draws[i])
            found = _find_numbers(rows)
            return [self.label(_make_fit(rows, found, k, seeds[i]), matrix) for k in ks]

        labels = {k: np.empty(draws.shape, dtype=np.int16) for k in ks}
        with ThreadPoolExecutor(max(1, threads)) as pool:
            for i, found in enumerate(pool.map(label, range(len(draws)))):
                for k, own in zip(ks, found, strict=True):
                    labels[k][i] = own
                progress((i + 1) * len(ks))
        return labels

    def label(self, fit: Fit, matrix: Matrix) -> Labels:
        """The group of the nearest kept member within that group's reach, -1 (noise) where there is none."""
        from scipy.spatial import KDTree

        points, groups, reach = _read(fit)
        if len(points) == 0:
            return np.full(matrix.n, NOISE, np.int16)
        distances, nearest = KDTree(points).query(matrix.numbers, workers=-1)
        own = groups[nearest]
        return np.where(distances <= reach[own], own, NOISE).astype(np.int16)

    def place(self, fit: Fit, matrix: Matrix) -> Floats:
        """(n, k) probabilities as if nobody were noise, proportional to exp(−distance to the nearest kept member over the
        group's reach)."""
        from scipy.spatial import KDTree

        points, groups, reach = _read(fit)
        if len(points) == 0:
            return np.full((matrix.n, fit.k), 1 / fit.k)
        far = np.full((matrix.n, fit.k), np.inf)
        for group, end in enumerate(reach):
            far[:, group] = KDTree(points[groups == group]).query(matrix.numbers, workers=-1)[0] / end
        found = np.exp(far.min(axis=1, keepdims=True) - far)
        return np.asarray(found / found.sum(axis=1, keepdims=True))

    def list_possible(self, matrix: Matrix, *, seed: int) -> tuple[int, ...]:
        """The numbers of groups that `fit` can find, ascending; empty where no group is dense. Raises DataError for
        anything but complete, finite numbers."""
        require(matrix, 1, None)
        require_complete_numbers(matrix)
        return tuple(sorted(_find_numbers(_draw(matrix, seed, None))))


def _draw(matrix: Matrix, seed: int, counts: Counts | None) -> Floats:
    """The numbers of everyone who counts, or of a sample."""
    kept = np.arange(matrix.n) if counts is None else np.flatnonzero(counts)
    if len(kept) > SAMPLE:
        chances = np.random.default_rng([seed])
        share = None if counts is None else counts[kept] / counts[kept].sum()
        kept = np.sort(chances.choice(kept, SAMPLE, replace=False, p=share))
    return matrix.numbers[kept]


def _try_sizes(rows: Floats) -> Iterator[NDArray[np.int64]]:
    """The groups for every smallest size, the largest first. Fewer rows than make a dense place have none."""
    from sklearn.cluster import HDBSCAN

    n = len(rows)
    sizes = np.unique(np.geomspace(max(SMALLEST, n // 2), SMALLEST, SIZES).astype(int))[::-1]
    for size in sizes[sizes <= n]:
        tree = HDBSCAN(min_cluster_size=int(size), min_samples=min(NEIGHBOURS, n), n_jobs=1, copy=True)
        # NaN and infinite rows, which have labels of their own, are refused before.
        yield np.asarray(tree.fit(rows).labels_, np.int64)


def _find_numbers(rows: Floats) -> dict[int, NDArray[np.int64]]:
    """By number of groups, the division that leaves the fewest rows in the noise."""
    found: dict[int, tuple[int, NDArray[np.int64]]] = {}
    for labels in _try_sizes(rows):
        groups, noise = int(labels.max()) + 1, int((labels == NOISE).sum())
        if groups > 0 and (groups not in found or noise < found[groups][0]):
            found[groups] = noise, labels
    return {groups: labels for groups, (_, labels) in found.items()}


def _make_fit(rows: Floats, found: dict[int, NDArray[np.int64]], k: int, seed: int) -> Fit:
    """The division into k groups, else into the most up to k, the largest group first; of none where there is none."""
    chosen = max((groups for groups in found if groups <= k), default=0)
    if chosen == 0:
        nothing = {"points": np.empty((0, rows.shape[1])), "groups": np.empty(0), "reach": np.empty(0)}
        return Fit(Density.name, k, nothing)
    labels = found[chosen]
    order = np.argsort(-np.bincount(labels[labels >= 0], minlength=chosen), kind="stable")
    return Fit(Density.name, k, _keep(rows, labels, order, seed))


def _keep(
    rows: Floats, labels: NDArray[np.int64], order: NDArray[np.intp], seed: int
) -> dict[str, NDArray[np.generic]]:
    """Members that stand for each group, in the order of the groups, and the groups' reach."""
    from scipy.spatial import KDTree

    chances = np.random.default_rng([seed, len(order)])
    points, groups, reach = [], [], []
    for group, label in enumerate(order):
        members = rows[labels == label]
        kept = members
        if len(members) > KEPT:
            kept = members[np.sort(chances.choice(len(members), KEPT, replace=False))]
        distances, _ = KDTree(kept).query(members, k=2)
        # A kept member is nearest to itself: what counts is the next.
        next_one = np.where(distances[:, 0] > 0, distances[:, 0], distances[:, 1])
        points.append(kept)
        groups.append(np.full(len(kept), group, np.int64))
        reach.append(max(float(np.quantile(next_one, REACH)), 1e-12))
    return {"points": np.vstack(points), "groups": np.concatenate(groups), "reach": np.array(reach)}


def _read(fit: Fit) -> tuple[Floats, NDArray[np.int64], Floats]:
    """The parameters of a fit, which may come from a file."""
    points = np.asarray(fit.parameters["points"], np.float64)
    groups = np.asarray(fit.parameters["groups"]).astype(np.int64)
    return points, groups, np.asarray(fit.parameters["reach"], np.float64)


def _say_missing(k: int, numbers: list[int]) -> str:
    if not numbers:
        return "No groups stand out as densely settled places: use another algorithm."
    said = " or ".join(
        [", ".join(map(str, numbers[:-1])), str(numbers[-1])] if numbers[1:] else [str(numbers[0])]
    )
    return (
        f"There are {said} densely settled groups, depending on how small a group may be, never {k}: ask for such a number"
        " or use another algorithm."
    )
