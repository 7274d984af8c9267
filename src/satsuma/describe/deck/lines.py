"""Lines of a card as HTML: the sentence, a small picture of here against everyone, and a footnote for how it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from satsuma.describe.report.html import Html, tag
from satsuma.model.personas import PersonaLine

JUDGEMENTS = ("Most, and over-represented.", "Over-represented, not most.", "Under-represented.")
LONGEST_QUERY = 150
WIDTH, HEIGHT = 100, 20


@dataclass(slots=True)
class Footnotes:
    """How figures are made, each way once, numbered from 1."""

    queries: list[str] = field(default_factory=list)

    def number(self, query: str) -> int:
        short = query if len(query) <= LONGEST_QUERY else query[: LONGEST_QUERY - 1] + "…"
        if short not in self.queries:
            self.queries.append(short)
        return self.queries.index(short) + 1


def draw_lines(lines: Sequence[PersonaLine], notes: Footnotes, most: int) -> list[Html]:
    """People's notes are always shown; of the others the first, so many."""
    told = [line for line in lines if line.kind != "note"][:most]
    return [draw_line(line, notes) for line in (*told, *(line for line in lines if line.kind == "note"))]


def draw_line(line: PersonaLine, notes: Footnotes) -> Html:
    if line.kind == "no data":
        return tag("div", tag("span", line.sentence.replace(": no data.", ".")), class_="line none")
    if line.kind == "note":
        by = tag("cite", f" {line.author}, {line.date}")
        return tag(
            "div", tag("span", "note", class_="tag"), tag("span", line.sentence, by), class_="line note"
        )
    told, inside, judged = split(line.sentence)
    mark = tag("sup", str(notes.number(line.query))) if line.query else None
    words = tag(
        "span",
        tag("span", told, class_="told"),
        tag("span", f" {inside}", class_="n") if inside else None,
        tag("span", f" {judged}", class_="judged") if judged else None,
        mark,
    )
    picture = draw_share(line)
    style = "line marker" if line.marker else "line"
    if picture is None:
        return tag("div", tag("span"), words, class_=style, title=line.query)
    return tag("div", picture, words, class_=style, title=line.query)


def split(sentence: str) -> tuple[str, str, str]:
    """The statement, n with its interval, and what the share means."""
    judged = next((words for words in JUDGEMENTS if sentence.endswith(words)), "")
    rest = sentence.removesuffix(judged).rstrip()
    at = rest.rfind("(n =")
    if at < 0:
        return rest, "", judged
    return rest[:at].rstrip(), rest[at:].rstrip("."), judged


def draw_share(line: PersonaLine) -> Html | None:
    """A scale from 0 to 100 %: a bar for here with its interval, a stroke for everyone."""
    if line.measure != "share" or line.value is None or not 0 <= line.value <= 1:
        return None
    colour = "#d95f0e" if line.marker else "#e9b58d"
    here = line.value * WIDTH
    shapes = [
        tag("rect", x=0, y=7, width=WIDTH, height=6, rx=3, fill="#efe8df"),
        tag("rect", x=0, y=7, width=round(max(here, 1.5), 1), height=6, rx=3, fill=colour),
    ]
    if line.low is not None and line.high is not None:
        x, width = max(0.0, line.low) * WIDTH, (min(1.0, line.high) - max(0.0, line.low)) * WIDTH
        shapes.append(
            tag(
                "rect",
                x=round(x, 1),
                y=9,
                width=round(max(width, 0.5), 1),
                height=2,
                fill="#2a241e",
                opacity="0.45",
            )
        )
    if line.everyone is not None:
        x = min(max(line.everyone * WIDTH, 1.0), WIDTH - 1.0)
        shapes.append(tag("rect", x=round(x - 1, 1), y=2, width=2, height=16, rx=1, fill="#6f665c"))
    return tag(
        "svg", *shapes, viewBox=f"0 0 {WIDTH} {HEIGHT}", preserveAspectRatio="none", aria_hidden="true"
    )
