"""Text files as DuckDB wants them: unpacked, UTF-8; and their beginning as text."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from satsuma.collect.encodings import MARKS, find_wide, transcode
from satsuma.collect.parts import Input
from satsuma.collect.streams import find_packing, read_beginning, read_chunks, read_head
from satsuma.model.errors import FileError, Place, StorageError

SAMPLE_BYTES = 1 << 18
LONGEST_FIRST_LINE = 1 << 24
STRANGE_BYTES = bytes({*range(32)} - {1, 9, 10, 11, 12, 13, 27, 28, 29, 30, 31})
FEWEST_STRANGE = 8
BINARY_MARKS = (
    (b"PK\x03\x04", "a zip archive or a workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x7fELF", "a program"),
)


def refuse_binary(source: Input) -> None:
    """Raise FileError where the file is empty or its beginning is no text."""
    content, _ = read_beginning(source.path, source.name, 1 << 16)
    place = Place(file=source.name)
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise FileError("The file is empty.", hint="Export it again.", place=place)
    for mark, what in BINARY_MARKS:
        if content.startswith(mark):
            raise FileError(
                f"The file is {what}, not a table of text.",
                hint="Give it its right ending, or export CSV.",
                place=place,
            )
    if any(content.startswith(mark) for mark, _ in MARKS) or find_wide(content[:4096]) is not None:
        return
    strange = len(content) - len(content.translate(None, STRANGE_BYTES))
    if strange >= FEWEST_STRANGE and strange > 0.02 * len(content):
        raise FileError("The file is binary, not a table of text.", hint="Export it as CSV.", place=place)


def read_text(source: Input, encoding: str) -> str:
    """The beginning of the file as text, cut after a whole line where it is not all."""
    size = SAMPLE_BYTES
    content, is_all = read_beginning(source.path, source.name, size)
    while not is_all and size < LONGEST_FIRST_LINE and not has_line_end(content):
        size *= 4
        content, is_all = read_beginning(source.path, source.name, size)
    text = b"".join(transcode([content], encoding)).decode("utf-8", errors="replace")
    if not is_all:
        cut = max(text.rfind("\n"), text.rfind("\r"))
        text = text[: cut + 1] if cut > 0 else text
    return text


def has_line_end(content: bytes) -> bool:
    return b"\n" in content or b"\r" in content


def make_plain(
    folder: Path, source: Input, encoding: str, *, is_spaced: bool = False, drop_mark: bool = False
) -> Path:
    """The file itself where it is plain UTF-8 already, else a copy in `folder`. `is_spaced`: runs of spaces become
    tabs."""
    is_utf8 = encoding.lower().replace("_", "-") in ("utf-8", "utf8", "ascii", "us-ascii", "utf-8-sig")
    has_mark = drop_mark and read_head(source.path, 3) == b"\xef\xbb\xbf"
    is_packed = find_packing(source.path) is not None
    if is_utf8 and not is_spaced and not has_mark and not is_packed:
        return source.path
    chunks: Iterator[bytes] = read_chunks(source.path, source.name)
    if not is_utf8:
        chunks = transcode(chunks, encoding)
    elif drop_mark:
        chunks = strip_mark(chunks)
    if is_spaced:
        chunks = tabulate(chunks)
    handle, path = tempfile.mkstemp(prefix="plain-", suffix=".csv", dir=folder)
    with open(handle, "wb") as out:
        for chunk in chunks:
            try:
                out.write(chunk)
            except OSError as error:
                raise StorageError(
                    "The file could not be unpacked into the project's folder.",
                    hint="Is the disk full?",
                    place=Place(file=source.name),
                ) from error
    return Path(path)


def strip_mark(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces without UTF-8's byte order mark."""
    for number, chunk in enumerate(chunks):
        yield chunk.removeprefix(b"\xef\xbb\xbf") if number == 0 else chunk


def tabulate(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Runs of spaces become tabs; those at a line's ends go."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        if lines:
            yield b"\n".join(re.sub(rb" +", b"\t", line.strip(b" \r")) for line in lines) + b"\n"
    if rest:
        yield re.sub(rb" +", b"\t", rest.strip(b" \r"))
