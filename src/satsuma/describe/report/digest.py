"""What all parts of the report share: who may be shown, how segments are called, which segmentation comes first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from satsuma.describe.content import ReportContent
from satsuma.describe.report import numbers
from satsuma.describe.report.html import Html, join, tag
from satsuma.model.kinds import Sensitivity
from satsuma.model.results import (
    FamilyCoverage,
    ProfileLine,
    SegmentationSizes,
    SegmentProfile,
    SegmentSize,
    VariableInfo,
)

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'')
WORD = re.compile(r"(?<![\w@])\w+")
HIDDEN_RULE = "The rule uses a field that is not shown here."


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page; `label` is its name in the contents."""

    id: str
    label: str
    body: Html


@dataclass(frozen=True, slots=True)
class Digest:
    """The content with what is derived from it once. `secret` names the variables and columns whose values stay out."""

    content: ReportContent
    smallest: int
    secret: frozenset[str]
    infos: Mapping[tuple[str, str], VariableInfo]
    titles: Mapping[str, str]
    starter: SegmentationSizes | None

    @property
    def unit(self) -> str:
        return self.content.project.main_unit

    @property
    def population(self) -> int:
        return self.content.units.get(self.unit, 0)

    @property
    def kpi_title(self) -> str | None:
        return self.content.kpi.title if self.content.kpi is not None else None

    @property
    def coverage(self) -> Sequence[FamilyCoverage]:
        """What is known of each family; nothing where nobody counted, so that silence is not taken for missing data."""
        counted = not self.content.variables or any(
            info.customers is not None for info in self.content.variables
        )
        return self.content.coverage if counted else ()

    def all_sizes(self) -> Iterable[SegmentSize]:
        """Parts of segmentations first, then segments."""
        for segmentation in self.content.segmentations:
            yield from segmentation.segments
        yield from self.content.segments

    def top_sizes(self) -> list[SegmentSize]:
        """The groups of the first screen: the starter segmentation's, or the largest segments of the main unit."""
        if self.starter is not None:
            return list(self.starter.segments)
        sizes = [size for size in self.content.segments if size.unit == self.unit]
        return sorted(sizes, key=lambda size: (-size.customers, size.name))[:10]

    def is_small(self, customers: int) -> bool:
        """Whether a group is too small to show how many it holds."""
        return 0 < customers < self.smallest

    def people(self, customers: int) -> str:
        """A group's size, or that it is too small."""
        return f"under {self.smallest}" if self.is_small(customers) else numbers.count(customers)

    def change(self, customers: int | None) -> str:
        """How many entered or left."""
        return "–" if customers is None else self.people(customers)

    def shown_lines(self, profile: SegmentProfile) -> list[ProfileLine]:
        """The lines that carry numbers and may be read by anybody."""
        if self.is_small(profile.size.customers):
            return []
        return [line for line in profile.lines if not line.suppressed and line.variable not in self.secret]

    def shown_rule(self, size: SegmentSize) -> str | None:
        """The rule's text, unless it says something about a field that stays out."""
        if size.rule is None or self.names_secret(size.rule):
            return None
        return size.rule

    def shown_sentence(self, size: SegmentSize) -> str:
        """The rule in English, or why it is missing."""
        if size.rule is not None and self.names_secret(size.rule):
            return HIDDEN_RULE
        return size.sentence

    def keep_told(self, sentences: Iterable[str]) -> list[str]:
        """Sentences that say nothing about a field that stays out: what was found earlier may still name one."""
        return [numbers.glue(sentence) for sentence in sentences if not self.tells_secret(sentence)]

    def tells_secret(self, text: str) -> bool:
        """Whether a sentence names a sensitive field that is not allowed, by its title or as code writes it. Contact fields are
        no secret as words: "by phone" stays."""
        return any(
            re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
            for info in self.content.variables
            if info.name in self.secret and info.sensitivity is not Sensitivity.PERSONAL
            for word in (info.title, info.name if "_" in info.name else f"'{info.name}'")
        )

    def names_secret(self, rule: str) -> bool:
        return bool(self.secret.intersection(WORD.findall(QUOTED.sub('""', rule))))


def digest(content: ReportContent) -> Digest:
    """Derive what the sections share."""
    titles = {size.name: size.title for size in content.segments}
    for segmentation in content.segmentations:
        titles[segmentation.name] = segmentation.title
        titles |= {part.name: part.title for part in segmentation.segments}
    return Digest(
        content=content,
        smallest=content.project.smallest_group,
        secret=find_secrets(content),
        infos={(info.unit, info.name): info for info in content.variables},
        titles=titles,
        starter=choose_starter(content),
    )


def find_secrets(content: ReportContent) -> frozenset[str]:
    """Names of personal fields, and of sensitive ones that the project does not allow. A name that also belongs to an event
    is no field."""
    secret = {
        info.name
        for info in content.variables
        if info.sensitivity is Sensitivity.PERSONAL or not info.allowed
    }
    events = set()
    for name, source in content.sources.items():
        events |= {name, source.event or name} | ({source.groups.event} if source.groups else set())
        for column, definition in source.columns.items():
            allowed = column in content.project.allow_sensitive
            if definition.sensitivity is Sensitivity.PERSONAL or (
                definition.sensitivity is Sensitivity.SENSITIVE and not allowed
            ):
                secret.add(column)
    return frozenset(secret - events)


def choose_starter(content: ReportContent) -> SegmentationSizes | None:
    """`starter`, else the main unit's first segmentation, else any."""
    found = [each for each in content.segmentations if each.segments]
    ranked = sorted(found, key=lambda each: (each.name != "starter", each.unit != content.project.main_unit))
    return ranked[0] if ranked else None


def anchor(name: str) -> str:
    """The id of a segment's part of the page."""
    return f"segment-{name.replace('/', '--')}"


def link(size: SegmentSize) -> Html:
    """A segment's title that leads to its part of the page."""
    return tag("a", size.title, href=f"#{anchor(size.name)}")


def heading(id_: str, title: str, lead: str = "") -> Html:
    """A section's heading and one line under it."""
    return join([tag("h2", title, id=id_), tag("p", lead, class_="lead") if lead else None])
