"""What was found last as a page shows it: without what may not be shown, and with the report's pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import TypeAdapter

from satsuma.model.errors import UnknownNameError
from satsuma.model.pictured import Patterns, Study, StudySummary, VegaSpec
from satsuma.project.model_checks import read_whole_model
from satsuma.project.privacy import list_hidden
from satsuma.store.definitions import read_definitions
from satsuma.store.findings import load_finding, load_findings
from satsuma.store.runs import load_json
from satsuma.store.state import current_run_path

if TYPE_CHECKING:
    from satsuma.describe.content import Findings
    from satsuma.describe.report.digest import Digest
    from satsuma.model.definitions import Definitions
    from satsuma.model.discoveries import DiscoveryResult
    from satsuma.model.patterns import ExploreResult

ADOPTED = "adoptions"


def read_digest(folder: Path, findings: Findings) -> Digest:
    """The last run's content with some findings; what may not be shown is what may not be shown now, not then."""
    from satsuma.describe.content import ReportContent
    from satsuma.describe.report.digest import digest
    from satsuma.project.reporting import CONTENT

    stored = TypeAdapter(ReportContent).validate_python(load_json(current_run_path(folder), CONTENT))
    definitions = read_definitions(folder).definitions
    now = replace(stored, project=definitions.project, sources=definitions.sources, findings=findings)
    of = digest(now)
    return replace(of, secret=of.secret | list_hidden(definitions).keys())


def picture_patterns(folder: Path, found: ExploreResult) -> Patterns:
    """An exploration and its pictures. UnknownNameError for a run of an earlier version."""
    from satsuma.describe.content import Findings
    from satsuma.describe.report.findings.specs import driver_specs, missing_specs

    of = read_digest(folder, Findings(explored=found))
    charts = dict([*driver_specs(of), *missing_specs(of)])
    return Patterns(result=keep_patterns(of, found), charts=plain(charts.items()))


def keep_patterns(of: Digest, found: ExploreResult) -> ExploreResult:
    """Without variables that stay out, and sentences that name them."""
    secret = of.secret
    if not secret:
        return found
    associations, drivers = found.associations, found.drivers
    if associations is not None:
        associations = associations.model_copy(
            update={
                "variables": tuple(name for name in associations.variables if name not in secret),
                "order": tuple(name for name in associations.order if name not in secret),
                "pairs": tuple(
                    pair for pair in associations.pairs if secret.isdisjoint((pair.first, pair.second))
                ),
                "duplicates": tuple(each for each in associations.duplicates if secret.isdisjoint(each)),
                "adjusted": tuple(
                    each
                    for each in associations.adjusted
                    if secret.isdisjoint((each.cause, each.effect_on, each.confounder))
                ),
                "sentences": keep(of, associations.sentences),
            }
        )
    if drivers is not None:
        drivers = drivers.model_copy(
            update={
                "drivers": tuple(each for each in drivers.drivers if each.variable not in secret),
                "refused": tuple(each for each in drivers.refused if each.variable not in secret),
                "warnings": keep(of, drivers.warnings),
            }
        )
    return found.model_copy(
        update={
            "distributions": tuple(each for each in found.distributions if each.variable not in secret),
            "associations": associations,
            "drivers": drivers,
            "warnings": keep(of, found.warnings),
        }
    )


def keep(of: Digest, sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(each for each in sentences if not of.tells_secret(each))


def picture_study(folder: Path, found: DiscoveryResult) -> Study:
    """A study and its pictures. UnknownNameError where its definition is gone."""
    from satsuma.describe.content import Findings
    from satsuma.model.discoveries import AdoptResult

    definitions = read_definitions(folder).definitions
    definition = definitions.discoveries.get(found.name)
    if definition is None:
        raise UnknownNameError(
            f"There is no discovery '{found.name}' any more.", hint="Look for groups anew."
        )
    of = read_digest(folder, Findings(discoveries={found.name: found}))
    return Study(
        result=keep_study(of, found),
        definition=definition,
        adopted_as=tell_form(folder, definitions, found.name),
        adoption=load_finding(folder, ADOPTED, found.name, AdoptResult),
        charts=draw_study(of, found.name),
    )


def draw_study(of: Digest, name: str) -> dict[str, VegaSpec]:
    """The pictures of the digest's only discovery, by what they show."""
    from satsuma.describe.report.findings.specs import group_specs

    return plain(
        (picture.removesuffix(f"-{name}").replace("-", "_"), spec) for picture, spec in group_specs(of)
    )


def keep_study(of: Digest, found: DiscoveryResult) -> DiscoveryResult:
    """Without lines of variables that stay out; of groups that are too small, only that they are there."""
    segments = tuple(
        segment.model_copy(update={"lines": (), "rule": None, "gorge": (), "story": ""})
        if of.is_small(segment.customers)
        else segment.model_copy(
            update={"lines": tuple(line for line in segment.lines if line.variable not in of.secret)}
        )
        for segment in found.segments
    )
    return found.model_copy(
        update={
            "segments": segments,
            "tests": tuple(test for test in found.tests if test.variable not in of.secret),
            "notes": keep(of, found.notes),
            "warnings": keep(of, found.warnings),
        }
    )


def list_studies(folder: Path) -> tuple[StudySummary, ...]:
    """All discoveries that are defined, those with a verdict first."""
    from satsuma.model.discoveries import DiscoveryResult

    definitions = read_definitions(folder).definitions
    kept = load_findings(folder, "discoveries", DiscoveryResult)
    found = []
    for name, definition in definitions.discoveries.items():
        study = kept.get(name)
        titles = {each: name_variable(definitions, each) for each in definition.basis}
        if study is not None:
            titles |= {field.name: field.title for field in study.basis if field.item is None}
        summary = StudySummary(
            name=name,
            title=definition.title or (study.title if study else name_plainly(name)),
            unit=definition.unit,
            target=definition.target,
            basis=tuple(titles[each] for each in definition.basis),
            adopted_as=tell_form(folder, definitions, name),
        )
        if study is not None:
            shared = ("as_of", "verdict", "headline", "next_step", "chosen_k", "customers")
            summary = summary.model_copy(update={field: getattr(study, field) for field in shared})
        found.append(summary)
    return tuple(sorted(found, key=lambda each: (each.verdict is None, each.title)))


def name_variable(definitions: Definitions, name: str) -> str:
    """A variable's title, as far as a person gave it one."""
    known = definitions.variables.get(name)
    return (known.title if known else None) or name_plainly(name)


def name_plainly(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").capitalize()


def tell_form(folder: Path, definitions: Definitions, name: str) -> Literal["model", "rules"] | None:
    """How a discovery was adopted."""
    segmentation = definitions.segmentations.get(name)
    if segmentation is None or segmentation.discovery != name:
        return None
    uses = any(variable.model == name for variable in definitions.variables.values())
    return "model" if uses and read_whole_model(folder, name) is not None else "rules"


def plain(charts: Iterable[tuple[str, Any]]) -> dict[str, VegaSpec]:
    return {name: dict(spec) for name, spec in charts}
