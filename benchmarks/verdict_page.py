"""docs/verdict.md, out of the outcomes of `benchmarks.verdict`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.made_up import NULLS, PLANTED

PAGE = Path(__file__).resolve().parents[1] / "docs" / "verdict.md"
START, END = "<!-- tables -->", "<!-- end of tables -->"


def clopper_pearson(successes: int, n: int) -> tuple[float, float]:
    """Exact 95 % interval of a share (Clopper & Pearson 1934, Biometrika 26:404-413)."""
    from scipy.stats import beta

    low = float(beta.ppf(0.025, successes, n - successes + 1)) if successes else 0.0
    high = float(beta.ppf(0.975, successes + 1, n - successes)) if successes < n else 1.0
    return low, high


def write_page(outcomes: Sequence[dict[str, object]], settings: dict[str, object]) -> None:
    """Put the tables between their marks."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(START)
    after = rest.split(END)[1]
    lines = [*_tabulate_nulls(outcomes), "", *_tabulate_planted(outcomes), "", _describe(settings)]
    PAGE.write_text(before + START + "\n\n" + "\n".join(lines) + "\n\n" + END + after, encoding="utf-8")


def _tabulate_nulls(outcomes: Sequence[dict[str, object]]) -> list[str]:
    lines = [
        "| data without groups | data sets | called natural | 95 % interval | reproducible | constructive | no segmentation |",
        "|---|---:|---:|---|---:|---:|---:|",
    ]
    for kind in NULLS:
        verdicts = [one["verdict"] for one in outcomes if one["kind"] == kind]
        n = len(verdicts)
        if not n:
            continue
        wrong = verdicts.count("natural")
        low, high = clopper_pearson(wrong, n)
        others = (verdicts.count(name) for name in ("reproducible", "constructive", "no segmentation"))
        lines.append(
            f"| {kind} | {n} | {wrong} ({wrong / n:.1%}) | {low:.1%} – {high:.1%} | "
            + " | ".join(map(str, others))
            + " |"
        )
    return lines


def _tabulate_planted(outcomes: Sequence[dict[str, object]]) -> list[str]:
    lines = [
        "| planted groups | data sets | median agreement (ARI) | of the best possible | right number | called natural |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for kind in PLANTED:
        found = [one for one in outcomes if one["kind"] == kind]
        if not found:
            continue
        n = len(found)
        agreement = median(float(one["agreement"]) for one in found)  # type: ignore[arg-type]
        ratio = median(float(one["agreement"]) / float(one["bayes"]) for one in found)  # type: ignore[arg-type]
        right = sum(one["k"] == one["planted"] for one in found)
        natural = sum(one["verdict"] == "natural" for one in found)
        lines.append(
            f"| {kind} | {n} | {agreement:.3f} | {ratio:.3f} | {right / n:.0%} | {natural / n:.0%} |"
        )
    return lines


def _describe(settings: dict[str, object]) -> str:
    return (
        f"Settings of these studies: k = {settings['fewest']} to {settings['most']}, {settings['starts']} starts, "
        f"{settings['bootstraps']} pairs of bootstrap samples with {settings['bootstrap_starts']} starts each, "
        f"{settings['references']} references, {settings['null_draws']} null data sets with {settings['null_starts']} starts "
        "(drawn only where the other ingredients speak for natural groups, and no further than the decision needs)."
    )
