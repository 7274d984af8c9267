"""An objective answered: from values to the answer's sentence, its numbers, and what they do not say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from satsuma.discover.objectives.adjusting import Strata, cross_strata, make_strata
from satsuma.discover.objectives.comparing import compare_groups
from satsuma.discover.objectives.completeness import read_day
from satsuma.discover.objectives.grouping import (
    Setting,
    Standing,
    make_combined,
    make_ranked,
)
from satsuma.discover.objectives.leaking import warn_of_leaks
from satsuma.discover.objectives.material import Material, Question
from satsuma.discover.objectives.ranking import VariableRanking, rank_levels
from satsuma.discover.objectives.telling import (
    is_reached,
    say_days,
    say_differences,
    say_ranking,
    say_success,
    say_wanted,
)
from satsuma.discover.objectives.wording import Figures, list_things
from satsuma.discover.subgroups.judging import (
    ALIKE,
    Combinations,
    Hunt,
    find_combinations,
    is_informative,
)
from satsuma.discover.subgroups.outcome import Outcome
from satsuma.discover.subgroups.search import Progress
from satsuma.discover.subgroups.selectors import Candidate, Levels, make_levels
from satsuma.model.answers import AnswerResult, Ranking
from satsuma.model.errors import DataError
from satsuma.stats.corrections import benjamini_hochberg

MOST_CONFOUNDERS = 12
"""Variables that may be held constant, those first that the objective's candidates name first."""
CONFOUNDER_BINS = 5


def answer(question: Question, material: Material, progress: Progress | None = None) -> AnswerResult:
    """The objective's answer. Raises DataError, with what to do, where the population, the outcome or the candidates do not
    allow one."""
    if len(material.rows) == 0:
        if material.population == 0:
            raise DataError(
                f"The objective '{question.name}' is about nobody: its population is empty.",
                hint="Widen 'population', or look back from a later day.",
            )
        raise DataError(
            f"None of the {material.population:,} {question.unit}s in the population of '{question.name}' has a value for "
            "the outcome.",
            hint="Choose an outcome that the data know.",
        )
    if not material.candidates:
        raise DataError(
            f"No variable is left to answer '{question.name}' with"
            + (": " + " ".join(f"{name}: {why}" for name, why in material.left_out.items()) or "."),
            hint="Name other candidates.",
        )
    if question.definition.compare:
        return _answer_comparison(question, material)
    assert material.outcome is not None
    return _answer_ranking(question, material, material.outcome, progress)


def _answer_ranking(
    question: Question, material: Material, outcome: Outcome, progress: Progress | None
) -> AnswerResult:
    everyone = outcome.estimate(np.ones(outcome.n, np.bool_))
    _refuse_constant(question, outcome)
    left_out = dict(material.left_out)
    levels = _gather_levels(question, material, left_out)
    rankings = [rank_levels(each, _selectors_of(each, outcome), outcome, question) for each in levels]
    adjusted = benjamini_hochberg(np.array([each.p for each in rankings]))
    setting = Setting(
        question,
        material,
        outcome,
        everyone,
        _figures(question, outcome),
        _gather_strata(question, material, levels),
    )
    standing: list[Standing] = []
    shown: list[Ranking] = []
    for ranking, p in zip(rankings, adjusted, strict=True):
        made = [make_ranked(setting, ranking, each, float(p)) for each in ranking.groups]
        standing += made
        shown.append(_show_ranking(ranking, made, float(p)))
    hunt = Hunt(
        depth=question.definition.depth,
        minimum=question.minimum,
        direction=question.definition.direction or "highest",
        seed=question.seed,
        threads=question.threads,
    )
    combined = find_combinations(levels, outcome, hunt, progress)
    groups = make_combined(setting, combined.groups)
    top = choose_top([*standing, *groups], setting)
    order = sorted(shown, key=lambda each: (each.adjusted_p, each.p, -_spread(each)))
    headline, sentences = say_ranking(setting, order, top, combined)
    return AnswerResult(
        **_common(question, material),
        status="answered" if top else "nothing stands out",
        headline=headline,
        sentences=(*sentences, *say_success(question, top), *say_days(question)),
        outcome=question.outcome or question.definition.outcome,
        **_measure(question, outcome),
        without_outcome=material.population - len(material.rows),
        everyone=everyone.rate,
        everyone_low=everyone.low,
        everyone_high=everyone.high,
        rankings=tuple(order),
        top=tuple(each.group for each in top),
        combinations=tuple(each.group for each in groups),
        searched=combined.looked_at,
        m=len(rankings),
        success_reached=is_reached(question, top),
        left_out=left_out,
        warnings=(
            *(warn_of_leaks(order, material.undeclared) if outcome.is_share else ()),
            *_warn(question, material, combined),
        ),
    )


def _refuse_constant(question: Question, outcome: Outcome) -> None:
    if outcome.values.min() == outcome.values.max() and outcome.exposure is None:
        value = outcome.values[0]
        same = ("yes" if value else "no") if outcome.is_share else f"{value:g}"
        raise DataError(
            f"The outcome of '{question.name}' is {same} for all {outcome.n:,} {question.unit}s, so no group can stand out.",
            hint="Choose an outcome that varies, or another population or window.",
        )


def _gather_levels(question: Question, material: Material, left_out: dict[str, str]) -> list[Levels]:
    """The candidates' levels; DataError where none has any."""
    found = []
    for candidate in material.candidates:
        levels = make_levels(candidate, material.rows, question.minimum)
        if levels.why or (len(_all_selectors(levels)) < 2 and levels.is_exclusive):
            left_out[candidate.name] = levels.why or (
                f"Only one of its levels has {question.minimum} {question.unit}s."
            )
        else:
            found.append(levels)
    if not found:
        reasons = " ".join(f"{name}: {why}" for name, why in left_out.items())
        raise DataError(
            f"None of the candidates of '{question.name}' makes groups to compare. {reasons}",
            hint="Name other candidates, or lower 'minimum_group'.",
        )
    return found


