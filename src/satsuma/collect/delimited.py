"""Delimited text into DuckDB: every field as text, every record a row or a reject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.collect.encodings import detect_encoding, find_wide, transcode
from satsuma.collect.naming import name_columns, quote_name, quote_text
from satsuma.collect.parts import Input, check_width
from satsuma.collect.sniffing import Shape, sniff
from satsuma.collect.streams import find_packing, read_beginning, read_chunks
from satsuma.model.accounts import Reject
from satsuma.model.definitions import Format
from satsuma.model.errors import FileError, LimitError, Place

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAMPLE_BYTES = 1 << 18
LONGEST_FIRST_LINE = 1 << 24
MOST_REJECTS = 200_000
MOST_CONTENT = 20_000
LINE_BYTES = 10_000_000
BUFFER_BYTES = 32 * 2**20
STRANGE_BYTES = bytes({*range(32)} - {1, 9, 10, 11, 12, 13, 27, 28, 29, 30, 31})


@dataclass(frozen=True, slots=True)
class DelimitedPart:
    """A text whose shape is known; `plain` is the file that DuckDB reads: UTF-8, unpacked."""

    source: Input
    plain: Path
    shape: Shape
    columns: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def types(self) -> tuple[str, ...]:
        return ("VARCHAR",) * len(self.columns)

    @property
    def lines_before_data(self) -> int:
        return self.shape.skip_lines + (1 if self.shape.header else 0)

    def fill(self, connection: DuckDBPyConnection, table: str, targets: Sequence[str]) -> tuple[Reject, ...]:
        """Append the records; those that do not fit come back as rejects."""
        connection.execute("DROP TABLE IF EXISTS reject_errors")
        connection.execute("DROP TABLE IF EXISTS reject_scans")
        names = ", ".join(map(quote_name, targets))
        connection.execute(f"INSERT INTO {quote_name(table)} ({names}) FROM {self.write_scan()}")
        return read_rejects(connection, self)

    def write_scan(self) -> str:
        """The call of DuckDB's reader with nothing left to guess."""
        quote = quote_text(self.shape.quote)
        columns = ", ".join(f"{quote_text(column)}: 'VARCHAR'" for column in self.columns)
        present = ", ".join(map(quote_text, self.columns))
        delimiter = "\t" if self.shape.delimiter == " " else self.shape.delimiter
        return (
            f"read_csv({quote_text(str(self.plain))}, auto_detect = false, columns = {{{columns}}}, "
            f"delim = {quote_text(delimiter)}, quote = {quote}, escape = {quote}, comment = '', "
            f"header = {str(self.shape.header).lower()}, skip = {self.shape.skip_lines}, "
            f"force_not_null = [{present}], store_rejects = true, "
            f"max_line_size = {LINE_BYTES}, buffer_size = {BUFFER_BYTES})"
        )


REASONS = {
    "MISSING COLUMNS": "fewer fields than columns",
    "TOO MANY COLUMNS": "more fields than columns",
    "INVALID ENCODING": "bytes that are no characters in this encoding",
    "UNQUOTED VALUE": "a quote that does not end with its field",
    "LINE SIZE OVER MAXIMUM": "longer than 10 MB",
}


def read_rejects(connection: DuckDBPyConnection, part: DelimitedPart) -> tuple[Reject, ...]:
    """DuckDB's list of rejected records, once each, in order."""
    rows = connection.execute(
        "SELECT line_byte_position, min(error_type), any_value(csv_line) FROM reject_errors "
        f"GROUP BY ALL ORDER BY 1 LIMIT {MOST_REJECTS + 1}"
    ).fetchall()
    if len(rows) > MOST_REJECTS:
        raise LimitError(
            f"More than {MOST_REJECTS:,} rows do not fit the columns.",
            hint="Check delimiter, quote and encoding in the source's format.",
            place=Place(file=part.source.name),
        )
    lines = number_lines(part.plain, [max(int(row[0]) - 1, 0) for row in rows])
    return tuple(
        Reject(
            file=part.source.name,
            line=line,
            reason=REASONS.get(str(row[1]), "cannot be read"),
            content=str(row[2])[:MOST_CONTENT].strip("\r\n") if row[2] is not None else None,
        )
        for line, row in zip(lines, rows, strict=True)
    )


