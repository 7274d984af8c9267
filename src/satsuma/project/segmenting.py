"""A division of customers as segments that people can read: names, lines, rules, the fewest questions that place one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.model.discoveries import ProposedSegment, SegmentLine

if TYPE_CHECKING:
    from satsuma.columns import Column
    from satsuma.discover.basis.building import Basis
    from satsuma.discover.rules import Ruling
    from satsuma.model.discoveries import TypingTool
    from satsuma.model.results import ProfileLine
    from satsuma.project.looking import Look

TENTHS = 10
Kept = Sequence["tuple[str, str] | None"]


@dataclass(frozen=True, slots=True)
class Division:
    """`labels` are segments from 0 of the basis's rows, -1 for nobody's; `odds` (n, k) how likely each is. `stability` has a
    figure for each segment. `kept` holds (name, title) of segments that go on from before."""

    basis: Basis
    labels: NDArray[np.int16]
    odds: NDArray[np.float64]
    stability: Sequence[float]
    kept: Kept = ()

    @property
    def k(self) -> int:
        return int(self.odds.shape[1])


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is shown of a division; `ruling` is None where no variable can be said in a rule."""

    segments: tuple[ProposedSegment, ...]
    ruling: Ruling | None
    typing: TypingTool | None


def propose_segments(look: Look, division: Division) -> Proposal:
    """Names, lines, rules and the typing tool of a division."""
    from satsuma.discover.naming import name_segments

    lines = [describe_segment(look, division, number) for number in range(division.k)]
    taken = {"everyone-else", "unassigned", *look.opened.definitions.segments}
    names = name_segments(lines, taken=taken, kept=division.kept)
    ruling = rule_segments(look, division, [named.title for named in names])
    sizes = np.bincount(division.labels[division.labels >= 0], minlength=division.k)
    placed = max(int(sizes.sum()), 1)
    segments = tuple(
        ProposedSegment(
            number=number + 1,
            name=named.name,
            title=named.title,
            customers=int(sizes[number]),
            share=int(sizes[number]) / placed,
            stability=float(division.stability[number]),
            story=named.story,
            lines=tuple(lines[number]),
            rule=ruling.rules.rules[number] if ruling is not None else None,
            gorge=count_tenths(division.odds[:, number]),
        )
        for number, named in enumerate(names)
    )
    return Proposal(segments, ruling, find_questions(look, division))


def describe_segment(look: Look, division: Division, number: int) -> list[SegmentLine]:
    """Basis variables first, then descriptors and outcomes; a basis variable has an effect size and never a test."""
    from satsuma.describe.lines import Frame, describe_variable
    from satsuma.describe.profiles import finish_line, is_profiled

    rows, labels = division.basis.rows, division.labels
    frame = Frame(
        members=rows[labels == number],
        everyone=rows[labels >= 0],
        smallest_group=look.opened.definitions.project.smallest_group,
        zone=look.opened.zone,
        weights=spread_weights(look, division.basis),
    )
    roles = {**dict.fromkeys(look.definition.basis, "basis"), **look.list_roles()}
    found: list[SegmentLine] = []
    for name, role in roles.items():
        info = look.infos[name]
        if is_profiled(info, look.values[name]):
            lines = describe_variable(info, look.values[name], frame)
            found += [make_line(finish_line(line, info, False), role) for line in lines if line.text is None]
    return found


def spread_weights(look: Look, basis: Basis) -> NDArray[np.float64] | None:
    """Survey weights by ordinal; None where the discovery names none."""
    if basis.weights is None:
        return None
    weights = np.zeros(int(look.rows.max()) + 1)
    weights[basis.rows] = basis.weights
    return weights


def make_line(line: ProfileLine, role: str) -> SegmentLine:
    shared = set(SegmentLine.model_fields) & set(type(line).model_fields)
    return SegmentLine.model_validate({**line.model_dump(include=shared), "role": role})


def rule_segments(look: Look, division: Division, titles: Sequence[str]) -> Ruling | None:
    """The division in rules of the language."""
    from satsuma.discover.rules import Speech, make_rules
    from satsuma.model.errors import DataError

    try:
        return make_rules(
            take_basis(look, division.basis),
            look.infos,
            division.labels,
            seed=look.definition.seed,
            titles=titles,
            matrix=division.basis.matrix,
            speech=Speech(look.opened.vocabulary, look.unit),
            describable=look.definition.thresholds.describable,
        )
    except DataError:
        return None


def take_basis(look: Look, basis: Basis) -> dict[str, Column]:
    """The basis variables in human units, over the customers of the matrix."""
    from satsuma.store.runs.stored import take

    return {name: take(look.values[name], basis.rows) for name in look.definition.basis}


def find_questions(look: Look, division: Division) -> TypingTool | None:
    """The fewest fields that place a customer."""
    from satsuma.discover.typing import find_typing_tool

    return find_typing_tool(
        take_basis(look, division.basis), look.infos, division.labels, seed=look.definition.seed
    )


def count_tenths(odds: NDArray[np.float64]) -> tuple[float, ...]:
    """Share of customers per tenth of probability."""
    counts, _ = np.histogram(odds, bins=TENTHS, range=(0.0, 1.0))
    return tuple((counts / max(len(odds), 1)).tolist())
