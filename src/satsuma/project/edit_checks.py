"""What would be wrong after an edit that is right now: in the definition itself, and in those that use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from satsuma.language.aims import check_aims
from satsuma.language.assembly import Nowhere
from satsuma.language.check import check_vocabulary
from satsuma.model.definitions import SourceDefinition
from satsuma.model.errors import DefinitionError, Finding, OptionError, Place
from satsuma.project.checking import find_shape
from satsuma.project.edit_words import WORDS
from satsuma.project.model_checks import check_models
from satsuma.project.modelling import extend_shape, load_models
from satsuma.project.moments import read_zone
from satsuma.project.naming import list_users
from satsuma.project.reshaping import reshape

if TYPE_CHECKING:
    from satsuma.model.definitions import Definitions
    from satsuma.model.kinds import Shape
    from satsuma.store.definitions import Change, LoadedDefinitions, Places

NAMES_TOGETHER = frozenset({"segments", "segmentations"})
MOST_USERS = 6


def check_edit(folder: Path, loaded: LoadedDefinitions, change: Change) -> tuple[Finding, ...]:
    """Errors that the change would make, errors within the definition itself, and warnings about it; errors first.

    Errors elsewhere that are there already do not stand in the way of repairing one thing after the other.
    """
    before = loaded.definitions
    refused = [*find_taken(before, change), *find_outside(before, change)]
    if refused:
        return tuple(refused)
    after = with_change(before, change)
    shape = find_shape(folder)
    own = f"{change.section} {change.final_name}".strip()
    new_shape = reshape(shape, before, after) if shape is not None else None
    found = check_all(folder, after, new_shape)
    new = [each for each in found if each.severity == "error" and about(each) == own]
    elsewhere = [each for each in found if each.severity == "error" and about(each) != own]
    if elsewhere:
        there = {identify(finding) for finding in check_all(folder, before, shape)}
        new += [each for each in elsewhere if identify(each) not in there]
    warnings = [each for each in found if each.severity == "warning" and about(each) == own]
    if change.after is None or change.called is not None:
        new = [*gather_users(before, change, new, own)]
    placed = [put(finding, loaded.places, own) for finding in dict.fromkeys(new)]
    return (*placed, *warnings)


def with_change(definitions: Definitions, change: Change) -> Definitions:
    """The definitions as they would be; a renamed one keeps its place among the others."""
    if change.section == "project":
        return definitions.model_copy(update={"project": change.after})
    section = getattr(definitions, change.section)
    if change.after is None:
        made = {name: each for name, each in section.items() if name != change.name}
    elif change.name not in section:
        made = {**section, change.final_name: change.after}
    else:
        made = {
            change.final_name if name == change.name else name: change.after if name == change.name else each
            for name, each in section.items()
        }
    return definitions.model_copy(update={change.section: made})


def find_taken(definitions: Definitions, change: Change) -> Iterator[Finding]:
    """A new name that another definition has."""
    final = change.final_name
    spaces = NAMES_TOGETHER if change.section in NAMES_TOGETHER else {change.section} - {"project"}
    for section in spaces:
        if final in getattr(definitions, section) and (section, final) != (change.section, change.name):
            place = Place(what=f"{change.section} {final}")
            message = f"There already is a {WORDS[section]} '{final}'."
            yield Finding(code="definition", message=message, hint="Choose another name.", place=place)


def find_outside(definitions: Definitions, change: Change) -> Iterator[Finding]:
    """Files outside of the project's folder that no source has yet: whoever may edit need not be allowed to read them."""
    from satsuma.collect.paths import reject_pattern

    if not isinstance(change.after, SourceDefinition):
        return
    known = {pattern for source in definitions.sources.values() for pattern in source.files}
    place = Place(what=f"sources {change.final_name} files")
    for pattern in change.after.files:
        problem = reject_pattern(pattern)
        if problem is not None:
            yield problem.model_copy(update={"code": "definition", "place": place})
            continue
        if pattern not in known and leads_out(pattern):
            yield Finding(
                code="definition",
                message=f"'{pattern[:120]}' lies outside of the project's folder, or is hidden in it.",
                hint="Copy the file into the folder, or add it with 'satsuma add'.",
                place=place,
            )


