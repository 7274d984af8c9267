"""`adopt`: a discovery becomes the project's segmentation, as a model that places everyone or as rules that people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from satsuma.discover.cluster.matrix import NO_CHOICE, Matrix
from satsuma.model.definitions import Priority, SegmentationDefinition, VariableDefinition
from satsuma.model.discoveries import (
    AdoptResult,
    BasisField,
    DiscoveryResult,
    ModelOrigin,
    ModelSegment,
    NameChange,
)
from satsuma.model.errors import DataError, OptionError, UnknownNameError
from satsuma.model.kinds import Family, Kind
from satsuma.project.discovering import skip_missing
from satsuma.project.editing import write_definition
from satsuma.project.looking import Look, look
from satsuma.project.model_checks import leave_out_broken, read_whole_model
from satsuma.project.progress import Progress, silent
from satsuma.project.segmenting import Division, Proposal, propose_segments
from satsuma.project.version import read_version
from satsuma.store.findings import load_finding
from satsuma.store.runs import load_json

if TYPE_CHECKING:
    from pathlib import Path

    from satsuma.discover.cluster.fitting import Algorithm, Fit
    from satsuma.discover.matching import Rematch
    from satsuma.model.discoveries import SegmentModel, StudyRow
    from satsuma.project.opening import Opened

FORMS = ("model", "rules")
NOBODYS = "unassigned"
SEGMENT: Literal["segment"] = "segment"
PROBABILITY: Literal["probability"] = "probability"


@dataclass(frozen=True, slots=True)
class Choice:
    """One solution of a study, placed anew on the discovery's customers."""

    found: DiscoveryResult
    row: StudyRow
    algorithm: Algorithm
    fit: Fit
    seen: Look
    division: Division


def adopt_discovery(
    opened: Opened,
    name: str,
    k: int | None,
    form: str,
    algorithm: str | None,
    progress: Progress | None = None,
) -> AdoptResult:
    """Writes the segmentation (and the model) into the project's files. UnknownNameError without such a discovery,
    OptionError for a number of groups that was not tried, DataError where rules cannot describe the segments."""
    tell = progress or silent
    if form not in FORMS:
        raise OptionError(f"'{form}' is no form of a segmentation.", hint="Write --as model or --as rules.")
    tell("Reading the study", None)
    choice = choose(leave_out_broken(opened, name), name, k, algorithm)
    tell("Naming segments", None)
    before = find_before(opened, name, choice)
    kept = [(each.name, each.title) if each else None for each in before.kept] if before else []
    division = choice.division
    division = Division(division.basis, division.labels, division.odds, division.stability, kept)
    proposal = propose_segments(choice.seen, division)
    segments = tuple(
        ModelSegment(name=each.name, title=each.title, share=each.share, story=each.story)
        for each in proposal.segments
    )
    changes = list_changes(opened, name, before, segments)
    tell("Writing", None)
    write = write_model_segments if form == "model" else write_rule_segments
    files = write(opened, choice, proposal, segments)
    return AdoptResult(
        name=name,
        form="model" if form == "model" else "rules",
        segmentation=name,
        segments=segments,
        changes=changes,
        fidelity=proposal.ruling.rules.fidelity if proposal.ruling else None,
        files=tuple(dict.fromkeys(path.relative_to(opened.folder).as_posix() for path in files)),
        next_step=f"Run again to place everyone: satsuma run. Then judge it: satsuma scorecard {name}.",
        warnings=warn(choice, proposal, form),
    )


