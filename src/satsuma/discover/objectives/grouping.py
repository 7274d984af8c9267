"""Groups as results: of rankings and of combinations, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from satsuma.discover.objectives.adjusting import Holding, Strata, find_strongest, hold_constant
from satsuma.discover.objectives.material import Material, Question
from satsuma.discover.objectives.ranking import Ranked, VariableRanking
from satsuma.discover.objectives.wording import Figures, list_things, say_chance, say_lift
from satsuma.discover.subgroups.judging import Combination
from satsuma.discover.subgroups.outcome import Bools, Estimate, Outcome
from satsuma.discover.subgroups.selectors import Selector
from satsuma.language.tree import And
from satsuma.language.write import write_condition
from satsuma.model.answers import Group
from satsuma.stats.effects import lift as lift_of
from satsuma.stats.ranking import bound_ranks, find_in_top

LEVEL = 0.05
RELEVANT = 1.1
"""Times everyone's rate (or a tenth less for the lowest) from which a group can stand out: among many customers any
difference is significant."""
RELEVANT_DEVIATIONS = 0.1
"""The same where rates can be negative, in standard deviations of the outcome."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all groups of an answer share."""

    question: Question
    material: Material
    outcome: Outcome
    everyone: Estimate
    figures: Figures
    strata: Sequence[Strata] = ()
    """Confounders that a group may be adjusted for, each by itself; only the joint one where the objective names them."""

    @property
    def sign(self) -> float:
        return -1.0 if self.question.definition.direction == "lowest" else 1.0

    def is_beyond(self, low: float, high: float) -> bool:
        """Whether a whole interval lies beyond everyone's rate, in the direction asked for."""
        return low > self.everyone.rate if self.sign > 0 else high < self.everyone.rate

    def is_relevant(self, rate: float) -> bool:
        found = lift_of(rate, self.everyone.rate)
        if found is not None:
            return found >= RELEVANT if self.sign > 0 else found <= 2 - RELEVANT
        deviation = float(self.outcome.values.std())
        return self.sign * (rate - self.everyone.rate) >= RELEVANT_DEVIATIONS * deviation


@dataclass(frozen=True, slots=True)
class Standing:
    """A group with its members, whether it stands out, and the rate to order groups by that nobody's luck has made."""

    group: Group
    inside: Bools
    stands_out: bool
    honest: float


def make_ranked(setting: Setting, ranking: VariableRanking, ranked: Ranked, adjusted_p: float) -> Standing:
    """A level of one variable."""
    seen, selector = ranked.seen, ranked.selector
    stands_out = (
        adjusted_p <= LEVEL
        and setting.is_beyond(ranked.shrunk_low, ranked.shrunk_high)
        and setting.is_beyond(seen.low, seen.high)
        and setting.is_relevant(ranked.shrunk)
    )
    holding = _hold(setting, selector.inside, (selector.variable,)) if stands_out else None
    lift = lift_of(seen.rate, setting.everyone.rate)
    top = setting.question.definition.top
    words = [_say_rate(setting, seen, lift)]
    if len(ranking.groups) > top:
        where = "First" if top == 1 else f"In the top {top}"
        words.append(f"{where} with {say_chance(ranked.in_top)} chance.")
    group = Group(
        title=name_selector(selector),
        rule=selector.rule,
        variables=(selector.variable,),
        customers=int(selector.inside.sum()),
        contactable=_reach(setting, selector.inside),
        rate=seen.rate,
        low=seen.low,
        high=seen.high,
        shrunk=ranked.shrunk,
        everyone=setting.everyone.rate,
        lift=lift,
        rank_low=ranked.rank_low,
        rank_high=ranked.rank_high,
        in_top=ranked.in_top,
        sentence=" ".join([*words, *_say_holding(holding)]),
        **_describe(holding),
    )
    return Standing(group, selector.inside, stands_out, ranked.shrunk)


