"""The algorithms by name: ours and any package's, through the entry points `satsuma.algorithms`."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.metadata import entry_points

from satsuma.discover.cluster.fitting import Algorithm
from satsuma.discover.cluster.matrix import Matrix
from satsuma.model.errors import BugError, UnknownNameError

GROUP = "satsuma.algorithms"


def list_algorithms() -> tuple[str, ...]:
    """The names of all installed algorithms, in alphabetical order."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def find_algorithm(name: str) -> Algorithm:
    """The algorithm of that name, made with its defaults. Raises UnknownNameError, with the nearest name; BugError for a
    package whose algorithm has another name than its entry point."""
    points = [point for point in entry_points(group=GROUP) if point.name == name]
    if not points:
        known = list_algorithms()
        near = get_close_matches(name, known, 1)
        hint = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(known) or 'none'}."
        raise UnknownNameError(f"There is no algorithm '{name}'.", hint=hint)
    found: Algorithm = points[0].load()()
    if found.name != name:
        raise BugError(f"The algorithm registered as '{name}' calls itself '{found.name}'.")
    return found


def choose_algorithms(matrix: Matrix) -> tuple[str, ...]:
    """The names of two algorithms that suit the kinds of the fields: complete yes-no items k-means and latent classes,
    complete numbers k-means and Gaussian mixtures, anything mixed, nominal or incomplete latent classes and medoids."""
    if matrix.has_missing:
        return "latent classes", "medoids"
    if matrix.is_binary:
        return "k-means", "latent classes"
    if not matrix.levels:
        return "k-means", "gaussian mixture"
    return "latent classes", "medoids"


def choose(matrix: Matrix) -> tuple[Algorithm, ...]:
    """The algorithms that `choose_algorithms` names."""
    return tuple(find_algorithm(name) for name in choose_algorithms(matrix))
