"""What a person asks of a discovery, as a definition: a written one, changed by options, or a new one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from pydantic import ValidationError

from satsuma.engine import bitmaps
from satsuma.model.definition import SEGMENT_NAME
from satsuma.model.errors import OptionError
from satsuma.model.pictured import BasisProposal, BasisProposals
from satsuma.model.studies import AlgorithmName, DiscoveryDefinition
from satsuma.project.listing import inform_variables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from satsuma.columns import Column
    from satsuma.model.results import VariableInfo
    from satsuma.project.opening import Opened

QUICK = {"starts": 20, "bootstraps": 20, "null_draws": 39}


@dataclass(frozen=True, slots=True)
class Wishes:
    """Options of `discover`; empty ones leave the definition as it is."""

    basis: tuple[str, ...] = ()
    k: str | None = None
    algorithms: tuple[str, ...] = ()
    quick: bool = False


def define(
    opened: Opened, name: str, wishes: Wishes, as_of: str | None
) -> tuple[DiscoveryDefinition, tuple[str, ...]]:
    """The definition, and what was decided for the person. OptionError for options that mean nothing."""
    known = opened.definitions.discoveries.get(name)
    if not re.match(SEGMENT_NAME, name) or len(name) > 80:
        raise OptionError(
            f"'{name}' cannot be a name.", hint="Use letters, digits, _ and -; begin with a letter."
        )
    if known is None and name in opened.definitions.segments:
        raise OptionError(f"'{name}' is a segment already.", hint="Choose another name for the discovery.")
    unit = known.unit if known is not None else opened.run.shape.main_unit
    update = read_wishes(wishes)
    notes: tuple[str, ...] = ()
    if wishes.quick:
        notes = ("A first look with few starts, bootstraps and draws; without --quick it is thorough.",)
    if wishes.basis:
        update["basis"] = wishes.basis
    elif known is None:
        chosen = propose(opened, unit, as_of)
        update["basis"] = chosen
        notes = (*notes, f"Nobody said what to group by; chosen: {', '.join(chosen)}.")
    if known is None:
        update["unit"] = unit
        if len(opened.definitions.targets) == 1:
            update["target"] = next(iter(opened.definitions.targets))
    given = known.model_dump() if known is not None else {}
    try:
        return DiscoveryDefinition.model_validate({**given, **update}), notes
    except ValidationError as error:
        told = "; ".join(str(each["msg"]).removeprefix("Value error, ") for each in error.errors())
        raise OptionError(f"The discovery cannot be asked like this: {told}.") from None


def make_thorough(definition: DiscoveryDefinition) -> DiscoveryDefinition:
    """The definition with as many starts, bootstraps and draws as a study has that is not quick."""
    return definition.model_copy(
        update={name: DiscoveryDefinition.model_fields[name].default for name in QUICK}
    )


def read_wishes(wishes: Wishes) -> dict[str, object]:
    """The options as fields of a definition."""
    update: dict[str, object] = dict(QUICK) if wishes.quick else {}
    if wishes.k is not None:
        found = re.fullmatch(r"\s*(\d+)\s*(?:(?:\.\.|-|–|:|to)\s*(\d+)\s*)?", wishes.k)
        if found is None:
            raise OptionError(f"'{wishes.k}' is no number of groups.", hint="Write 4, or 2..10.")
        fewest, most = int(found[1]), int(found[2] or found[1])
        if not 2 <= fewest <= most <= 20:
            raise OptionError(
                f"{fewest} to {most} groups cannot be tried.",
                hint="Choose from 2 to 20, the smaller number first.",
            )
        update |= {"fewest": fewest, "most": most}
    if wishes.algorithms:
        known = get_args(AlgorithmName)
        wrong = [each for each in wishes.algorithms if each not in known]
        if wrong:
            raise OptionError(
                f"There is no algorithm {', '.join(repr(each) for each in wrong)}.",
                hint=f"Algorithms: {', '.join(known)}.",
            )
        update["algorithms"] = wishes.algorithms
    return update


@dataclass(frozen=True, slots=True)
class Material:
    """What a basis is chosen from: the unit's variables, without those that models gave."""

    as_of: str
    values: Mapping[str, Column]
    infos: Sequence[VariableInfo]
    rows: NDArray[np.int64]


def read_material(opened: Opened, unit: str, as_of: str | None) -> Material:
    """The unit's variables at a moment."""
    moment = opened.choose_as_of(as_of)
    snapshot = opened.look(unit, moment)
    infos = inform_variables(opened.definitions, opened.run, opened.vocabulary, unit)
    modelled = {name for name, each in opened.definitions.variables.items() if each.model is not None}
    return Material(
        as_of=moment.day.isoformat(),
        values=snapshot.values,
        infos=[info for info in infos if info.name not in modelled],
        rows=bitmaps.members(snapshot.memberships.population),
    )


def propose_bases(opened: Opened, unit: str | None, as_of: str | None) -> BasisProposals:
    """Several sorts of groups that one could look for, the one that `discover` takes by itself first."""
    from satsuma.discover.suggesting import suggest_bases, suggest_basis

    chosen = opened.choose_unit(unit)
    material = read_material(opened, chosen, as_of)
    titles = {info.name: info.title for info in material.infos}
    own = suggest_basis(material.values, material.infos, material.rows)
    found = [
        BasisProposal(
            name="recommended",
            title="Recommended",
            why="What nothing speaks against, each thing once: what they do first.",
            variables=own,
            titles=tuple(titles[name] for name in own),
        )
    ] * bool(own)
    for each in suggest_bases(material.values, material.infos, material.rows):
        if set(each.variables) != set(own):
            named = tuple(titles[name] for name in each.variables)
            found.append(
                BasisProposal(
                    name=each.name, title=each.title, why=each.why, variables=each.variables, titles=named
                )
            )
    return BasisProposals(unit=chosen, as_of=material.as_of, proposals=tuple(found))


def propose(opened: Opened, unit: str, as_of: str | None) -> tuple[str, ...]:
    """OptionError where no two variables can be a basis."""
    from satsuma.discover.suggesting import suggest_basis

    material = read_material(opened, unit, as_of)
    found = suggest_basis(material.values, material.infos, material.rows)
    if not found:
        raise OptionError(
            "No variable can group these customers as it is.",
            hint="'satsuma explore' says why; name some with --basis a,b,c.",
        )
    return found