def make_combined(setting: Setting, combinations: Sequence[Combination]) -> list[Standing]:
    """Combinations: ranks and chances of the top are by the customers they were not found with."""
    if not combinations:
        return []
    held = [each.held if each.held.n > 1 else each.found for each in combinations]
    rates = setting.sign * np.array([each.rate for each in held])
    errors = np.array([max(each.error, 1e-150) for each in held])
    ranks = bound_ranks(rates, errors, seed=setting.question.seed)
    noise = np.random.default_rng([setting.question.seed, 3]).standard_normal((4000, len(held)))
    chances = find_in_top(rates + noise * errors, setting.question.definition.top)
    return [
        _make_combined(setting, each, int(ranks.lows[i]), int(ranks.highs[i]), float(chances[i]))
        for i, each in enumerate(combinations)
    ]


def _make_combined(
    setting: Setting, combination: Combination, rank_low: int, rank_high: int, in_top: float
) -> Standing:
    found, held, everyone = combination.found, combination.held, setting.everyone.rate
    names = tuple(each.variable for each in combination.selectors)
    has_held = held.n > 1
    is_held = has_held and combination.held_p <= LEVEL
    honest = pull_to(held, everyone) if has_held else found.rate
    stands_out = is_held and setting.is_relevant(honest)
    holding = _hold(setting, combination.inside, names)
    lift = lift_of(found.rate, everyone)
    words = [_say_rate(setting, found, lift, " among those it was found with")]
    if has_held:
        figures = setting.figures
        again = f"{figures.show(held.rate)} ({figures.bounds(held.low, held.high)}) on {held.n:,} others"
        words.append(f"It holds: {again}." if is_held else f"It does not hold: only {again}.")
    group = Group(
        title=" + ".join(name_selector(each) for each in combination.selectors),
        rule=write_condition(And(conditions=tuple(each.condition for each in combination.selectors))),
        variables=names,
        customers=int(combination.inside.sum()),
        contactable=_reach(setting, combination.inside),
        rate=found.rate,
        low=found.low,
        high=found.high,
        shrunk=honest,
        everyone=everyone,
        lift=lift,
        rank_low=rank_low,
        rank_high=rank_high,
        in_top=in_top,
        p=combination.p,
        held_out_rate=held.rate if has_held else None,
        held_out_low=held.low if has_held else None,
        held_out_high=held.high if has_held else None,
        better_than_part=True,
        sentence=" ".join([*words, *_say_holding(holding)]),
        **_describe(holding),
    )
    return Standing(group, combination.inside, stands_out, honest)


def pull_to(held: Estimate, centre: float) -> float:
    """A rate pulled to the centre by how little is known of it: the positive-part James-Stein factor of one estimate."""
    distance = held.rate - centre
    keep = max(0.0, 1 - (held.error / distance) ** 2) if distance else 0.0
    return centre + keep * distance


def name_selector(selector: Selector) -> str:
    return f"{selector.title}: {selector.label}"


def _hold(setting: Setting, inside: Bools, own: Sequence[str]) -> Holding | None:
    strata = find_strongest(inside, setting.outcome, setting.strata, own)
    return hold_constant(inside, setting.outcome, strata) if strata is not None else None


def _describe(holding: Holding | None) -> dict[str, Any]:
    if holding is None:
        return {}
    flag = f"{holding.changed} with {list_things(holding.strata.titles)} held constant"
    return {
        "adjusted_lift": holding.lift,
        "adjusted_for": holding.strata.names,
        "flag": flag if holding.changed else None,
    }


def _say_holding(holding: Holding | None) -> list[str]:
    if holding is None or holding.lift is None or holding.changed is None:
        return []
    alike = f"Among customers alike in {list_things(holding.strata.titles)} it is {holding.lift:.2f} times"
    what = (
        "the other way round" if holding.changed == "reversed" else "less than half of the difference is left"
    )
    return [f"{alike}: {what}."]


def _say_rate(setting: Setting, seen: Estimate, lift: float | None, where: str = "") -> str:
    figures = setting.figures
    head = f"{figures.show(seen.rate)}{where} against {figures.show(setting.everyone.rate)} for everyone"
    times = f", {say_lift(lift)}" if lift is not None else ""
    return f"{head} (n = {seen.n:,}; {figures.bounds(seen.low, seen.high)}){times}."


def _reach(setting: Setting, inside: Bools) -> dict[str, int]:
    return {channel: int((reach & inside).sum()) for channel, reach in setting.material.contactable.items()}
