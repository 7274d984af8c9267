"""A column to files and back."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import Codes, Column, Doubles, Flags, Moments, Scaled, Sets
from satsuma.store.disk import plain_disk_errors
from satsuma.store.runs.arrays import damaged, load_array, save_array
from satsuma.store.runs.manifest import (
    StoredCodes,
    StoredColumn,
    StoredDoubles,
    StoredFlags,
    StoredMoments,
    StoredScaled,
    StoredSets,
    StoredWords,
)

MOST_WORDS_IN_MANIFEST = 1_000


def save_column(folder: Path, stem: str, column: Column) -> StoredColumn:
    """Writes a column's arrays into the folder under names that begin with `stem`. Raises StorageError."""
    match column:
        case Scaled(values, scale):
            return StoredScaled(values=save_array(folder, stem, values), scale=scale)
        case Doubles(values):
            return StoredDoubles(values=save_array(folder, stem, values))
        case Codes(codes, dictionary):
            return StoredCodes(
                codes=save_array(folder, stem, codes), dictionary=save_words(folder, stem, dictionary)
            )
        case Flags(values):
            return StoredFlags(values=save_array(folder, stem, values))
        case Moments(seconds):
            return StoredMoments(seconds=save_array(folder, stem, seconds))
        case Sets(offsets, codes, dictionary):
            return StoredSets(
                offsets=save_array(folder, f"{stem}-offsets", offsets),
                codes=save_array(folder, stem, codes),
                dictionary=save_words(folder, stem, dictionary),
            )


def load_column(folder: Path, stored: StoredColumn, rows: int) -> Column:
    """The column of `rows` values, its arrays mapped. Raises StorageError naming a damaged file."""
    match stored:
        case StoredScaled():
            return Scaled(load_array(folder / stored.values, rows), stored.scale)
        case StoredDoubles():
            return Doubles(load_array(folder / stored.values, rows))
        case StoredCodes():
            words = load_words(folder, stored.dictionary)
            return Codes(load_array(folder / stored.codes, rows), words)
        case StoredFlags():
            return Flags(load_array(folder / stored.values, rows))
        case StoredMoments():
            return Moments(load_array(folder / stored.seconds, rows))
        case StoredSets():
            words = load_words(folder, stored.dictionary)
            offsets = load_array(folder / stored.offsets, rows + 1)
            return Sets(offsets, load_array(folder / stored.codes, int(offsets[-1])), words)


def save_words(folder: Path, stem: str, words: tuple[str, ...]) -> StoredWords:
    """A dictionary into the manifest, or into files of its own where it is large."""
    if len(words) <= MOST_WORDS_IN_MANIFEST:
        return StoredWords(words=words, size=len(words))
    encoded = [word.encode("utf-8", "surrogatepass") for word in words]
    path = folder / f"{stem}-words.txt"
    with plain_disk_errors(path):
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(encoded))
    ends = np.zeros(len(words) + 1, np.int64)
    np.cumsum([len(word) for word in encoded], out=ends[1:])
    return StoredWords(text=path.name, offsets=save_array(folder, f"{stem}-words", ends), size=len(words))


def load_words(folder: Path, stored: StoredWords) -> tuple[str, ...]:
    """A dictionary's words. Raises StorageError."""
    if stored.words is not None:
        return stored.words
    ends = load_array(folder / str(stored.offsets), stored.size + 1)
    content = read_file(folder / str(stored.text))
    if len(content) != int(ends[-1]):
        raise damaged(folder / str(stored.text), "is cut off")
    marks = ends.tolist()
    if content.isascii():
        text = content.decode("ascii")
        return tuple([text[a:b] for a, b in itertools.pairwise(marks)])
    return tuple([content[a:b].decode("utf-8", "surrogatepass") for a, b in itertools.pairwise(marks)])


def read_file(path: Path) -> bytes:
    """The bytes of a file of a run. Raises StorageError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise damaged(path, "is missing") from None
    except OSError as error:
        raise damaged(path, f"cannot be read ({error.strerror})") from error


def read_json(path: Path) -> Any:
    """The JSON of a file of a run. Raises StorageError."""
    try:
        return json.loads(read_file(path))
    except ValueError as error:
        raise damaged(path, "is not whole") from error


def take(column: Column, rows: NDArray[Any]) -> Column:
    """The column's values at `rows`, in that order."""
    match column:
        case Scaled(values, scale):
            return Scaled(values[rows], scale)
        case Doubles(values):
            return Doubles(values[rows])
        case Codes(codes, dictionary):
            return Codes(codes[rows], dictionary)
        case Flags(values):
            return Flags(values[rows])
        case Moments(seconds):
            return Moments(seconds[rows])
        case Sets(offsets, codes, dictionary):
            lengths = np.diff(offsets)[rows]
            ends = np.zeros(len(rows) + 1, np.int64)
            np.cumsum(lengths, out=ends[1:])
            picked = np.repeat(offsets[:-1][rows] - ends[:-1], lengths) + np.arange(ends[-1])
            return Sets(ends, codes[picked], dictionary)


def is_known(column: Column) -> NDArray[np.bool_]:
    """Which rows have a value."""
    match column:
        case Scaled(values, _) | Moments(values):
            return np.asarray(values != np.iinfo(values.dtype).min)
        case Doubles(numbers):
            return ~np.isnan(numbers)
        case Codes(codes, _) | Flags(codes):
            return np.asarray(codes >= 0)
        case Sets(offsets, _, _):
            return np.asarray(np.diff(offsets) > 0)


def count_known(column: Column) -> int:
    """How many values are not missing."""
    return int(np.count_nonzero(is_known(column)))


def count_rows(column: Column) -> int:
    """How many values a column has, missing ones included."""
    match column:
        case Scaled(values, _) | Moments(values) | Codes(values, _) | Flags(values):
            return len(values)
        case Doubles(numbers):
            return len(numbers)
        case Sets(offsets, _, _):
            return len(offsets) - 1


def weigh_column(column: Column) -> int:
    """The size of a column's arrays in bytes; dictionaries are left out."""
    match column:
        case Scaled(values, _) | Moments(values) | Codes(values, _) | Flags(values):
            return values.nbytes
        case Doubles(numbers):
            return numbers.nbytes
        case Sets(offsets, codes, _):
            return offsets.nbytes + codes.nbytes
