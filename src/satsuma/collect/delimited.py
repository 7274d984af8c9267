"""Delimited text into DuckDB: every field as text, every record a row or a reject, none lost."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.collect.census import Census, count_records
from satsuma.collect.encodings import detect_encoding
from satsuma.collect.mending import mend
from satsuma.collect.naming import name_columns, quote_name, quote_text
from satsuma.collect.parts import Input, check_width
from satsuma.collect.plain import make_plain, read_text, refuse_binary
from satsuma.collect.rejects import count_rejects, forget_rejects, list_rejects
from satsuma.collect.sniffing import Shape, sniff
from satsuma.collect.streams import read_chunks
from satsuma.model.accounts import Reject
from satsuma.model.definitions import Format
from satsuma.model.errors import BugError, OptionError, Place

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LINE_BYTES = 10_000_000
BUFFER_BYTES = 32 * 2**20


@dataclass(frozen=True, slots=True)
class DelimitedPart:
    """A text whose shape is known; `plain` is the file that is read: UTF-8, unpacked."""

    source: Input
    plain: Path
    folder: Path
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
        """Append the records. DuckDB's fast reader goes first while an independent count runs beside it; where the two
        differ, its work is undone and the text is read again record by record."""
        try:
            with ThreadPoolExecutor(max_workers=1) as pool:
                counting = pool.submit(
                    count_records,
                    self.plain,
                    self.shape.quote,
                    self.gap,
                    skip_lines=self.shape.skip_lines,
                    counts_empty=len(self.columns) == 1,
                )
                rejects = self.read_quickly(connection, table, targets, counting)
            return self.read_carefully(connection, table, targets) if rejects is None else tuple(rejects)
        finally:
            if self.plain != self.source.path:
                self.plain.unlink(missing_ok=True)

    def read_quickly(
        self, connection: DuckDBPyConnection, table: str, targets: Sequence[str], counting: Future[Census]
    ) -> list[Reject] | None:
        """Append all records with DuckDB's reader; None, and nothing appended, where it gives up or its rows and rejects
        do not add up to the records."""
        import duckdb

        connection.begin()
        try:
            forget_rejects(connection)
            rows = self.insert(
                connection, table, targets, self.plain, self.shape.header, self.shape.skip_lines
            )
            rejected, is_trusted = count_rejects(connection)
            census = counting.result()
            expected = census.records - (1 if self.shape.header else 0)
            is_trusted = is_trusted and census.is_orderly and census.longest <= LINE_BYTES
            if is_trusted and rows + rejected == expected:
                rejects = list_rejects(connection, self.plain, self.source.name)
                connection.commit()
                return rejects
        except duckdb.InvalidInputException:
            connection.rollback()
            return None
        except BaseException:
            connection.rollback()
            raise
        connection.rollback()
        return None

    def read_carefully(
        self, connection: DuckDBPyConnection, table: str, targets: Sequence[str]
    ) -> tuple[Reject, ...]:
        """Mend the text first. Raises BugError where even then rows are missing."""
        mended = mend(
            self.plain,
            self.folder / f"{self.plain.name}.mended",
            self.source.name,
            delimiter=self.gap,
            quote=self.shape.quote,
            skip_lines=self.shape.skip_lines,
            has_header=self.shape.header,
            keeps_empty=len(self.columns) == 1,
        )
        try:
            forget_rejects(connection)
            rows = self.insert(connection, table, targets, mended.path, False, 0, ", new_line = '\\n'")
            rejects = list_rejects(connection, mended.path, self.source.name)
        finally:
            mended.path.unlink(missing_ok=True)
        if rows + len(rejects) != mended.records:
            raise BugError(
                f"{mended.records:,} records were written and {rows + len(rejects):,} read.",
                place=Place(file=self.source.name),
            )
        moved = [each.model_copy(update={"line": mended.locate(each.line or 1)}) for each in rejects]
        return tuple(sorted([*moved, *mended.rejects], key=lambda each: each.line or 0))

    @property
    def gap(self) -> str:
        """The delimiter in the plain file, where runs of spaces have become tabs."""
        return "\t" if self.shape.delimiter == " " else self.shape.delimiter

    def insert(
        self,
        connection: DuckDBPyConnection,
        table: str,
        targets: Sequence[str],
        path: Path,
        has_header: bool,
        skip_lines: int,
        further: str = "",
    ) -> int:
        """Append a file's records through DuckDB's reader, with nothing left to guess; gives the number of rows."""
        declared = ", ".join(f"{quote_text(column)}: 'VARCHAR'" for column in self.columns)
        present = ", ".join(map(quote_text, self.columns))
        quote = quote_text(self.shape.quote)
        is_short = len(self.columns) > self.shape.width
        is_padded, is_parallel = str(is_short).lower(), str(not is_short).lower()
        row = connection.execute(
            f"INSERT INTO {quote_name(table)} ({', '.join(map(quote_name, targets))}) FROM "
            f"read_csv({quote_text(str(path))}, auto_detect = false, compression = 'none', columns = {{{declared}}}, "
            f"delim = {quote_text(self.gap)}, quote = {quote}, escape = {quote}, comment = '', "
            f"header = {str(has_header).lower()}, skip = {skip_lines}, "
            f"force_not_null = [{present}], "
            f"null_padding = {is_padded}, parallel = {is_parallel}, "
            f"store_rejects = true, max_line_size = {LINE_BYTES}, buffer_size = {BUFFER_BYTES}{further})"
        ).fetchone()
        return int(row[0]) if row else 0


def open_delimited(folder: Path, source: Input, format: Format) -> DelimitedPart:
    """Find out what the format leaves open, make a plain copy where the bytes need one, and name the columns."""
    refuse_binary(source)
    encoding = format.encoding or detect_encoding(read_chunks(source.path, source.name))
    check_encoding(encoding, source)
    shape = sniff(
        read_text(source, encoding),
        delimiter=format.delimiter,
        quote=format.quote,
        header=format.header,
        skip_lines=format.skip_lines,
    )
    check_width(max(shape.width, len(shape.records[0]) if shape.records else 0), source.name)
    columns, notes = label_columns(shape)
    if not shape.header:
        notes = (f"{source.name} has no header; its columns were numbered.",)
    elif len(shape.records) == 1:
        notes = (*notes, f"{source.name} has a header but no rows.")
    if len(columns) > shape.width:
        notes = (
            *notes,
            f"Rows of {source.name} are shorter than its header; the last fields are taken as empty.",
        )
    if encoding.lower() not in ("utf-8", "utf8"):
        notes = (*notes, f"{source.name} was read as {encoding}.")
    plain = make_plain(folder, source, encoding, is_spaced=shape.delimiter == " ")
    return DelimitedPart(source, plain, folder, shape, columns, notes)


def label_columns(shape: Shape) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names for the columns. A header that is one short above numbered rows lacks the label of the numbers; the empty
    label behind a trailing delimiter is none."""
    if not shape.header or not shape.records:
        return name_columns((), shape.width)[0], ()
    header, rows = shape.records[0], shape.records[1:6]
    while len(header) > max(shape.width, 1) and not header[-1].strip():
        header = header[:-1]
    if len(header) == shape.width - 1 and [row[0] for row in rows] == [str(n + 1) for n in range(len(rows))]:
        header = ("", *header)
    return name_columns(header, max(shape.width, len(header)))


def check_encoding(encoding: str, source: Input) -> None:
    """Refuse an encoding that nobody knows, as a definition may name one."""
    try:
        "x".encode(encoding)
    except (LookupError, ValueError) as error:
        raise OptionError(
            f"There is no encoding called {encoding}.",
            hint="Use utf-8, utf-16, cp1252 or another name that Python knows, or leave it out.",
            place=Place(file=source.name),
        ) from error
