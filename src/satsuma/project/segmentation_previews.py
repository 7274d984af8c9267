"""A segmentation while its parts are put into order: the size of each where the first match wins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from satsuma.engine import bitmaps
from satsuma.language.check import check_condition
from satsuma.language.read import read_condition
from satsuma.language.tree import Everyone, InSegment
from satsuma.model.errors import Finding, Place, RuleSyntaxError
from satsuma.model.previews import PartPreview, SegmentationPreview
from satsuma.project.remembered import find_existing, find_truths

if TYPE_CHECKING:
    from satsuma.engine.bitmaps import Words
    from satsuma.language.tree import Condition
    from satsuma.model.definitions import Priority, SegmentationDefinition
    from satsuma.project.opening import Opened


@dataclass(frozen=True, slots=True)
class Part:
    """One step; `condition` is None where its rule is wrong."""

    name: str
    title: str
    rule: str | None
    condition: Condition | None


def preview_segmentation(
    opened: Opened, definition: SegmentationDefinition, as_of: str | None
) -> SegmentationPreview:
    """Nothing is written. OptionError for a wrong day or unit; what is wrong with rules is a finding."""
    started = time.perf_counter()
    unit, moment = opened.choose_unit(definition.unit), opened.choose_as_of(as_of)
    findings: list[Finding] = []
    whom: Condition = Everyone()
    if definition.population is not None:
        read = read_rule(opened, unit, definition.population, Place(what="population"), findings)
        whom = read if read is not None else whom
    parts = [
        read_part(opened, unit, number, each, findings) for number, each in enumerate(definition.priorities)
    ]
    findings += find_doubles(definition)
    conditions = [part.condition for part in parts if part.condition is not None]
    words_of = find_truths(opened, [whom, *conditions], unit, moment)
    everyone = find_existing(opened, unit, moment) & words_of(whom).words
    shown = list(size_parts(parts, everyone, lambda condition: words_of(condition).words))
    rest = Part(definition.residual, definition.residual_title, None, None)
    left = bitmaps.count(everyone) - sum(part.customers or 0 for part in shown)
    is_whole = all(part.customers is not None for part in shown)
    total = bitmaps.count(everyone)
    shown.append(size(rest, left if is_whole else None, left if is_whole else None, total))
    warnings = [warning for each in conditions for warning in opened.warn_stale(each, unit, moment)]
    return SegmentationPreview(
        unit=unit,
        as_of=moment.day.isoformat(),
        population=total,
        covered=1 - left / total if is_whole and total else None,
        parts=tuple(shown),
        findings=tuple(findings),
        warnings=tuple(dict.fromkeys(warnings)),
        seconds=round(time.perf_counter() - started, 4),
    )


def read_part(opened: Opened, unit: str, number: int, priority: Priority, findings: list[Finding]) -> Part:
    place = Place(what=f"priorities {number}")
    twin = opened.definitions.segments.get(priority.segment or "")
    title = priority.title or (twin.title if twin else None) or priority.name
    rule = priority.rule or (twin.rule if twin else None)
    if priority.segment is not None:
        condition = keep_sound(opened, unit, InSegment(name=priority.segment), place, findings)
    else:
        condition = read_rule(opened, unit, priority.rule or "", place, findings)
    return Part(priority.name, title, rule, condition)


def read_rule(
    opened: Opened, unit: str, text: str, place: Place, findings: list[Finding]
) -> Condition | None:
    """None with findings where a rule is wrong."""
    try:
        condition = read_condition(text, place)
    except RuleSyntaxError as error:
        findings += error.findings
        return None
    return keep_sound(opened, unit, condition, place, findings)


def keep_sound(
    opened: Opened, unit: str, condition: Condition, place: Place, findings: list[Finding]
) -> Condition | None:
    found = check_condition(condition, opened.vocabulary, unit, place)
    findings += found
    return None if any(each.severity == "error" for each in found) else condition


def find_doubles(definition: SegmentationDefinition) -> Iterator[Finding]:
    names = [*(part.name for part in definition.priorities), definition.residual]
    for name in sorted({each for each in names if names.count(each) > 1}):
        message = f"Two parts are called '{name}'."
        yield Finding(code="rule", message=message, hint="Give each part its own name.")


def size_parts(
    parts: Sequence[Part], everyone: Words, words_of: Callable[[Condition], Words]
) -> Iterator[PartPreview]:
    """Each part without whom earlier ones took; from a wrong rule on nobody knows."""
    total, left, is_known = bitmaps.count(everyone), everyone, True
    for part in parts:
        if part.condition is None or not is_known:
            is_known = False
            yield size(part, None, None, total)
            continue
        own = words_of(part.condition) & everyone
        yield size(part, bitmaps.count(own & left), bitmaps.count(own), total)
        left = left & ~own


def size(part: Part, customers: int | None, own: int | None, total: int) -> PartPreview:
    is_sized = customers is not None and own is not None
    return PartPreview(
        name=part.name,
        title=part.title,
        rule=part.rule,
        customers=customers,
        share=customers / total if customers is not None and total else None,
        own=own,
        taken=(own or 0) - (customers or 0) if is_sized else None,
    )
