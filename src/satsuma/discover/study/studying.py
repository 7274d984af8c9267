"""The study: every k by every algorithm, ranked, and a verdict on the best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.fitting import Algorithm
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.study.calibration import Calibration, bic_of, calibrate, refer
from satsuma.discover.study.checking import check_study
from satsuma.discover.study.judging import Judgement, judge
from satsuma.discover.study.options import Measure, Progress, Solution, Study, StudyOptions
from satsuma.discover.study.ranking import Ranking, rank
from satsuma.discover.study.solving import Solved, solve
from satsuma.discover.study.telling import Telling
from satsuma.discover.study.wording import (
    HEADLINES,
    choose_next_step,
    describe_recommendation,
    describe_ties,
    note_refusals,
    note_sample,
    warn_of_starts,
)
from satsuma.model.discoveries import StudyRow
from satsuma.model.errors import DataError, Finding, SatsumaError
from satsuma.model.studies import AlgorithmName
from satsuma.stats.agreement import adjusted_rand
from satsuma.stats.indices import thin

CHECKED = 20_000
"""Customers on whom the places by two samples are compared."""
SECOND = 0.5
"""A customer overlaps where the second segment is at least this fraction as likely as the first."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """One algorithm, solved and calibrated."""

    solved: Solved
    calibration: Calibration


def study(
    matrix: Matrix,
    algorithms: Sequence[Algorithm],
    options: StudyOptions,
    *,
    fidelity: Measure | None = None,
    separability: Measure | None = None,
    progress: Progress | None = None,
) -> Study:
    """Judge every number of groups by every algorithm, and say whether the best groups are real (docs/verdict.md).

    `fidelity` and `separability` measure divisions of all customers of the matrix. Studies a random sample of
    `options.sample` customers where there are more, and places everyone. Same input, same answer, whatever the threads.
    Raises OptionError and DataError where there is nothing to divide.
    """
    ks, suited, notes = check_study(matrix, algorithms, options)
    sample = thin(matrix.n, options.count_studied(matrix, suited), np.random.default_rng([options.seed, 1]))
    studied = matrix if len(sample) == matrix.n else matrix.take(sample)
    tell = Telling(progress, len(suited))
    references = refer(suited, studied, ks, options, tell.of("Dividing data without groups", 0.1, False))
    tried = []
    for algorithm in suited:
        solved = solve(algorithm, studied, ks, options, tell.of(f"Trying {algorithm.name}", 0.8))
        notes = (*notes, *note_refusals(algorithm.name, solved.refused))
        if solved.fits:
            tried.append(_Tried(solved, calibrate(solved, studied, ks, references, options)))
    if not tried:
        raise DataError([Finding(code=DataError.code, message=note) for note in notes])
    where = [(one, k) for one in tried for k in one.solved.fits]
    solutions = tuple(_place(one.solved, k, matrix, len(sample)) for one, k in where)
    measures = fidelity, separability
    rows = [
        _describe(one, k, solution, studied, options, measures)
        for (one, k), solution in zip(where, solutions, strict=True)
    ]
    separation = [one.calibration.separation[k] for one, k in where]
    ranking = rank(rows, separation, options)
    one_group = _prefer_one_group(tried)

    def pass_judgement(at: int) -> Judgement:
        one, k = where[at]
        fewer = [row for (by, fewer), row in zip(where, rows, strict=True) if by is one and fewer < k]
        told = tell.of("Comparing with customers without groups", 0.05, False)
        return judge(rows[at], one.solved, one.calibration, one_group, fewer, studied, options, told)

    chosen, judgement = _choose(ranking, pass_judgement)
    agreement = _compare_samples(solutions[chosen], matrix, sample, options)
    return _conclude(ranking, rows, solutions, chosen, judgement, sample, agreement, notes)


def _choose(ranking: Ranking, pass_judgement: Callable[[int], Judgement]) -> tuple[int, Judgement]:
    """The recommended solution; but where the best without regard to the manageable range earns a better verdict, that one: a
    team's limits change what is recommended, never what the data show. The best by score where everything is knocked out."""
    best = (ranking.sound or ranking.all)[0]
    manageable = ranking.manageable[0] if ranking.manageable else best
    judgement = pass_judgement(manageable)
    if best == manageable or judgement.verdict == "natural":
        return manageable, judgement
    other = pass_judgement(best)
    return (best, other) if other.strength > judgement.strength else (manageable, judgement)


