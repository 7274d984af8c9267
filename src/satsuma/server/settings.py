"""What a server serves and whom it lets in."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "::1")
UPLOAD_BYTES = 2 * 2**30
UPLOAD_FILES = 50


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """One server.

    `allowed_hosts` are further names that a request may carry in `Host`: those of a proxy in front, so that a token is
    needed. `clock` gives seconds since 1970.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    allowed_hosts: tuple[str, ...] = ()
    upload_bytes: int = UPLOAD_BYTES
    """The largest body of an upload, all its files together."""
    upload_files: int = UPLOAD_FILES
    static: Path | None = None
    """Where the built web app lies; None means the package's own."""
    clock: Callable[[], float] = time.time

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK
