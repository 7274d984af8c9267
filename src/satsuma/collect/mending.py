"""A careful second reading of texts that DuckDB's reader cannot be trusted with: mixed line ends, quotes that never
close, records of many megabytes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from satsuma.model.accounts import Reject

LONGEST_RECORD_BYTES = 10_000_000
MOST_QUOTED_LINES = 5_000
KEPT_BYTES = 20_000
PIECE_BYTES = 1 << 20

NEVER_CLOSED = "a quote that is opened and never closed"
CLOSED_WITHIN = "a quote that does not end with its field"
TOO_LONG = "longer than 10 MB"


@dataclass(slots=True)
class Mended:
    """What mending made of a text: a copy without header and skipped lines, whose every record ends in one line feed;
    the records set aside; and where the copy's lines stood."""

    path: Path
    records: int = 0
    rejects: list[Reject] = field(default_factory=list)
    own_lines: list[int] = field(default_factory=lambda: [1])
    moved_by: list[int] = field(default_factory=lambda: [0])

    def locate(self, line: int) -> int:
        """The original line of a line of the copy."""
        return line + self.moved_by[bisect_right(self.own_lines, line) - 1]


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end; `end` is kept for lines within quotes. A line beyond the limit keeps its beginning
    only."""

    number: int
    content: bytes
    end: bytes
    is_too_long: bool = False


def mend(
    path: Path,
    target: Path,
    name: str,
    *,
    delimiter: str,
    quote: str,
    skip_lines: int,
    has_header: bool,
    keeps_empty: bool,
) -> Mended:
    """Copy a text record by record into `target`; what is no record is set aside with its line, reason and content.
    `keeps_empty`: empty lines are records (a table of one column)."""
    mended = Mended(target)
    grammar = Grammar(delimiter.encode(), quote.encode())
    lines = Lines(read_lines(path))
    own_line, awaits_header = 1, has_header
    with target.open("wb") as out:
        while (line := lines.take()) is not None:
            if line.number <= skip_lines:
                continue
            record, reason = grammar.take_record(line, lines)
            if not record and reason is None and not keeps_empty:
                continue
            if reason is not None:
                content = record[:KEPT_BYTES].decode("utf-8", errors="backslashreplace")
                mended.rejects.append(Reject(file=name, line=line.number, reason=reason, content=content))
            elif awaits_header:
                awaits_header = False
            else:
                moved_by = line.number - own_line
                if moved_by != mended.moved_by[-1]:
                    mended.own_lines.append(own_line)
                    mended.moved_by.append(moved_by)
                out.write(record + b"\n")
                mended.records += 1
                own_line += 1 + record.count(b"\n")
    return mended


class Lines:
    """Lines that can be put back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._returned: deque[Line] = deque()

    def take(self) -> Line | None:
        return self._returned.popleft() if self._returned else next(self._lines, None)

    def put_back(self, lines: list[Line]) -> None:
        self._returned.extendleft(reversed(lines))


class Grammar:
    """Which bytes are a whole record: fields between delimiters, quoted ones with doubled quotes."""

    def __init__(self, delimiter: bytes, quote: bytes) -> None:
        self._quote = quote
        mark, gap = re.escape(quote or b"\0"), re.escape(delimiter)
        inside = rb"[^%b]" % gap if len(delimiter) == 1 else rb"(?:(?!%b).)" % gap
        quoted = rb" *+%b(?:[^%b]++|%b%b)*+%b *+" % (mark, mark, mark, mark, mark)
        plain = rb"(?! *+%b)%b*+" % (mark, inside)
        self._whole = re.compile(
            rb"(?:%b|%b)(?:%b(?:%b|%b))*+" % (quoted, plain, gap, quoted, plain), re.DOTALL
        )
        opened = rb" *+%b(?:[^%b]++|%b%b)*+" % (mark, mark, mark, mark)
        self._open = re.compile(rb"(?:(?:%b|%b)%b)*+%b" % (quoted, plain, gap, opened), re.DOTALL)

    def take_record(self, line: Line, lines: Lines) -> tuple[bytes, str | None]:
        """The record that starts on a line, and why it is none, if so: then it is this line alone and the next record
        starts on the next line."""
        if line.is_too_long:
            return line.content, TOO_LONG
        if not self._quote or self._quote not in line.content or self._whole.fullmatch(line.content):
            return line.content, None
        if not self._open.fullmatch(line.content):
            return line.content, CLOSED_WITHIN
        taken: list[Line] = []
        record, size = [line.content], len(line.content)
        end = line.end
        while len(taken) < MOST_QUOTED_LINES and (following := lines.take()) is not None:
            taken.append(following)
            record += [end, following.content]
            end, size = following.end, size + len(following.content)
            if size > LONGEST_RECORD_BYTES or following.is_too_long:
                break
            if self._quote in following.content:
                whole = b"".join(record)
                if self._whole.fullmatch(whole):
                    return whole, None
                if not self._open.fullmatch(whole):
                    break
        lines.put_back(taken)
        return line.content, NEVER_CLOSED


def read_lines(path: Path) -> Iterator[Line]:
    """Lines that end in a line feed, a return or both, numbered from 1."""
    number, rest = 0, b""
    dropped = False
    with path.open("rb") as stream:
        if stream.read(3) != b"\xef\xbb\xbf":
            stream.seek(0)
        while piece := stream.read(PIECE_BYTES):
            lines = (rest + piece).splitlines(keepends=True)
            rest = lines.pop() if not lines[-1].endswith(b"\n") else b""
            for line in lines:
                number += 1
                yield cut_end(number, line, dropped)
                dropped = False
            if len(rest) > LONGEST_RECORD_BYTES:
                rest, dropped = rest[:KEPT_BYTES], True
        if rest:
            for line in rest.splitlines(keepends=True):
                number += 1
                yield cut_end(number, line, dropped)
                dropped = False


def cut_end(number: int, line: bytes, was_dropped: bool) -> Line:
    content = line.rstrip(b"\r\n")
    return Line(number, content, line[len(content) :], was_dropped or len(content) > LONGEST_RECORD_BYTES)
