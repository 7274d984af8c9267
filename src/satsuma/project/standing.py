"""How far a project is: nothing yet, definitions, or a run."""

from __future__ import annotations

from pathlib import Path

from satsuma.model.standing import ProjectStanding
from satsuma.project.version import read_version
from satsuma.store.definitions import PROJECT_FILE, read_definitions
from satsuma.store.state import current_run_id


def tell_standing(folder: Path) -> ProjectStanding:
    """Raises DefinitionError where there are definitions that cannot be read."""
    home = folder.resolve()
    if not (home / PROJECT_FILE).is_file():
        return ProjectStanding(state="empty", name=home.name, folder=home.name, version=read_version())
    definitions = read_definitions(home).definitions
    project = definitions.project
    sources = definitions.sources.values()
    units = dict.fromkeys([project.main_unit, *(source.unit for source in sources if source.unit)])
    standing = ProjectStanding(
        state="defined",
        name=project.name,
        folder=home.name,
        problem=project.problem,
        kpi=project.kpi,
        main_unit=project.main_unit,
        units=tuple(units),
        timezone=project.timezone,
        currency=project.currency,
        locale=project.locale,
        smallest_group=project.smallest_group,
        version=read_version(),
    )
    if current_run_id(home) is None:
        return standing
    from satsuma.project.keeping import opened_state

    with opened_state(home) as state:
        last = state.current()
    shown = {"state": "run", "has_run": True, "last_run": last, "as_of": last.as_of if last else None}
    return standing.model_copy(update=shown)
