"""What the sections on findings share: values in their units, notes that do not shout."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest
from satsuma.describe.report.html import Html, tag
from satsuma.describe.report.tables import bullets, fold
from satsuma.describe.sentences import show_number
from satsuma.model.discoveries import SegmentLine
from satsuma.model.kinds import Kind

LONGEST_NOTES = 240
"""Characters of notes that are read without opening them."""


def show_value(of: Digest, unit: str, line: SegmentLine, value: float | None) -> str:
    """A value of a variable in its unit; levels are shares."""
    if value is None:
        return "–"
    if line.level is not None:
        return numbers.share(value)
    return show_kind(of, unit, line.variable, line.kind, value)


def show_kind(of: Digest, unit: str, variable: str, kind: Kind, value: float) -> str:
    """A number as people write it: shares as percent, money with its currency."""
    return numbers.glue(show_number(value, kind, find_currency(of, unit, variable)).replace("-", "−"))


def find_currency(of: Digest, unit: str, variable: str) -> str | None:
    info = of.infos.get((unit, variable))
    return info.currency if info is not None else None


def find_kind(of: Digest, unit: str, variable: str | None) -> Kind:
    """A variable's kind, plain numbers where nobody knows."""
    info = of.infos.get((unit, variable or ""))
    return info.kind if info is not None else Kind.NUMBER


def show_figure(value: float | None, digits: int) -> str:
    return "–" if value is None else numbers.signed_figure(value, digits)


def told(sentences: Sequence[str]) -> Html | None:
    """Sentences as a list, one as a paragraph."""
    if len(sentences) < 2:
        return tag("p", sentences[0]) if sentences else None
    return bullets(sentences, "plain")


def show_notes(of: Digest, notes: Sequence[str]) -> Html | None:
    """Notes in small print; behind a fold where they are long."""
    kept = of.keep_told(notes)
    if not kept:
        return None
    if sum(len(note) for note in kept) <= LONGEST_NOTES:
        return tag("div", *(tag("p", note, class_="soft small") for note in kept))
    return fold(numbers.of(len(kept), "note"), bullets(kept, "plain"))


def line_title(line: SegmentLine) -> str:
    """A variable's title; of words, with the word, except for a plain yes."""
    if line.level is None or (line.kind is Kind.FLAG and line.level == "yes"):
        return line.title
    return f"{line.title}: {line.level}"
