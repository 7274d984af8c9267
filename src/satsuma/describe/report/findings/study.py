"""The study behind a verdict, for analysts: stability for each number of groups, each group's own, gorge plots, tables."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest
from satsuma.describe.report.findings.values import show_figure
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.ranges import Range, Strip, draw_ranges, draw_strips
from satsuma.describe.report.svg import histogram
from satsuma.describe.report.tables import bullets, number, table, words
from satsuma.model.discoveries import DescriptorTest, DiscoveryResult, ProposedSegment, StudyRow

FIGURES = (
    "k", "SSW or log-likelihood", "BIC", "ICL", "Gap", "Prediction strength", "Silhouette", "Stability", "Weakest (SLSW)",
    "Smallest", "At optimum", "Overlap", "Rule fidelity", "Score",
)  # fmt: skip
ROLES = {"descriptor": "Described by", "outcome": "Judged by"}


def show_study(of: Digest, found: DiscoveryResult, segments: Sequence[ProposedSegment]) -> list[Html | None]:
    """Everything that was tried, and the tests on variables that did not make the groups."""
    said = f"Seeds are fixed, so the study comes out the same. Fitted on {found.fitted_on:,} {numbers.plural(found.unit)}."
    if found.sample_agreement is not None:
        said += f" Two samples of that size agree by {found.sample_agreement:.2f} (adjusted Rand index)."
    if found.runner_up is not None:
        said += f" Runner-up: {found.runner_up[1]} by {found.runner_up[0]}."
    algorithms = list(dict.fromkeys(row.algorithm for row in found.study))
    heads = [words("Algorithm"), *(number(name) for name in FIGURES), words("Knocked out")]
    tests = [test for test in found.tests if test.variable not in of.secret]
    notes = of.keep_told(found.notes)
    return [
        tag("p", numbers.glue(said), class_="small"),
        tag("div", *(draw_stability(found, name) for name in algorithms), class_="columns"),
        draw_own_stability(found),
        draw_gorges(found, segments),
        show_evidence(found),
        table("Every number of groups and algorithm", heads, [study_row(found, row) for row in found.study]),
        test_table(found, tests) if tests else None,
        bullets(notes, "plain small") if notes else None,
    ]


def is_chosen(found: DiscoveryResult, row: StudyRow) -> bool:
    return (row.algorithm, row.k) == (found.chosen_algorithm, found.chosen_k)


def draw_stability(found: DiscoveryResult, algorithm: str) -> Html:
    """The median and quartiles of the adjusted Rand index over pairs of bootstrap samples, for each k."""
    rows = [
        Range(
            label=f"k = {row.k}",
            low=row.stability_quartiles[0],
            middle=row.stability_median,
            high=row.stability_quartiles[1],
            text=f"{row.stability_median:.2f}{', chosen' if is_chosen(found, row) else ''}",
            is_chosen=is_chosen(found, row),
        )
        for row in found.study
        if row.algorithm == algorithm
    ]
    title = f"Stability, {algorithm}"
    spoken = "; ".join(f"{row.label}: {row.text}" for row in rows)
    note = "Median and quartiles of the adjusted Rand index over pairs of bootstrap samples, 0 to 1."
    return tag("figure", tag("figcaption", tag("strong", title), note), draw_ranges(title, spoken, rows))


def draw_own_stability(found: DiscoveryResult) -> Html | None:
    """A dot a segment: how much of it comes back (SLSW), and from how many parents it is thrown together (SLSA)."""
    algorithm = found.chosen_algorithm or (found.study[0].algorithm if found.study else None)
    rows = [row for row in found.study if row.algorithm == algorithm]
    if not rows:
        return None
    within = [strip_of(found, row, row.segment_stability) for row in rows]
    across = [strip_of(found, row, row.segment_origins) for row in rows if row.segment_origins]
    drawn = [
        draw_strip(
            "Each group's stability (SLSW)",
            "Median Jaccard over bootstrap samples; a dot a group, larger ones larger. Under 0.6 a group is not to be trusted.",
            within,
        )
    ]
    if across:
        drawn.append(
            draw_strip(
                "Where groups come from (SLSA)",
                "Entropy of a group's parents with one group fewer: 0 is one parent, 1 is thrown together from all.",
                across,
            )
        )
    return tag("div", *drawn, class_="columns")


def strip_of(found: DiscoveryResult, row: StudyRow, values: Sequence[float]) -> Strip:
    everyone = sum(row.sizes) or 1
    sizes = tuple(size / everyone for size in row.sizes[: len(values)])
    return Strip(f"k = {row.k}", tuple(values[: len(sizes)]), sizes, is_chosen(found, row))


def draw_strip(title: str, note: str, rows: Sequence[Strip]) -> Html:
    spoken = "; ".join(f"{row.label}: {', '.join(f'{value:.2f}' for value in row.values)}" for row in rows)
    return tag("figure", tag("figcaption", tag("strong", title), note), draw_strips(title, spoken, rows))


def draw_gorges(found: DiscoveryResult, segments: Sequence[ProposedSegment]) -> Html | None:
    """Similarity of every customer to each segment's centre: a gorge between two peaks speaks for natural segments."""
    drawn = []
    for segment in segments:
        if not segment.gorge:
            continue
        tenths = [f"{i / 10:.1f} to {(i + 1) / 10:.1f}" for i in range(len(segment.gorge))]
        spoken = "; ".join(f"{name}: {share:.0%}" for name, share in zip(tenths, segment.gorge, strict=True))
        picture = histogram(f"Similarity to {segment.title}", spoken, segment.gorge, tenths)
        drawn.append(tag("figure", tag("figcaption", tag("strong", segment.title)), picture))
    if not drawn:
        return None
    note = "Gorge plots: how similar all customers are to each group's centre. Two peaks with a gorge between: clear groups."
    return join([tag("p", note, class_="small"), tag("div", *drawn, class_="columns three")])


