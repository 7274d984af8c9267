"""Editing definitions, and what the pages Home, Data and Variables ask: a part of `Project`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from satsuma.model.definitions import SegmentDefinition
    from satsuma.model.edits import EditResult, Edits, MergedSegment, StoredDefinitions
    from satsuma.model.overview import Overview
    from satsuma.project.opening import Opened


class Groundwork:
    """Every method reads the folder anew, or what is held of it."""

    __slots__ = ()

    if TYPE_CHECKING:
        folder: Path
        clock: Callable[[], float]

        def _opened(self) -> Opened: ...

    def stored_definitions(self) -> StoredDefinitions:
        """The same with the fingerprint and place of each; needs no run."""
        from satsuma.project.editing import list_definitions

        return list_definitions(self.folder)

    def edit(
        self,
        section: str,
        name: str,
        value: BaseModel | None,
        *,
        who: str | None = None,
        expected: str | None = None,
        called: str | None = None,
    ) -> EditResult:
        """Writes a definition into the project's YAML, comments kept; None removes it, `called` renames it. `expected` is the
        fingerprint (`etag`) that was looked at, or `absent` for a new one: ConflictError where it is another by now.
        MistakeError with all findings where something would be wrong afterwards."""
        from satsuma.project.editing import Wish, edit_definition, name_system_user

        wish = Wish(section, name, value, who or name_system_user(), expected, called)
        return edit_definition(self.folder, wish, int(self.clock()))

    def edits(
        self, section: str | None = None, name: str | None = None, *, limit: int = 1_000, offset: int = 0
    ) -> Edits:
        """Who changed which definition, the newest first; what was changed in the files by others too."""
        from satsuma.project.edit_history import list_edits

        return list_edits(self.folder, section, name, int(self.clock()), limit, offset)

    @staticmethod
    def merge_segments(
        base: SegmentDefinition, theirs: SegmentDefinition, mine: SegmentDefinition
    ) -> MergedSegment:
        """Two people's changes of one segment in one; what both changed in different ways is told. Writes nothing."""
        from satsuma.project.merging import merge_segments

        return merge_segments(base, theirs, mine)

    def undo_edit(self, sequence: int, who: str | None = None) -> EditResult:
        """Takes an edit back, where the definition is still what the edit made of it; else ConflictError."""
        from satsuma.project.edit_history import undo_edit
        from satsuma.project.editing import name_system_user

        return undo_edit(self.folder, sequence, who or name_system_user(), int(self.clock()))

    def overview(self) -> Overview:
        """How far the work is, the KPI by segment, what changed, and the next thing to do; answers without a run too."""
        from satsuma.project.overview import begin_overview, make_overview
        from satsuma.store.state import current_run_id

        if current_run_id(self.folder) is None:
            return begin_overview(self.folder, int(self.clock()))
        return make_overview(self._opened())