def number_lines(path: Path, positions: Sequence[int]) -> list[int]:
    """The line, from 1, on which each of the sorted byte positions stands. A position on a line end means the next."""
    numbers: list[int] = []
    line, done = 1, 0
    if not positions:
        return numbers
    with path.open("rb") as stream:
        for position in positions:
            while done < position:
                piece = stream.read(min(1 << 20, position - done))
                if not piece:
                    break
                line += piece.count(b"\n")
                done += len(piece)
            ahead = stream.peek(2)[:2]
            leap = 1 if ahead[:1] == b"\n" or ahead == b"\r\n" else 0
            numbers.append(line + leap)
    return numbers


def open_delimited(folder: Path, source: Input, format: Format) -> DelimitedPart:
    """Find out what the format leaves open, make a plain copy where the bytes need one, and name the columns."""
    encoding = format.encoding or detect_encoding(read_chunks(source.path, source.name))
    shape = look(source, format, encoding)
    check_width(shape.width, source.name)
    header = shape.records[0] if shape.header and shape.records else ()
    width = max(shape.width, len(header) if not shape.records[1:] else shape.width)
    columns, notes = name_columns(header, width)
    if not shape.header:
        notes = (f"{source.name} has no header; its columns were numbered.",)
    return DelimitedPart(source, make_plain(folder, source, encoding, shape.delimiter), shape, columns, notes)


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
    """Raise FileError where the file's beginning is no text."""
    content, _ = read_beginning(source.path, source.name, 1 << 16)
    place = Place(file=source.name)
    for mark, what in BINARY_MARKS:
        if content.startswith(mark):
            raise FileError(
                f"The file is {what}, not a table of text.",
                hint="Give it its right ending or export CSV.",
                place=place,
            )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or find_wide(content[:4096]) is not None:
        return
    strange = len(content) - len(content.translate(None, STRANGE_BYTES))
    if strange > 0.02 * len(content):
        raise FileError("The file is binary, not a table of text.", hint="Export it as CSV.", place=place)


def look(source: Input, format: Format | None, encoding: str) -> Shape:
    """The shape of the file's beginning. Raises FileError where it is empty or no text."""
    text, _ = read_text(source, encoding)
    if not text.strip("\ufeff \t\r\n"):
        raise FileError("The file is empty.", hint="Export it again.", place=Place(file=source.name))
    if format is None:
        return sniff(text)
    return sniff(
        text,
        delimiter=format.delimiter,
        quote=format.quote,
        header=format.header,
        skip_lines=format.skip_lines,
    )


def read_text(source: Input, encoding: str) -> tuple[str, bool]:
    """The beginning of the file as text, cut after a whole line where possible, and whether that is all."""
    content, is_all = read_beginning(source.path, source.name, SAMPLE_BYTES)
    if not is_all and b"\n" not in content and b"\r" not in content:
        content, is_all = read_beginning(source.path, source.name, LONGEST_FIRST_LINE)
    text = b"".join(transcode([content], encoding)).decode("utf-8", errors="replace")
    if not is_all:
        cut = max(text.rfind("\n"), text.rfind("\r"))
        text = text[: cut + 1] if cut > 0 else text
    return text, is_all


def make_plain(folder: Path, source: Input, encoding: str, delimiter: str) -> Path:
    """The file itself where DuckDB can read it as it is, else a copy in `folder`."""
    is_utf8 = encoding.lower().replace("_", "-") in ("utf-8", "utf8", "ascii", "utf-8-sig")
    if is_utf8 and delimiter != " " and find_packing(source.path) is None:
        return source.path
    chunks: Iterator[bytes] = read_chunks(source.path, source.name)
    if not is_utf8:
        chunks = transcode(chunks, encoding)
    if delimiter == " ":
        chunks = tabulate(chunks)
    number = len(list(folder.glob("plain-*")))
    target = folder / f"plain-{number}.csv"
    with target.open("wb") as out:
        for chunk in chunks:
            out.write(chunk)
    return target


def tabulate(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Runs of spaces become tabs; those at a line's ends go."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        if lines:
            yield b"\n".join(re.sub(rb" +", b"\t", line.strip(b" \r")) for line in lines) + b"\n"
    if rest:
        yield re.sub(rb" +", b"\t", rest.strip(b" \r"))
