"""Names for sources, tables and columns, made from what files and headers are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

ENDINGS: tuple[str, ...] = (
    ".gz",
    ".zst",
    ".zip",
    ".csv",
    ".tsv",
    ".tab",
    ".txt",
    ".parquet",
    ".json",
    ".ndjson",
    ".jsonl",
)
ENDINGS += (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".md")
HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
MONTHS = r"jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|q[1-4]|h[12]|fy|w\d{1,2}"
PERIOD = re.compile(
    rf"^({MONTHS}|january|february|march|april|june|july|august|september|october|november|december)$"
)
DATE_MARKS = re.compile(r"\d+(?:[-_.T ]?\d+)*")
FIRST_WORDS = frozenset({"dim", "fact", "tbl", "vw", "view", "stg", "raw", "export"})
LAST_WORDS = frozenset({"data", "table", "export", "final", "copy", "new", "full"})
LONGEST_NAME = 60


def strip_endings(file_name: str) -> str:
    """A file's name without folders and without all its known endings: `a/sales_2017.csv.gz` becomes `sales_2017`."""
    stem = PurePosixPath(file_name).name
    while True:
        lower = stem.lower()
        ending = next((e for e in ENDINGS if lower.endswith(e) and len(stem) > len(e)), None)
        if ending is None:
            return stem
        stem = stem[: -len(ending)]


def find_stem_pattern(file_name: str) -> str:
    """What files of one series share: the stem without digits, dates and separators, in lower case."""
    stem = strip_endings(file_name)
    bare = DATE_MARKS.sub(" ", stem)
    words = split_words(bare)
    kept = [word for word in words if not PERIOD.match(word)]
    return " ".join(kept or words) or (stem if bare == stem else "")


def split_words(text: str) -> list[str]:
    """The words of a name in lower case, cut at humps and at everything that is not a letter or digit."""
    spaced = HUMPS.sub(" ", unicodedata.normalize("NFKC", text))
    return [word for word in re.split(r"[\W_]+", spaced.lower()) if word]


def propose_name(file_name: str) -> str:
    """A source's name from a file's (or sheet's) name: no database prefix, no digits, no `_data`."""
    stem = strip_endings(file_name)
    brand, _, rest = stem.partition("_")
    if brand[:1].isupper() and HUMPS.search(brand) and re.match(r"[^\W\d]", rest):
        stem = stem if split_words(brand)[0] in FIRST_WORDS else rest
    words = find_stem_pattern(stem).split(" ")
    while len(words) > 1 and words[0] in FIRST_WORDS:
        words = words[1:]
    while len(words) > 1 and words[-1] in LAST_WORDS:
        words = words[:-1]
    return make_name("_".join(words))


def make_name(text: str, default: str = "source") -> str:
    """A valid definition name: letters of any script, digits, underscores; starts with a letter."""
    name = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", text)).strip("_").lower()
    name = re.sub(r"_+", "_", name)[:LONGEST_NAME].strip("_")
    if not name:
        return default
    return name if re.match(r"^[^\W\d]", name) else f"{default}_{name}"


def make_unique(names: Iterable[str]) -> list[str]:
    """The names with `_2`, `_3` … added to those that stand already, compared without case."""
    taken: set[str] = set()
    next_number: dict[str, int] = {}
    unique = []
    for name in names:
        key, candidate = name.casefold(), name
        while candidate.casefold() in taken:
            next_number[key] = next_number.get(key, 1) + 1
            candidate = f"{name}_{next_number[key]}"
        taken.add(candidate.casefold())
        unique.append(candidate)
    return unique


def name_columns(header: Sequence[str | None], width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Column names from a header, each once, and notes on what was changed: empty ones become `column_3`, repeated ones
    `x_2`. DuckDB compares names without case, so `ID` beside `id` is a repetition."""
    given = [(cell or "").strip().strip("\ufeff").replace("\0", "") for cell in header][:width]
    given += [""] * (width - len(given))
    filled = [name or f"column_{number}" for number, name in enumerate(given, start=1)]
    unique = make_unique(filled)
    notes = []
    unlabelled = [name for name, cell in zip(unique, given, strict=True) if not cell]
    if unlabelled:
        notes.append(f"Columns without a label got a name: {shorten(unlabelled)}.")
    renamed = [f"{old} → {new}" for old, new in zip(filled, unique, strict=True) if old != new]
    if renamed:
        notes.append(f"Repeated column names were numbered: {shorten(renamed)}.")
    return tuple(unique), tuple(notes)


def shorten(items: Sequence[str], most: int = 5) -> str:
    """A list for a sentence: the first few and how many more."""
    shown = ", ".join(items[:most])
    return shown if len(items) <= most else f"{shown} and {len(items) - most} more"


def quote_name(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
