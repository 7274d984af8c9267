"""What the Data page shows: what was understood of each source, rows set aside, quality, a correction before it is written."""

from __future__ import annotations

from typing import Literal

from satsuma.model.accounts import Action, MoneyAccount, Quality, Reason, SourceAccount
from satsuma.model.definitions import SourceDefinition
from satsuma.model.kinds import Family, Kind, Role, Sensitivity
from satsuma.model.results import FamilyCoverage, Result, Unavailable, UnderstoodSource

ColumnUse = Literal[
    "key", "time", "amount", "event", "tax", "discount", "created", "contact", "consent", "opted out", "link"
]


class SourceFile(Result):
    """A file of a source. `state` compares with the last run; `waiting` where there was none yet."""

    path: str
    bytes: int | None = None
    state: Literal["read", "new", "changed", "gone", "waiting"]


class SourceColumn(Result):
    """A column as it is understood, with the reason, and what cleaning did to it in the last run."""

    name: str
    title: str | None
    raw: str
    kind: Kind
    family: Family | None
    sensitivity: Sensitivity
    uses: tuple[ColumnUse, ...] = ()
    evidence: str | None = None
    actions: tuple[Action, ...] = ()


class SourceStanding(Result):
    """One source: its definition with the fingerprint to correct it by, what was decided and why, its rows in the last run."""

    name: str
    etag: str
    definition: SourceDefinition
    role: Role
    unit: str | None
    events: tuple[str, ...] = ()
    amount: str | None = None
    """The column, or how the amount is computed, in words."""
    reasons: dict[str, str] = {}
    files: tuple[SourceFile, ...] = ()
    missing_files: tuple[str, ...] = ()
    """Patterns that match no file."""
    columns: tuple[SourceColumn, ...] = ()
    account: SourceAccount | None = None
    money: MoneyAccount | None = None
    actions: tuple[Action, ...] = ()
    """What cleaning did to whole rows."""
    changed: bool = False
    """Whether its definition or files are not those of the last run."""
    used_by: tuple[str, ...] = ()
    """What would keep it from being removed: sources that join it, the project's main event."""


class ProjectSources(Result):
    """All sources in the order of their definition."""

    run: str | None
    currency: str | None
    timezone: str
    main_event: str | None
    sources: tuple[SourceStanding, ...]


class SetAsideRow(Result):
    """A row that no result counts. Values of columns that are personal, sensitive or not described are masked: letters
    are x, digits 0."""

    source: str
    reason: str
    file: str | None
    line: int | None
    values: dict[str, str]
    """Empty fields are left out."""


class SetAsideRows(Result):
    """Some of the rows set aside, and how many there are by source and reason."""

    total: int
    offset: int
    rows: tuple[SetAsideRow, ...]
    reasons: dict[str, dict[str, int]]


class QualityReport(Result):
    """The last run's data quality: rows and money accounted for, what cleaning did, what is known of each family of variables
    and what to collect next."""

    run: str
    as_of: str
    quality: Quality
    coverage: tuple[FamilyCoverage, ...]
    unavailable: tuple[Unavailable, ...]


class ReadValue(Result):
    """A text of a file and what it becomes; None: missing. Equal pairs are shown once."""

    raw: str | None
    read: str | None


class ColumnPreview(Result):
    """A column under a definition that is not written yet. `unreadable` counts texts that are there and become missing."""

    name: str
    raw: str
    kind: Kind
    values: tuple[ReadValue, ...]
    missing: int
    unreadable: int
    masked: bool = False


class SourcePreview(Result):
    """What a definition makes of a source's first rows."""

    name: str
    files: tuple[str, ...]
    rows: int
    kept: int
    set_aside: tuple[Reason, ...] = ()
    excluded: tuple[Reason, ...] = ()
    merged: tuple[Reason, ...] = ()
    columns: tuple[ColumnPreview, ...]
    unused: tuple[str, ...] = ()
    """The files' columns that the definition leaves out."""
    first_date: str | None = None
    last_date: str | None = None
    notes: tuple[str, ...] = ()


class AddedFiles(Result):
    """What became of files added to a project."""

    sources: tuple[UnderstoodSource, ...]
    extended: dict[str, tuple[str, ...]] = {}
    """Files that were put to sources that were there already."""
    known: tuple[str, ...] = ()
    """Files that a source had already."""
    variables: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    """Segments that the data allow now and that are not there yet."""
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    next_step: str
