"""Whether a table's first record names its columns or is data already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

NUMBER = re.compile(r"^[-+(]?\s*[$€£]?\s*\d[\d.,' ]*([eE][-+]?\d+)?\s*[%)€$£]?$")
DATE = re.compile(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ]\d{1,2}:\d{2}.*)?$|^\d{1,2}:\d{2}(:\d{2})?$")
ADDRESS = re.compile(r"^[^@\s]+@[^@\s]+\.\w+$|^https?://")
OTHER_VALUE = re.compile(
    r"^(true|false|yes|no|null|none|n/a|nan)$|^[0-9a-f]{8}-[0-9a-f-]{27}$", re.IGNORECASE
)


def name_class(cell: str) -> str:
    """What a cell looks like: empty, number, date, address, value (yes, null) or text."""
    text = cell.strip()
    if not text:
        return "empty"
    for name, pattern in (("date", DATE), ("number", NUMBER), ("address", ADDRESS), ("value", OTHER_VALUE)):
        if pattern.match(text):
            return name
    return "text"


def has_header(records: Sequence[Sequence[str]]) -> bool:
    """Judge by the columns: a header's cell is unlike the cells below it. A lone record is taken for a header."""
    if not records:
        return True
    first, rest = records[0], records[1:200]
    if not rest:
        return "text" in map(name_class, first) or is_numeric_header(first, rest)
    if is_numeric_header(first, rest):
        return True
    unlike = alike = 0
    for column, cell in enumerate(first):
        below = Counter(name_class(record[column]) for record in rest if len(record) > column)
        below.pop("empty", None)
        mine = name_class(cell)
        if not below or mine == "empty":
            continue
        commonest, count = below.most_common(1)[0]
        is_regular = count >= 0.8 * below.total()
        if mine == "text" and commonest != "text" and is_regular:
            unlike += 1
        elif mine in ("number", "date", "address", "value"):
            alike += 1 if commonest == mine else 0
    if unlike != alike:
        return unlike > alike
    return are_names(first, rest)


def are_names(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """All cells are text, each once, and none is found again below."""
    filled = [cell.strip().casefold() for cell in first if cell.strip()]
    if len(set(filled)) != len(filled) or "text" not in map(name_class, filled):
        return False
    below = {cell.strip().casefold() for record in rest for cell in record}
    return sum(name in below for name in filled) <= len(filled) // 10


def is_numeric_header(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Columns called 0, 1, 2 … or 2017, 2018, 2019 …"""
    cells = [cell.strip() for cell in first]
    if len(cells) < 3 or not all(re.fullmatch(r"\d{1,5}", cell) for cell in cells):
        return False
    numbers = list(map(int, cells))
    steps = {after - before for before, after in pairwise(numbers)}
    is_sequence = steps == {1} and (numbers[0] in (0, 1) or 1900 <= numbers[0] <= 2100)
    continues = bool(rest) and [cell.strip() for cell in rest[0]] == [
        str(number + len(cells)) for number in numbers
    ]
    return is_sequence and not continues
