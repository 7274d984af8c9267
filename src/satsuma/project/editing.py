"""`edit`: one definition written, renamed or removed, by one editor after the other, checked before and logged."""

from __future__ import annotations

import getpass
import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from satsuma.model.definitions import ProjectDefinition
from satsuma.model.edits import Edit, EditResult, StoredDefinitions
from satsuma.model.errors import (
    ConflictError,
    DefinitionError,
    Finding,
    MistakeError,
    Place,
    UnknownNameError,
)
from satsuma.project.edit_checks import check_edit
from satsuma.project.edit_words import WORDS, describe_edit
from satsuma.project.plain_definitions import (
    PROJECT,
    find_definition,
    find_unwritable,
    is_same,
    make_etag,
    write_plain,
)
from satsuma.store.definitions import PROJECT_FILE, SECTIONS, Change, change_file, read_definitions
from satsuma.store.definitions.reading import LONGEST_NAMES, PATTERNS
from satsuma.store.definitions.sentences import NAME_RULE, suggest
from satsuma.store.state import EditLock

if TYPE_CHECKING:
    from satsuma.model.definitions import Definitions
    from satsuma.store.definitions import Changed, LoadedDefinitions
    from satsuma.store.state.edits import Addition, LoggedEdit

OUTSIDE = "outside"
ABSENT = "absent"
"""Expected of a definition that is to be created: that there is none."""
MOST_WHO = 200
USER = "SATSUMA_USER"


@dataclass(frozen=True, slots=True)
class Lines:
    """A definition as it stood in its file, comments and all."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of a definition. `after` None removes it, `called` is its new name. `expected` is the fingerprint that
    the editor saw; None where that does not matter. `lines` are those of a removed one, put back as they stood."""

    section: str
    name: str
    after: BaseModel | None
    who: str
    expected: str | None = None
    called: str | None = None
    lines: Lines | None = None
    undoes: int | None = None


def name_system_user() -> str:
    """In whose name edits are logged where nobody else is told: `SATSUMA_USER`, else the user whom this process belongs to;
    `local` where the system does not say."""
    try:
        return os.environ.get(USER) or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "local"


def edit_definition(folder: Path, wish: Wish, now: int) -> EditResult:
    """Writes it into the project's YAML and the log. MistakeError with all findings where the project would not be right
    afterwards, ConflictError where it is not what the editor saw, UnknownNameError where there is nothing to remove."""
    refuse_names(wish)
    refuse_unwritable(wish)
    with EditLock(folder):
        loaded = read_definitions(folder)
        present = find_definition(loaded.definitions, wish.section, wish.name)
        refuse_conflict(wish, present)
        if wish.after is None and present is None:
            raise unknown_definition(loaded.definitions, wish.section, wish.name)
        findings = check_edit(folder, loaded, to_change(wish, present))
        if any(finding.severity == "error" for finding in findings):
            raise MistakeError(findings)
        return write_change(folder, loaded, wish, now, findings)


def write_definition(folder: Path, section: str, name: str, definition: BaseModel, now: int) -> Path:
    """Writes a definition that was checked by who made it, in the name of this machine's user. Returns the file."""
    with EditLock(folder):
        wish = Wish(section, name, definition, name_system_user())
        written = write_change(folder, read_definitions(folder), wish, now, ())
    return folder / (written.file or "")


def write_change(
    folder: Path, loaded: LoadedDefinitions, wish: Wish, now: int, findings: tuple[Finding, ...]
) -> EditResult:
    from satsuma.store.state.edits import LoggedEdit, opened_log

    present = find_definition(loaded.definitions, wish.section, wish.name)
    final = wish.called or wish.name
    file = PROJECT_FILE if wish.section == PROJECT else loaded.places.file_of(wish.section, wish.name)
    file = file or (wish.lines.file if wish.lines else None)
    if present == wish.after and final == wish.name:
        message = "Nothing to change: it is so already."
        etag = make_etag(present)
        return EditResult(
            section=wish.section,
            name=final,
            etag=etag,
            edit=None,
            file=file,
            warnings=findings,
            message=message,
        )
    with opened_log(folder) as log, log.adding() as addition:
        note_outside(addition, wish, present, now)
        changed = change_file(folder, file, to_change(wish, present))
        row = LoggedEdit(
            time=show_time(now),
            who=wish.who[:MOST_WHO],
            section=wish.section,
            name=final,
            was=wish.name if final != wish.name else None,
            before=write_plain(present),
            after=write_plain(wish.after),
            lines=keep_lines(folder, changed),
            undoes=wish.undoes,
        )
        sequence = addition.add(row)
    edit = show_edit(row, sequence, undoable=True)
    return EditResult(
        section=wish.section,
        name=final,
        etag=make_etag(wish.after),
        edit=edit,
        file=changed.path.relative_to(folder).as_posix(),
        warnings=findings,
        message=edit.sentence,
    )


def to_change(wish: Wish, present: BaseModel | None) -> Change:
    called = wish.called if wish.called != wish.name else None
    return Change(
        wish.section, wish.name, present, wish.after, called, wish.lines.text if wish.lines else None
    )


