"""What every command shares: opening the project, progress, JSON or tables, errors and exit codes."""

from __future__ import annotations

import io
import json
import signal
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from pydantic import BaseModel

    from satsuma.model.errors import Finding, SatsumaError
    from satsuma.project import Project
    from satsuma.project.progress import Progress
    from satsuma.project.tables import Table

INTERRUPTED = 130
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of writing, so that a name can look like another."""


chosen = {"folder": Path()}
"""The one option that all commands share: where the project is."""


def open_project() -> Project:
    """The project in the folder that `-C` names, else in the working folder."""
    from satsuma.project import Project

    return Project.open(chosen["folder"])


def split_names(text: str | None) -> tuple[str, ...]:
    """Names separated by commas."""
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


def spread_options(words: list[str]) -> list[str]:
    """`-C DIR` is welcome behind the command's name too: moved to the front. OptionError for words that are no text."""
    if any("\ud800" <= char <= "\udfff" for word in words for char in word):
        from satsuma.model.errors import OptionError

        raise OptionError(
            "An argument holds bytes that are no text in UTF-8.",
            hint="Set the terminal to UTF-8, and rename files whose names are written otherwise.",
        )
    for i, word in enumerate(words[:-1]):
        if word in ("-C", "--project") and i > 0:
            return [word, words[i + 1], *words[:i], *words[i + 2 :]]
    return words


@contextmanager
def progress(quiet: bool) -> Iterator[Progress]:
    """A bar with the time left on a terminal; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda what, share: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def report(what: str, share: float | None) -> None:
            bar.update(task, description=what, total=None if share is None else 1.0, completed=share or 0.0)

        yield report


def show(result: BaseModel, as_json: bool) -> None:
    """One result: as JSON, or in the form that `render` knows for its type."""
    if as_json:
        typer.echo(result.model_dump_json(indent=2))
        return
    from satsuma.cli import render

    render.render(result)


def show_rows(table: Table[Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps([row.model_dump(mode="json") for row in table], indent=2, ensure_ascii=False))
        return
    from satsuma.cli import render

    render.render_table(table)


def show_findings(findings: Sequence[Finding], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps([finding.model_dump() for finding in findings], indent=2, ensure_ascii=False))
        return
    for finding in findings:
        typer.echo(make_plain(f"{finding.severity}: {finding}"))
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    told = f"{errors} {'error' if errors == 1 else 'errors'}, {warnings} {'warning' if warnings == 1 else 'warnings'}."
    typer.echo(told if findings else "All definitions are in order.")


def make_plain(text: str) -> str:
    """The text without characters that steer a terminal: names in files and archives may hold anything."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if is_steering(char) else char for char in text)


def is_steering(char: str) -> bool:
    return (unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t") or char in TURNING


def print_error(error: SatsumaError) -> None:
    if "--json" in sys.argv:
        body = {"error": error.code, "findings": [finding.model_dump() for finding in error.findings]}
        print(json.dumps(body, ensure_ascii=False), file=sys.stderr)
        return
    colour = sys.stderr.isatty()
    for finding in error.findings:
        where = f"{finding.place}: " if finding.place and str(finding.place) else ""
        word = f"\x1b[31m{finding.severity}:\x1b[0m" if colour else f"{finding.severity}:"
        print(f"{word} {make_plain(where + finding.message)}", file=sys.stderr)
        if finding.hint:
            print(f"       {make_plain(finding.hint)}", file=sys.stderr)


def guard(work: Callable[[], object]) -> None:
    """Runs a command and leaves with the exit code that SEMANTICS names; a traceback never reaches a person."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    stops: list[int] = []
    with noted_interrupts(stops):
        try:
            code = work()
        except BaseException as error:  # noqa: BLE001 - the last guard before a person
            sys.exit(leave(error, was_interrupted=bool(stops)))
    if code == INTERRUPTED:
        say_interrupted()
    sys.exit(code if isinstance(code, int) else 0)


@contextmanager
def noted_interrupts(stops: list[int]) -> Iterator[None]:
    """Ctrl-C is noted in `stops` and raised: libraries turn it into errors of their own."""

    def note(number: int, _: object) -> None:
        stops.append(number)
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def say_interrupted() -> int:
    print("Interrupted; the last good run stands.", file=sys.stderr)
    return INTERRUPTED


def leave(error: BaseException, *, was_interrupted: bool) -> int:
    """Says what went wrong; gives the exit code."""
    if was_interrupted or isinstance(error, KeyboardInterrupt | typer.Abort):
        return say_interrupted()
    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 1
    if isinstance(error, BrokenPipeError):
        sys.stderr.close()
        return 0
    from satsuma.model.errors import BugError

    known = explain(error)
    if isinstance(known, BugError):
        save_traceback(error)
    print_error(known)
    return known.exit_code


def explain(error: BaseException) -> SatsumaError:
    """The error as one of ours."""
    from satsuma.model.errors import OptionError, SatsumaError, ServiceError

    if isinstance(error, SatsumaError):
        return error
    if isinstance(error, typer.TyperException):
        return OptionError(f"{error.format_message()}", hint="'satsuma COMMAND --help' shows what goes.")
    if isinstance(error, MemoryError):
        hint = "Close other programs or use fewer columns."
        return ServiceError("There is not enough memory for this.", hint=hint)
    from satsuma.project.failures import explain_failure

    return explain_failure(error)


def save_traceback(error: BaseException) -> None:
    """Where the person asked for it with SATSUMA_DEBUG=1, the traceback; it may hold values, so never by default."""
    import os
    import traceback

    if os.environ.get("SATSUMA_DEBUG"):
        traceback.print_exception(error)
