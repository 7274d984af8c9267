"""What was found as Vega-Lite specs: the same pictures for notebooks, decks and the web."""

from __future__ import annotations

from collections.abc import Iterator

from satsuma.describe.charts import Row, Spec, dots, heat_map, histogram, plain_bars, single_bars
from satsuma.describe.report.digest import Digest


def list_findings(of: Digest) -> Iterator[tuple[str, Spec]]:
    """Pairs of a name and a spec; names are made into file names by the caller."""
    yield from distribution_specs(of)
    yield from association_specs(of)
    yield from driver_specs(of)
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


def answer_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    for name, answer in of.content.findings.answers.items():
        rows: list[Row] = [
            {
                "label": group.title,
                "here": group.rate,
                "everyone": group.everyone,
                "low": group.low,
                "high": group.high,
            }
            for group in answer.top
            if not of.is_small(group.customers)
        ]
        if rows and answer.everyone is not None and answer.everyone <= 1:
            yield f"answer-{name}", dots(answer.question, rows)


def group_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    for name, found in of.content.findings.discoveries.items():
        rows: list[Row] = [
            {"label": segment.title, "share": segment.share}
            for segment in found.segments
            if not of.is_small(segment.customers)
        ]
        if rows:
            yield f"groups-{name}", single_bars(found.title, rows)
        study: list[Row] = [
            {"label": f"{row.algorithm}, {row.k}", "value": row.stability_median} for row in found.study
        ]
        if study:
            yield f"stability-{name}", plain_bars(f"{found.title}: stability by number of groups", study)


def score_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    for name, card in of.content.findings.scorecards.items():
        rows: list[Row] = [
            {"label": score.title, "share": score.points} for score in card.scores if score.points is not None
        ]
        if rows:
            yield f"scorecard-{name}", single_bars(f"Scorecard of {card.title}", rows)
