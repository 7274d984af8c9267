"""What was computed once and is asked for again: bounded by its size in bytes, the least recently used given up first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

T = TypeVar("T")

MOST_SHARE = 0.5
"""Of the room: what is larger than this by itself is not kept."""


@dataclass(slots=True)
class Memory:
    """Values by key, for several threads. Without room nothing is kept and every value is made anew."""

    room_bytes: int = 0
    _values: OrderedDict[Hashable, tuple[Any, int]] = field(default_factory=OrderedDict)
    _used: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _makers: dict[Hashable, threading.Lock] = field(default_factory=dict)

    @property
    def used_bytes(self) -> int:
        """How much room what is kept takes."""
        return self._used

    def find(self, key: Hashable) -> Any | None:
        """The value kept under a key, None where there is none."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def keep(self, key: Hashable, value: Any, size_bytes: int) -> None:
        """Keeps a value, and gives up others for it where there is no room."""
        if size_bytes > self.room_bytes * MOST_SHARE:
            return
        with self._lock:
            _, before = self._values.pop(key, (None, 0))
            self._values[key] = (value, size_bytes)
            self._used += size_bytes - before
            while self._used > self.room_bytes:
                _, (_, freed) = self._values.popitem(last=False)
                self._used -= freed

    def recall(self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int]) -> T:
        """The value kept under a key, else made now; who asks for it meanwhile waits for the same one."""
        if not self.room_bytes:
            return make()
        found = self.find(key)
        if found is not None:
            return cast(T, found)
        with self._lock:
            maker = self._makers.setdefault(key, threading.Lock())
        with maker:
            try:
                found = self.find(key)
                if found is None:
                    found = make()
                    self.keep(key, found, weigh(found))
            finally:
                with self._lock:
                    self._makers.pop(key, None)
        return cast(T, found)

    def clear(self) -> None:
        """Gives up everything."""
        with self._lock:
            self._values.clear()
            self._used = 0