def show_evidence(found: DiscoveryResult) -> Html | None:
    """The ingredients of the verdict."""
    seen = found.evidence
    rows: list[list[Child]] = [
        ["Silhouette", show_figure(seen.silhouette, 3)],
        [
            f"p against data without groups, copula ({seen.null_draws:,} draws)",
            show_chance(seen.null_p_copula),
        ],
        ["p against uniform data", show_chance(seen.null_p_uniform)],
        ["Neighbouring pairs with a valley between them", numbers.share(seen.valleys)],
        ["Stability, median", show_figure(seen.stability, 2)],
        ["Weakest group (SLSW)", show_figure(seen.weakest_segment, 2)],
        ["One group preferred by gap and BIC", "yes" if seen.one_group_preferred else "no"],
    ]
    return table("What the verdict rests on", [words("Ingredient"), number("Value")], rows)


def show_chance(p: float | None) -> str:
    return "–" if p is None else numbers.chance(p)


def study_row(found: DiscoveryResult, row: StudyRow) -> list[Child]:
    fit = row.ssw if row.ssw is not None else row.log_likelihood
    chosen = is_chosen(found, row)
    return [
        tag("b", f"{row.algorithm} (chosen)") if chosen else row.algorithm,
        str(row.k),
        show_figure(fit, 2),
        show_figure(row.bic, 1),
        show_figure(row.icl, 1),
        show_figure(row.gap, 3),
        show_figure(row.prediction_strength, 2),
        show_figure(row.silhouette, 3),
        show_figure(row.stability_median, 2),
        show_figure(min(row.segment_stability, default=None), 2),
        numbers.count(min(row.sizes, default=0)),
        numbers.share(row.at_optimum),
        show_figure(row.overlap, 2),
        show_figure(row.fidelity, 2),
        show_figure(row.score, 2),
        " ".join(row.knocked_out) or "–",
    ]


def test_table(found: DiscoveryResult, tests: Sequence[DescriptorTest]) -> Html:
    heads = [
        words("Variable"),
        words("Role"),
        words("Test"),
        number("Effect"),
        number("n"),
        number("p, corrected"),
    ]
    rows: list[list[Child]] = [
        [
            test.title,
            ROLES[test.role],
            test.test,
            f"{test.effect:.2f} ({test.measure})",
            numbers.count(test.n),
            numbers.chance(test.adjusted_p),
        ]
        for test in tests
    ]
    return table(
        f"Do the groups differ on what did not make them? Corrected over {found.m:,} tests", heads, rows
    )
