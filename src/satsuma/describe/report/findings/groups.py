"""Groups in the data: the verdict in words, one picture of all proposed segments, then each of them."""

from __future__ import annotations

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import HIDDEN_RULE, Digest, Section, heading
from satsuma.describe.report.findings.profile_plot import choose_lines, draw_profiles
from satsuma.describe.report.findings.study import show_study
from satsuma.describe.report.findings.values import line_title, show_notes, show_value, told
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.tables import bullets, fold, number, table, words
from satsuma.model.discoveries import DiscoveryResult, ProposedSegment, RuleLine, SegmentLine

MOST_OPEN, MOST_MARKERS, MOST_LINES, LONGEST_RULE = 3, 4, 40, 90
VERDICT_MARKS = {
    "natural": "done",
    "reproducible": "done",
    "constructive": "next",
    "no segmentation": "missing",
}
ROLES = {"basis": "Grouped by", "descriptor": "Described by", "outcome": "Judged by"}


def show_groups(of: Digest) -> Section | None:
    """None before anything was looked for. Beyond a few discoveries the others follow behind their verdicts."""
    found = list(of.content.findings.discoveries.values())
    if not found:
        return None
    lead = (
        "What a study of the data says about groups in it: whether there are any, how many, and who they are."
    )
    opened = [tag("article", *show_discovery(of, each), class_="segment") for each in found[:MOST_OPEN]]
    folded = [fold(f"{each.title}: {each.headline}", *show_discovery(of, each)) for each in found[MOST_OPEN:]]
    parts = [heading("groups", "Groups in the data", lead), *opened, *folded]
    return Section("groups", "Groups in the data", join(parts))


def show_discovery(of: Digest, found: DiscoveryResult) -> list[Html | None]:
    """One discovery's parts."""
    segments = [segment for segment in found.segments if not of.is_small(segment.customers)]
    target = f" · for {found.target}" if found.target else ""
    count = f" · {numbers.of(len(found.segments), 'group')}" if found.segments else ""
    parts: list[Html | None] = [
        tag("p", f"Discovery · {found.name} · looking back from {found.as_of}{target}", class_="eyebrow"),
        tag("h3", found.title),
        tag(
            "p",
            tag("span", f"{found.headline}{count}", class_=f"mark verdict {VERDICT_MARKS[found.verdict]}"),
        ),
        told(of.keep_told(found.evidence.reasons)),
        tag("p", tag("strong", "Next: "), found.next_step),
        tag("p", describe_basis(of, found), class_="soft"),
    ]
    if segments:
        parts.append(draw_profiles(of, found, segments))
        parts.append(
            tag("div", *(show_segment(of, found, each) for each in segments), class_="columns cells")
        )
        parts.append(show_rules(of, found))
        parts.append(told(of.keep_told([found.typing.sentence])) if found.typing else None)
        tables = [line_table(of, found, segment) for segment in segments]
        parts.append(fold("All figures of each group", *tables))
    parts.append(fold("For analysts: the study", *show_study(of, found, segments)))
    parts.append(show_notes(of, found.warnings))
    return parts


def describe_basis(of: Digest, found: DiscoveryResult) -> str:
    """What made the groups, and who is in none."""
    titles = list(dict.fromkeys(field.title for field in found.basis if field.name not in of.secret))
    told = [f"Grouped by {numbers.listed([numbers.inline(title) for title in titles])}."] if titles else []
    if found.segments:
        told.append(f"{found.placed:,} of {found.customers:,} {numbers.plural(found.unit)} have a group")
        aside = []
        if found.outliers:
            aside.append(f"{of.people(found.outliers)} are unlike everybody else")
        if found.unusable:
            aside.append(f"of {of.people(found.unusable)} too little is known")
        told[-1] += f"; {numbers.listed(aside)}." if aside else "."
    return " ".join(told)


