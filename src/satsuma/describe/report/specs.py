"""The report's pictures as Vega-Lite specifications, from the same numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from satsuma.describe.charts import Row, Spec, dots, heat_map, lines, month_bars, paired_bars, single_bars
from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest
from satsuma.describe.report.findings.specs import list_findings
from satsuma.describe.report.pairs import choose_shown
from satsuma.model.results import SegmentSize

LONGEST_NAME_BYTES = 120


def list_specs(of: Digest) -> dict[str, Spec]:
    """All specifications by file name, without the ending."""
    found: dict[str, Spec] = {}
    for named in (
        spread_specs(of),
        money_specs(of),
        coverage_specs(of),
        overlap_specs(of),
        history_specs(of),
    ):
        found |= dict(named)
    for name, spec in list_findings(of):
        found[file_name("found", name)] = spec
    for size in of.all_sizes():
        markers = marker_spec(of, size)
        if markers is not None:
            found[file_name("segment", size.name)] = markers
    return found


def file_name(prefix: str, name: str) -> str:
    """A file's name from a segment's, short enough for every file system."""
    plain = f"{prefix}-{name.replace('/', '--')}"
    if len(plain.encode()) <= LONGEST_NAME_BYTES:
        return plain
    return f"{prefix}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def spread_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    sizes = [size for size in of.top_sizes() if not of.is_small(size.customers)]
    if not sizes:
        return
    units = f"share of {numbers.plural(sizes[0].unit)}"
    kpi = f"share of {numbers.inline(of.kpi_title or '')}"
    rows: list[Row] = []
    for size in sizes:
        rows.append({"label": size.title, "measure": units, "share": size.share})
        if size.kpi_share is not None and of.kpi_title:
            rows.append({"label": size.title, "measure": kpi, "share": size.kpi_share})
    measures = list(dict.fromkeys(str(row["measure"]) for row in rows))
    yield "shares", paired_bars(f"{units} against {kpi}" if len(measures) > 1 else units, rows, measures)


def money_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    for account in of.content.quality.money:
        rows: list[Row] = [{"month": month.month, "net": float(month.net)} for month in account.months]
        if rows:
            yield (
                file_name("money", account.source),
                month_bars(f"Net money of {account.source} by month", rows),
            )


def coverage_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    rows: list[Row] = [{"label": str(cover.family), "share": cover.share_known} for cover in of.coverage]
    if rows:
        yield "coverage", single_bars("Share of customers with a value, by family", rows)


def overlap_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    for overlap in of.content.overlaps:
        if len(overlap.names) < 2:
            continue
        shown = choose_shown(overlap)
        rows: list[Row] = []
        for i in shown:
            for j in shown:
                both, size = overlap.counts[i][j] or 0, overlap.counts[i][i] or 0
                if size and not of.is_small(size) and not of.is_small(both):
                    rows.append({"row": overlap.titles[i], "column": overlap.titles[j], "share": both / size})
        yield (
            file_name("overlap", overlap.unit),
            heat_map("Share of the row's segment that is in the column's", rows),
        )


def history_specs(of: Digest) -> Iterator[tuple[str, Spec]]:
    rows: list[Row] = [
        {"as_of": point.as_of, "customers": point.customers, "segment": of.titles.get(name, name)}
        for name, points in of.content.history.items()
        for point in points
        if not of.is_small(point.customers)
    ]
    if rows:
        yield "history", lines("Sizes over the runs", rows)


def marker_spec(of: Digest, size: SegmentSize) -> Spec | None:
    """The shares that set a segment apart."""
    profile = of.content.profiles.get(size.name)
    if profile is None or of.is_small(size.customers):
        return None
    rows: list[Row] = [
        {
            "label": f"{line.title}: {line.level}",
            "here": line.value,
            "everyone": line.everyone,
            "low": line.low,
            "high": line.high,
        }
        for line in of.shown_lines(profile)
        if line.marker and line.level is not None
    ]
    return dots(f"{size.title} against everyone", rows[:12]) if rows else None