def choose(opened: Opened, name: str, k: int | None, algorithm: str | None) -> Choice:
    from satsuma.discover.basis.building import Basis
    from satsuma.discover.cluster.registry import find_algorithm
    from satsuma.discover.models import StoredFits, place_basis, read_fit

    found = load_finding(opened.folder, "discoveries", name, DiscoveryResult)
    fits = load_finding(opened.folder, "solutions", name, StoredFits)
    definition = opened.definitions.discoveries.get(name)
    if found is None or fits is None or definition is None:
        known = ", ".join(opened.definitions.discoveries) or "none yet"
        message = f"Nothing was discovered under the name '{name}'."
        raise UnknownNameError(message, hint=f"First: satsuma discover {name}. Discoveries: {known}.")
    row = choose_row(found, k, algorithm)
    found_algorithm = find_algorithm(row.algorithm)
    fit = read_fit(fits, row.algorithm, row.k)
    looked_at = tuple(dict.fromkeys(field.name for field in found.basis))
    seen = look(opened, name, definition.model_copy(update={"basis": looked_at}), found.as_of)
    basis = seen.build_basis()
    matrix, labels, odds = place_basis(
        found_algorithm, fit, found.basis, seen.values, basis.rows, seen.moment.seconds
    )
    settled = Basis(
        found.basis, matrix, basis.rows, basis.outliers, basis.unknown, basis.styles, basis.weights, (), ()
    )
    return Choice(
        found, row, found_algorithm, fit, seen, Division(settled, labels, odds, row.segment_stability)
    )


def choose_row(found: DiscoveryResult, k: int | None, algorithm: str | None) -> StudyRow:
    """The study's own choice, or the best by score among those with this k (and algorithm)."""
    if k is None and found.chosen_k is None:
        raise OptionError(
            f"The study of '{found.name}' found no groups: {found.headline}",
            hint="Name a number with --k to cut anyway, or take value tiers, RFM or objectives.",
        )
    wanted = k or found.chosen_k
    asked = algorithm or (found.chosen_algorithm if k in (None, found.chosen_k) else None)
    rows = [row for row in found.study if row.k == wanted and (asked is None or row.algorithm == asked)]
    if not rows:
        tried = ", ".join(sorted({f"{row.algorithm} with {row.k}" for row in found.study}))
        raise OptionError(
            f"{wanted} groups{f' by {asked}' if asked else ''} were not tried.", hint=f"Tried: {tried}."
        )
    return max(rows, key=lambda row: (row.score if row.score is not None else -1.0, row.stability_median))


def find_before(opened: Opened, name: str, choice: Choice) -> Rematch | None:
    """How today's segments go on those of the model that was adopted before, on the same customers."""
    from satsuma.discover.matching import rematch
    from satsuma.discover.models import place_columns

    old = read_whole_model(opened.folder, name)
    if old is None:
        return None
    missing = {field.name for field in old.basis} - set(choice.seen.values)
    if missing or old.unit != choice.seen.unit:
        return None
    placed = place_columns(old, choice.seen.values, as_of_seconds=choice.seen.moment.seconds)
    rows = choice.division.basis.rows
    return rematch(placed.labels[rows], choice.division.labels, old.segments, choice.division.k)


def list_changes(
    opened: Opened, name: str, before: Rematch | None, segments: tuple[ModelSegment, ...]
) -> tuple[NameChange, ...]:
    from satsuma.discover import matching
    from satsuma.store.models import read_model

    if before is None:
        return ()
    return matching.list_changes(before, read_model(opened.folder, name).segments, segments)


def write_model_segments(
    opened: Opened, choice: Choice, proposal: Proposal, segments: tuple[ModelSegment, ...]
) -> list[Path]:
    """The model, two variables that it gives (segment and probability), and a segmentation of the first."""
    from satsuma.store.models import write_model

    name = choice.found.name
    variable = name_variable(opened, name)
    title = choice.found.title
    files = [write_model(opened.folder, build(opened, choice, segments))]
    for called, told, kind, output in (
        (variable, f"{title}: group", Kind.CATEGORY, SEGMENT),
        (f"{variable}_probability", f"{title}: probability of the group", Kind.SHARE, PROBABILITY),
    ):
        definition = VariableDefinition(
            model=name,
            output=output,
            unit=choice.seen.unit,
            title=told,
            family=Family.BEHAVIOURAL,
            kind=kind,
        )
        files.append(write_definition(opened.folder, "variables", called, definition, opened.now))
    parts = [
        Priority(name=each.name, title=each.title, rule=f'{variable} = "{each.name}"') for each in segments
    ]
    return [
        *files,
        write_segmentation(opened, choice, parts, NOBODYS, "Nobody's: outliers and too little known"),
    ]


