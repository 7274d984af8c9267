"""What one segmentation is judged by, gathered from the project: now, at the cut, and since."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from satsuma.project.afterwards import look_after
from satsuma.project.dividing import (
    Cutting,
    cross_divisions,
    cut_rules,
    divide_at,
    list_late,
    made_of,
    name_ingredients,
)
from satsuma.project.ingredients import list_ingredients
from satsuma.project.listing import inform_variables
from satsuma.project.moments import AsOf, end_of_day, local_day
from satsuma.project.sizing import name_kpi
from satsuma.validate.division import Division
from satsuma.validate.evidence import Afterwards, Aim, Evidence, Found, Migration, Named
from satsuma.validate.features import read_numbers
from satsuma.validate.weights import Limits

if TYPE_CHECKING:
    from satsuma.model.definitions import SegmentationDefinition
    from satsuma.model.discoveries import SegmentModel
    from satsuma.model.results import VariableInfo
    from satsuma.project.evaluating import Snapshot
    from satsuma.project.opening import Opened

WEEK = 7


@dataclass(frozen=True)
class Look:
    """One unit at the moment asked about and at the cut."""

    opened: Opened
    unit: str
    now: AsOf
    then: AsOf

    @cached_property
    def snapshot(self) -> Snapshot:
        return self.opened.look(self.unit, self.now)

    @cached_property
    def variables(self) -> list[VariableInfo]:
        return inform_variables(self.opened.definitions, self.opened.run, self.opened.vocabulary, self.unit)

    @cached_property
    def first_day(self) -> dt.date | None:
        """The first day of any event; None without events."""
        events = self.opened.population.units[self.unit].events.values()
        first = [int(table.time.min()) for table in events if len(table.time)]
        return local_day(min(first), self.opened.zone) if first else None

    def why_not_then(self) -> str | None:
        """Why time travel to the cut tells nothing, or None where it does."""
        if self.first_day is None:
            return f"There are no dated events of {self.unit}s: nothing can be said of an earlier day."
        if self.first_day >= self.then.day:
            return (
                f"The events begin on {self.first_day.isoformat()}, not before {self.then.day.isoformat()}."
            )
        return None


@dataclass(frozen=True)
class Gathering:
    """One segmentation's evidence, bit by bit."""

    name: str
    look: Look

    @property
    def definition(self) -> SegmentationDefinition:
        return self.look.opened.definitions.segmentations[self.name]

    @cached_property
    def cutting(self) -> Cutting:
        return cut_rules(self.name, self.look.opened.definitions)

    @cached_property
    def limits(self) -> Limits:
        """The discovery's own thresholds where the segmentation was adopted from one."""
        definitions = self.look.opened.definitions
        limits = Limits(smallest_group=definitions.project.smallest_group)
        discovery = definitions.discoveries.get(self.definition.discovery or "")
        if discovery is None:
            return limits
        own = discovery.thresholds
        return replace(
            limits,
            fewest=discovery.manageable[0],
            most=discovery.manageable[1],
            smallest_share=own.smallest_share,
            smallest_size=own.smallest_size,
            segment_usable=own.segment_usable,
            describable=own.describable,
        )

    @cached_property
    def kpi(self) -> str | None:
        """The target's KPI where there is a target, else the project's."""
        definitions = self.look.opened.definitions
        target = definitions.targets.get(self.definition.target or "")
        named = definitions.variables.get(target.kpi) if target else None
        if target is not None and named is not None and named.unit == self.look.unit:
            return target.kpi
        return name_kpi(definitions, self.look.unit)

    @cached_property
    def kpi_info(self) -> VariableInfo | None:
        found = (info for info in self.look.variables if info.name == self.kpi)
        return next((info for info in found if info.allowed and info.sensitivity != "personal"), None)

    def evidence(self) -> Evidence:
        look, info = self.look, self.kpi_info
        used = made_of(self.cutting, self.definition, look.opened)
        reasons: dict[str, str] = {}
        warnings: list[str] = []
        division = divide_at(look.opened, self.cutting, look.now)
        return Evidence(
            named=self.named,
            division=division,
            values=look.snapshot.values,
            variables=[each for each in look.variables if not self.shares(each, used)],
            reach=look.snapshot.contactable,
            kpi=info.name if info else None,
            kpi_title=info.title if info else None,
            kpi_values=self.values_of(info.name) if info else None,
            is_by_model=self.is_by_model,
            found=self.found,
            migration=self.migrate(division, reasons, warnings),
            afterwards=self.look_afterwards(reasons, warnings),
            aim=self.find_aim(reasons),
            reasons=reasons,
            warnings=tuple(warnings),
        )

    @property
    def named(self) -> Named:
        look = self.look
        title = self.definition.title or self.name
        days = (look.now.day - look.then.day).days
        return Named(self.name, title, look.unit, look.now.day.isoformat(), look.then.day.isoformat(), days)

    def shares(self, info: VariableInfo, used: set[str]) -> bool:
        from satsuma.language.tree import Variable

        unit, vocabulary = self.look.unit, self.look.opened.vocabulary
        return bool(list_ingredients(Variable(name=info.name), unit, vocabulary) & used)

    def values_of(self, name: str) -> NDArray[np.float64] | None:
        """A variable's values now as doubles; None where it is no number, flag or date."""
        column = self.look.snapshot.values.get(name)
        numbers = None if column is None else read_numbers(column)
        return numbers if numbers is not None and np.isfinite(numbers).any() else None

    @cached_property
    def is_by_model(self) -> bool:
        unit, vocabulary = self.look.unit, self.look.opened.vocabulary
        models = set(vocabulary.bases.get(unit, {}))
        return any(models & name_ingredients(rule, unit, vocabulary) for rule in self.cutting.rules.values())

    @cached_property
    def found(self) -> Found | None:
        """What the stored study said of the solution that was adopted."""
        if self.definition.discovery is None:
            return None
        from satsuma.model.discoveries import DiscoveryResult
        from satsuma.store.findings import load_finding

        folder = self.look.opened.folder
        result = load_finding(folder, "discoveries", self.definition.discovery, DiscoveryResult)
        if result is None:
            return None
        model = self.model if self.is_by_model else None
        row = next(
            (row for row in result.study if model and (row.algorithm, row.k) == (model.algorithm, model.k)),
            None,
        )
        if model is None or row is None:
            return Found(result.verdict, {}, None)
        names = [segment.name for segment in model.segments]
        return Found(result.verdict, dict(zip(names, row.segment_stability, strict=False)), row.fidelity)

    @property
    def model(self) -> SegmentModel | None:
        """The model whose segments the parts are."""
        unit, opened = self.look.unit, self.look.opened
        named = {
            name
            for rule in self.cutting.rules.values()
            for name in name_ingredients(rule, unit, opened.vocabulary)
        }
        models = (
            opened.definitions.variables[name].model
            for name in sorted(named)
            if name in opened.definitions.variables
        )
        return next((opened.models[name] for name in models if name in opened.models), None)

    def migrate(self, now: Division, reasons: dict[str, str], warnings: list[str]) -> Migration | None:
        """Where customers were at the cut, and how many change within a week; columns that cannot move are named."""
        look = self.look
        reason = look.why_not_then()
        if reason:
            reasons["stable"] = reason
            return None
        then = divide_at(look.opened, self.cutting, look.then)
        day = look.now.day - dt.timedelta(days=WEEK)
        week = divide_at(
            look.opened, self.cutting, AsOf(day, end_of_day(day, look.opened.zone), "a week before")
        )
        lately = cross_divisions(week, now)
        moved = 1 - float(np.trace(lately)) / float(lately.sum()) if lately.sum() else None
        return Migration(cross_divisions(then, now), moved)

    def look_afterwards(self, reasons: dict[str, str], warnings: list[str]) -> Afterwards | None:
        """The KPI since the cut by the segment at the cut; parts that know more than the cut did take nobody."""
        from satsuma.engine import measure

        look, info = self.look, self.kpi_info
        if info is None:
            reasons["predictive"] = "The project names no KPI that is a variable of this unit."
            return None
        reason = look.why_not_then()
        asked = look_after(info.name, info.title, look.unit, look.opened.vocabulary, look.then.day)
        late = self.find_late(info.name)
        if reason or asked.value is None:
            reasons["predictive"] = reason or asked.reason
            return None
        if "" in late or len(late) >= len(self.cutting.rules):
            names = sorted({name for each in late.values() for name in each})
            day = look.then.day.isoformat()
            reasons["predictive"] = f"Its rules use what was not known on {day}: {', '.join(names)}."
            return None
        warnings += self.say_late(late)
        if self.is_by_model and self.model and self.model.origin.as_of > look.then.day.isoformat():
            warnings.append(
                f"The model was fitted on data up to {self.model.origin.as_of}: its segments, not whom it places where on "
                f"{look.then.day.isoformat()}, know what came later."
            )
        division = divide_at(look.opened, self.cutting, look.then, set(late))
        population = look.opened.population_at(look.now)
        values = measure(
            population,
            look.opened.vocabulary,
            look.unit,
            {"kpi": asked.value},
            look.now.seconds,
            look.opened.zone,
        )
        return Afterwards(division, read_numbers(values["kpi"]), asked.is_since)

    def find_late(self, outcome: str) -> dict[str, dict[str, str]]:
        """By part, what its rule uses that was not known at the cut; the population's rule under an empty name."""
        look = self.look
        rules = {"": self.cutting.population, **self.cutting.rules}
        found = {
            name: list_late(rule, look.opened, look.unit, look.then, outcome) for name, rule in rules.items()
        }
        return {name: late for name, late in found.items() if late}

    def say_late(self, late: dict[str, dict[str, str]]) -> list[str]:
        """One warning for all parts that are left out."""
        if not late:
            return []
        titles = {part.name: part.title for part in self.cutting.parts} | {"": "The population's rule"}
        names = sorted({name for each in late.values() for name in each})
        day = self.look.then.day.isoformat()
        first, reason = next(iter(next(iter(late.values())).items()))
        return [
            f"Left out of what happened since {day}, because their rules use {', '.join(names)}: "
            f"{', '.join(titles[name] for name in late)}. {first}: {reason[0].lower()}{reason[1:]}"
        ]

    def find_aim(self, reasons: dict[str, str]) -> Aim | None:
        name = self.definition.target
        if name is None:
            return None
        target = self.look.opened.definitions.targets.get(name)
        if target is None:
            reasons["serving"] = f"It names the target '{name}', which is not in targets/."
            return None
        info = next((each for each in self.look.variables if each.name == target.kpi), None)
        values = self.values_of(target.kpi) if info is not None and info.allowed else None
        return Aim(name, target, info.title if info else target.kpi, values)
