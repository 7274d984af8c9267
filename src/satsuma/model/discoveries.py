"""Results of `discover`, `adopt` and `assign`, and the model that places customers."""

from __future__ import annotations

from typing import Literal

from satsuma.model.kinds import Family, Kind
from satsuma.model.results import Result
from satsuma.model.studies import AlgorithmName, Transform

Verdict = Literal["natural", "reproducible", "constructive", "no segmentation"]


class BasisField(Result):
    """How one basis variable becomes numbers that an algorithm reads; enough to do the same for new customers.

    Numbers: transform, clip to [low, high] where given, then (x − centre) / scale. Normal scores interpolate between
    `knots` (values) and `scores`. Dates are days before the moment asked about. Ordered words in number form count
    as their place in `levels`, from 1. Choices (flags, categories, ordered, sets' items) are codes of `levels`.
    """

    name: str
    title: str
    form: Literal["number", "choice"]
    kind: Kind
    item: str | None = None
    """Of a set: the word that this field says yes or no to."""
    transform: Transform = "none"
    low: float | None = None
    high: float | None = None
    centre: float = 0.0
    scale: float = 1.0
    knots: tuple[float, ...] = ()
    scores: tuple[float, ...] = ()
    levels: tuple[str, ...] = ()
    other: str | None = None
    """The level that every word outside `levels` counts as (rare ones); None: such a word is missing."""
    ipsatised: bool = False
    """Less the person's own mean over all fields so marked, before anything else."""
    filled: float | None = None
    """What a missing number (already scaled) or choice (its code) is taken for by algorithms that cannot skip it."""


class StudyRow(Result):
    """One algorithm with one number of segments. Stability is the adjusted Rand index over bootstrap pairs;
    `segment_stability` the median Jaccard of each segment (SLSW), in the order of `sizes`; `segment_origins` the entropy of
    each segment's parents in the solution before (SLSA)."""

    algorithm: AlgorithmName
    k: int
    ssw: float | None = None
    log_likelihood: float | None = None
    bic: float | None = None
    icl: float | None = None
    gap: float | None = None
    gap_error: float | None = None
    silhouette: float | None = None
    prediction_strength: float | None = None
    starts: int
    at_optimum: float
    """Share of the starts that reached the best solution."""
    stability_median: float
    stability_quartiles: tuple[float, float]
    segment_stability: tuple[float, ...]
    segment_origins: tuple[float, ...] = ()
    sizes: tuple[int, ...]
    overlap: float | None = None
    """Largest share of a segment whose members fit another nearly as well."""
    fidelity: float | None = None
    """Cross-validated agreement of short rules with the segments."""
    separability: float | None = None
    """Share of descriptors that differ between segments after correction."""
    border: float | None = None
    """Share of customers on a border."""
    score: float | None = None
    knocked_out: tuple[str, ...] = ()
    """Why it cannot be recommended; empty where it can."""


class Evidence(Result):
    """What the verdict rests on, for the chosen solution."""

    silhouette: float | None = None
    null_p_copula: float | None = None
    null_p_uniform: float | None = None
    null_draws: int = 0
    valleys: float | None = None
    """Share of pairs of segments with a valley between them; None where the test is not valid (ties)."""
    stability: float | None = None
    weakest_segment: float | None = None
    one_group_preferred: bool = False
    """By gap and BIC."""
    reasons: tuple[str, ...]


class SegmentLine(Result):
    """One variable in one proposed segment. Basis variables carry no p: they made the segments."""

    variable: str
    title: str
    family: Family | None = None
    kind: Kind
    role: Literal["basis", "descriptor", "outcome"]
    level: str | None = None
    value: float | None = None
    everyone: float | None = None
    low: float | None = None
    high: float | None = None
    n: int
    effect: float | None = None
    marker: bool = False
    suppressed: bool = False


class RuleLine(Result):
    """A segment as a rule: how many of the rule's members are right, and how many of the segment it finds."""

    rule: str
    sentence: str = ""
    precision: float
    recall: float
    customers: int
    leaving: int = 0
    """Members of the segment that the rule places elsewhere."""
    joining: int = 0


class ProposedSegment(Result):
    """One segment of the chosen solution."""

    number: int
    name: str
    title: str
    customers: int
    share: float
    stability: float
    story: str
    lines: tuple[SegmentLine, ...] = ()
    rule: RuleLine | None = None
    gorge: tuple[float, ...] = ()
    """Share of customers per tenth of similarity to this segment's centre: natural groups have two peaks."""


