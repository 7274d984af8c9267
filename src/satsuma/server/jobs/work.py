"""The child process of one job: reads its order from standard input, tells how far it is on standard output.

`python -m satsuma.server.jobs.work`. Lines are JSON. Standard input stays open as long as the server lives: at its end
this process ends at once, with whatever it started.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, TextIO

LEAST_SECONDS = 0.1
"""Between two lines that differ by their share only."""


class Teller:
    """Writes what is being done as lines, not more often than anybody can read."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._what: str | None = None
        self._told = 0.0

    def __call__(self, what: str, share: float | None) -> None:
        now = time.monotonic()
        if what == self._what and now - self._told < LEAST_SECONDS:
            return
        self._what, self._told = what, now
        self.tell(what=what, share=share)

    def tell(self, **line: Any) -> None:
        """One line, with the most memory so far."""
        print(json.dumps({**line, "peak_mb": measure_peak_mb()}), file=self._out, flush=True)


def measure_peak_mb() -> float | None:
    """The most memory this process held, in MiB; None where the system does not say."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10), 1)


def end_with_input() -> None:
    """Waits for the end of standard input, then ends this process and everything it started: a death signal of the system
    would reach this process alone, and earlier."""
    while os.read(0, 4096):
        pass
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def read_order() -> dict[str, Any]:
    """The first line of standard input, byte by byte: what follows belongs to `end_with_input`."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            os._exit(1)
        line += byte
    order: dict[str, Any] = json.loads(line)
    return order


def do(order: dict[str, Any], teller: Teller) -> None:
    """Does the work; its end is told as `done`, a failure as `problem`."""
    try:
        from satsuma.project.kept_findings import keep_result
        from satsuma.server.jobs.commands import COMMANDS, fill

        command = COMMANDS[order["command"]]
        folder = Path(order["folder"])
        result = command.call(folder, order["arguments"], teller)
        if command.keeps is not None:
            keep_result(folder, fill(command.keeps, order["job"], order["arguments"]), result)
    except BaseException as error:  # noqa: BLE001 - the last guard before the server
        from satsuma.server.problems import describe_error

        teller.tell(problem=describe_error(error).model_dump(mode="json"))
        return
    teller.tell(done=True)


def main() -> None:
    order = read_order()
    threading.Thread(target=end_with_input, daemon=True).start()
    # What libraries print goes nowhere: the lines are for the server, and prints may hold values.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    do(order, Teller(out))


if __name__ == "__main__":
    main()
