"""How the figures are made, and the words that the report uses."""

from __future__ import annotations

from satsuma.describe.profiles import MARKER_EFFECT, MARKER_POINTS, MARKER_RATIO
from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.tables import fold, table, words


def show_method(of: Digest) -> Section:
    """The last part."""
    parts = [heading("method", "Method and words"), run_table(of), methods(of), explain_words(of)]
    return Section("method", "Method and words", join(parts))


def run_table(of: Digest) -> Html:
    content, project = of.content, of.content.project
    kpi = f"{content.kpi.title} ({content.kpi.name})" if content.kpi else "none"
    rows: list[list[Child]] = [
        ["Looking back from", f"{content.as_of} ({content.as_of_reason})"],
        ["Time zone", project.timezone],
        ["Run", content.run],
        ["Satsuma version", content.version],
        ["KPI", kpi],
        [
            "Seed",
            "None is needed: nothing here is drawn at random. Random shares in rules are hashes of the customer's key.",
        ],
        ["Smallest group shown", f"{of.smallest} members"],
    ]
    return table("This run", [words("What"), words("Value")], rows)


def methods(of: Digest) -> Html:
    told = (
        "Averages come with a 95 % t interval, shares with a 95 % Wilson interval; n is the number of members with a value.",
        "Lift is the value here divided by the value of everyone, the members themselves included.",
        "Effect compares members with all others: Cohen's d for numbers, Cohen's h for shares. "
        "About 0.2 is small, 0.5 medium, 0.8 large.",
        f"A line sets a segment apart from an effect of {MARKER_EFFECT:g} up; a share must also differ by "
        f"{MARKER_POINTS * 100:.0f} points or by {MARKER_RATIO * 100:.0f} % of everyone's.",
        "Lines marked “in the rule” use the same data as the segment's rule: they differ by definition and prove nothing.",
        "The intervals do not allow for how many lines are compared: about one line in twenty differs by chance alone.",
        f"Groups of 1 to {of.smallest - 1} are not shown, nor are values of personal fields, nor of sensitive fields that the "
        "project does not allow.",
        "Contactable means: an address is there, consent is not refused where it is asked, and nobody opted out.",
        "The pictures are also saved as Vega-Lite specifications, in the folder charts beside this file.",
    )
    return fold(
        "For analysts: how the figures are made",
        tag("ul", *(tag("li", numbers.glue(each)) for each in told), class_="plain"),
    )


def explain_words(of: Digest) -> Html:
    known = (
        ("Segment", "Customers who fit a rule. Segments may overlap."),
        ("Segmentation", "A division of all customers: each is in exactly one group, the first that fits."),
        ("Everyone else", "The last group of a segmentation: those who fit no other."),
        ("Looking back from", "The day that all figures refer to. Nothing that happened later counts."),
        (
            "Set-aside rows",
            "Rows that broke a promise, such as an unknown customer. They are kept with the reason, not used.",
        ),
        ("What sets them apart", "What is clearly more or less frequent here than among everyone."),
        ("Over-represented, not most", "More frequent here than among everyone, but still less than half."),
        ("KPI", "The number that the business wants to move."),
        ("1,234.5", "A comma stands between thousands, a point before decimals."),
    )
    terms = [join([tag("dt", word), tag("dd", meaning)]) for word, meaning in known]
    return join([tag("h3", "Words"), tag("dl", *terms, class_="words")])
