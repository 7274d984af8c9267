"""One run at a time, and one edit: locks of the operating system, which vanish with their process. Readers need none."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path
from types import TracebackType

from satsuma.model.errors import BusyError
from satsuma.store.disk import plain_disk_errors
from satsuma.store.state.places import editing_path, lock_path

# Windows locks bytes and then refuses to read them; the one locked is far behind the text.
_FAR = 2**30
PAUSE_SECONDS = 0.01


class RunLock:
    """Held from `with` to its end, or until the process dies. Raises BusyError at once if another run has it."""

    def __init__(self, folder: Path) -> None:
        self.path = lock_path(folder)
        self._descriptor: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._descriptor is not None

    def __enter__(self) -> RunLock:
        with plain_disk_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                taken = _try_lock(descriptor)
                holder = os.pread(descriptor, 40, 0) if hasattr(os, "pread") else b""
                if taken:
                    os.ftruncate(descriptor, 0)
                    os.write(descriptor, str(os.getpid()).encode())
            except BaseException:
                os.close(descriptor)
                raise
        if not taken:
            os.close(descriptor)
            process = holder.decode("ascii", "ignore").strip()
            who = f" (process {process})" if process.isdecimal() else ""
            raise BusyError(
                f"Another run{who} is working on this project.",
                hint="Wait until it is done; reading commands (count, profile, export) work meanwhile.",
            )
        self._descriptor = descriptor
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._descriptor is not None:
            # The file stays: removing it would let two runs lock two files of one name.
            os.close(self._descriptor)
            self._descriptor = None


class EditLock:
    """Held while one definition is changed: other editors, threads and processes alike, wait for their turn. Raises BusyError
    after `patience` seconds."""

    def __init__(self, folder: Path, patience: float = 20.0) -> None:
        self.path = editing_path(folder)
        self.patience = patience
        self._descriptor: int | None = None

    def __enter__(self) -> EditLock:
        with plain_disk_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        waited = 0.0
        try:
            while not _try_lock(descriptor):
                if waited >= self.patience:
                    raise BusyError("Another edit of the definitions does not end.", hint="Try again.")
                time.sleep(PAUSE_SECONDS)
                waited += PAUSE_SECONDS
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True
