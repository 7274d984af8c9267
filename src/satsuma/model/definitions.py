"""Definitions: the frozen models behind a project's YAML files.

`satsuma.yaml` holds one `ProjectDefinition`; the files of the folders `sources/`, `variables/`, `segments/`,
`segmentations/`, `targets/`, `objectives/`, `discoveries/` and `personas/` hold a mapping from name to definition each.
Rules and values stay text here; the rule language reads them.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from satsuma.model.aims import ObjectiveDefinition, TargetDefinition
from satsuma.model.definition import Definition, Name, SegmentName
from satsuma.model.kinds import Family, Kind, Role, Sensitivity
from satsuma.model.persona_definitions import PersonaDefinition, PersonaKey
from satsuma.model.studies import DiscoveryDefinition


class ProjectDefinition(Definition):
    """What the work is for and how the data are read. `problem`, `kpi` and `teams` are the answers `init` asks for."""

    name: str
    problem: str | None = None
    kpi: str | None = None
    teams: tuple[str, ...] = ()
    main_unit: Name = "customer"
    timezone: str = "UTC"
    currency: str | None = None
    locale: str = Field(default="en", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    """How numbers and days are written for people: a language tag such as en, en-GB or de-AT."""
    main_event: Name | None = None
    allow_sensitive: tuple[Name, ...] = ()
    smallest_group: int = Field(default=5, ge=1)
    keep_runs: int = Field(default=10, ge=1)


class Format(Definition):
    """How a file's bytes become rows. None means: find out from the file."""

    type: Literal["csv", "parquet", "excel", "json", "text"]
    delimiter: str | None = None
    quote: str | None = None
    encoding: str | None = None
    header: bool = True
    skip_lines: int = Field(default=0, ge=0)
    decimal: Literal[".", ","] | None = None
    sheet: str | None = None
    member: str | None = None
    """A file inside a zip archive, by its path in the archive; globs allowed."""

    @model_validator(mode="after")
    def _readable_marks(self) -> Format:
        if self.delimiter is not None and not 1 <= len(self.delimiter) <= 4:
            raise ValueError("'delimiter' must have one to four characters; leave it out to find out")
        if self.quote is not None and len(self.quote) > 1:
            raise ValueError("'quote' must be one character, or '' for none")
        marks = (self.delimiter or "") + (self.quote or "")
        if len(set(marks)) < len(marks) or set(marks) & set("\r\n\0"):
            raise ValueError("'delimiter' and 'quote' must be different characters and no line ends")
        return self


class Cleaning(Definition):
    """Switches for what cleaning does by itself to one column; each can be turned off."""

    trim: bool = True
    merge_variants: bool = True
    """Category variants that differ by case or spaces become the commonest spelling."""


class ColumnDefinition(Definition):
    """One typed column of a source, read from the raw column `from`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    raw: str = Field(alias="from")
    kind: Kind
    title: str | None = None
    family: Family | None = None
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    date_format: str | None = None
    """strptime format, 'epoch s', 'epoch ms', 'iso' or 'excel'; alternatives separated by ' | ' are tried in order."""
    decimal: Literal[".", ","] | None = None
    currency: str | None = None
    percent: bool = False
    """Values such as 12 % become the share 0.12."""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Further texts that mean missing, beside the empty string."""
    levels: tuple[str, ...] | None = None
    separator: str | None = None
    """For sets: what separates the values within a field."""
    minimum: float | None = None
    maximum: float | None = None
    """Values outside are a broken promise: the row goes to quarantine."""
    stable: bool = False
    """True for what does not change over time (birth date, sex): usable when looking back."""
    valid_from: str | None = None
    cleaning: Cleaning = Cleaning()
    evidence: str | None = None
    """Why `init` chose this kind."""


class Join(Definition):
    """Adds a lookup's columns to this source's rows, named `<lookup>_<column>` unless the name is free."""

    lookup: Name
    on: Name
    """This source's column."""
    key: Name
    """The lookup's column."""
    columns: tuple[Name, ...] | None = None
    """Which of the lookup's columns; None means all but its key."""
    times: dict[Name, Name] = {}
    """Columns that the lookup holds per piece, each with this source's quantity to multiply it by: `margin: quantity`."""


class Product(Definition):
    """A money amount computed per row: the product of columns (quantity × price), joined lookup columns included."""

    product_of: tuple[Name, ...]
    minus: tuple[Name, ...] = ()


class Grouping(Definition):
    """Lines that belong together (an order's lines): makes a second event type, one event a group."""

    event: Name
    by: Name


class RowRule(Definition):
    """Rows to exclude on purpose: a condition over this source's columns, with the name the report counts it under."""

    name: str
    where: str
    enabled: bool = True


