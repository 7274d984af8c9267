"""Which variables an objective's groups may be made of: allowed, known in time, and not made of the outcome."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from satsuma.discover.subgroups.selectors import Candidate
from satsuma.language import tree
from satsuma.model.kinds import Kind, Sensitivity
from satsuma.project.customers_at import Times, measure_values
from satsuma.project.listing import inform_variables
from satsuma.project.timing import refuse_untimely

if TYPE_CHECKING:
    from satsuma.model.results import VariableInfo
    from satsuma.project.answering import Asked
    from satsuma.project.opening import Opened

NO_GROUPS = frozenset({Kind.DATE, Kind.TEXT, Kind.IDENTIFIER})
MOST_CONFOUNDERS = 6


def choose_candidates(
    opened: Opened, asked: Asked, unit: str, times: Times, outcome_names: Iterable[str]
) -> tuple[list[Candidate], list[Candidate], dict[str, str]]:
    """Candidates, what is held constant, and the candidates that are refused with the reasons."""
    definition = asked.definition
    infos = {
        info.name: info for info in inform_variables(opened.definitions, opened.run, opened.vocabulary, unit)
    }
    names = list(dict.fromkeys([*definition.candidates, *_of_families(infos, asked)]))
    left_out = {name: why for name in names if (why := _refuse_private(infos[name]))}
    adjust = list(definition.adjust) or _choose_confounders(infos, asked, names)
    late = refuse_untimely(
        opened,
        dict.fromkeys([*names, *adjust]),
        unit,
        times.cut,
        list(outcome_names),
        is_same_moment=times.is_same,
    )
    left_out |= {name: why for name, why in late.items() if name in names}
    kept = [name for name in names if name not in left_out]
    held = [name for name in adjust if name not in late and not _refuse_private(infos[name])]
    wanted = {name: tree.Variable(name=name) for name in dict.fromkeys([*kept, *held])}
    columns = measure_values(opened, dict(wanted), unit, times.cut)
    made = {name: Candidate(name, infos[name].title, columns[name], infos[name].currency) for name in wanted}
    return [made[name] for name in kept], [made[name] for name in held], left_out


def _of_families(infos: dict[str, VariableInfo], asked: Asked) -> list[str]:
    return [
        name
        for name, info in infos.items()
        if info.family in asked.definition.families
        and info.kind not in NO_GROUPS
        and not _refuse_private(info)
    ]


def _choose_confounders(infos: dict[str, VariableInfo], asked: Asked, candidates: list[str]) -> list[str]:
    """For a comparison, where the candidates are what is compared: who customers are and where. Otherwise the candidates
    themselves are each other's confounders."""
    if not asked.definition.compare:
        return []
    about = ("demographic", "firmographic", "geographic")
    found = [
        name
        for name, info in infos.items()
        if info.family in about
        and name not in candidates
        and info.kind not in NO_GROUPS | {Kind.SET}
        and not _refuse_private(info)
    ]
    return found[:MOST_CONFOUNDERS]


def _refuse_private(info: VariableInfo) -> str | None:
    if info.sensitivity is Sensitivity.PERSONAL:
        return "It identifies a person."
    return None if info.allowed else "It is sensitive, and the project does not allow it."