class RuleSet(Result):
    """The segmentation in rules of the language. `fidelity` is cross-validated; under the threshold the rules do not
    describe it and scoring should be used."""

    fidelity: float
    describable: bool
    leaves: int
    cost_ratio: float | None = None
    """Within-segment cost of the rules over that of the model."""
    sentence: str
    rules: tuple[RuleLine, ...]


class TypingTool(Result):
    """The fewest fields that place a customer, with cross-validated accuracy after each."""

    fields: tuple[str, ...]
    titles: tuple[str, ...]
    accuracy: tuple[float, ...]
    low: float
    high: float
    by_chance: float
    """Accuracy of always naming the largest segment."""
    sentence: str


class DescriptorTest(Result):
    """Whether segments differ on a variable that did not make them. Corrected over all `m` tests of the table."""

    variable: str
    title: str
    role: Literal["descriptor", "outcome"]
    test: Literal["chi-squared", "kruskal-wallis"]
    effect: float
    measure: Literal["cramer's v", "epsilon squared"]
    n: int
    p: float
    adjusted_p: float


class DiscoveryResult(Result):
    """A proposed segmentation, or the plain statement that there is none. `chosen_k` is None under no segmentation."""

    name: str
    title: str
    unit: str
    as_of: str
    target: str | None = None
    verdict: Verdict
    headline: str
    """The verdict in the words that people see."""
    next_step: str
    chosen_k: int | None
    chosen_algorithm: AlgorithmName | None
    runner_up: tuple[AlgorithmName, int] | None = None
    customers: int
    placed: int
    outliers: int
    outlier_reason: str | None = None
    unusable: int = 0
    """Customers without any value of the basis."""
    fitted_on: int
    sample_agreement: float | None = None
    """Agreement of the assignments of two samples, where not everyone was fitted on."""
    basis: tuple[BasisField, ...]
    study: tuple[StudyRow, ...]
    evidence: Evidence
    segments: tuple[ProposedSegment, ...] = ()
    rules: RuleSet | None = None
    typing: TypingTool | None = None
    tests: tuple[DescriptorTest, ...] = ()
    m: int = 0
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


class ModelSegment(Result):
    """One segment of a model."""

    name: str
    title: str
    share: float
    story: str = ""


class ModelOrigin(Result):
    """What a model was made from, so that it can be made again."""

    run: str
    as_of: str
    customers: int
    seed: int
    version: str
    data: str
    """Fingerprint of the data."""


class SegmentModel(Result):
    """A fitted segmentation: parameters only, nobody's values. Saved as `models/NAME.json`.

    `parameters` are arrays by name, nested lists in row order; their meaning belongs to the algorithm.
    """

    name: str
    title: str
    unit: str
    algorithm: AlgorithmName
    k: int
    segments: tuple[ModelSegment, ...]
    basis: tuple[BasisField, ...]
    parameters: dict[str, list[float] | list[list[float]] | list[list[list[float]]]]
    temperature: float = 1.0
    """Of the probabilities of distance-based algorithms."""
    outlier_distance: float | None = None
    """Farther from every centre than this: nobody's."""
    least_known: int = 1
    """Fields that must be known to place a customer."""
    border: float = 0.6
    verdict: Verdict
    origin: ModelOrigin


class NameChange(Result):
    """What became of a segment when a discovery was adopted again."""

    name: str
    was: str | None
    change: Literal["kept", "new", "merged", "vanished"]
    overlap: float | None = None


class AdoptResult(Result):
    """What `adopt` wrote."""

    name: str
    form: Literal["model", "rules"]
    segmentation: str
    segments: tuple[ModelSegment, ...]
    changes: tuple[NameChange, ...] = ()
    fidelity: float | None = None
    files: tuple[str, ...]
    next_step: str
    warnings: tuple[str, ...] = ()


class Placed(Result):
    """One new customer. `segment` is None for an outlier or a row without enough known fields."""

    row: int
    key: str | None
    segment: str | None
    title: str | None
    probability: float | None
    border: bool
    second: str | None = None
    probabilities: dict[str, float] = {}
    note: str | None = None


class AssignResult(Result):
    """New customers placed by a model."""

    model: str
    file: str
    rows: int
    placed: int
    border: int
    unplaced: int
    matched: dict[str, str]
    """Basis field to the file's column."""
    absent: tuple[str, ...] = ()
    """Basis fields that the file lacks; the others still place."""
    sizes: dict[str, int]
    customers: tuple[Placed, ...]
    warnings: tuple[str, ...] = ()
