"""Groups in the data: the verdict in words, the proposed segments, and the study for analysts."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.findings.patterns import show_p
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.svg import Bar, BarRow, Dumbbell, bar_rows, dumbbells
from satsuma.describe.report.tables import bullets, fold, number, table, words
from satsuma.model.discoveries import DiscoveryResult, ProposedSegment, SegmentLine, StudyRow

MOST_LINES = 6
FIGURES = (
    "k", "SSW or log-likelihood", "BIC", "Gap", "Prediction strength", "Silhouette", "Stability", "Weakest group (SLSW)",
    "Smallest", "At optimum", "Score",
)  # fmt: skip


def show_groups(of: Digest) -> Section | None:
    """None before anything was looked for."""
    found = of.content.findings.discoveries
    if not found:
        return None
    lead = (
        "What a study of the data says about groups in it: whether there are any, how many, and who they are."
    )
    parts = [
        heading("groups", "Groups in the data", lead),
        *(show_discovery(of, each) for each in found.values()),
    ]
    return Section("groups", "Groups in the data", join(parts))


def show_discovery(of: Digest, found: DiscoveryResult) -> Html:
    size = f"{found.placed:,} of {found.customers:,} {numbers.plural(found.unit)} placed"
    aside = f", {found.outliers:,} outliers set aside" if found.outliers else ""
    parts: list[Html | None] = [
        tag("p", f"Discovery · {found.name} · looking back from {found.as_of}", class_="eyebrow"),
        tag("h3", found.title),
        tag("p", tag("strong", numbers.glue(found.headline))),
        bullets([numbers.glue(reason) for reason in found.evidence.reasons], "plain")
        if found.evidence.reasons
        else None,
        tag("p", tag("strong", "Next: "), found.next_step),
        tag(
            "p",
            f"Grouped by {numbers.listed(sorted({field.title for field in found.basis}))}. {size}{aside}.",
            class_="soft",
        ),
        *(tag("p", warning, class_="soft") for warning in found.warnings),
    ]
    shown = [segment for segment in found.segments if not of.is_small(segment.customers)]
    if shown:
        parts.append(draw_sizes(found, shown))
        parts += [show_segment(of, found, segment) for segment in shown]
        parts.append(show_rules(found))
        parts.append(tag("p", found.typing.sentence) if found.typing else None)
    parts.append(fold("For analysts: the study", *study_tables(found)))
    return tag("article", *parts, class_="segment")


def draw_sizes(found: DiscoveryResult, segments: Sequence[ProposedSegment]) -> Html:
    most = max(segment.share for segment in segments) or 1.0
    rows = [
        BarRow(
            segment.title,
            (
                Bar(
                    segment.share / most,
                    numbers.glue(f"{numbers.share(segment.share)} (n = {segment.customers:,})"),
                    "b",
                ),
            ),
        )
        for segment in segments
    ]
    title = f"{len(segments)} groups"
    told = "; ".join(f"{row.label}: {row.bars[0].text}" for row in rows)
    return tag(
        "figure",
        tag("figcaption", tag("strong", title), f"of {found.placed:,} placed"),
        bar_rows(title, told, rows),
    )


def show_segment(of: Digest, found: DiscoveryResult, segment: ProposedSegment) -> Html:
    """One proposed segment: its story, what sets it apart, its rule."""
    lines = [line for line in segment.lines if not line.suppressed and line.variable not in of.secret]
    markers = sorted((line for line in lines if line.marker), key=lambda line: -abs(line.effect or 0.0))[
        :MOST_LINES
    ]
    rule = (
        tag("p", tag("code", segment.rule.rule))
        if segment.rule and found.rules and found.rules.describable
        else None
    )
    came_back = f"came back in {numbers.share(segment.stability)} of its size when customers were drawn again"
    return join(
        [
            tag("h4", f"{segment.title} · {numbers.share(segment.share)}"),
            tag("p", numbers.glue(segment.story)),
            rule,
            draw_lines(segment, markers) if markers else None,
            tag("p", numbers.glue(f"It {came_back}."), class_="soft small"),
            fold("All figures", line_table(segment, lines)) if lines else None,
        ]
    )


def draw_lines(segment: ProposedSegment, lines: Sequence[SegmentLine]) -> Html:
    """Here against everyone, each variable on a scale of its own."""
    rows = []
    for line in lines:
        here, everyone = line.value or 0.0, line.everyone or 0.0
        low, high = line.low if line.low is not None else here, line.high if line.high is not None else here
        floor = min(0.0, here, everyone, low)
        spread = (1.0 if line.level is not None else max(here, everyone, high) - floor) or 1.0
        name = line.title if line.level is None else f"{line.title}: {line.level}"
        rows.append(
            Dumbbell(
                label=name,
                here=(here - floor) / spread,
                everyone=(everyone - floor) / spread,
                low=(low - floor) / spread,
                high=(high - floor) / spread,
                text=numbers.glue(f"{show_value(line, here)} here, {show_value(line, everyone)} of everyone"),
            )
        )
    told = "; ".join(f"{row.label}: {row.text}" for row in rows)
    return tag("figure", dumbbells(f"What sets {segment.title} apart", told, rows))


def show_value(line: SegmentLine, value: float | None) -> str:
    if value is None:
        return "–"
    if line.level is not None or line.kind == "share":
        return numbers.share(value)
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}".rstrip("0").rstrip(".")


def line_table(segment: ProposedSegment, lines: Sequence[SegmentLine]) -> Html:
    heads = [
        words("Variable"),
        words("Role"),
        number("Here"),
        number("Everyone"),
        number("Effect"),
        number("n"),
    ]
    roles = {"basis": "grouped by", "descriptor": "described by", "outcome": "judged by"}
    rows: list[list[Child]] = [
        [
            line.title if line.level is None else f"{line.title}: {line.level}",
            roles[line.role],
            show_value(line, line.value),
            show_value(line, line.everyone),
            "–" if line.effect is None else f"{line.effect:+.2f}".replace("-", "−"),
            numbers.count(line.n),
        ]
        for line in lines
    ]
    return table(f"{segment.title} against everyone", heads, rows)


def show_rules(found: DiscoveryResult) -> Html | None:
    if found.rules is None:
        return None
    heads = [
        words("Group"),
        words("Rule"),
        number("Customers"),
        number("Right"),
        number("Found"),
        number("Leave"),
        number("Join"),
    ]
    rows: list[list[Child]] = [
        [
            segment.title,
            tag("code", rule.rule),
            numbers.count(rule.customers),
            numbers.share(rule.precision),
            numbers.share(rule.recall),
            numbers.count(rule.leaving),
            numbers.count(rule.joining),
        ]
        for segment, rule in zip(found.segments, found.rules.rules, strict=False)
    ]
    return join(
        [
            tag("p", numbers.glue(found.rules.sentence)),
            fold("The groups as rules", table("Rules", heads, rows)),
        ]
    )


def study_tables(found: DiscoveryResult) -> list[Html | None]:
    """Everything that was tried, and the tests on variables that did not make the groups."""
    heads = [words("Algorithm"), *(number(name) for name in FIGURES), words("Knocked out")]
    rows = [study_row(found, row) for row in found.study]
    told: list[Html | None] = [
        tag(
            "p",
            numbers.glue(f"Seeds are fixed, so the study comes out the same. Fitted on {found.fitted_on:,}."),
            class_="small",
        ),
        table("Every number of groups and algorithm", heads, rows),
    ]
    if found.tests:
        told.append(test_table(found))
    told += [tag("p", note, class_="small") for note in found.notes]
    return told


def study_row(found: DiscoveryResult, row: StudyRow) -> list[Child]:
    fit = row.ssw if row.ssw is not None else row.log_likelihood
    is_chosen = (row.algorithm, row.k) == (found.chosen_algorithm, found.chosen_k)
    return [
        tag("b", row.algorithm) if is_chosen else row.algorithm,
        str(row.k),
        show_figure(fit, 2),
        show_figure(row.bic, 1),
        show_figure(row.gap, 3),
        show_figure(row.prediction_strength, 2),
        show_figure(row.silhouette, 3),
        show_figure(row.stability_median, 2),
        show_figure(min(row.segment_stability, default=None), 2),
        numbers.count(min(row.sizes, default=0)),
        numbers.share(row.at_optimum),
        show_figure(row.score, 2),
        "; ".join(row.knocked_out) or "–",
    ]


def show_figure(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:,.{digits}f}".replace("-", "−")


def test_table(found: DiscoveryResult) -> Html:
    heads = [
        words("Variable"),
        words("Role"),
        words("Test"),
        number("Effect"),
        number("n"),
        number("p, corrected"),
    ]
    roles = {"descriptor": "described by", "outcome": "judged by"}
    rows: list[list[Child]] = [
        [
            test.title,
            roles[test.role],
            test.test,
            f"{test.effect:.2f} ({test.measure})",
            numbers.count(test.n),
            show_p(test.adjusted_p),
        ]
        for test in found.tests
    ]
    return table(
        f"Whether groups differ on what did not make them, corrected over {found.m:,} tests", heads, rows
    )