class LinkDefinition(Definition):
    """A person's account: this source's column that holds the account's key."""

    unit: Name
    column: Name


class SourceDefinition(Definition):
    """Where data come from and what they mean."""

    role: Role
    files: tuple[str, ...]
    """Paths or globs, relative to the project's folder."""
    format: Format
    unit: Name | None = None
    """None for lookups."""
    recognised_as: str | None = None
    """The export that the header was recognised as, e.g. `shopify orders`."""
    key: Name | Literal["row number"] | None = None
    matches: Name | None = None
    """Where this source knows customers by something other than the profile's key (an e-mail address, a card number): the
    column of the unit's profile that `key` is compared with. E-mail addresses are compared in lower case."""
    time: Name | None = None
    timezone: str | None = None
    event: Name | None = None
    """The event type's name in rules; None means the source's name."""
    event_column: Name | None = None
    """Where one file holds several event types: the column that names them."""
    groups: Grouping | None = None
    amount: Name | Product | None = None
    """The column that is the event's money, or how to compute it; in rules it is always `amount`."""
    returns: Literal["negative amount", "none"] = "none"
    tax: Name | None = None
    discount: Name | None = None
    created: Name | None = None
    """For profiles: since when the customer exists."""
    contact: dict[Literal["email", "phone", "post"], Name] = {}
    """Contact columns by channel."""
    consent: dict[Literal["email", "phone", "post"], Name] = {}
    """Flag columns: true means the person agreed to be contacted; a missing value means not known."""
    opted_out: dict[Literal["email", "phone", "post"], Name] = {}
    """Flag columns: true means the person opted out."""
    unknown_customers: Literal["add", "quarantine"] = "add"
    links: tuple[LinkDefinition, ...] = ()
    joins: tuple[Join, ...] = ()
    columns: dict[Name, ColumnDefinition]
    exclude: tuple[RowRule, ...] = ()
    collapse_identical: bool = True
    """Profile rows identical in every column become one (counted as merged)."""
    reasons: dict[str, str] = {}
    """Why `init` decided: role, unit, key, time, unknown_customers, amount … each with a sentence."""


class Known(Definition):
    """When a value becomes known relative to an outcome variable."""

    when: Literal["before", "with", "after"]
    of: Name


class VariableDefinition(Definition):
    """A named value per customer as of a moment. Exactly one of `value` (an expression of the rule language), `column` or
    `model`."""

    value: str | None = None
    column: Name | None = None
    model: SegmentName | None = None
    """A model in `models/` that places every customer: its segment, or the probability of that segment."""
    output: Literal["segment", "probability"] = "segment"
    """Of a model: which of the two."""
    unit: Name = "customer"
    title: str | None = None
    family: Family
    kind: Kind | None = None
    """None means: what the value's type says."""
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    known: Known | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> VariableDefinition:
        if [self.value, self.column, self.model].count(None) != 2:
            raise ValueError("give exactly one of 'value' (an expression), 'column' and 'model'")
        return self


class SegmentDefinition(Definition):
    """A named set of customers by rule. Segments may overlap."""

    rule: str
    unit: Name = "customer"
    title: str | None = None
    description: str | None = None
    template: str | None = None
    action: str | None = None
    """What to do with these customers, in one sentence."""
    owner: str | None = None
    enabled: bool = True


class Priority(Definition):
    """One step of a segmentation: a segment by name, or a rule of its own."""

    name: SegmentName
    title: str | None = None
    segment: SegmentName | None = None
    rule: str | None = None
    action: str | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> Priority:
        if (self.segment is None) == (self.rule is None):
            raise ValueError("give either 'segment' or 'rule', not both and not neither")
        return self


class SegmentationDefinition(Definition):
    """A complete division of a unit's population: the first match wins, the residual is explicit."""

    unit: Name = "customer"
    title: str | None = None
    target: Name | None = None
    """The business target it serves."""
    discovery: SegmentName | None = None
    """The discovery it was adopted from."""
    priorities: tuple[Priority, ...]
    residual: SegmentName = "everyone-else"
    residual_title: str = "Everyone else"
    population: str | None = None
    """A rule that narrows whom the segmentation divides; None means everyone of the unit."""
    enabled: bool = True


class Definitions(Definition):
    """A whole project as data."""

    project: ProjectDefinition
    sources: dict[Name, SourceDefinition] = {}
    variables: dict[Name, VariableDefinition] = {}
    segments: dict[SegmentName, SegmentDefinition] = {}
    segmentations: dict[SegmentName, SegmentationDefinition] = {}
    targets: dict[Name, TargetDefinition] = {}
    objectives: dict[SegmentName, ObjectiveDefinition] = {}
    discoveries: dict[SegmentName, DiscoveryDefinition] = {}
    personas: dict[PersonaKey, PersonaDefinition] = {}
