"""The shape of a delimited text from its beginning: delimiter, quote, junk before the table, header."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from satsuma.collect.headers import has_header

DELIMITERS = ("\t", ";", "|", ",", "^", "~", "\x01")
"""In order of trust: a comma inside values (1,5) is common, a tab is not."""
SAMPLE_LINES = 500
LONGEST_QUOTED_LINES = 200
REGULAR = 0.9
SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?$', re.IGNORECASE)

Record = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text divides into records and fields. `width` counts the columns of the data, which a sloppy header may miss;
    `records` are the sample's, after the skipped lines, the header among them."""

    delimiter: str
    quote: str
    header: bool
    skip_lines: int
    width: int
    records: tuple[Record, ...]
    regularity: float
    """Share of the sampled records with the commonest number of fields."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A sample read with one delimiter and quote; `lines` has the line, from 0, on which each record starts."""

    delimiter: str
    quote: str
    records: tuple[Record, ...]
    lines: tuple[int, ...]
    width: int
    regularity: float


def sniff(
    text: str,
    *,
    delimiter: str | None = None,
    quote: str | None = None,
    header: bool | None = None,
    skip_lines: int | None = None,
) -> Shape:
    """Find the shape of a text from a sample of whole lines; what is given is taken as given."""
    lines = re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff"), maxsplit=SAMPLE_LINES)[:SAMPLE_LINES]
    marked = SEPARATOR_LINE.match(lines[0]) if lines and skip_lines is None else None
    start = (1 if marked else 0) if skip_lines is None else skip_lines
    if marked and delimiter is None:
        delimiter = marked[1]
    rest = lines[start:]
    delimiters = [delimiter] if delimiter is not None else list(DELIMITERS)
    if delimiter is None and is_spaced(rest):
        delimiters.append(" ")
    trials = [measure(rest, each, find_quote(rest, each) if quote is None else quote) for each in delimiters]
    best = choose(trials)
    junk = count_junk(best) if skip_lines is None else 0
    records = best.records[junk:]
    return Shape(
        delimiter=best.delimiter,
        quote=best.quote,
        header=has_header(records) if header is None else header,
        skip_lines=start + (best.lines[junk] if junk else 0),
        width=best.width,
        records=records,
        regularity=best.regularity,
    )


def find_quote(lines: Sequence[str], delimiter: str) -> str:
    """The double quote unless only single quotes wrap whole fields."""
    mark = re.escape(delimiter)
    for quote in ('"', "'"):
        wrapped = re.compile(rf"(^|{mark}){quote}([^{quote}]|{quote}{quote})*{quote}($|{mark})")
        hits = sum(1 for line in lines if wrapped.search(line))
        if hits and (quote == '"' or hits >= 0.5 * len(lines)):
            return quote
    return '"'


def measure(lines: Sequence[str], delimiter: str, quote: str) -> Trial:
    """Read the sample with one delimiter and quote and say how regular it comes out."""
    records, starts = split_records(lines, delimiter, quote)
    widths = Counter(map(len, records))
    if not widths:
        return Trial(delimiter, quote, (), (), 1, 0.0)
    top = max(widths.values())
    width = max(width for width, count in widths.items() if count == top)
    regularity = widths[width] / len(records)
    while width > 1 and all(len(r) < width or r[width - 1] == "" for r in records):
        width -= 1
    return Trial(delimiter, quote, tuple(records), tuple(starts), width, regularity)


def choose(trials: Sequence[Trial]) -> Trial:
    """The delimiter that divides every record, the first one too, alike; else the one that does so most often."""
    wide = [trial for trial in trials if trial.width > 1]
    for trial in wide:
        if trial.regularity >= REGULAR and len(trial.records[count_junk(trial)]) >= trial.width - 1:
            return trial
    if wide:
        return max(wide, key=lambda trial: (trial.regularity > 0.5, trial.regularity * trial.width))
    return next((trial for trial in trials if trial.delimiter == ","), trials[0])


def count_junk(trial: Trial) -> int:
    """How many records stand before the table: titles, dates, notes, all narrower than the table."""
    if trial.width == 1:
        return 0
    least = trial.width if trial.width < 4 else trial.width - 1
    for number, record in enumerate(trial.records):
        filled = sum(1 for cell in record if cell.strip())
        if len(record) >= least and filled > trial.width // 2:
            return number
    return 0


def split_records(lines: Sequence[str], delimiter: str, quote: str) -> tuple[list[Record], list[int]]:
    """Whole records from lines; a quoted field may go over several lines. Empty lines are no records."""
    records: list[Record] = []
    starts: list[int] = []
    number = 0
    while number < len(lines):
        line, taken = lines[number], 1
        while (
            taken < LONGEST_QUOTED_LINES and number + taken < len(lines) and is_open(line, delimiter, quote)
        ):
            line += "\n" + lines[number + taken]
            taken += 1
        if taken > 1 and is_open(line, delimiter, quote):
            line, taken = lines[number], 1
        if line.strip():
            records.append(split_fields(line, delimiter, quote))
            starts.append(number)
        number += taken
    if len(lines) >= SAMPLE_LINES and len(records) > 1:
        records.pop()
        starts.pop()
    return records, starts


def is_open(line: str, delimiter: str, quote: str) -> bool:
    """Whether the line ends within a quoted field."""
    return bool(quote) and quote in line and walk_fields(line, delimiter, quote)[1]


def split_fields(line: str, delimiter: str, quote: str) -> Record:
    """The fields of one record, quotes taken off."""
    if delimiter == " ":
        return tuple(line.split())
    if not quote or quote not in line:
        return tuple(line.split(delimiter))
    return tuple(walk_fields(line, delimiter, quote)[0])


def walk_fields(line: str, delimiter: str, quote: str) -> tuple[list[str], bool]:
    """The fields, and whether the last one's quote is still open. Only a quote at a field's start opens."""
    fields: list[str] = []
    position = 0
    while True:
        field, is_closed = "", True
        if line.startswith(quote, position):
            field, position, is_closed = read_quoted(line, position + len(quote), quote)
        end = line.find(delimiter, position)
        fields.append(field + (line[position:] if end < 0 else line[position:end]))
        if end < 0:
            return fields, not is_closed
        position = end + len(delimiter)


def read_quoted(line: str, position: int, quote: str) -> tuple[str, int, bool]:
    """The text of a quoted field that starts at `position`, where it ends, and whether a quote closes it."""
    pieces: list[str] = []
    while True:
        end = line.find(quote, position)
        if end < 0:
            return "".join([*pieces, line[position:]]), len(line), False
        pieces.append(line[position:end])
        if not line.startswith(quote, end + 1):
            return "".join(pieces), end + 1, True
        pieces.append(quote)
        position = end + 2


def is_spaced(lines: Sequence[str]) -> bool:
    """Whether runs of spaces align a table: no other mark, the same number of words in each line, numbers among them."""
    words = [line.split() for line in lines if line.strip()]
    if len(words) < 3 or any("," in line or "\t" in line or ";" in line or "|" in line for line in lines):
        return False
    runs = sum("  " in line.strip() or line.startswith(" ") for line in lines if line.strip())
    has_numbers = sum(any(char.isdigit() for char in line) for line in lines) > 0.9 * len(words) - 1
    return (
        len({len(each) for each in words}) == 1
        and len(words[0]) > 1
        and has_numbers
        and runs > len(words) // 2
    )