def _conclude(
    ranking: Ranking,
    rows: Sequence[StudyRow],
    solutions: tuple[Solution, ...],
    chosen: int,
    judgement: Judgement,
    sample: NDArray[np.int64],
    agreement: float | None,
    notes: tuple[str, ...],
) -> Study:
    scored = tuple(
        row.model_copy(update={"score": score, "knocked_out": faults})
        for row, score, faults in zip(rows, ranking.scores, ranking.knocked_out, strict=True)
    )
    recommended = ranking.manageable[0] if ranking.manageable else None
    among = ranking.manageable if chosen == recommended else (ranking.sound or ranking.all)
    others = [i for i in among if i != chosen]
    runner_up = others[0] if others else None
    verdict = judgement.verdict
    is_none = verdict == "no segmentation"
    return Study(
        rows=scored,
        solutions=solutions,
        chosen=chosen,
        chosen_k=None if is_none else rows[chosen].k,
        recommended=None if is_none else recommended,
        runner_up=runner_up,
        ties=ranking.ties(chosen, among),
        verdict=verdict,
        headline=HEADLINES[verdict],
        next_step=choose_next_step(scored[chosen], verdict),
        recommendation=describe_recommendation(scored, recommended, chosen, verdict, runner_up),
        evidence=judgement.evidence,
        sample=sample,
        sample_agreement=agreement,
        notes=(
            *notes,
            *describe_ties(scored, chosen, ranking.ties(chosen, among)),
            *note_sample(len(sample), len(solutions[chosen].labels), agreement),
        ),
        warnings=warn_of_starts(scored, chosen),
    )


def _place(solved: Solved, k: int, matrix: Matrix, studied: int) -> Solution:
    labels = solved.labels[k]
    if studied != matrix.n:
        return Solution(
            solved.algorithm, solved.fits[k], labels, solved.algorithm.label(solved.fits[k], matrix)
        )
    return Solution(solved.algorithm, solved.fits[k], labels, labels)


def _describe(
    one: _Tried,
    k: int,
    solution: Solution,
    studied: Matrix,
    options: StudyOptions,
    measures: tuple[Measure | None, Measure | None],
) -> StudyRow:
    solved, calibration, fit = one.solved, one.calibration, solution.fit
    stability, gap = solved.stability[k], calibration.gap.get(k)
    overlap, border = _measure_borders(solution, studied, k, options.thresholds.border)
    bic = icl = None
    if fit.log_likelihood is not None and fit.free_parameters is not None:
        bic = bic_of(fit.log_likelihood, fit.free_parameters, studied.n)
        icl = bic + 2 * _measure_entropy(solution, studied)
    silhouette = calibration.silhouettes[k]
    return StudyRow(
        algorithm=cast(AlgorithmName, fit.algorithm),
        k=k,
        ssw=fit.ssw,
        log_likelihood=fit.log_likelihood,
        bic=bic,
        icl=icl,
        gap=gap[0] if gap else None,
        gap_error=gap[1] if gap else None,
        silhouette=silhouette if np.isfinite(silhouette) else None,
        prediction_strength=solved.prediction.get(k),
        starts=fit.starts,
        at_optimum=fit.at_optimum,
        stability_median=stability.median,
        stability_quartiles=(stability.low, stability.high),
        segment_stability=solved.segments[k],
        segment_origins=solved.origins.get(k, ()),
        sizes=tuple(int(size) for size in np.bincount(solution.labels[solution.labels >= 0], minlength=k)),
        overlap=overlap,
        border=border,
        fidelity=measures[0](solution.labels) if measures[0] else None,
        separability=measures[1](solution.labels) if measures[1] else None,
    )


def _measure_borders(
    solution: Solution, studied: Matrix, k: int, border: float
) -> tuple[float | None, float | None]:
    """The largest share of a segment whose members fit another nearly as well, and everyone's share on a border."""
    chances = np.sort(solution.algorithm.place(solution.fit, studied), axis=1)[:, ::-1]
    inside = solution.sampled >= 0
    if chances.shape[1] < 2 or not inside.any():
        return None, None
    is_torn = chances[:, 1] >= SECOND * chances[:, 0]
    shares = [float(is_torn[solution.sampled == g].mean()) for g in range(k) if (solution.sampled == g).any()]
    return max(shares), float((chances[inside, 0] < border).mean())


def _measure_entropy(solution: Solution, studied: Matrix) -> float:
    """What ICL charges for customers between classes (Biernacki, Celeux & Govaert 2000, IEEE PAMI 22:719-725)."""
    chances = solution.algorithm.place(solution.fit, studied)
    best = chances[np.arange(len(chances)), chances.argmax(axis=1)]
    return float(-np.log(np.maximum(best, 1e-300)).sum())


def _prefer_one_group(tried: Sequence[_Tried]) -> bool:
    """By every gap and BIC there is."""
    said = [one.calibration.one_group for one in tried if one.calibration.one_group is not None]
    return bool(said) and all(said)


def _compare_samples(
    solution: Solution, matrix: Matrix, sample: NDArray[np.int64], options: StudyOptions
) -> float | None:
    """How alike two samples place customers; the second sample has nobody of the first where that is possible."""
    if len(sample) == matrix.n:
        return None
    rng = np.random.default_rng([options.seed, 8])
    rest = np.setdiff1d(np.arange(matrix.n), sample)
    pool = rest if len(rest) >= len(sample) else np.arange(matrix.n)
    second = matrix.take(np.sort(rng.choice(pool, len(sample), replace=False)))
    try:
        fit = solution.algorithm.fit(second, solution.fit.k, starts=options.starts, seed=options.seed)
    except SatsumaError:  # a second sample has not so many groups
        return 0.0
    checked = thin(matrix.n, CHECKED, rng)
    return adjusted_rand(solution.algorithm.label(fit, matrix.take(checked)), solution.labels[checked])
