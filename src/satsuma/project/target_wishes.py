"""What people say about a business target, made into its definition; everything missing or wrong at once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, TypedDict

import numpy as np
from pydantic import ValidationError

from satsuma.language.aims import check_target
from satsuma.language.assembly import Nowhere
from satsuma.language.check import build_vocabulary, type_of
from satsuma.language.tree import Variable
from satsuma.model.aims import TargetDefinition
from satsuma.model.errors import Finding, MistakeError, OptionError
from satsuma.model.kinds import NUMERIC, Kind
from satsuma.project.moments import read_day

if TYPE_CHECKING:
    from satsuma.model.definitions import Definitions
    from satsuma.model.kinds import Shape
    from satsuma.project.opening import Opened

Measure = Literal["total", "average", "share"]


class Said(TypedDict, total=False):
    """What can be said about a target. `teams` are 'Marketing: plans the mailings'; `benchmark`, `source` and `date` belong
    together."""

    problem: str | None
    ideal: str | None
    title: str | None
    unit: str | None
    kpi: str | None
    measure: str | None
    direction: str | None
    goal: float | None
    by: str | None
    teams: tuple[str, ...]
    benchmark: float | None
    source: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class TargetWish:
    """What a person says about a target; what is None stays as it is."""

    problem: str | None = None
    ideal: str | None = None
    title: str | None = None
    unit: str | None = None
    kpi: str | None = None
    measure: str | None = None
    direction: str | None = None
    goal: float | None = None
    by: str | None = None
    teams: tuple[str, ...] = ()
    benchmark: float | None = None
    source: str | None = None
    date: str | None = None

    @property
    def is_empty(self) -> bool:
        return all(getattr(self, each.name) in (None, ()) for each in fields(self))


def draft_target(
    definitions: Definitions, problem: str, kpi: str, teams: tuple[str, ...], shape: Shape
) -> TargetDefinition | None:
    """A target from what `init` was told; None where the KPI is no variable's name or title, or cannot be added up."""
    by_title = {(each.title or name).lower(): name for name, each in definitions.variables.items()}
    name = kpi if kpi in definitions.variables else by_title.get(kpi.strip().lower())
    if name is None:
        return None
    found = definitions.variables[name]
    kind = found.kind or type_of(Variable(name=name), build_vocabulary(definitions, shape), found.unit).kind
    measures: dict[Kind, Measure] = {Kind.MONEY: "total", Kind.FLAG: "share"}
    if kind not in {*NUMERIC, Kind.FLAG}:
        return None
    return TargetDefinition(
        problem=problem,
        unit=found.unit,
        kpi=name,
        measure=measures.get(kind, "average"),
        teams=dict.fromkeys(teams, "will use the answer"),
    )


def make_target(
    opened: Opened, name: str, wish: TargetWish, before: TargetDefinition | None
) -> TargetDefinition:
    """The definition with what is wished put in."""
    said: dict[str, Any] = before.model_dump() if before else {"unit": opened.run.shape.main_unit}
    for field in ("problem", "ideal", "title", "unit", "kpi", "measure", "direction", "goal", "by"):
        value = getattr(wish, field)
        if value is not None:
            said[field] = value
    problems = _refuse_options(wish, said)
    if wish.teams:
        said["teams"] = {**said.get("teams", {}), **dict(_read_team(team, problems) for team in wish.teams)}
    if wish.benchmark is not None:
        said["benchmark"] = {"value": wish.benchmark, "source": wish.source or "", "date": wish.date or ""}
    if problems:
        raise OptionError(problems)
    try:
        made = TargetDefinition.model_validate(said)
    except ValidationError as error:
        raise OptionError(
            _finding(
                f"'{'.'.join(map(str, each['loc']))}': {each['msg']}.", "Look at 'satsuma target --help'."
            )
            for each in error.errors(include_url=False, include_input=False)
        ) from None
    refuse_wrong(opened, name, made)
    return made


def _finding(message: str, hint: str | None = None) -> Finding:
    return Finding(code="option", message=message, hint=hint)


def _refuse_options(wish: TargetWish, said: dict[str, Any]) -> list[Finding]:
    """Everything that is missing or cannot be read."""
    found = []
    if not said.get("problem"):
        found.append(
            _finding("The problem is missing.", "Add --problem with the business problem in a sentence.")
        )
    if not said.get("kpi"):
        found.append(
            _finding("The KPI is missing.", "Add --kpi with a variable; 'satsuma variables' lists them.")
        )
    for option, choices in (("measure", ("total", "average", "share")), ("direction", ("higher", "lower"))):
        value = said.get(option)
        if value is not None and value not in choices:
            hint = f"Choose one of {', '.join(choices)}."
            found.append(_finding(f"'{value}' is no {option}.", hint))
    for option, day in (("by", wish.by), ("date", wish.date)):
        if day is not None:
            try:
                read_day(day)
            except OptionError as error:
                found += [
                    each.model_copy(update={"message": f"--{option}: {each.message}"})
                    for each in error.findings
                ]
    if wish.benchmark is None and (wish.source or wish.date):
        found.append(_finding("A benchmark's value is missing.", "Add --benchmark VALUE."))
    if wish.benchmark is not None:
        for option, given in (("source", wish.source), ("date", wish.date)):
            if not given:
                found.append(
                    _finding(
                        f"The benchmark's {option} is missing.", f"Add --{option}: who said so, and when."
                    )
                )
    for option, number in (("goal", wish.goal), ("benchmark", wish.benchmark)):
        if number is not None and not np.isfinite(number):
            found.append(_finding(f"--{option} is not a number.", "Write digits."))
    return found


def _read_team(text: str, problems: list[Finding]) -> tuple[str, str]:
    name, colon, why = (part.strip() for part in text.partition(":"))
    if not colon or not name or not why:
        problems.append(
            _finding(f"--team '{text}' does not say why.", 'Write --team "Marketing: plans the mailings".')
        )
    return name, why


def refuse_wrong(opened: Opened, name: str, definition: TargetDefinition) -> None:
    findings = list(check_target(name, definition, opened.definitions, opened.vocabulary, Nowhere()))
    if findings:
        raise MistakeError(findings)
