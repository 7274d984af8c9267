"""survey.xlsx: 12 % answered. The attitudes hold correlations but no groups; a clustering must say so."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import numpy as np

from satsuma.demo import words
from satsuma.demo.days import Days
from satsuma.demo.people import People
from satsuma.demo.streams import pick, stream

RESPONSE_SHARE = 0.12
_CUTS = np.array([-1.35, -0.5, 0.35, 1.2])  # of a standard normal, to answers 1 … 5
_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)


def draw_answers(size: int, seed: int) -> np.ndarray:
    """Answers 1 to 5 to the eight items, shape (size, 8): one Gaussian copula for all, so no groups."""
    rng = stream(seed, "survey/attitudes")
    loading = np.linspace(0.35, 0.65, len(words.LIKERT))
    shared = rng.standard_normal((size, 1)) * loading
    own = rng.standard_normal((size, len(loading))) * np.sqrt(1 - loading**2)
    return np.digitize(shared + own, _CUTS) + 1


def write_survey(path: Path, people: People, seed: int, days: Days) -> None:
    """Write one row a respondent, keyed by e-mail."""
    from openpyxl import Workbook

    rng = stream(seed, "survey/people")
    possible = np.flatnonzero((people.email != "") & ~people.is_staff)
    size = min(round(people.count * RESPONSE_SHARE), len(possible))
    person = np.sort(rng.choice(possible, size, replace=False))
    answers = draw_answers(size, seed).tolist()
    need = pick(rng, [0.2, 0.25, 0.15, 0.15, 0.15, 0.1], size).tolist()
    score = pick(rng, [1, 1, 1, 2, 2, 5, 7, 12, 18, 14, 12], size).tolist()
    day = days.count - 1 - rng.integers(20, 60, size)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Answers")
    sheet.append(["E-mail", "Answered on", *words.LIKERT, "Top need", "How likely to recommend us (0-10)"])
    for row, (email, answered) in enumerate(zip(people.email[person], days.dates(day).tolist(), strict=True)):
        sheet.append([email, answered, *answers[row], words.TOP_NEEDS[need[row]], score[row]])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    _fix_times(path)


def _fix_times(path: Path) -> None:
    """Take the time of writing out of the workbook, so that equal answers give equal bytes."""
    with zipfile.ZipFile(path) as book:
        entries = [(name, book.read(name)) for name in book.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, body in entries:
            if name == "docProps/core.xml":
                body = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", body)
            entry = zipfile.ZipInfo(name, _ENTRY_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(entry, body)
