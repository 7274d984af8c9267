"""Distinct, stable, describable, reachable: whether segments are real enough and near enough to work with."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from satsuma.model.scorecards import Score
from satsuma.validate.criteria.scoring import cannot_tell, count_words, list_words, score, show_share
from satsuma.validate.division import Division
from satsuma.validate.evidence import Evidence, Found, Migration
from satsuma.validate.separation import Separation
from satsuma.validate.weights import Limits


def judge_distinct(separation: Separation, division: Division, kpi_title: str | None) -> Score:
    """The share of pairs that differ clearly on what their rules do not use, or on the KPI."""
    pairs = separation.pairs
    if not pairs:
        return cannot_tell("distinct", "There are no two segments large enough to compare.")
    if not separation.variables:
        return cannot_tell("distinct", "There is no variable outside the rules to compare segments on.")
    apart = sum(pair.is_apart for pair in pairs)
    m = count_words(len(separation.variables), "variable")
    where = f"on at least one of {m} outside their rules" + (f" or {kpi_title}" if kpi_title else "")
    sentence = f"{apart} of {len(pairs)} pairs of segments differ clearly {where}."
    if separation.best:
        sentence += f" Most telling: {list_words(separation.best)}."
    close = pairs[0]
    if not close.is_apart:
        first, second = division.parts[close.first].title, division.parts[close.second].title
        sentence += f" Nothing clearly separates {first} from {second}."
    return score(
        "distinct", apart / len(pairs), f"{apart} of {len(pairs)} pairs", sentence, knocks_out=apart == 0
    )


def judge_stable(evidence: Evidence, limits: Limits) -> Score:
    """By model: the stored stability of the weakest segment. By rules: who stayed where they were since the cut."""
    if evidence.found is not None and evidence.found.stability:
        return judge_model_stability(evidence.found, evidence.division, limits)
    migration = evidence.migration
    if migration is None or not migration.table.sum():
        reason = evidence.reasons.get(
            "stable", "The histories do not reach back far enough to look at an earlier day."
        )
        return cannot_tell("stable", reason)
    stayed, kappa = agree(migration.table)
    figure = f"{show_share(stayed)} stayed"
    sentence = (
        f"In {evidence.named.days} days {show_share(stayed)} of {int(migration.table.sum()):,} customers stayed in their "
        f"segment ({kappa:.2f} beyond chance)"
    )
    if migration.noise is not None:
        sentence += f"; within one week {show_share(migration.noise)} change, a measure of noise"
    return score("stable", kappa, figure, sentence + ".")


def judge_model_stability(found: Found, division: Division, limits: Limits) -> Score:
    """SLSW (Dolnicar & Leisch 2017): how much of each segment comes back when the customers are drawn again."""
    titles = {part.name: part.title for part in division.parts}
    weakest = min(found.stability, key=lambda name: (found.stability[name], name))
    least = found.stability[weakest]
    low = [titles.get(name, name) for name, value in found.stability.items() if value < limits.segment_usable]
    sentence = (
        f"Drawn again, {show_share(least)} of the weakest segment, {titles.get(weakest, weakest)}, comes back"
    )
    sentence += (
        f"; under {show_share(limits.segment_usable)} do not trust: {list_words(low)}." if low else "."
    )
    points = (least - 0.5) / 0.35  # 0.85 and above is highly stable, 0.5 dissolved (Hennig 2007)
    return score("stable", points, f"weakest {least:.2f}", sentence, knocks_out=bool(low))


def agree(table: NDArray[np.int64]) -> tuple[float, float]:
    """The share that stayed, and Cohen's kappa (1960): how far that is beyond chance."""
    n = float(table.sum())
    stayed = float(np.trace(table)) / n
    chance = float((table.sum(axis=1) / n) @ (table.sum(axis=0) / n))
    return stayed, (stayed - chance) / (1 - chance) if chance < 1 else 1.0


def keep_by_part(migration: Migration, smallest_group: int) -> list[float | None]:
    """For each part the share of those who were in it and still are; None where too few were."""
    then = migration.table.sum(axis=1)
    kept = np.diag(migration.table)
    return [float(k / n) if n >= smallest_group else None for k, n in zip(kept, then, strict=True)]


def judge_describable(evidence: Evidence, limits: Limits) -> Score:
    """Rules describe themselves; a model is as describable as rules that imitate it."""
    if not evidence.is_by_model:
        return score("describable", 1.0, "rules", "Each segment is a rule that anybody can read.")
    fidelity = evidence.found.fidelity if evidence.found else None
    if fidelity is None:
        reason = "The model's segments were not put into rules; 'satsuma discover' does that."
        return cannot_tell("describable", reason)
    enough = fidelity >= limits.describable
    sentence = f"Rules in plain words place {show_share(fidelity)} of customers as the model does"
    sentence += "." if enough else ": too few to describe it, use the model itself."
    points = 1.0 if enough else max(0.0, (fidelity - 0.5) / (limits.describable - 0.5) * 0.8)
    return score("describable", points, f"{show_share(fidelity)} by rules", sentence)


def judge_reachable(division: Division, reach: Mapping[str, NDArray[np.bool_]], limits: Limits) -> Score:
    """The worst segment counts, each by its best channel."""
    if not reach:
        return cannot_tell("reachable", "There are no contact data.")
    sizes = division.sizes()
    compared = [i for i in division.chosen() if sizes[i] >= limits.smallest_group]
    if not compared:
        return cannot_tell("reachable", "No segment is large enough to tell.")
    best = {
        i: max((count_reached(division, i, who), channel) for channel, who in reach.items()) for i in compared
    }
    worst = min(compared, key=lambda i: (best[i][0] / sizes[i], i))
    (n, channel), title = best[worst], division.parts[worst].title
    share = n / int(sizes[worst])
    nobody = [division.parts[i].title for i in compared if best[i][0] == 0]
    if nobody:
        sentence = f"Nobody in {list_words(nobody)} can be reached by any channel we know."
    elif n == sizes[worst]:
        sentence = "Everybody in every segment can be reached by some channel."
    else:
        few = n < limits.smallest_group
        shown = f"fewer than {limits.smallest_group}" if few else f"{n:,}"
        sentence = (
            f"Hardest to reach: {title}, {shown} of {int(sizes[worst]):,} by {channel} ({show_share(share)})."
        )
    return score("reachable", share, f"worst {show_share(share)}", sentence, knocks_out=bool(nobody))


def count_reached(division: Division, part: int, who: NDArray[np.bool_]) -> int:
    return int((who & (division.codes == part)[: len(who)]).sum())
