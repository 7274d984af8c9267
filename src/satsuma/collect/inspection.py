"""What a single file holds: its tables, each with a decided format and its columns."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from satsuma.collect.delimited import label_columns
from satsuma.collect.encodings import detect_encoding
from satsuma.collect.naming import strip_endings
from satsuma.collect.parts import Input, check_width
from satsuma.collect.plain import read_text, refuse_binary
from satsuma.collect.sniffing import sniff
from satsuma.collect.streams import read_beginning, read_chunks, read_head
from satsuma.model.definitions import Format

ABOUT = re.compile(
    r"(?<![^\W_])(readme|licen[cs]e|copying|notice|changelog|authors|contributing|citation|manifest)(?![^\W_])",
    re.IGNORECASE,
)
TEXT_ENDINGS = (".txt", ".md", ".text")
ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One table (or text) of a file: `columns` decide which files belong together."""

    source: Input
    stem: str
    """What its name is made from: the file's name, or the sheet's."""
    format: Format
    columns: tuple[str, ...]


def is_about(name: str) -> bool:
    """Whether a file tells about data and holds none: README, LICENSE and the like."""
    return bool(ABOUT.search(PurePosixPath(name).name))


def name_type(source: Input) -> str:
    """The type of a file by its first bytes, then by its name: parquet, excel, json, text or csv."""
    head = read_head(source.path, 8)
    if head.startswith(b"PAR1"):
        return "parquet"
    lower = source.name.lower()
    if head.startswith((ZIP_MARK, OLE_MARK)):
        return "excel"
    for endings, kind in (
        ((".parquet", ".pq"), "parquet"),
        ((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), "excel"),
        ((".md",), "text"),
    ):
        if lower.endswith(endings):
            return kind
    bare = re.sub(r"\.(gz|zst)$", "", lower)
    if bare.endswith((".json", ".ndjson", ".jsonl")):
        return "json"
    if bare.endswith((".csv", ".tsv", ".tab")):
        return "csv"
    start = read_beginning(source.path, source.name, 256)[0].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "json" if start[:1] in (b"{", b"[") and bare.endswith((".txt", ".log", ".dat")) else "csv"


def inspect(source: Input) -> list[Candidate]:
    """The tables of one file. Raises FileError or LimitError where it cannot be used."""
    kind = name_type(source)
    if kind == "parquet":
        from satsuma.collect.parquet import inspect_parquet

        return [Candidate(source, source.name, Format(type="parquet"), inspect_parquet(source))]
    if kind == "excel":
        from satsuma.collect.excel import inspect_workbook

        tables = inspect_workbook(source)
        bare = strip_endings(source.name)
        return [
            Candidate(source, source.name if len(tables) == 1 else f"{bare}_{sheet}", format, columns)
            for sheet, format, columns in tables
        ]
    if kind == "json":
        return [inspect_documents(source)]
    if kind == "text":
        return [
            Candidate(
                source, source.name, Format(type="text", encoding=find_encoding(source)), ("file", "text")
            )
        ]
    return [inspect_delimited(source)]


def inspect_documents(source: Input) -> Candidate:
    """A JSON file, staged in a database of its own to see its columns."""
    import duckdb

    from satsuma.collect.documents import open_documents

    encoding = find_encoding(source)
    with duckdb.connect(":memory:") as connection, tempfile.TemporaryDirectory(prefix="satsuma-") as folder:
        part = open_documents(connection, Path(folder), source, encoding, 0)
    return Candidate(source, source.name, Format(type="json", encoding=encoding), part.columns)


def find_encoding(source: Input) -> str:
    return detect_encoding(read_chunks(source.path, source.name))


def inspect_delimited(source: Input) -> Candidate:
    """A delimited text, or prose where a `.txt` has no columns."""
    refuse_binary(source)
    encoding = find_encoding(source)
    shape = sniff(read_text(source, encoding))
    bare = re.sub(r"\.(gz|zst)$", "", source.name.lower())
    if bare.endswith(TEXT_ENDINGS) and (shape.width == 1 or shape.regularity < 0.9):
        return Candidate(source, source.name, Format(type="text", encoding=encoding), ("file", "text"))
    check_width(max(shape.width, len(shape.records[0]) if shape.records else 0), source.name)
    format = Format(
        type="csv",
        delimiter=shape.delimiter,
        quote=shape.quote,
        encoding=encoding,
        header=shape.header,
        skip_lines=shape.skip_lines,
    )
    return Candidate(source, source.name, format, label_columns(shape)[0])
