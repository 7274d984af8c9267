"""Patterns of a source into regular files that may be read; every bad pattern is reported at once."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from satsuma.model.errors import FileError, Finding, Place

URL = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+:/")
WILD = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that exists: `name` as the definition writes it, with slashes."""

    name: str
    path: Path


def expand(patterns: Sequence[str], base: Path) -> list[NamedFile]:
    """The files that the patterns name, in the patterns' order and by name within a glob, each once. A pattern may lead
    out of `base` (`../data/x.csv`), but names neither an address, nor a user's home, nor a device."""
    found: dict[str, NamedFile] = {}
    findings: list[Finding] = []
    for pattern in patterns:
        problem = reject_pattern(pattern)
        if problem is not None:
            findings.append(problem)
            continue
        for name in match(pattern, base):
            named = NamedFile(name, base / name)
            problem = check_regular(named)
            if problem is None:
                found.setdefault(os.path.normpath(named.path), named)
            else:
                findings.append(problem)
        if not match(pattern, base):
            findings.append(describe_missing(pattern, base))
    if not patterns:
        findings.append(
            Finding(code="file", message="The source names no files.", hint="Add a path to `files`.")
        )
    if findings:
        raise FileError(findings)
    return list(found.values())


def reject_pattern(pattern: str) -> Finding | None:
    """Why a pattern is not a path at all, if it is not."""
    problems = (
        (not pattern.strip(), "An empty path is not a file.", "Write the file's path."),
        ("\0" in pattern, "A path holds a NUL character.", "Write the path again."),
        (
            any("\ud800" <= char <= "\udfff" for char in pattern),
            "The path holds bytes that are no text in UTF-8.",
            "Rename the file.",
        ),
        (
            bool(URL.match(pattern)),
            "The path is an address on a network.",
            "Download the file first and name the copy.",
        ),
        (
            pattern.startswith("~"),
            "The path starts with ~, which means another place for each user.",
            "Write the full path or one relative to the project's folder.",
        ),
    )
    for is_wrong, message, hint in problems:
        if is_wrong:
            return Finding(
                code="file",
                message=message,
                hint=hint,
                place=Place(file=re.sub("[\0\ud800-\udfff]", "?", pattern)),
            )
    return None


def match(pattern: str, base: Path) -> list[str]:
    """The names a pattern stands for: itself where such a file exists, else what the glob finds, sorted."""
    try:
        if (base / pattern).exists():
            return [Path(pattern).as_posix()]
        if not WILD.search(pattern):
            return []
        import glob

        names = glob.glob(pattern, root_dir=base, recursive=True)
    except (OSError, ValueError):
        return []
    kept = [Path(name).as_posix() for name in names if not (base / name).is_dir()]
    return sorted(kept, key=natural_order)


def natural_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts file_2 before file_10."""
    parts = re.split(r"(\d+)", name)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def check_regular(named: NamedFile) -> Finding | None:
    """Why a path that exists cannot be read as a file, if it cannot."""
    try:
        mode = named.path.stat().st_mode
    except OSError as error:
        return Finding(
            code="file",
            message=f"The file cannot be looked at: {error.strerror or 'the disk refused'}.",
            hint="Check the folder's permissions.",
            place=Place(file=named.name),
        )
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return None
    return Finding(
        code="file",
        message="This is a device, pipe or socket, not a file.",
        hint="Save the data to a file and name that.",
        place=Place(file=named.name),
    )


def describe_missing(pattern: str, base: Path) -> Finding:
    """That nothing is there, and the name that may have been meant."""
    is_glob = bool(WILD.search(pattern))
    folder = (base / pattern).parent
    hint = "Check the path; it is relative to the project's folder."
    if not is_glob:
        try:
            names = sorted(os.listdir(folder))[:10_000]
        except (OSError, ValueError):
            names = []
        near = get_close_matches(Path(pattern).name, names, n=1, cutoff=0.6)
        if near:
            hint = f"Did you mean {(Path(pattern).parent / near[0]).as_posix()}?"
    message = "No file matches this pattern." if is_glob else "There is no such file."
    return Finding(code="file", message=message, hint=hint, place=Place(file=pattern))
