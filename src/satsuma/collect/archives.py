"""Members of zip archives as files: limits on size, no way out of the folder, nothing nested."""

from __future__ import annotations

import fnmatch
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from satsuma.collect.parts import Input
from satsuma.collect.paths import NamedFile, natural_order
from satsuma.collect.streams import CHUNK_BYTES, check_size, read_head
from satsuma.model.definitions import Format
from satsuma.model.errors import FileError, LimitError, Place, StorageError

MOST_MEMBERS = 10_000
BOOK_MARKS = ("[Content_Types].xml", "mimetype", "xl/workbook.xml", "content.xml")


def is_archive(path: Path) -> bool:
    """A zip archive that is not a workbook or document, which are zip archives inside."""
    if read_head(path, 4) not in (b"PK\x03\x04", b"PK\x05\x06"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(name in BOOK_MARKS for name in archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return path.suffix.lower() == ".zip"


def list_members(path: Path, name: str) -> list[zipfile.ZipInfo]:
    """The archive's files, checked before anything is unpacked."""
    with open_archive(path, name) as archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) > MOST_MEMBERS:
        raise LimitError(
            f"The archive holds {len(members):,} files; at most {MOST_MEMBERS:,} are read.",
            place=Place(file=name),
        )
    for info in members:
        check_member(info, name)
    check_size(name, path.stat().st_size, sum(info.file_size for info in members))
    return sorted(
        (info for info in members if not is_furniture(info.filename)),
        key=lambda info: natural_order(info.filename),
    )


def is_furniture(member: str) -> bool:
    """What macOS and version control leave in archives."""
    parts = PurePosixPath(member).parts
    return "__MACOSX" in parts or any(part.startswith(".") for part in parts)


def check_member(info: zipfile.ZipInfo, name: str) -> None:
    """Refuse members that lead out of the archive, links, locked ones and archives in archives."""
    place = Place(file=f"{name}!{info.filename}".replace("\0", "?"))
    inside = PurePosixPath(info.filename.replace("\\", "/"))
    if inside.is_absolute() or ".." in inside.parts or ":" in inside.parts[0] or "\0" in info.filename:
        raise FileError(
            "A member's path leads out of the archive.",
            hint="Do not use this archive unless you trust who made it; unpack it yourself and name the files.",
            place=place,
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise FileError("A member is a link, not a file.", hint="Pack the file itself.", place=place)
    if info.flag_bits & 0x1:
        raise FileError(
            "A member is locked by a password.", hint="Unpack the archive and name the files.", place=place
        )
    if inside.suffix.lower() in (".zip", ".7z", ".rar", ".tar"):
        raise FileError(
            "An archive lies within the archive.",
            hint="Unpack the inner archive and name it or its files.",
            place=place,
        )


@contextmanager
def open_archive(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """The archive, with what can go wrong told in a sentence."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, EOFError, RuntimeError, ValueError) as error:
        raise FileError(
            "The zip archive is broken or packed in an unknown way.",
            hint="Transfer or pack it again.",
            place=Place(file=name),
        ) from error


def unpack_member(path: Path, name: str, member: str, folder: Path) -> Input:
    """Copy one member into `folder` and name it `archive!member`."""
    shown = f"{name}!{member}"
    target = Path(tempfile.mkdtemp(prefix="member-", dir=folder)) / PurePosixPath(member).name
    done = 0
    with open_archive(path, name) as archive, archive.open(member) as packed, target.open("wb") as out:
        packed_size = max(archive.getinfo(member).compress_size, 1)
        try:
            while chunk := packed.read(CHUNK_BYTES):
                done += len(chunk)
                check_size(shown, packed_size, done)
                out.write(chunk)
        except OSError as error:
            raise StorageError(
                "An archive's member could not be unpacked.",
                hint="Is the disk full?",
                place=Place(file=shown),
            ) from error
    return Input(shown, target, path)


def unpack_inputs(named: Sequence[NamedFile], format: Format, folder: Path) -> list[Input]:
    """What to read: files as they are, archives by the members that the format names (all, where it names none)."""
    inputs: list[Input] = []
    for file in named:
        if file.path.is_dir() or not is_archive(file.path):
            inputs.append(Input(file.name, file.path, file.path))
            continue
        members = [info.filename for info in list_members(file.path, file.name)]
        wanted = [m for m in members if format.member is None or m == format.member]
        if not wanted:
            wanted = [m for m in members if fnmatch.fnmatchcase(m, format.member or "*")]
        if not wanted:
            raise FileError(
                f"The archive has no member {format.member}." if format.member else "The archive is empty.",
                hint="Check `member` in the source's format.",
                place=Place(file=file.name),
            )
        inputs.extend(unpack_member(file.path, file.name, member, folder) for member in wanted)
    return inputs
