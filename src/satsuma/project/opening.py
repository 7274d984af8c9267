"""A project as it stands: its definitions now, and the data of its last good run."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from satsuma.model.errors import OptionError, ProjectNotFoundError, UnknownNameError
from satsuma.model.kinds import Sensitivity
from satsuma.project.evaluating import Snapshot, take_snapshot, weigh_snapshot
from satsuma.project.fingerprints import digest
from satsuma.project.ingredients import list_ingredients
from satsuma.project.memory import Memory
from satsuma.project.modelling import Asked, load_models, speak, with_models
from satsuma.project.moments import AsOf, end_of_day, read_day, read_zone
from satsuma.project.outdated import warn_outdated
from satsuma.store.definitions import PROJECT_FILE, read_definitions
from satsuma.store.runs import StoredRun, load_json, open_run
from satsuma.store.runs.wholeness import is_whole
from satsuma.store.state import current_run_path, published_run_ids, run_path

if TYPE_CHECKING:
    from satsuma.columns import Population
    from satsuma.language.tree import Node
    from satsuma.language.vocabulary import Vocabulary
    from satsuma.model.definitions import Definitions
    from satsuma.model.discoveries import SegmentModel

THREADS = 2
MODEL_BYTES = 12
"""What a model's placing takes a customer: a code and a probability."""


def find_project(folder: Path) -> Path:
    """The folder itself, resolved; ProjectNotFoundError where it holds no project."""
    if not (folder / PROJECT_FILE).is_file():
        raise ProjectNotFoundError(
            f"{folder} is not a Satsuma project: it has no {PROJECT_FILE}.",
            hint="Make one with 'satsuma init FOLDER FILES…', or name the project's folder with -C.",
        )
    return folder.resolve()


@dataclass(frozen=True)
class Opened:
    """`now` is the moment of asking, seconds UTC. `memory` has no room where the project is opened for one question."""

    folder: Path
    definitions: Definitions
    run: StoredRun
    now: int
    threads: int = THREADS
    memory: Memory = field(default_factory=Memory)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        hidden = {
            name
            for source in self.definitions.sources.values()
            for name, column in source.columns.items()
            if column.sensitivity is not Sensitivity.ORDINARY
        }
        values = {
            unit: {
                name: words
                for name, words in self.run.list_values(unit).items()
                if name.rpartition(".")[2] not in hidden
            }
            for unit in self.run.shape.units
        }
        return speak(self.definitions, self.run.shape, self.models, values)

    @cached_property
    def models(self) -> dict[str, SegmentModel]:
        """The models that variables name."""
        return load_models(self.folder, self.definitions)

    @cached_property
    def population(self) -> Population:
        """The stored data alone: keys, columns, events. Rules ask `population_at`."""
        return self.run.population()

    @cached_property
    def definitions_key(self) -> tuple[str, str]:
        """Under which results are remembered that depend on any definition: the run's id and a digest."""
        models = {name: model.model_dump(mode="json") for name, model in self.models.items()}
        return self.run.id, digest([self.definitions.model_dump(mode="json"), models])

    def population_at(self, moment: AsOf) -> Population:
        """The data with whom the project's models place where at that moment."""
        if not self.models:
            return self.population

        def make() -> Population:
            asked = Asked(self.population, self.vocabulary, moment.seconds, self.zone, self.threads)
            return with_models(asked, self.definitions, self.models)

        def weigh(found: Population) -> int:
            customers = sum(len(unit.keys.values) for unit in found.units.values())
            return MODEL_BYTES * customers * len(self.models)

        return self.memory.recall(("population", self.definitions_key, moment.seconds), make, weigh)

    @cached_property
    def zone(self) -> ZoneInfo:
        return read_zone(self.run.shape.timezone)

    @cached_property
    def last_as_of(self) -> str:
        """The day that the last run looked back from."""
        return str(load_json(self.run.path, "summary")["as_of"])

    @cached_property
    def outdated(self) -> tuple[str, ...]:
        """A warning for what is shown from the last run, where definitions have changed since; empty otherwise."""
        return warn_outdated(load_json(self.run.path, "definitions"), self.definitions)

    def choose_unit(self, unit: str | None) -> str:
        """The unit asked for, else the main one."""
        units = self.run.shape.units
        if unit is not None and unit not in units:
            raise OptionError(f"There is no unit '{unit}'.", hint=f"Units: {', '.join(units)}.")
        return unit or self.run.shape.main_unit

    def choose_as_of(self, as_of: str | None) -> AsOf:
        """The day asked for, else the last run's."""
        day = read_day(as_of or self.last_as_of)
        return AsOf(day, end_of_day(day, self.zone), "as asked" if as_of else "the last run's day")

    def look(self, unit: str, moment: AsOf) -> Snapshot:
        """All segments and variables of a unit at a moment."""

        def make() -> Snapshot:
            population = self.population_at(moment)
            args = (
                unit,
                self.definitions,
                self.vocabulary,
                population,
                moment.seconds,
                self.zone,
                self.threads,
            )
            return take_snapshot(*args)

        key = ("snapshot", self.definitions_key, unit, moment.seconds)
        return self.memory.recall(key, make, weigh_snapshot)

    def kept_runs(self) -> list[StoredRun]:
        """The published runs that are kept and whole, oldest first."""
        return open_kept_runs(self.folder)

    def warn_stale(self, node: Node, unit: str, moment: AsOf) -> list[str]:
        """Names columns that hold what was known when loaded, where an earlier day is asked about."""
        known = self.run.shape.units[unit].as_known_on
        columns = list_ingredients(node, unit, self.vocabulary)
        late = sorted(column for column in columns if known.get(column, "") > moment.day.isoformat())
        return [
            f"{column} is as known on {known[column]}, not as of {moment.day.isoformat()}." for column in late
        ]

    def find_segment(self, name: str) -> tuple[str, str]:
        """A segment's unit and full name; a part of a segmentation by `segmentation/part`, or by its own name where only
        one segmentation has it."""
        found = [(unit, full) for unit, full in self._segment_names() if full == name]
        found = found or [(unit, full) for unit, full in self._segment_names() if full.split("/")[-1] == name]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownNameError(
                f"'{name}' is a part of several segmentations.",
                hint="Write one of " + ", ".join(full for _, full in found) + ".",
            )
        raise unknown_segment(name, [full for _, full in self._segment_names()])

    def _segment_names(self) -> list[tuple[str, str]]:
        return [(unit, name) for unit, segments in self.vocabulary.segments.items() for name in segments]


def open_kept_runs(folder: Path) -> list[StoredRun]:
    """The published runs that are kept and whole, oldest first."""
    paths = [run_path(folder, run_id) for run_id in published_run_ids(folder)]
    return [open_run(path) for path in paths if is_whole(path)]


def unknown_segment(name: str, names: list[str]) -> UnknownNameError:
    import difflib

    near = difflib.get_close_matches(name, names, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Segments: {', '.join(names) or 'none yet'}."
    return UnknownNameError(f"There is no segment '{name}'.", hint=hint)


def open_folder(folder: Path, now: int) -> Opened:
    """The project with its last good run; ProjectNotFoundError where nothing has run yet."""
    definitions = read_definitions(folder).definitions
    return Opened(folder, definitions, open_run(current_run_path(folder)), now)