def show_segment(of: Digest, found: DiscoveryResult, segment: ProposedSegment) -> Html:
    """One proposed segment: its story, what describes it beyond what made it, its rule."""
    size = f"{numbers.share(segment.share)} (n = {segment.customers:,})"
    beyond = choose_markers(of, segment)
    came_back = (
        f"When customers are drawn again, {numbers.share(segment.stability)} of this group comes back."
    )
    return tag(
        "div",
        tag("h4", segment.title),
        tag("p", numbers.glue(size), class_="soft small"),
        tag("p", numbers.glue(segment.story)) if not of.tells_secret(segment.story) else None,
        tag("p", tag("strong", "What sets them apart beyond that"), class_="small") if beyond else None,
        bullets([tell_line(of, found.unit, line) for line in beyond], "plain small") if beyond else None,
        show_rule(of, segment.rule) if found.rules is not None and found.rules.describable else None,
        tag("p", came_back, class_="soft small"),
    )


def choose_markers(of: Digest, segment: ProposedSegment) -> list[SegmentLine]:
    """The strongest differences on what did not make the groups, one a variable."""
    lines = [
        line
        for line in segment.lines
        if line.marker and line.role != "basis" and not line.suppressed and line.variable not in of.secret
    ]
    best: dict[str, SegmentLine] = {}
    for line in sorted(lines, key=lambda line: -abs(line.effect or 0.0)):
        best.setdefault(line.variable, line)
    return list(best.values())[:MOST_MARKERS]


def tell_line(of: Digest, unit: str, line: SegmentLine) -> str:
    here, everyone = (show_value(of, unit, line, value) for value in (line.value, line.everyone))
    among = "of everyone" if line.level is not None else "for everyone"
    return numbers.glue(f"{line_title(line)}: {here} here, {everyone} {among} (n = {line.n:,})")


def show_rule(of: Digest, rule: RuleLine | None) -> Html | None:
    """A rule that is short enough to be read; all of them stand in the table of rules."""
    if rule is None or len(rule.rule) > LONGEST_RULE:
        return None
    return tag("p", HIDDEN_RULE) if of.names_secret(rule.rule) else tag("p", tag("code", rule.rule))


def line_table(of: Digest, found: DiscoveryResult, segment: ProposedSegment) -> Html:
    """What made the groups first, then what differs most."""
    lines = choose_lines(of, segment)
    basis = [line for line in lines if line.role == "basis"]
    others = sorted(
        (line for line in lines if line.role != "basis"), key=lambda line: -abs(line.effect or 0.0)
    )
    shown = [*basis, *others][:MOST_LINES]
    names = ("Here", "95 % interval", "Everyone", "Effect", "n")
    heads = [words("Variable"), words("Role"), *(number(name) for name in names)]
    rows: list[list[Child]] = [
        [
            line_title(line),
            ROLES[line.role],
            show_value(of, found.unit, line, line.value),
            show_interval(of, found.unit, line),
            show_value(of, found.unit, line, line.everyone),
            "–" if line.effect is None else f"{line.effect:+.2f}".replace("-", "−"),
            numbers.count(line.n),
        ]
        for line in shown
    ]
    rest = f", the {len(shown)} that differ most of {len(lines)}" if len(shown) < len(lines) else ""
    return table(f"{segment.title} against everyone{rest}", heads, rows)


def show_interval(of: Digest, unit: str, line: SegmentLine) -> str:
    if line.low is None or line.high is None:
        return "–"
    return f"{show_value(of, unit, line, line.low)} to {show_value(of, unit, line, line.high)}"


def show_rules(of: Digest, found: DiscoveryResult) -> Html | None:
    """How well short rules tell the groups, and the rules."""
    if found.rules is None:
        return None
    names = ("Customers", "Right", "Found", "Leave", "Join")
    heads = [words("Group"), words("Rule"), *(number(name) for name in names)]
    rows: list[list[Child]] = [
        [
            segment.title,
            HIDDEN_RULE if of.names_secret(rule.rule) else tag("code", rule.rule),
            of.people(rule.customers),
            numbers.share(rule.precision),
            numbers.share(rule.recall),
            of.people(rule.leaving),
            of.people(rule.joining),
        ]
        for segment, rule in zip(found.segments, found.rules.rules, strict=False)
        if not of.is_small(segment.customers)
    ]
    sentence = told(of.keep_told([found.rules.sentence]))
    return join([sentence, fold("The groups as rules", table("Rules", heads, rows)) if rows else None])
