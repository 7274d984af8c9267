"""Which lines of a profile go on a card: what sets the segment apart, and enough beside it to picture somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from satsuma.describe.personas.wording import write_profiled
from satsuma.model.kinds import Kind
from satsuma.model.personas import PersonaLine
from satsuma.model.results import ProfileLine, VariableInfo

MOST_LINES, LEAST_LINES = 6, 3
MOST_LEVELS = 2
"""Lines of one variable."""
RARE = 0.03
"""Levels that few have, here and of everyone, picture nobody."""
UNDER = 0.5
"""What they are says more than what they are not: effects of under-represented levels count half."""
BY_RULE = 0.6
"""What the rule is made of differs by definition: it tells who they are, but proves nothing."""
ALIKE = 0.03
"""Two numbers that close, here and of everyone, are one number under two names."""
UNTRUSTED = "unreliable"
"""A title with this word says itself that it is no ground for a persona."""


def choose_lines(
    lines: Iterable[ProfileLine],
    variables: Mapping[str, VariableInfo],
    most: int = MOST_LINES,
    least: int = LEAST_LINES,
) -> list[PersonaLine]:
    """At most `most` lines: markers beyond chance first, those of the rule a step behind; then the commonest of the rest until
    there are `least`."""
    usable = [line for line in lines if is_usable(line)]
    written = [(line, write_profiled(line, variables.get(line.variable))) for line in usable]
    apart = sorted(
        (pair for pair in written if pair[1].marker),
        key=lambda pair: (-weigh(pair[0]) * (BY_RULE if pair[0].in_rule else 1), pair[1].id),
    )
    rest = sorted(
        (pair for pair in written if not pair[1].marker and is_steady(pair[0])),
        key=lambda pair: (pair[0].level is None, -(pair[0].value or 0) if pair[0].level else 0, pair[1].id),
    )
    found: list[tuple[ProfileLine, PersonaLine]] = []
    for pair in apart:
        if len(found) < most and is_new(pair[0], [each[0] for each in found], MOST_LEVELS):
            found.append(pair)
    for pair in rest:
        if len(found) < least and is_new(pair[0], [each[0] for each in found], 1):
            found.append(pair)
    return [line for _, line in found]


def is_usable(line: ProfileLine) -> bool:
    if line.suppressed or line.value is None or line.everyone is None or line.text is not None:
        return False
    if UNTRUSTED in line.title.casefold():
        return False
    if line.kind is Kind.FLAG and line.everyone in (0.0, 1.0):
        return False
    return line.level is None or max(line.value, line.everyone) >= RARE


def weigh(line: ProfileLine) -> float:
    effect = abs(line.effect or 0.0)
    is_under = line.level is not None and (line.value or 0) < (line.everyone or 0)
    return effect * UNDER if is_under else effect


def is_steady(line: ProfileLine) -> bool:
    """A mean whose interval is wider than itself says nothing."""
    if line.level is not None:
        return True
    if line.low is None or line.high is None or not line.value:
        return False
    return line.high - line.low <= 2 * abs(line.value)


def is_new(line: ProfileLine, taken: Sequence[ProfileLine], levels: int) -> bool:
    """Neither one level too many of a variable, nor the same number under another name."""
    if sum(each.variable == line.variable for each in taken) >= levels:
        return False
    return line.level is not None or not any(each.level is None and are_alike(line, each) for each in taken)


def are_alike(first: ProfileLine, second: ProfileLine) -> bool:
    pairs = ((first.value, second.value), (first.everyone, second.everyone))
    return all(
        a is not None and b is not None and abs(a - b) <= ALIKE * max(abs(a), abs(b)) for a, b in pairs
    )


def say_missing(id_: str, title: str, advice: str, *, is_thin: bool = False) -> PersonaLine:
    """What the data cannot say, and what to do about it."""
    told = "too few here to show" if is_thin else "no data"
    return PersonaLine(
        id=f"no data:{id_}", kind="no data", title=title, sentence=f"{title}: {told}. {advice}"
    )