def leads_out(pattern: str) -> bool:
    """Whether a source's pattern names a place outside of the project's folder or a hidden one: among what Satsuma hides are
    the hashes of tokens and the key that signs sessions."""
    parts = PurePath(pattern.replace("\\", "/")).parts
    is_absolute = PurePath(pattern).is_absolute() or pattern.startswith(("/", "\\", "~")) or ":" in pattern
    return is_absolute or any(part.startswith(".") for part in parts)


def check_all(folder: Path, definitions: Definitions, shape: Shape | None) -> list[Finding]:
    """Everything that can be said of a project's definitions without running it, with names for places."""
    from satsuma.clean.apply.sources import check_sources

    extended = extend_shape(shape, definitions) if shape is not None else None
    found = [
        *check_vocabulary(definitions, extended, Nowhere()),
        *check_aims(definitions, extended, Nowhere()),
        *check_sources(definitions),
        *check_settings(definitions, shape),
    ]
    try:
        found += check_models(definitions, load_models(folder, definitions), shape)
    except DefinitionError as error:
        found += error.findings
    return found


def check_settings(definitions: Definitions, shape: Shape | None) -> Iterator[Finding]:
    """A time zone, a main unit and a main event that there are."""
    project = definitions.project
    try:
        read_zone(project.timezone)
    except OptionError as error:
        place = Place(what="project timezone")
        yield from (each.model_copy(update={"place": place}) for each in error.findings)
    if shape is None or not shape.units:
        return
    unit = shape.units.get(project.main_unit)
    if unit is None:
        yield Finding(
            code="definition",
            message=f"There is no unit '{project.main_unit}'.",
            hint=f"Units: {', '.join(shape.units)}.",
            place=Place(what="project main_unit"),
        )
    elif project.main_event is not None and project.main_event not in unit.events:
        yield Finding(
            code="definition",
            message=f"The {unit.name} has no event '{project.main_event}'.",
            hint=f"Events: {', '.join(unit.events) or 'none'}.",
            place=Place(what="project main_event"),
        )


def identify(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.message, about(finding)


def about(finding: Finding) -> str:
    """The definition that a finding is about, as `segments vip`; a part of a segmentation is about the segmentation."""
    what = (finding.place.what or "") if finding.place is not None else ""
    if what.startswith("source "):  # said by cleaning: 'source orders, column age'
        return "sources " + what.removeprefix("source ").partition(",")[0]
    section, _, rest = what.partition(" ")
    name = rest.partition(" ")[0]
    return section if section == "project" else f"{section} {name}"


def gather_users(definitions: Definitions, change: Change, new: list[Finding], own: str) -> Iterator[Finding]:
    """One finding that names all who use what would be gone; what is wrong in the definition itself stays."""
    yield from (finding for finding in new if about(finding) == own)
    users = [about(finding) for finding in new if about(finding) != own]
    users += [user for user in list_users(change.section, change.name, definitions) if user != own]
    named = list(dict.fromkeys(show_user(user) for user in users if user))
    if not named:
        return
    more = f" and {len(named) - MOST_USERS} more" if len(named) > MOST_USERS else ""
    what = f"{WORDS[change.section]} '{change.name}'"
    verb = "removed" if change.after is None else "renamed"
    yield Finding(
        code="definition",
        message=f"The {what} is used by {', '.join(named[:MOST_USERS])}{more}.",
        hint=f"Change these first; then it can be {verb}.",
        place=Place(what=f"{change.section} {change.name}"),
    )


def show_user(user: str) -> str:
    section, _, name = user.partition(" ")
    return f"{WORDS[section]} '{name}'" if name and section in WORDS else "the project's settings"


def put(finding: Finding, places: Places, own: str) -> Finding:
    """A finding about another definition with its file and line."""
    if about(finding) == own or finding.place is None:
        return finding
    section, _, name = about(finding).partition(" ")
    found = places.find(section, name)
    return finding.model_copy(update={"place": found.model_copy(update={"what": finding.place.what})})
