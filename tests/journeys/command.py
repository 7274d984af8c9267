"""The command `satsuma` as a person types it: within this process for speed, or as a process of its own."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left on the screen, and its exit code."""

    words: tuple[str, ...]
    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return f"{self.out}\n{self.err}"

    @property
    def json(self) -> Any:
        """The result, printed with --json."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error, printed with --json."""
        return json.loads(self.err)

    def __str__(self) -> str:
        return f"satsuma {' '.join(self.words)} → {self.code}\n{self.out[:3000]}\n{self.err[:3000]}"


def satsuma(*words: str | Path, cwd: Path) -> Outcome:
    """Runs a command in the folder `cwd`, within this process."""
    from satsuma.cli import app
    from satsuma.cli.render import terminal

    line = [str(word) for word in words]
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(cwd),
        mock.patch.object(sys, "argv", ["satsuma", *line]),
        mock.patch.object(terminal.console, "_width", 200),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        quiet_logs(),
    ):
        try:
            app.main()
            code = 0
        except SystemExit as done:
            code = done.code if isinstance(done.code, int) else 1
    return Outcome(tuple(line), code, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def quiet_logs() -> Iterator[None]:
    """As in a process of its own, where nobody has set up logging."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def command_line(words: Sequence[str | Path]) -> list[str]:
    return [sys.executable, "-c", "from satsuma.cli.app import main; main()", *map(str, words)]


def satsuma_process(*words: str | Path, cwd: Path, wrapped: Sequence[str] = ()) -> Outcome:
    """Runs a command as a process of its own, inside the command `wrapped` where one is given."""
    line = [*wrapped, *command_line(words)]
    environment = {**os.environ, "COLUMNS": "200", "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        line, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    return Outcome(tuple(map(str, words)), done.returncode, done.stdout, done.stderr)
