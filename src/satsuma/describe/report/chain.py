"""Where the work stands: from targets to watching, what is done, what is missing, what comes next."""

from __future__ import annotations

import shlex

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.findings.progress import Step, list_discoveries, list_questions
from satsuma.describe.report.html import Html, join, tag

MOVES_FROM_RUNS = 2


def show_chain(of: Digest) -> Section:
    """All stages with their state."""
    steps = [
        *list_targets(of),
        *list_data(of),
        *list_questions(of),
        *list_segments(of),
        *list_discoveries(of),
        *list_uses(of),
    ]
    lead = "From targets to segments in use: what this run has, what is missing, and the next command."
    items = [show_step(step) for step in steps]
    return Section(
        "chain",
        "Where the work stands",
        join([heading("chain", "Where the work stands", lead), tag("ol", *items, class_="steps")]),
    )


def show_step(step: Step) -> Html:
    command = tag("p", tag("code", step.command)) if step.command else None
    mark = tag("span", step.state, class_=f"mark {step.state}")
    return tag("li", mark, tag("div", tag("strong", step.name), tag("p", numbers.glue(step.told)), command))


def list_targets(of: Digest) -> list[Step]:
    """The three answers that give the work its aim."""
    project = of.content.project
    teams = numbers.listed(project.teams)
    return [
        target(
            "Problem", project.problem, "Not written down yet: what should be better in a year?", "problem: …"
        ),
        target("KPI", describe_kpi(of), "Not chosen yet: which number should move?", "kpi: …"),
        target("Teams", teams, "Not named yet: who will use the segments?", "teams: [marketing, sales]"),
    ]


def target(name: str, value: str | None, question: str, line: str) -> Step:
    if value:
        return Step(f"Target: {name}", "done", value)
    return Step(f"Target: {name}", "missing", question, f"satsuma.yaml: {line}")


def describe_kpi(of: Digest) -> str | None:
    """The KPI asked for, and the variable that measures it."""
    asked, kpi = of.content.project.kpi, of.content.kpi
    if kpi is None:
        return f"{asked}; no variable measures it yet" if asked else None
    measured = kpi.title if asked in (None, kpi.name, kpi.title) else f"{asked}; measured by: {kpi.title}"
    if of.content.kpi_total is None:
        return measured
    return f"{measured}, {numbers.money(of.content.kpi_total, kpi.currency)} in all"


def list_data(of: Digest) -> list[Step]:
    content = of.content
    accounts = content.quality.accounts
    rows_in = sum(account.rows_in for account in accounts)
    kept = sum(account.rows_kept for account in accounts)
    aside = sum(reason.rows for account in accounts for reason in account.quarantined)
    known = [cover for cover in of.coverage if cover.variables]
    steps = []
    if accounts:
        told = f"{numbers.of(len(accounts), 'source')}, {numbers.of(rows_in, 'row')}."
        steps.append(Step("Collect", "done", told))
        share = numbers.share(kept / rows_in) if rows_in else "0 %"
        actions = numbers.of(len(content.quality.actions), "cleaning action")
        cleaned = f"{share} of the rows kept, {numbers.count(aside)} set aside, {actions}."
        steps.append(Step("Clean", "done", cleaned))
    if content.variables:
        variables = numbers.of(len(content.variables), "variable")
        families = f" from {len(known)} of {len(of.coverage)} families of facts" if of.coverage else ""
        told = f"{variables}{families}."
        steps.append(Step("Measure", "done", told))
    else:
        steps.append(Step("Measure", "missing", "No variable is defined.", "satsuma variables"))
    return steps


def list_segments(of: Digest) -> list[Step]:
    content = of.content
    if not content.segments and not content.segmentations:
        return [
            Step(
                "Segments",
                "missing",
                "None is defined: write one to segments/, or try a rule.",
                'satsuma count "…"',
            )
        ]
    segmentations = numbers.of(len(content.segmentations), "segmentation") if content.segmentations else ""
    told = ", ".join(filter(None, (numbers.of(len(content.segments), "segment"), segmentations))) + "."
    profiled = sum(1 for profile in content.profiles.values() if profile.lines)
    described = f"{numbers.of(profiled, 'profile')} against everyone, in this report."
    return [Step("Segments", "done", told), Step("Describe", "done" if profiled else "missing", described)]


def list_uses(of: Digest) -> list[Step]:
    """What people do with segments, one command each."""
    sizes = [size for size in of.top_sizes() if size.customers >= of.smallest]
    if not sizes:
        return []
    first = max(sizes, key=lambda size: (size.kpi_share or 0.0, size.share, size.name))
    name = shlex.quote(first.name)
    teams = numbers.listed(of.content.project.teams) or "the teams"
    steps = [
        Step(
            "Validate",
            "next",
            f"Show the segments to {teams}: would they treat these customers differently?",
            f"satsuma profile {name}",
        ),
        Step(
            "Activate",
            "next",
            f"Hand a segment to the tool that reaches them, for example “{first.title}”.",
            f"satsuma export {name} --to {first.name.replace('/', '-')}.csv",
        ),
    ]
    runs = max((len(points) for points in of.content.history.values()), default=0)
    if runs >= MOVES_FROM_RUNS:
        steps.append(Step("Watch", "done", f"Sizes of {runs} runs are kept.", "satsuma segments --history"))
    else:
        steps.append(
            Step(
                "Watch",
                "next",
                "Run again when new files arrive: entered and left are counted from then on.",
                "satsuma run",
            )
        )
    return steps
