"""`discover`: a study of how many groups there are and whether they are real, shown as segments or as none."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from satsuma.model.discoveries import BasisField, DiscoveryResult
from satsuma.model.errors import DataError, Finding
from satsuma.project.editing import write_definition
from satsuma.project.looking import Look, look
from satsuma.project.model_checks import leave_out_broken
from satsuma.project.progress import Progress, silent
from satsuma.project.reporting import refresh_report
from satsuma.project.segmenting import Division, propose_segments, take_basis
from satsuma.project.shown_groups import ShownDiscovery
from satsuma.project.wishing import Wishes, define, make_thorough
from satsuma.store.findings import save_finding

if TYPE_CHECKING:
    from satsuma.discover.basis.building import Basis
    from satsuma.discover.cluster.fitting import Algorithm
    from satsuma.discover.cluster.matrix import Matrix
    from satsuma.discover.descriptors import Descriptor
    from satsuma.discover.study.options import Study
    from satsuma.project.opening import Opened


def discover_groups(
    opened: Opened, name: str, wishes: Wishes, as_of: str | None, progress: Progress | None = None
) -> ShownDiscovery:
    """Saves what was found for `adopt`, puts it into the report, and writes a new discovery down.

    MistakeError, OptionError and DataError say all that is wrong with the question.
    """
    started = time.perf_counter()
    tell = progress or silent
    tell("Reading variables", None)
    opened = leave_out_broken(opened, name)
    definition, notes = define(opened, name, wishes, as_of)
    seen = replace(look(opened, name, definition, as_of), notes=notes)
    basis = seen.build_basis()
    basis, matrix, algorithms = choose_algorithms(basis, definition.algorithms)
    descriptors = seen.read_descriptors(basis.rows)
    found = run_study(seen, basis, descriptors, matrix, algorithms, tell)
    tell("Describing segments", None)
    result = tell_discovery(seen, basis, descriptors, found)
    result = result.model_copy(update={"seconds": round(time.perf_counter() - started, 3)})
    save(opened, seen, result, found, is_quick=wishes.quick)
    return result


def choose_algorithms(basis: Basis, asked: Sequence[str]) -> tuple[Basis, Matrix, list[Algorithm]]:
    """The algorithms asked for, else those that suit the kinds, and the matrix that all of them can read: with missing values
    where all can skip them, else with stand-ins (then the basis's fields keep them). DataError where none suits."""
    from satsuma.discover.cluster.registry import choose_algorithms as choose
    from satsuma.discover.cluster.registry import find_algorithm

    names = tuple(asked) or choose(basis.matrix)
    algorithms = [find_algorithm(name) for name in names]
    if all(each.refuse(basis.matrix) is None for each in algorithms):
        fields = skip_missing(basis.fields) if basis.matrix.has_missing else basis.fields
        return replace(basis, fields=fields), basis.matrix, algorithms
    filled = basis.filled
    refusals = {each.name: each.refuse(filled) for each in algorithms}
    fit = [each for each in algorithms if refusals[each.name] is None]
    if not fit:
        raise DataError(
            [
                Finding(
                    code="data",
                    message=f"{name} cannot read this basis: {why}",
                    hint="Choose another --algorithm.",
                )
                for name, why in refusals.items()
                if why is not None
            ]
        )
    return basis, filled, fit


def skip_missing(fields: Sequence[BasisField]) -> tuple[BasisField, ...]:
    """Fields without stand-ins, for algorithms that skip what is missing."""
    return tuple(field.model_copy(update={"filled": None}) for field in fields)


def run_study(
    seen: Look,
    basis: Basis,
    descriptors: list[Descriptor],
    matrix: Matrix,
    algorithms: Sequence[Algorithm],
    progress: Progress,
) -> Study:
    from satsuma.discover.descriptors import separability
    from satsuma.discover.rules import fidelity, lay_grid
    from satsuma.discover.study.options import StudyOptions
    from satsuma.discover.study.studying import study

    grid = lay_grid(take_basis(seen, basis), seen.infos)
    return study(
        matrix,
        algorithms,
        StudyOptions.of(seen.definition, seen.opened.threads),
        fidelity=lambda labels: fidelity(grid, labels, seen.definition.seed),
        separability=(lambda labels: separability(descriptors, labels)) if descriptors else None,
        progress=progress,
    )


def tell_discovery(seen: Look, basis: Basis, descriptors: list[Descriptor], found: Study) -> ShownDiscovery:
    """The study in plain words; segments only where there are some."""
    from satsuma.discover.descriptors import check_descriptors

    row = found.rows[found.chosen]
    has_groups = found.chosen_k is not None
    solution = found.solution
    tests = check_descriptors(descriptors, solution.labels) if has_groups else ()
    shown = None
    if has_groups:
        odds = solution.algorithm.place(solution.fit, read_matrix(basis))
        shown = propose_segments(seen, Division(basis, solution.labels, odds, row.segment_stability))
    second = found.rows[found.runner_up] if found.runner_up is not None else None
    aside = len(basis.outliers)
    return ShownDiscovery(
        name=seen.name,
        title=seen.definition.title or seen.name.replace("-", " ").replace("_", " ").capitalize(),
        unit=seen.unit,
        as_of=seen.moment.day.isoformat(),
        target=seen.definition.target,
        verdict=found.verdict,
        headline=found.headline,
        next_step=found.next_step,
        chosen_k=found.chosen_k,
        chosen_algorithm=row.algorithm if has_groups else None,
        runner_up=(second.algorithm, second.k) if second is not None and has_groups else None,
        customers=len(seen.rows),
        placed=int((solution.labels >= 0).sum()) if has_groups else 0,
        outliers=aside,
        outlier_reason="Unlike everybody else on the basis variables." if aside else None,
        unusable=len(basis.unknown),
        fitted_on=len(found.sample),
        sample_agreement=found.sample_agreement,
        basis=basis.fields,
        study=found.rows,
        evidence=found.evidence,
        segments=shown.segments if shown else (),
        rules=shown.ruling.rules if shown and shown.ruling else None,
        typing=shown.typing if shown else None,
        tests=tests,
        m=len(tests),
        notes=(*seen.notes, *basis.notes, *found.notes, *filter(None, (found.recommendation,))),
        warnings=(*basis.warnings, *found.warnings),
    )


def read_matrix(basis: Basis) -> Matrix:
    """The basis as the study read it: stand-ins where its fields name them."""
    from satsuma.discover.basis.applying import fill_missing

    return fill_missing(basis.matrix, basis.fields)


def save(opened: Opened, seen: Look, result: DiscoveryResult, found: Study, *, is_quick: bool) -> None:
    """The result for the report, every solution for `adopt`, and the definition where it is new, thorough next time."""
    from satsuma.discover.models import store_fits

    folder = opened.folder
    save_finding(folder, "discoveries", seen.name, result.model_copy(update={"seconds": 0.0}))
    save_finding(folder, "solutions", seen.name, store_fits(found))
    if seen.name not in opened.definitions.discoveries:
        written = make_thorough(seen.definition) if is_quick else seen.definition
        write_definition(folder, "discoveries", seen.name, written, opened.now)
    refresh_report(folder)
