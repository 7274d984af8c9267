"""Everything that is wrong with a rule, or with all rules of a project, found at once.

`check_condition` looks at one rule, `check_vocabulary` at a whole project's definitions.
"""

from __future__ import annotations

from collections.abc import Iterator

from satsuma.language import types
from satsuma.language.assembly import Assembly, Places, Spoken, assemble
from satsuma.language.consistency import check_consistency
from satsuma.language.contradictions import find_contradictions
from satsuma.language.fitness import find_type_mistakes, find_unseen_values
from satsuma.language.grounds import Ground, inner
from satsuma.language.names import check_unit, find_name_mistakes
from satsuma.language.tree import And, Condition, Node, Value
from satsuma.language.vocabulary import Vocabulary
from satsuma.model.definitions import Definitions
from satsuma.model.errors import Finding, Place, RuleError, RuleSyntaxError
from satsuma.model.kinds import Shape, ValueType


def check_condition(
    condition: Condition, vocabulary: Vocabulary, unit: str, place: Place | None = None
) -> list[Finding]:
    """Unknown names, wrong types, impossible conditions, in the order of the text; warnings among them.

    `unit` is whom the rule is about; `place` goes into every finding. An empty list means nothing to say.
    """
    return _check(condition, vocabulary, unit, place)


def check_value(value: Value, vocabulary: Vocabulary, unit: str, place: Place | None = None) -> list[Finding]:
    """The same for a value."""
    return _check(value, vocabulary, unit, place)


def type_of(value: Value, vocabulary: Vocabulary, unit: str) -> ValueType:
    """The type of a value for customers of a unit; raises RuleError with all findings where it has none."""
    found = types.type_of(value, vocabulary, unit)
    if found is None:
        raise RuleError(
            _check(value, vocabulary, unit, None) or "This value has no type: it depends on itself."
        )
    return found


def build_vocabulary(definitions: Definitions, shape: Shape) -> Vocabulary:
    """The project's variables and segments, read; raises RuleSyntaxError with all texts that cannot be read."""
    made = assemble(definitions)
    if made.findings:
        raise RuleSyntaxError(made.findings)
    return made.vocabulary(shape)


def check_vocabulary(
    definitions: Definitions, shape: Shape | None, places: Places | None = None
) -> list[Finding]:
    """All findings about a project's rules, values and names, each with its place.

    Without a shape (before the first run) names of columns and events are not known, so only texts, cycles, names of
    segments and doubles are checked.
    """
    made = assemble(definitions, places)
    vocabulary = made.vocabulary(
        shape or Shape(units={}, main_unit=definitions.project.main_unit, timezone="UTC")
    )
    findings = list(made.findings)
    if shape is not None:
        findings += _check_all(made, vocabulary)
    findings += check_consistency(definitions, made, vocabulary, shape, places)
    return findings


def _check_all(made: Assembly, vocabulary: Vocabulary) -> Iterator[Finding]:
    for spoken in made.spoken:
        yield from _check_spoken(spoken, vocabulary)


def _check_spoken(spoken: Spoken, vocabulary: Vocabulary) -> list[Finding]:
    ground = Ground(vocabulary, spoken.unit)
    wrong_unit = [_put(finding, spoken.place) for finding in check_unit(spoken.unit, ground)]
    return wrong_unit or _check(spoken.node, vocabulary, spoken.unit, spoken.place)


def _check(node: Node, vocabulary: Vocabulary, unit: str, place: Place | None) -> list[Finding]:
    found = _inspect(node, Ground(vocabulary, unit), is_in_and=False)
    return [_put(finding, place) for finding in dict.fromkeys(found)]


def _put(finding: Finding, place: Place | None) -> Finding:
    return finding if place is None else finding.model_copy(update={"place": place})


def _inspect(node: Node, ground: Ground, is_in_and: bool) -> Iterator[Finding]:
    wrong_names = list(find_name_mistakes(node, ground))
    yield from wrong_names
    yield from find_type_mistakes(node, ground)
    yield from find_unseen_values(node, ground)
    if not is_in_and:
        yield from find_contradictions(node, ground)
    if any("Inside the filter" in finding.message for finding in wrong_names):
        return
    for child, below in inner(node, ground):
        yield from _inspect(child, below, isinstance(node, And))
