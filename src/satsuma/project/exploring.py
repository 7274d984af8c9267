"""`explore`: how variables are distributed, what goes together, what moves the KPI."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from satsuma.engine import bitmaps
from satsuma.model.errors import DataError, Finding, MistakeError, OptionError
from satsuma.project.listing import inform_variables
from satsuma.project.moments import AsOf
from satsuma.project.outcomes import look_ahead
from satsuma.project.privacy import list_hidden
from satsuma.project.progress import Progress, silent
from satsuma.project.reporting import refresh_report
from satsuma.project.shown_patterns import ShownExplore
from satsuma.project.sizing import name_kpi
from satsuma.project.timing import list_undeclared, refuse_untimely, trace
from satsuma.store.findings import save_finding

if TYPE_CHECKING:
    from satsuma.columns import Column
    from satsuma.model.patterns import Associations, Distribution, Drivers
    from satsuma.model.results import VariableInfo
    from satsuma.project.evaluating import Snapshot
    from satsuma.project.opening import Opened

FOUND = "explored"
SHARES = (0.1, 0.4)
"""How much of the work is done when associations begin, and when drivers do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks to see; without variables all that may be shown, and the project's KPI where none is named."""

    variables: tuple[str, ...] = ()
    kpi: str | None = None
    confirm: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """One unit at one moment, with the variables that may be shown and those that were asked for."""

    opened: Opened
    unit: str
    moment: AsOf
    snapshot: Snapshot
    shown: Mapping[str, VariableInfo]
    asked: Sequence[VariableInfo]

    def made_of(self, name: str) -> frozenset[str]:
        """Columns, and sources of events, that a variable is computed from."""
        origins = trace([name], self.unit, self.opened.vocabulary, frozenset())
        events = self.opened.run.shape.units[self.unit].events
        sources = {
            f"source {source}"
            for event in origins.events
            for source in (events[event].source.split(", ") if event in events else [event])
        }
        return frozenset(column for _, column in origins.columns) | sources


def explore_project(
    opened: Opened, wanted: Wanted, as_of: str | None, unit: str | None, progress: Progress | None
) -> ShownExplore:
    """Everything at once; kept for the report where all variables were asked for.

    OptionError or MistakeError for names that do not exist or may not be shown and for a unit without anybody; what is wrong
    with a KPI that was asked for by name is raised, what is wrong with the project's own is said as a warning.
    """
    tell = progress or silent
    tell("Reading variables", None)
    view = look(opened, wanted, as_of, unit)
    kpi = choose_kpi(view, wanted)
    tell("Describing distributions", 0.0)
    distributions = describe(view)
    tell("Comparing all pairs of variables", SHARES[0])
    associations = associate(view, kpi, tell)
    drivers, warnings = find_or_warn(view, kpi, wanted, tell)
    result = ShownExplore(
        unit=view.unit,
        as_of=view.moment.day.isoformat(),
        population=bitmaps.count(view.snapshot.memberships.population),
        distributions=distributions,
        associations=associations,
        drivers=drivers,
        warnings=(*warnings, *warn_known_later(view)),
    )
    if not wanted.variables:
        save_finding(opened.folder, FOUND, FOUND, result)
        refresh_report(opened.folder)
    return result


def look(opened: Opened, wanted: Wanted, as_of: str | None, unit: str | None) -> View:
    """The unit as of the moment; all wrong names at once."""
    chosen = opened.choose_unit(unit)
    moment = opened.choose_as_of(as_of)
    infos = {
        info.name: info
        for info in inform_variables(opened.definitions, opened.run, opened.vocabulary, chosen)
    }
    hidden = list_hidden(opened.definitions)
    shown = {name: info for name, info in infos.items() if info.allowed and name not in hidden}
    named = [*wanted.variables, *filter(None, (wanted.kpi,)), *wanted.confirm]
    refuse_names(list(dict.fromkeys(named)), infos, shown, chosen)
    snapshot = opened.look(chosen, moment)
    if not bitmaps.count(snapshot.memberships.population):
        raise OptionError(
            f"There is no {chosen} to explore, looking back from {moment.day.isoformat()}.",
            hint="Choose a later day with --as-of, or another --unit.",
        )
    asked = [shown[name] for name in dict.fromkeys(wanted.variables)] or list(shown.values())
    return View(opened, chosen, moment, snapshot, shown, asked)


def refuse_names(
    names: Collection[str], infos: Mapping[str, VariableInfo], shown: Mapping[str, VariableInfo], unit: str
) -> None:
    """MistakeError with a finding a name that is not there, each with the nearest that is, or may not be shown."""
    import difflib

    findings = []
    for name in names:
        if name in shown:
            continue
        if name in infos:
            message = f"'{name}' is personal or sensitive and not allowed, so it is neither used nor shown."
            hint = "Sensitive variables can be allowed in the project's settings ('allow_sensitive')."
        else:
            near = difflib.get_close_matches(name, shown, n=1)
            message = f"There is no variable '{name}' of the {unit}."
            hint = f"Did you mean '{near[0]}'?" if near else "'satsuma variables' lists them."
        findings.append(Finding(code="unknown-name", message=message, hint=hint))
    if findings:
        raise MistakeError(findings)


