"""Coverage: what is known of each family of facts, and what to collect where nothing is."""

from __future__ import annotations

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.svg import Bar, BarRow, bar_rows
from satsuma.describe.report.tables import fold, number, table, words
from satsuma.model.kinds import Sensitivity
from satsuma.model.results import VariableInfo


def show_coverage(of: Digest) -> Section | None:
    """None without any variable or family."""
    content = of.content
    if not of.coverage and not content.variables:
        return None
    lead = "How much is known of each family of facts: the mean share of customers with a value."
    parts = [heading("coverage", "What is known", lead), draw_known(of), list_wishes(of), list_variables(of)]
    return Section("coverage", "What is known", join(parts))


def draw_known(of: Digest) -> Html | None:
    known = sorted((cover for cover in of.coverage if cover.variables), key=lambda each: -each.share_known)
    if not known:
        return None
    rows = [
        BarRow(
            str(cover.family).capitalize(),
            (
                Bar(
                    cover.share_known,
                    f"{numbers.share(cover.share_known)} · {numbers.of(len(cover.variables), 'variable')}",
                    "b",
                ),
            ),
        )
        for cover in known
    ]
    told = "; ".join(f"{cover.family} {numbers.share(cover.share_known)}" for cover in known)
    return bar_rows("Share of customers with a value, by family", told, rows)


def list_wishes(of: Digest) -> Html | None:
    """Families with nothing."""
    empty = [cover for cover in of.coverage if not cover.variables]
    if not empty:
        return None
    heads = [words("Family"), words("What to collect")]
    rows: list[list[Child]] = [
        [str(cover.family).capitalize(), cover.collect or "No data."] for cover in empty
    ]
    return join([tag("h3", "No data yet"), table("Families without data", heads, rows)])


def list_variables(of: Digest) -> Html | None:
    """All variables; personal and sensitive ones by name only."""
    variables = of.content.variables
    if not variables:
        return None
    heads = [
        words("Variable"),
        words("Family"),
        words("Kind"),
        words("Unit"),
        number("Known of"),
        words("Note"),
    ]
    rows: list[list[Child]] = [
        [
            info.title,
            str(info.family or "–"),
            str(info.kind),
            info.unit,
            known_of(info),
            describe_limits(info),
        ]
        for info in variables
    ]
    return fold(f"All variables: {len(variables)}", table("Variables", heads, rows))


def known_of(info: VariableInfo) -> str:
    if info.customers is None or not info.population:
        return "–"
    return f"{numbers.count(info.customers)} ({numbers.share(info.customers / info.population)})"


def describe_limits(info: VariableInfo) -> str:
    """Why a variable is not shown, or from when its value is."""
    if info.sensitivity is Sensitivity.PERSONAL:
        return "Personal: values are not shown."
    if not info.allowed:
        return "Sensitive and not allowed by the project: not shown."
    notes = ["Sensitive, allowed by the project."] if info.sensitivity is Sensitivity.SENSITIVE else []
    notes += [f"As known on {info.as_known_on}."] if info.as_known_on else []
    return " ".join(notes)
