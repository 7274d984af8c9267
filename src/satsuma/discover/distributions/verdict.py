"""The plain verdict: usable as a basis for segments or not, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from satsuma.discover.basis.judging import OFTEN_MISSING, Facts, Reason, judge, say_share
from satsuma.discover.basis.missing import Informative
from satsuma.discover.basis.notes import explain_missing
from satsuma.discover.basis.outliers import LARGEST_SHARE
from satsuma.discover.basis.shape import SPIKE, Shape, find_code
from satsuma.model.kinds import Kind
from satsuma.model.results import VariableInfo
from satsuma.model.studies import Transform

Usable = Literal["yes", "with care", "no"]

LEAST_INFORMATIVE = 0.05
"""Share of missing values from which it matters that they say something."""
NAMED_TOGETHER = 2
TOP_TENTH_RULES = 0.6
"""Share of money in the top tenth's hands from which it is said."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What other variables tell about the missing values of one: `together` are missing for the same customers."""

    informative: Informative | None
    together: tuple[str, ...]
    infos: Mapping[str, VariableInfo]


def reach_verdict(
    info: VariableInfo,
    facts: Facts,
    circumstances: Circumstances,
    shape: Shape | None,
    kind: Transform,
    outliers: int,
    infinite: int,
    smallest_group: int,
) -> tuple[Usable, tuple[str, ...]]:
    """The verdict, and sentences for it; the first one is the verdict's."""
    reasons = judge(info, facts)
    if reasons and reasons[0].severity == "refused":
        return "no", (reasons[0].sentence,)
    gaps = explain_gaps(facts, circumstances)
    reasons += [] if is_harmless(facts, circumstances) else gaps
    usable: Usable = "yes"
    if reasons:
        usable = "no" if any(reason.severity == "no" for reason in reasons) else "with care"
    sentences = [reason.sentence for reason in reasons] or [praise(facts), *(gap.sentence for gap in gaps)]
    if facts.missing_share >= 0.5 and facts.known >= smallest_group:
        sentences.append(advise_narrower(info, circumstances))
    if shape is not None and facts.known >= max(1, smallest_group):
        sentences += explain_shape(info, shape, kind, outliers) if usable != "no" else []
        sentences += explain_code(shape)
    if infinite:
        sentences.append(f"{infinite:,} infinite value{'s count' if infinite > 1 else ' counts'} as missing.")
    return usable, tuple(sentences)


def explain_gaps(facts: Facts, circumstances: Circumstances) -> list[Reason]:
    """Missing values that say something."""
    if circumstances.informative is None or facts.missing_share < LEAST_INFORMATIVE:
        return []
    return [Reason("care", explain_missing(circumstances.informative, circumstances.infos))]


def is_harmless(facts: Facts, circumstances: Circumstances) -> bool:
    """Missing for few, and for a reason that is plain (no order, so no average order)."""
    found = circumstances.informative
    return found is not None and found.border is not None and facts.missing_share < OFTEN_MISSING


def advise_narrower(info: VariableInfo, circumstances: Circumstances) -> str:
    """How a variable that few customers have can still be used."""
    together = [f"'{circumstances.infos[name].title}'" for name in circumstances.together]
    also = ""
    if together:
        named = ", ".join(together[:NAMED_TOGETHER])
        more = len(together) - NAMED_TOGETHER
        also = f", together with {named}{f' and {more} more' if more > 0 else ''} (the same customers)"
    return f"It can divide those who have it{also}: population 'not {info.name} is missing'."


def praise(facts: Facts) -> str:
    """Why nothing speaks against it."""
    known = "Known for everyone" if facts.known == facts.n else f"Known for {say_share(facts.known, facts.n)}"
    if facts.items is not None:
        return f"{known}; {facts.items} items are frequent enough to make a yes-no field each."
    if facts.numeric:
        rules = (
            "none that rules (the commonest has" if facts.top_share < SPIKE else "one that is common (it has"
        )
        return f"{known}, with {facts.distinct:,} different values and {rules} {top(facts)})."
    return f"{known}, in {facts.distinct:,} groups of which the largest holds {top(facts)}."


def top(facts: Facts) -> str:
    return say_share(facts.top_share * facts.known, facts.known)


def explain_shape(info: VariableInfo, shape: Shape, kind: Transform, outliers: int) -> list[str]:
    """Skew, spikes, outliers and concentration, with what is done about them."""
    found = []
    side = "a few are very high" if shape.skewness > 0 else "a few are very low"
    if kind == "log":
        found.append(f"Skewed: {side}. Its logarithm is used for segments.")
    elif kind == "normal score":
        found.append(f"Skewed: {side}. Its rank on a bell curve (normal score) is used for segments.")
    zeros = float(shape.counts[0] / shape.n) if shape.values[0] == 0 else 0.0
    if 0.25 <= zeros < 0.8:
        found.append(
            f"{say_share(zeros * shape.n, shape.n)} are 0: having any and having none may matter most."
        )
    if outliers > LARGEST_SHARE * shape.n:
        found.append(
            f"{say_share(outliers, shape.n)} of the values lie far from the others: a group rather than outliers."
        )
    elif outliers:
        after = " even so" if kind != "none" else ""
        found.append(f"{outliers:,} value{'s lie' if outliers > 1 else ' lies'} far out{after}.")
    if info.kind is Kind.MONEY and shape.values[0] >= 0:
        total = float(shape.ordered.sum())
        held = float(shape.ordered[-max(1, -(-shape.n // 10)) :].sum()) / total if total > 0 else 0.0
        if held >= TOP_TENTH_RULES:
            found.append(f"A tenth of the customers holds {100 * held:.0f} % of it.")
    return found


def explain_code(shape: Shape) -> list[str]:
    """A value that may not be one."""
    code = find_code(shape)
    if code is None:
        return []
    return [
        f"{code:,.6g} lies far from all other values: it may be a code for 'unknown' or 'never' (then list it under 'missing' "
        "of the column)."
    ]