def keep_lines(folder: Path, changed: Changed) -> str | None:
    """The file and the lines that a definition had in it, for the log."""
    if changed.lines is None:
        return None
    return json.dumps([changed.path.relative_to(folder).as_posix(), changed.lines], ensure_ascii=False)


def refuse_names(wish: Wish) -> None:
    """UnknownNameError for a section that there is not; DefinitionError for a name that cannot be one."""
    if wish.section == PROJECT:
        if wish.after is None or wish.called or wish.name:
            raise MistakeError("The project's settings can be changed, not removed or renamed.")
        if not isinstance(wish.after, ProjectDefinition):
            raise MistakeError("The project's settings are a ProjectDefinition.")
        return
    refuse_section(wish.section)
    for name in filter(None, (wish.name if wish.after is not None else None, wish.called)):
        if not re.fullmatch(PATTERNS[wish.section], name) or len(name) > LONGEST_NAMES[wish.section]:
            place = Place(what=f"{wish.section} {name}"[:120])
            finding = Finding(
                code="definition", message=f"'{name[:80]}' cannot be a name.", hint=NAME_RULE, place=place
            )
            raise DefinitionError(finding)
    wanted = SECTIONS[wish.section]
    if wish.after is not None and not isinstance(wish.after, wanted):
        raise MistakeError(f"A definition in {wish.section} is a {wanted.__name__}.")


def refuse_unwritable(wish: Wish) -> None:
    """MistakeError with a finding for every text that holds half a character and every number that is none."""
    if wish.after is None:
        return
    own = f"{wish.section} {wish.called or wish.name}".strip()
    findings = [
        Finding(code="definition", message=message, hint=hint, place=Place(what=f"{own} {path}".strip()))
        for path, message, hint in find_unwritable(wish.after.model_dump(by_alias=True), "")
    ]
    if findings:
        raise MistakeError(findings)


def refuse_section(section: str) -> None:
    if section not in SECTIONS and section != PROJECT:
        known = [*SECTIONS, PROJECT]
        raise UnknownNameError(f"There is no section '{section[:80]}'.", hint=suggest(section, known))


def unknown_definition(definitions: Definitions, section: str, name: str) -> UnknownNameError:
    known = list(getattr(definitions, section))
    hint = suggest(name, known) if known else f"There are no {section} yet."
    return UnknownNameError(f"There is no {WORDS[section]} '{name[:161]}'.", hint=hint)


def refuse_conflict(wish: Wish, present: BaseModel | None) -> None:
    if wish.expected is None or wish.expected == (make_etag(present) or ABSENT):
        return
    what = f"{WORDS[wish.section]} '{wish.name}'" if wish.name else "project's settings"
    if present is None:
        message, hint = f"The {what} has been removed meanwhile.", "Save it as a new one, or leave it."
    elif wish.expected == ABSENT:
        message, hint = f"There already is a {what}.", "Choose another name, or change that one."
    else:
        message, hint = f"The {what} was changed meanwhile.", "Look at both, then save what should count."
    raise ConflictError(message, present=write_plain(present), etag=make_etag(present), hint=hint)


def note_outside(addition: Addition, wish: Wish, present: BaseModel | None, now: int) -> None:
    """Logs that a definition is not what the last edit made of it: somebody changed the file by hand, or git did."""
    last = addition.latest(wish.section, wish.name)
    if last is None:
        return
    before = last.after if last.name == wish.name else None
    if is_same(before, present):
        return
    from satsuma.store.state.edits import LoggedEdit

    after = write_plain(present)
    addition.add(
        LoggedEdit(show_time(now), OUTSIDE, wish.section, wish.name, None, before, after, outside=True)
    )


def show_edit(row: LoggedEdit, sequence: int | None, *, undoable: bool) -> Edit:
    before: dict[str, Any] = json.loads(row.before) if row.before is not None else {}
    after: dict[str, Any] = json.loads(row.after) if row.after is not None else {}
    return describe_edit(
        Edit(
            sequence=sequence,
            time=row.time,
            who=row.who,
            section=row.section,
            name=row.name,
            was=row.was,
            before=row.before,
            after=row.after,
            undoes=row.undoes,
            outside=row.outside,
            change="changed",
            undoable=undoable,
            sentence="",
        ),
        before,
        after,
    )


def show_time(now: int) -> str:
    return datetime.fromtimestamp(now, UTC).isoformat()


def list_definitions(folder: Path) -> StoredDefinitions:
    """All definitions with their fingerprints. DefinitionError with all findings where a file cannot be read."""
    loaded = read_definitions(folder)
    names = {section: list(getattr(loaded.definitions, section)) for section in SECTIONS}
    etags: dict[str, dict[str, str]] = {PROJECT: {"": str(make_etag(loaded.definitions.project))}}
    files: dict[str, dict[str, str]] = {PROJECT: {"": PROJECT_FILE}}
    for section, found in names.items():
        of_section = getattr(loaded.definitions, section)
        etags[section] = {name: str(make_etag(of_section[name])) for name in found}
        files[section] = {name: str(loaded.places.find(section, name)) for name in found}
    return StoredDefinitions(
        definitions=loaded.definitions, etags=etags, files=files, warnings=loaded.warnings
    )
