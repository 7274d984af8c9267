"""Editing definitions, and what the pages Home, Data and Variables ask: a part of `Project`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic import BaseModel

    from satsuma.model.data import AddedFiles, ProjectSources, QualityReport, SetAsideRows, SourcePreview
    from satsuma.model.definitions import (
        SegmentationDefinition,
        SegmentDefinition,
        SourceDefinition,
        VariableDefinition,
    )
    from satsuma.model.described import DescribedVariable
    from satsuma.model.edits import EditResult, Edits, MergedSegment, StoredDefinitions
    from satsuma.model.overview import Overview
    from satsuma.model.previews import SegmentationPreview, VariablePreview
    from satsuma.model.templates import TemplateOffers
    from satsuma.project.opening import Opened
    from satsuma.project.progress import Progress


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

    def sources(self) -> ProjectSources:
        """What is understood of each source, with the reasons, and how its rows fared; answers without a run too."""
        from satsuma.project.data_sources import list_sources

        return list_sources(self.folder)

    def preview_source(self, name: str, definition: SourceDefinition) -> SourcePreview:
        """What a definition makes of its files' first rows, before it is written. Personal values are masked."""
        from satsuma.project.source_previews import preview_source

        return preview_source(self.folder, name, definition, int(self.clock()))

    def set_aside(
        self, source: str | None = None, reason: str | None = None, *, limit: int = 50, offset: int = 0
    ) -> SetAsideRows:
        """Rows of the last run that no result counts, with the reason. Personal values are masked."""
        from satsuma.project.set_aside import list_set_aside

        return list_set_aside(self._opened(), source, reason, limit, offset)

    def quality(self) -> QualityReport:
        """The last run's rows and money, what cleaning did, and what to collect next."""
        from satsuma.project.set_aside import report_quality

        return report_quality(self._opened())

    def add_files(self, files: Sequence[str | Path], *, progress: Progress | None = None) -> AddedFiles:
        """Further files: each joins the source that it belongs to, or becomes one with the variables that it allows. What
        people wrote stays."""
        from satsuma.project.adding import add_files

        return add_files(self.folder, [Path(file) for file in files], int(self.clock()), progress)

    def templates(self) -> TemplateOffers:
        """Every segment template: the segment it would write for this company, or what data it lacks."""
        from satsuma.project.templating import list_templates

        return list_templates(self._opened())

    def preview_variable(self, definition: VariableDefinition, as_of: str | None = None) -> VariablePreview:
        """What a variable would be: its kind, who has a value, how it is distributed. Creates nothing; mistakes are
        findings."""
        from satsuma.project.variable_previews import preview_variable

        return preview_variable(self._opened(), definition, as_of)

    def preview_segmentation(
        self, definition: SegmentationDefinition, as_of: str | None = None
    ) -> SegmentationPreview:
        """The size of every part in the order given, where the first match wins. Writes nothing."""
        from satsuma.project.segmentation_previews import preview_segmentation

        return preview_segmentation(self._opened(), definition, as_of)

    def describe_variable(
        self, name: str, unit: str | None = None, as_of: str | None = None
    ) -> DescribedVariable:
        """One variable with its distribution and which definitions use it."""
        from satsuma.project.describing import describe_variable

        return describe_variable(self._opened(), name, as_of, unit)
