"""A job's process as the server sees it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from satsuma.project.editing import USER


class Child:
    """One child in a process group of its own. It ends when the server ends: the pipe to it breaks."""

    def __init__(self, folder: Path, job: str, command: str, arguments: Mapping[str, Any], who: str) -> None:
        """`who` is in whose name it edits definitions."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "satsuma.server.jobs.work"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, USER: who},
        )
        order = {"folder": str(folder), "job": job, "command": command, "arguments": dict(arguments)}
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            self._process.stdin.flush()

    def lines(self) -> Iterator[dict[str, Any]]:
        """What it tells, until it ends."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            try:
                yield json.loads(line)
            except ValueError:  # cut short by its end
                continue

    def wait(self) -> int:
        """Its exit code, negative for a signal. Everything it started ends with it."""
        code = self._process.wait()
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        return code

    def kill(self) -> None:
        """Ends it at once, with everything it started."""
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()
