"""The conventions of clustering algorithms (entry points `satsuma.algorithms`), as checks that run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Algorithm, Fit
from satsuma.discover.cluster.matrix import Matrix, binary_items, numbers_only
from satsuma.model.errors import SatsumaError

CUSTOMERS = 160
GROUPS = 3
Check = tuple[str, Callable[[], bool]]


def check_algorithm(algorithm: Algorithm) -> int:
    """Run every convention on numbers, yes-no items, mixed and incomplete customers; gives back how many checks ran.

    Raises AssertionError with all conventions that do not hold. An algorithm may refuse kinds of customers, not all.
    """
    ran, failed, suited = 0, [], 0
    for title, matrix in _make_matrices():
        checks = [*_list_refusals(algorithm, matrix)]
        if algorithm.refuse(matrix) is None:
            suited += 1
            checks += _list_conventions(algorithm, matrix)
        for what, holds in checks:
            ran += 1
            try:
                fault = None if holds() else "does not hold"
            except Exception as error:  # noqa: BLE001 whatever a package raises is a finding here
                fault = f"raised {type(error).__name__}: {error}"
            if fault is not None:
                failed.append(f"{title}: {what}: {fault}")
    if suited == 0:
        failed.append("it refuses every kind of customers")
    if failed:
        raise AssertionError(f"{algorithm.name}:\n" + "\n".join(failed))
    return ran


def _make_matrices() -> Iterator[tuple[str, Matrix]]:
    chances = np.random.default_rng(1)
    groups = chances.choice(GROUPS, CUSTOMERS, p=[0.5, 0.3, 0.2])
    numbers = np.array([[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]])[groups] + chances.normal(size=(CUSTOMERS, 2))
    items = chances.uniform(size=(CUSTOMERS, 6)) < np.array([[0.9] * 6, [0.1] * 6, [0.9, 0.1] * 3])[groups]
    choices = np.where(chances.uniform(size=(CUSTOMERS, 3)) < 0.8, groups[:, None], 3).astype(np.int16)
    yield "numbers", numbers_only(numbers)
    yield "yes-no items", binary_items(items)
    yield "mixed kinds", Matrix(numbers, choices, (4,) * 3, (False, False, True))
    holes = np.where(chances.uniform(size=numbers.shape) < 0.1, np.nan, numbers)
    gaps = np.where(chances.uniform(size=choices.shape) < 0.1, -1, choices).astype(np.int16)
    yield "mixed kinds with missing values", Matrix(holes, gaps, (4,) * 3, (False, False, True))


def _list_refusals(algorithm: Algorithm, matrix: Matrix) -> Iterator[Check]:
    def says_why(bad: Matrix) -> bool:
        reason = algorithm.refuse(bad)
        return reason is not None and reason.strip().endswith((".", "!")) and len(reason.split()) > 3

    def raises_ours(bad: Matrix, k: int) -> bool:
        try:
            algorithm.fit(bad, k, starts=1, seed=1)
        except SatsumaError as error:
            return bool(str(error))
        return False

    endless = np.where(np.arange(matrix.n)[:, None] == 0, np.inf, matrix.numbers)
    yield "a refusal is a sentence", lambda: algorithm.refuse(matrix) is None or says_why(matrix)
    if matrix.numbers.shape[1]:
        infinite = Matrix(endless, matrix.choices, matrix.levels, matrix.ordered)
        yield "infinite values are refused", lambda: says_why(infinite)
        yield "infinite values raise an error of the tree", lambda: raises_ours(infinite, 2)
    yield "no customers are refused", lambda: says_why(matrix.take(np.arange(0)))
    yield "fewer customers than groups raise", lambda: raises_ours(matrix.take(np.arange(2)), 5)


def _list_conventions(algorithm: Algorithm, matrix: Matrix) -> Iterator[Check]:
    made: list[Fit] = []

    def fit() -> Fit:
        if not made:
            made.append(algorithm.fit(matrix, GROUPS, starts=5, seed=7))
        return made[0]

    def labels() -> NDArray[np.int16]:
        return algorithm.label(fit(), matrix)

    def resampled() -> Fit:
        counts = (
            np.random.default_rng(2).multinomial(matrix.n, np.full(matrix.n, 1 / matrix.n)).astype(np.int32)
        )
        return algorithm.fit(matrix, GROUPS, starts=2, seed=3, counts=counts)

    def read_again() -> Fit:
        lists = {
            name: np.array(np.asarray(array, np.float64).tolist()) for name, array in fit().parameters.items()
        }
        return Fit(algorithm.name, GROUPS, lists)

    some = np.arange(5, 40)
    yield (
        "a fit bears the algorithm's name and k",
        lambda: (fit().algorithm, fit().k) == (algorithm.name, GROUPS),
    )
    yield "at most one of ssw and log_likelihood is set", lambda: None in (fit().ssw, fit().log_likelihood)
    yield "starts and the share at the optimum", lambda: fit().starts >= 1 and 0 < fit().at_optimum <= 1
    yield (
        "a label per customer, from 0, -1 for noise",
        lambda: labels().shape == (matrix.n,) and labels().min() >= -1 and labels().max() < GROUPS,
    )
    yield "the first group is the largest", lambda: int(np.bincount(labels()[labels() >= 0]).argmax()) == 0
    yield (
        "probabilities add to 1",
        lambda: bool(
            algorithm.place(fit(), matrix).shape == (matrix.n, GROUPS)
            and (algorithm.place(fit(), matrix) >= 0).all()
            and np.allclose(algorithm.place(fit(), matrix).sum(axis=1), 1)
        ),
    )
    yield (
        "a customer's label does not depend on the others",
        lambda: np.array_equal(algorithm.label(fit(), matrix.take(some)), labels()[some]),
    )
    yield (
        "the same again to the byte",
        lambda: _are_equal(fit(), algorithm.fit(matrix, GROUPS, starts=5, seed=7)),
    )
    yield (
        "parameters survive being written as lists",
        lambda: np.array_equal(algorithm.label(read_again(), matrix), labels()),
    )
    yield (
        "a bootstrap sample's fit labels everyone",
        lambda: algorithm.label(resampled(), matrix).shape == (matrix.n,),
    )


def _are_equal(one: Fit, other: Fit) -> bool:
    def as_bytes(fit: Fit) -> dict[str, bytes]:
        return {name: np.asarray(array).tobytes() for name, array in fit.parameters.items()}

    quality = (one.ssw, one.log_likelihood, one.at_optimum) == (
        other.ssw,
        other.log_likelihood,
        other.at_optimum,
    )
    return quality and as_bytes(one) == as_bytes(other)