def choose_kpi(view: View, wanted: Wanted) -> VariableInfo | None:
    """The one asked for; where everything is explored the project's, None where it has none that may be shown."""
    if wanted.kpi is not None or wanted.variables:
        return view.shown.get(wanted.kpi or "")
    return view.shown.get(name_kpi(view.opened.definitions, view.unit) or "")


def describe(view: View) -> tuple[Distribution, ...]:
    from satsuma.discover.distributions import describe_distributions

    words = view.snapshot.memberships.population
    return describe_distributions(
        view.snapshot.values,
        {info.name: info for info in view.asked},
        bitmaps.unpack(words, len(view.opened.population.units[view.unit].keys.values)),
        smallest_group=view.opened.definitions.project.smallest_group,
        zone=view.opened.zone,
    )


def associate(view: View, kpi: VariableInfo | None, tell: Progress) -> Associations | None:
    """All pairs of the variables asked for and the KPI; None for fewer than two."""
    from satsuma.discover.associations import find_associations

    infos = list({info.name: info for info in [*view.asked, *filter(None, (kpi,))]}.values())
    if len(infos) < 2:
        return None
    width = SHARES[1] - SHARES[0]
    return find_associations(
        infos,
        view.snapshot.values,
        bitmaps.members(view.snapshot.memberships.population),
        made_of={info.name: view.made_of(info.name) for info in infos},
        kpi=kpi.name if kpi else None,
        smallest_group=view.opened.definitions.project.smallest_group,
        told=lambda share: tell("Comparing all pairs of variables", SHARES[0] + width * share),
    )


def find_or_warn(
    view: View, kpi: VariableInfo | None, wanted: Wanted, tell: Progress
) -> tuple[Drivers | None, list[str]]:
    """The drivers; for a KPI that nobody asked for by name, what is wrong with it as a warning."""
    if kpi is None:
        return None, []
    try:
        return explain_kpi(view, kpi, wanted.confirm, tell), []
    except (DataError, OptionError) as error:
        if wanted.kpi is not None:
            raise
        return None, [f"No drivers of {kpi.title}: {finding.message}" for finding in error.findings]


def explain_kpi(view: View, kpi: VariableInfo, confirmed: Sequence[str], tell: Progress) -> Drivers:
    """What is known at the cut of those who existed then, against the KPI after it."""
    from satsuma.discover.drivers import Question, find_drivers
    from satsuma.engine import measure

    opened, unit = view.opened, view.unit
    tell(f"Looking for what moves {kpi.title}", SHARES[1])
    ahead = look_ahead(opened, kpi, unit, view.moment)
    then = view.snapshot if ahead.is_same_moment else opened.look(unit, ahead.cut)
    at_end = opened.population_at(view.moment)
    outcome: Column = measure(
        at_end,
        opened.vocabulary,
        unit,
        {"kpi": ahead.value},
        view.moment.seconds,
        opened.zone,
        opened.threads,
    )["kpi"]
    names = [info.name for info in view.asked]
    question = Question(
        kpi=kpi,
        kpi_title=ahead.title,
        cut=ahead.cut.day.isoformat(),
        as_of=view.moment.day.isoformat(),
        infos=view.asked,
        values=then.values,
        outcome=outcome,
        everyone=bitmaps.members(then.memberships.population),
        refused=refuse_untimely(
            opened, names, unit, ahead.cut, [kpi.name], is_same_moment=ahead.is_same_moment
        ),
        undeclared=list_undeclared(
            opened, names, unit, ahead.cut, [kpi.name], is_same_moment=ahead.is_same_moment
        ),
        confirmed=confirmed,
        smallest_group=opened.definitions.project.smallest_group,
        zone=opened.zone,
    )
    width = 1 - SHARES[1]
    found = find_drivers(
        question, lambda share: tell(f"Looking for what moves {kpi.title}", SHARES[1] + width * share)
    )
    return found.model_copy(update={"warnings": (*ahead.notes, *found.warnings)})


def warn_known_later(view: View) -> list[str]:
    """One warning for all columns that hold what was known after the moment asked about."""
    day = view.moment.day.isoformat()
    known = view.opened.run.shape.units[view.unit].as_known_on
    late: dict[str, list[str]] = {}
    for info in view.asked:
        origins = trace([info.name], view.unit, view.opened.vocabulary, frozenset())
        since = max((known.get(name, "") for of, name in origins.columns if of == view.unit), default="")
        if since > day:
            late.setdefault(since, []).append(info.name)
    return [
        f"As known on {since}, not as of {day}: {', '.join(names)}." for since, names in sorted(late.items())
    ]
