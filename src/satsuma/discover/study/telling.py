"""How far the study is, as one share that only grows."""

from __future__ import annotations

from collections.abc import Callable

from satsuma.discover.study.options import Progress


class Telling:
    """Shares out the progress of a study among its stages, each with a weight per algorithm."""

    def __init__(self, progress: Progress | None, algorithms: int) -> None:
        self._progress = progress
        self._algorithms = max(1, algorithms)
        self._done = 0.0
        self._begun = 0.0

    def of(self, what: str, weight: float, is_shared: bool = True) -> Callable[[float], None]:
        """The listener of a stage that takes `weight` of the whole (of its algorithm's part where shared)."""
        self._begun = self._done
        begun, width = self._begun, weight / (self._algorithms if is_shared else 1)

        def tell(share: float) -> None:
            self._done = max(self._done, min(1.0, begun + width * share))
            if self._progress is not None:
                self._progress(what, self._done)

        tell(0.0)
        return tell
