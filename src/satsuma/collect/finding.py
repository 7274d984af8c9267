"""Files that people have, grouped into sources with a name and a format each."""

from __future__ import annotations

import glob
import logging
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from satsuma.collect.archives import is_archive, list_members, unpack_member
from satsuma.collect.inspection import Candidate, inspect, is_about
from satsuma.collect.naming import ENDINGS, find_stem_pattern, make_name, make_unique, propose_name
from satsuma.collect.parts import Input
from satsuma.collect.paths import WILD, expand, natural_order
from satsuma.model.definitions import Format
from satsuma.model.errors import FileError, Finding, Place, SatsumaError
from satsuma.store.scratch import FoundSource

LOG = logging.getLogger(__name__)


def find(paths: Sequence[Path], base: Path) -> list[FoundSource]:
    """See `satsuma.collect.find_sources`."""
    files = list_files(paths)
    candidates: list[Candidate] = []
    findings: list[Finding] = []
    with tempfile.TemporaryDirectory(prefix="satsuma-") as folder:
        for path, is_named in files.items():
            try:
                candidates += look_into(path, relate(path, base), Path(folder), is_named=is_named)
            except SatsumaError as error:
                findings.extend(error.findings)
    if not candidates and not findings:
        findings.append(
            Finding(code="file", message="There are no data files here.", hint="Name files or a folder.")
        )
    if findings:
        raise FileError(findings)
    groups = [merge(group, base) for group in group_candidates(candidates)]
    names = make_unique(name for name, _, _ in groups)
    return [FoundSource(name, files, format) for name, (_, files, format) in zip(names, groups, strict=True)]


def list_files(paths: Sequence[Path]) -> dict[Path, bool]:
    """Every file to look into, once, in order; True for those that a person named rather than a folder."""
    found: dict[Path, bool] = {}
    here = Path.cwd()
    for named in expand([os.fspath(path) for path in paths], here):
        path = Path(os.path.normpath(here / named.name))
        if not path.is_dir():
            found[path] = True
            continue
        for inner in walk(path):
            found.setdefault(inner, False)
    return found


def walk(folder: Path) -> list[Path]:
    """The data files of a folder and of those within it, without hidden ones and those of other types."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=natural_order)
        for name in sorted(names, key=natural_order):
            if name.startswith(".") or is_about(name) or not name.lower().endswith(ENDINGS):
                LOG.info("skipped %s: it holds no data by its name", name)
            else:
                found.append(Path(place) / name)
    return found


def relate(path: Path, base: Path) -> str:
    """A path as the project's YAML writes it: relative to its folder where there is a way."""
    try:
        return Path(os.path.relpath(path, base.resolve() if base.exists() else base)).as_posix()
    except ValueError:
        return path.as_posix()


def look_into(path: Path, name: str, folder: Path, *, is_named: bool) -> list[Candidate]:
    """The tables of a file, or of every member of an archive. Raises FileError where a person names an archive that holds
    none."""
    if not is_archive(path):
        return inspect(Input(name, path, path))
    found: list[Candidate] = []
    for info in list_members(path, name):
        if is_about(info.filename) or not info.filename.lower().endswith(ENDINGS):
            LOG.info("skipped %s!%s: it holds no data by its name", name, info.filename)
            continue
        member = unpack_member(path, name, info.filename, folder)
        for candidate in inspect(member):
            found.append(
                Candidate(
                    source=member,
                    stem=candidate.stem if candidate.format.sheet else info.filename,
                    format=candidate.format.model_copy(update={"member": info.filename}),
                    columns=candidate.columns,
                )
            )
        member.path.unlink(missing_ok=True)
    if not found and is_named:
        message = "The archive holds no data files: no CSV, Excel, Parquet or JSON."
        raise FileError(message, hint="Name another archive, or leave it out.", place=Place(file=name))
    return found


def group_candidates(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Same columns, same reader, same stem without its digits and dates: one source."""
    groups: dict[tuple[object, ...], list[Candidate]] = {}
    for candidate in candidates:
        format = candidate.format
        shape = (format.type, format.header, format.skip_lines, format.quote, format.sheet)
        columns = tuple(column.strip().casefold() for column in candidate.columns)
        if format.type == "text":
            key: tuple[object, ...] = ("text", candidate.source.origin.parent, format.member is None)
        else:
            key = (shape, columns, find_stem_pattern(candidate.stem), candidate.source.origin.parent)
        if format.member is not None:
            key = (*key, candidate.source.origin, format.member)
        groups.setdefault(key, []).append(candidate)
    return list(groups.values())


def merge(group: Sequence[Candidate], base: Path) -> tuple[str, tuple[str, ...], Format]:
    """A group's proposed name, its files (as a glob where that finds exactly these) and the format they share."""
    first = group[0]
    shared: dict[str, object] = {}
    for field in ("delimiter", "encoding", "decimal"):
        values = {getattr(candidate.format, field) for candidate in group}
        if len(values) > 1:
            shared[field] = None
    format = first.format.model_copy(update=shared)
    names = list(dict.fromkeys(relate(candidate.source.origin, base) for candidate in group))
    if format.type == "text" and len(names) > 1:
        name = make_name(first.source.origin.parent.name, "texts")
    else:
        name = propose_name(first.stem)
    pattern = summarise(names, base)
    return name, tuple(names) if pattern is None else (pattern,), format


def summarise(names: Sequence[str], base: Path) -> str | None:
    """A glob that matches exactly these files, if one star does it."""
    if len(names) < 2 or any(WILD.search(name) for name in names):
        return None
    start = share_beginning(names)
    end = share_beginning([name[len(start) :][::-1] for name in names])[::-1]
    start = start.rstrip("0123456789")
    end = end.lstrip("0123456789")
    if "." not in end or "/" in "".join(name[len(start) : len(name) - len(end)] for name in names):
        return None
    pattern = f"{start}*{end}"
    matched = {Path(name).as_posix() for name in glob.glob(pattern, root_dir=base)}
    return pattern if matched == set(names) else None


def share_beginning(texts: Sequence[str]) -> str:
    """The characters that all texts start with."""
    first, last = min(texts), max(texts)
    equal = next((place for place, char in enumerate(first) if last[place : place + 1] != char), len(first))
    return first[:equal]
