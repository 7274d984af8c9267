"""What was found as Vega-Lite specs: the same pictures for notebooks, decks and the web."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from satsuma.describe.charts import (
    Row,
    Spec,
    diverging_bars,
    dots,
    heat_map,
    histogram,
    plain_bars,
    single_bars,
)
from satsuma.describe.report.digest import Digest
from satsuma.describe.report.findings.profile_plot import choose_lines, choose_rows
from satsuma.describe.report.findings.questions import choose_figure, list_shown
from satsuma.describe.report.findings.study_specs import study_specs
from satsuma.describe.report.findings.values import line_title
from satsuma.model.answers import AnswerResult
from satsuma.model.discoveries import ProposedSegment


def list_findings(of: Digest) -> Iterator[tuple[str, Spec]]:
    """Pairs of a name and a spec; names are made into file names by the caller."""
    yield from distribution_specs(of)
    yield from missing_specs(of)
    yield from association_specs(of)
    yield from driver_specs(of)
    yield from target_specs(of)
    yield from answer_specs(of)
    yield from group_specs(of)
    yield from score_specs(of)


def distribution_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    """Histograms of numbers, bars of words."""
    found = of.content.findings.explored
    for each in found.distributions if found else ():
        rows: list[Row] = [
            {"label": bin_.label, "low": bin_.low, "high": bin_.high, "share": bin_.share}
            for bin_ in each.bins
            if bin_.share is not None
        ]
        if rows and each.variable not in of.secret:
            draw = single_bars if each.bins[0].low is None else histogram
            yield f"distribution-{each.variable}", draw(f"{each.title} (n = {each.n:,})", rows)


def missing_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    found = of.content.findings.explored
    rows: list[Row] = [
        {"label": each.title, "share": each.missing_share}
        for each in (found.distributions if found else ())
        if each.missing and each.variable not in of.secret
    ]
    if rows:
        yield "missing", single_bars("Share of customers without a value", rows)


def association_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    found = of.content.findings.explored
    if found is None or found.associations is None:
        return
    shown = [each for each in found.associations.pairs if not {each.first, each.second} & of.secret]
    both: list[Row] = []
    for each in shown:
        both.append({"row": each.first_title, "column": each.second_title, "share": each.strength})
        both.append({"row": each.second_title, "column": each.first_title, "share": each.strength})
    if both:
        yield "associations", heat_map("Strength of association", both)


def driver_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    found = of.content.findings.explored
    if found is None or found.drivers is None:
        return
    rows: list[Row] = [
        {"label": each.title, "value": each.importance}
        for each in found.drivers.drivers
        if each.variable not in of.secret
    ]
    if rows:
        yield "drivers", plain_bars(f"What goes with {found.drivers.kpi_title}", rows)


def target_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    """Now, the goal, the benchmark."""
    for name, target in of.content.findings.targets.items():
        marks = {"now": target.now, "goal": target.goal}
        marks["benchmark"] = target.benchmark.value if target.benchmark else None
        rows: list[Row] = [
            {"label": label, "value": value} for label, value in marks.items() if value is not None
        ]
        if (
            target.now is not None
            and len(rows) > 1
            and target.kpi not in of.secret
            and not of.is_small(target.n)
        ):
            yield f"target-{name}", plain_bars(f"{target.kpi_title}, {target.measure}", rows)


def answer_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    """A picture for each answer with groups."""
    for name, answer in of.content.findings.answers.items():
        spec = answer_spec(of, answer)
        if spec is not None:
            yield f"answer-{name}", spec


def answer_spec(of: Digest, answer: AnswerResult) -> Spec | None:
    """Groups against everyone: rates are per what the answer reads them over. None without a group that may be shown."""
    factor = answer.per_factor if answer.measure == "rate" else 1.0
    rows: list[Row] = []
    for group in list_shown(of, answer.top):
        rate, low, high = choose_figure(group)
        seen = {"here": rate, "everyone": group.everyone, "low": low, "high": high}
        rows.append({"label": group.title} | {key: value * factor for key, value in seen.items()})
    return dots(answer.question, rows, ".0%" if answer.measure == "share" else ",.4~g") if rows else None


def group_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    """Sizes, profiles, gorges and the study."""
    for name, found in of.content.findings.discoveries.items():
        segments = [segment for segment in found.segments if not of.is_small(segment.customers)]
        sizes: list[Row] = [{"label": segment.title, "share": segment.share} for segment in segments]
        if sizes:
            yield f"groups-{name}", single_bars(found.title, sizes)
        profiles = profile_rows(of, segments)
        if profiles:
            yield f"profiles-{name}", diverging_bars(f"{found.title}: groups against everyone", profiles)
        for picture, spec in study_specs(found, segments):
            yield f"{picture.replace('_', '-')}-{name}", spec


def profile_rows(of: Digest, segments: Sequence[ProposedSegment]) -> list[Row]:
    lines = {segment.number: choose_lines(of, segment) for segment in segments}
    basis = [line for each in lines.values() for line in each if line.role == "basis"]
    kept = {(line.variable, line.level) for line in choose_rows(basis)}
    return [
        {
            "label": line_title(line),
            "segment": segment.title,
            "effect": line.effect or 0.0,
            "value": line.value,
        }
        for segment in segments
        for line in lines[segment.number]
        if line.role == "basis" and (line.variable, line.level) in kept
    ]


def score_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    """Each segmentation's criteria."""
    for name, card in of.content.findings.scorecards.items():
        rows: list[Row] = [
            {"label": score.title, "share": score.points} for score in card.scores if score.points is not None
        ]
        if rows:
            yield f"scorecard-{name}", single_bars(f"Scorecard of {card.title}", rows)