def _all_selectors(levels: Levels) -> list[object]:
    return [*levels.selectors, *([levels.not_known] if levels.not_known else [])]


def _selectors_of(levels: Levels, outcome: Outcome) -> list[Any]:
    missing = levels.not_known
    if missing is not None and (len(levels.selectors) < 2 or is_informative(missing, outcome)):
        return [*levels.selectors, missing]
    return list(levels.selectors)


def _gather_strata(question: Question, material: Material, levels: Sequence[Levels]) -> list[Strata]:
    """Each candidate by itself, or what the objective names, together."""
    n = len(material.rows)
    if question.definition.adjust:
        named = [_stratify(each, material, n) for each in material.confounders]
        crossed = cross_strata([each for each in named if each is not None])
        return [crossed] if crossed is not None else []
    found = [make_strata(each, n) for each in levels]
    found += [_stratify(each, material, n) for each in material.confounders]
    return [each for each in found if each is not None][:MOST_CONFOUNDERS]


def _stratify(candidate: Candidate, material: Material, n: int) -> Strata | None:
    return make_strata(make_levels(candidate, material.rows, 1, CONFOUNDER_BINS), n)


def _show_ranking(ranking: VariableRanking, made: Sequence[Standing], adjusted_p: float) -> Ranking:
    levels = ranking.levels
    return Ranking(
        variable=levels.candidate.name,
        title=levels.candidate.title,
        groups=tuple(each.group for each in made),
        ties=ranking.ties,
        p=ranking.p,
        adjusted_p=adjusted_p,
        suppressed=levels.suppressed,
    )


def _spread(ranking: Ranking) -> float:
    shrunk = [each.shrunk for each in ranking.groups]
    return max(shrunk) - min(shrunk)


def choose_top(standing: Sequence[Standing], setting: Setting) -> list[Standing]:
    """The groups that stand out, best honest rate first, each once: of two that are nearly the same customers the better."""
    chosen: list[Standing] = []
    for each in sorted(
        (each for each in standing if each.stands_out),
        key=lambda each: (-setting.sign * each.honest, len(each.group.variables), each.group.title),
    ):
        if len(chosen) == setting.question.definition.top:
            break
        if not any(_share(each, other) >= ALIKE for other in chosen):
            chosen.append(each)
    return chosen


def _share(first: Standing, second: Standing) -> float:
    either = int((first.inside | second.inside).sum())
    return int((first.inside & second.inside).sum()) / either if either else 0.0


def _answer_comparison(question: Question, material: Material) -> AnswerResult:
    names, left_out = list(material.groups), dict(material.left_out)
    sizes = [int(inside.sum()) for inside in material.groups.values()]
    small = [name for name, size in zip(names, sizes, strict=True) if size < question.smallest_group]
    if small:
        raise DataError(
            f"Too few {question.unit}s to compare in '{question.name}': {list_things(small)} "
            f"{'has' if len(small) == 1 else 'have'} fewer than {question.smallest_group}.",
            hint="Widen the rule of the group, or look back from a later day.",
        )
    strata = _gather_strata(question, material, [])
    compared = compare_groups(material.groups, material.candidates, strata, material.rows, question)
    left_out |= compared.left_out
    headline = say_differences(names, compared)
    return AnswerResult(
        **_common(question, material),
        status="differences found" if compared.real else "no differences",
        headline=headline,
        sentences=(
            *(each.sentence for each in compared.real[:6]),
            *say_wanted(question),
            *say_days(question),
        ),
        outcome=None,
        compared=tuple(names),
        compared_sizes=tuple(sizes),
        differences=compared.differences,
        m=len(compared.differences),
        left_out=left_out,
        warnings=tuple(_warn(question, material, None)),
    )


def _common(question: Question, material: Material) -> dict[str, Any]:
    definition, clock = question.definition, question.clock
    deadline = read_day(definition.deadline) if definition.deadline else None
    return {
        "objective": question.name,
        "question": definition.question,
        "target": definition.target,
        "unit": question.unit,
        "as_of": clock.as_of.isoformat(),
        "cut": clock.cut.isoformat() if clock.cut else None,
        "population": material.population,
        "success": definition.success,
        "deadline": definition.deadline,
        "days_left": (deadline - clock.today).days if deadline else None,
        "overdue": deadline is not None and deadline < clock.today,
        "teams": definition.teams,
    }


def _warn(question: Question, material: Material, combined: Combinations | None) -> list[str]:
    found = list(material.warnings)
    if combined is not None and not combined.is_exhaustive:
        found.append(
            "There are too many combinations of three to look at all; the best 200 pairs were extended instead."
        )
    if len(material.rows) < 10 * question.minimum:
        found.append(
            f"Only {len(material.rows):,} {question.unit}s: groups of {question.minimum} leave little to tell apart."
        )
    return found


def _measure(question: Question, outcome: Outcome) -> dict[str, Any]:
    if outcome.exposure is not None:
        return {"measure": "rate", "per_factor": question.per[0], "per": question.per[1] or None}
    is_share = outcome.is_share or question.is_percent
    return {"measure": "share" if is_share else "number", "currency": question.currency}


def _figures(question: Question, outcome: Outcome) -> Figures:
    per = question.per if outcome.exposure is not None else None
    return Figures(is_share=outcome.is_share or question.is_percent, per=per, currency=question.currency)
