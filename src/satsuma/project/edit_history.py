"""`edits`: who changed which definition, and taking a change back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from satsuma.model.edits import Edit, EditResult, Edits
from satsuma.model.errors import ConflictError, UnknownNameError
from satsuma.project.edit_words import WORDS
from satsuma.project.editing import (
    ABSENT,
    OUTSIDE,
    Lines,
    Wish,
    edit_definition,
    refuse_section,
    show_edit,
    show_time,
)
from satsuma.project.plain_definitions import find_definition, is_same, make_etag, read_plain, write_plain
from satsuma.store.definitions import read_definitions

if TYPE_CHECKING:
    from satsuma.store.definitions import LoadedDefinitions
    from satsuma.store.state.edits import LoggedEdit

MOST_EDITS = 1_000


def list_edits(
    folder: Path, section: str | None, name: str | None, now: int, limit: int = MOST_EDITS, offset: int = 0
) -> Edits:
    """The newest first; before them, on the first page, what was changed outside of Satsuma since."""
    from satsuma.store.state.edits import opened_log

    if section is not None:
        refuse_section(section)
    loaded = read_definitions(folder)
    with opened_log(folder) as log:
        rows, total = log.list(section, name, limit, offset)
        latest = log.latest()
    outside = []
    for (of_section, of_name), row in latest.items():
        if section in (None, of_section) and name in (None, of_name):
            outside += find_outside(folder, loaded, of_section, of_name, row, now)
    edits = [show_edit(row, row.sequence, undoable=is_undoable(loaded, row)) for row in rows]
    shown = [*outside, *edits] if offset == 0 else edits
    return Edits(edits=tuple(shown), total=total + len(outside))


def find_outside(
    folder: Path, loaded: LoadedDefinitions, section: str, name: str, row: LoggedEdit, now: int
) -> list[Edit]:
    """The change that nobody logged, where the definition is not what its last edit made of it."""
    from satsuma.store.state.edits import LoggedEdit

    present = find_definition(loaded.definitions, section, name)
    before = row.after if row.name == name else None
    if is_same(before, present):
        return []
    file = loaded.places.file_of(section, name)
    changed = folder / file if file is not None else None
    time = show_time(now)
    if changed is not None and changed.is_file():
        time = datetime.fromtimestamp(int(changed.stat().st_mtime), UTC).isoformat()
    made = LoggedEdit(time, OUTSIDE, section, name, None, before, write_plain(present), outside=True)
    return [show_edit(made, None, undoable=False)]


def is_undoable(loaded: LoadedDefinitions, row: LoggedEdit) -> bool:
    return is_same(row.after, find_definition(loaded.definitions, row.section, row.name))


def undo_edit(folder: Path, sequence: int, who: str, now: int) -> EditResult:
    """Writes back what stood there before the edit. UnknownNameError without such an edit; ConflictError where the
    definition is no longer what the edit made of it; MistakeError where others need what it made."""
    from satsuma.store.state.edits import opened_log

    with opened_log(folder) as log:
        row = log.find(sequence)
    if row is None:
        raise UnknownNameError(f"There is no edit {sequence}.", hint="'satsuma edits' lists them.")
    present = find_definition(read_definitions(folder).definitions, row.section, row.name)
    if not is_same(row.after, present):
        raise ConflictError(
            f"The {WORDS[row.section]} {row.name} was changed again after edit {sequence}.",
            present=write_plain(present),
            etag=make_etag(present),
            hint="Take the later edits back first, or change it by hand.",
        )
    before = read_plain(row.section, row.before) if row.before is not None else None
    return edit_definition(
        folder,
        Wish(
            section=row.section,
            name=row.name,
            after=before,
            who=who,
            expected=make_etag(present) or ABSENT,
            called=row.was if before is not None else None,
            lines=Lines(*json.loads(row.lines)) if row.after is None and row.lines else None,
            undoes=sequence,
        ),
        now,
    )
