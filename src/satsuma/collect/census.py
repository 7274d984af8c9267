"""An independent count of a text's records, so that a row that a reader loses in silence is noticed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.intp]

PIECE_BYTES = 1 << 21
LINE_FEED, RETURN = 10, 13


@dataclass(frozen=True, slots=True)
class Census:
    """`records` without empty lines; `longest` bytes of one record; whether the quotes are in order: each opens at a
    field's start, and none stays open at the end."""

    records: int
    longest: int
    is_orderly: bool


def count_records(
    path: Path, quote: str, delimiter: str, *, skip_lines: int = 0, counts_empty: bool = False
) -> Census:
    """Count the line ends that stand outside quotes, after `skip_lines` lines. A quote within an unquoted field upsets
    the count, which is then not orderly."""
    import numpy as np

    end_byte = find_end_byte(path)
    mark = ord(quote) if len(quote) == 1 and quote.isascii() else None
    openers = np.frombuffer((delimiter[-1:] + quote + " \r\n").encode(), dtype=np.uint8)
    records = longest = parity = 0
    is_orderly = True
    before = LINE_FEED
    with path.open("rb") as stream:
        if stream.read(3) != b"\xef\xbb\xbf":
            stream.seek(0)
        for _ in range(skip_lines):
            skip_line(stream, bytes([end_byte]))
        start = offset = stream.tell()
        while piece := stream.read(PIECE_BYTES):
            buffer = np.frombuffer(piece, dtype=np.uint8)
            ends = np.flatnonzero(buffer == end_byte)
            if mark is not None and mark in piece:
                quotes = np.flatnonzero(buffer == mark)
                opening = quotes[parity::2]
                is_orderly = is_orderly and bool(np.isin(buffer[opening[opening > 0] - 1], openers).all())
                is_orderly = is_orderly and (0 not in opening[:1] or before in openers)
                ends = ends[((np.searchsorted(quotes, ends) + parity) & 1) == 0]
                parity = (parity + len(quotes)) & 1
            elif parity:
                ends = ends[:0]
            if len(ends):
                lengths = np.diff(ends, prepend=start - offset - 1) - 1
                longest = max(longest, int(lengths.max()))
                records += len(ends) - (0 if counts_empty else count_empty(buffer, ends, lengths, before))
                start = offset + int(ends[-1]) + 1
            offset += len(piece)
            before = piece[-1]
    rest = offset - start
    if rest > 1 or (rest == 1 and before != RETURN):
        records += 1
    return Census(records, max(longest, rest), is_orderly and not parity)


def count_empty(buffer: NDArray[np.uint8], ends: Places, lengths: Places, before: int) -> int:
    """How many of the records hold nothing, or only the return of a two-byte line end. `before` is the byte before the
    piece."""
    single = ends[lengths == 1]
    returns = sum(1 for end in single if (buffer[end - 1] if end else before) == RETURN)
    return int((lengths == 0).sum()) + returns


def find_end_byte(path: Path) -> int:
    """Line feed, unless the text has returns only."""
    with path.open("rb") as stream:
        head = stream.read(1 << 20)
    return RETURN if b"\n" not in head and b"\r" in head else LINE_FEED


def skip_line(stream: BinaryIO, end: bytes) -> None:
    """Move on to the start of the next line."""
    if end == b"\n":
        stream.readline()
        return
    while (byte := stream.read(1)) and byte != end:
        pass
