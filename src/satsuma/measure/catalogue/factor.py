"""One factor of the catalogue: something to know about customers, and how a company gets to know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from satsuma.model.kinds import Family, Sensitivity

How = Literal["computed", "imported", "asked by survey", "unavailable"]


@dataclass(frozen=True, slots=True)
class Factor:
    """`how` is the usual way: computed from events (`keys` names the data, `expression` the rule language's value),
    imported (a column whose name fits `aliases`), asked by survey (`question` and `options`), or unavailable (`reason`).

    Factors of every way may carry aliases: a column is taken where there is one. `collect` says in one sentence what
    to gather.
    """

    family: Family
    name: str
    how: How
    collect: str
    aliases: tuple[str, ...] = ()
    keys: str = ""
    expression: str | None = None
    question: str | None = None
    options: tuple[str, ...] = ()
    reason: str | None = None
    note: str | None = None
    sensitivity: Sensitivity = Sensitivity.ORDINARY


def split_aliases(text: str) -> tuple[str, ...]:
    """'age | alter | edad' as a tuple."""
    return tuple(part.strip() for part in text.split("|") if part.strip())


def imported(family: Family, name: str, aliases: str, collect: str, **more: object) -> Factor:
    """A factor read from a column."""
    return Factor(family, name, "imported", collect, split_aliases(aliases), **more)  # type: ignore[arg-type]


def computed(family: Family, name: str, keys: str, expression: str, collect: str, **more: object) -> Factor:
    """A factor computed from events or columns."""
    return Factor(family, name, "computed", collect, keys=keys, expression=expression, **more)  # type: ignore[arg-type]


def asked(
    family: Family, name: str, question: str, options: str, aliases: str = "", **more: object
) -> Factor:
    """A factor that customers are asked for; a column with such a name is taken too."""
    collect = f'Ask in a survey: "{question}"'
    return Factor(
        family,
        name,
        "asked by survey",
        collect,
        split_aliases(aliases),
        question=question,
        options=split_aliases(options),
        **more,  # type: ignore[arg-type]
    )


def unavailable(family: Family, name: str, reason: str, collect: str, aliases: str = "") -> Factor:
    """A factor that Satsuma does not offer yet, with the reason."""
    return Factor(family, name, "unavailable", collect, split_aliases(aliases), reason=reason)
