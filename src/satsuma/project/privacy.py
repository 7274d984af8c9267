"""Which fields the project keeps to itself, and rules that use them all the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from satsuma.language.tree import AccountVariable, PercentileRange, Rank, Variable, VariableBound
from satsuma.language.walk import walk
from satsuma.model.errors import Finding, Place
from satsuma.model.kinds import Sensitivity

if TYPE_CHECKING:
    from satsuma.language.assembly import Places
    from satsuma.language.tree import Node
    from satsuma.model.definitions import Definitions


def list_hidden(definitions: Definitions) -> dict[str, str]:
    """Names of variables, columns and event properties whose values are not shown, with the word that says why:
    `personal`, or `sensitive` where the project does not allow them."""
    found: dict[str, str] = {}
    allowed = definitions.project.allow_sensitive
    stated_by = [
        (name, column.sensitivity)
        for source in definitions.sources.values()
        for name, column in source.columns.items()
    ]
    stated_by += [(name, variable.sensitivity) for name, variable in definitions.variables.items()]
    for name, stated in stated_by:
        if stated is Sensitivity.PERSONAL or (stated is Sensitivity.SENSITIVE and name not in allowed):
            found[name] = stated.value
    for name, variable in definitions.variables.items():
        if variable.column in found and name not in allowed:
            found.setdefault(name, found[variable.column])
    return found


def list_sensitive(node: Node, hidden: Mapping[str, str]) -> list[str]:
    """The sensitive fields, not allowed, that a rule names itself, in the order of their names."""
    found: set[str | None] = set()
    for inside in walk(node):
        if isinstance(inside, Variable | AccountVariable | VariableBound):
            found.add(inside.name)
        elif isinstance(inside, Rank | PercentileRange):
            found.add(inside.within)
    return sorted(name for name in found if name is not None and hidden.get(name) == Sensitivity.SENSITIVE)


def warn_sensitive(node: Node, hidden: Mapping[str, str], place: Place | None = None) -> list[Finding]:
    """One warning for a rule that is built on what the project does not allow."""
    names = list_sensitive(node, hidden)
    if not names:
        return []
    verb = "is sensitive and not" if len(names) == 1 else "are sensitive and not"
    return [
        Finding(
            code="sensitive-field",
            message=f"This rule uses {', '.join(names)}, which {verb} allowed.",
            hint="Allow it in the project's settings ('allow_sensitive'), or leave it out of the rule.",
            place=place,
            severity="warning",
        )
    ]


def warn_all_sensitive(definitions: Definitions, places: Places) -> list[Finding]:
    """The same for all rules of the project's segments and segmentations."""
    from satsuma.language.assembly import assemble

    hidden = list_hidden(definitions)
    return [
        finding
        for spoken in assemble(definitions, places).spoken
        if not spoken.is_value
        for finding in warn_sensitive(spoken.node, hidden, spoken.place)
    ]