def name_variable(opened: Opened, name: str) -> str:
    """The name of the model's variable: the discovery's, as far as no other variable or column has it."""
    plain = name.replace("-", "_")
    known = opened.definitions.variables.get(plain)
    columns = {column for unit in opened.run.shape.units.values() for column in unit.columns}
    is_free = (known is None and plain not in columns) or (known is not None and known.model == name)
    return plain if is_free else f"{plain}_group"


def build(opened: Opened, choice: Choice, segments: tuple[ModelSegment, ...]) -> SegmentModel:
    from satsuma.discover.models import build_model

    origin = ModelOrigin(
        run=opened.run.id,
        as_of=choice.found.as_of,
        customers=choice.found.fitted_on,
        seed=choice.seen.definition.seed,
        version=read_version(),
        data=str(load_json(opened.run.path, "inputs")["data"]),
    )
    return build_model(
        choice.found.name,
        choice.found.title,
        choice.seen.unit,
        choice.fit,
        choose_fields(choice),
        segments,
        matrix=choice.division.basis.matrix,
        verdict=choice.found.verdict,
        origin=origin,
        border=choice.seen.definition.thresholds.border,
    )


def choose_fields(choice: Choice) -> tuple[BasisField, ...]:
    """The basis for new customers: what they lack is skipped where the algorithm can and nobody was filled in at fitting,
    else the stand-ins of the fitting."""
    matrix = choice.division.basis.matrix
    if matrix.has_missing:
        return choice.found.basis
    numbers, choices = matrix.numbers.copy(), matrix.choices.copy()
    numbers[:1, :1], choices[:1, :1] = np.nan, NO_CHOICE
    lacking = Matrix(numbers, choices, matrix.levels, matrix.ordered)
    return (
        skip_missing(choice.found.basis) if choice.algorithm.refuse(lacking) is None else choice.found.basis
    )


def write_rule_segments(
    opened: Opened, choice: Choice, proposal: Proposal, segments: tuple[ModelSegment, ...]
) -> list[Path]:
    """An ordinary segmentation, one rule a segment."""
    if proposal.ruling is None:
        raise DataError(
            "No variable of the basis can be said in a rule.",
            hint=f"Take the model: satsuma adopt {choice.found.name}.",
        )
    parts = [
        Priority(name=each.name, title=each.title, rule=line.rule)
        for each, line in zip(segments, proposal.ruling.rules.rules, strict=True)
    ]
    return [write_segmentation(opened, choice, parts, "everyone-else", "Everyone else")]


def write_segmentation(
    opened: Opened, choice: Choice, parts: list[Priority], residual: str, residual_title: str
) -> Path:
    """Actions that people wrote on segments of the same name stay."""
    name = choice.found.name
    before = opened.definitions.segmentations.get(name)
    actions = {part.name: part.action for part in before.priorities} if before else {}
    kept = tuple(part.model_copy(update={"action": actions.get(part.name)}) for part in parts)
    definition = SegmentationDefinition(
        unit=choice.seen.unit,
        title=choice.found.title,
        target=choice.seen.definition.target,
        discovery=name,
        priorities=kept,
        residual=residual,
        residual_title=residual_title,
        population=choice.seen.definition.population,
    )
    return write_definition(opened.folder, "segmentations", name, definition, opened.now)


def warn(choice: Choice, proposal: Proposal, form: str) -> tuple[str, ...]:
    """What a person should know before acting on it."""
    found: list[str] = []
    if choice.row.knocked_out:
        found.append(f"The study advises against it. {' '.join(choice.row.knocked_out)}")
    if choice.found.verdict == "no segmentation":
        found.append(f"{choice.found.headline}. This is a cut, not a discovery.")
    if form == "rules" and proposal.ruling is not None and not proposal.ruling.rules.describable:
        found.append(proposal.ruling.rules.sentence)
    return tuple(found)
