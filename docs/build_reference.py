"""Writes the pages of docs/reference from the models: `python docs/build_reference.py`. A test holds them up to date."""

from __future__ import annotations

import types
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from satsuma.model import (
    accounts,
    answers,
    comparisons,
    data,
    definitions,
    discoveries,
    edits,
    overview,
    patterns,
    persona_definitions,
    personas,
    recipes,
    results,
    scorecards,
)
from satsuma.model.errors import Finding, Place

FOLDER = Path(__file__).parent / "reference"
JSON_INTRO = """# JSON output

Every command that answers something has `--json`. Names stay: a field may be added in a minor version, none is renamed or
removed without a note in the change log. Shares run from 0 to 1, days are `YYYY-MM-DD`, money is decimal text, exact to
the last place. `null` stands for "not known" or "does not apply".

Errors go to standard error as `{"error": CODE, "findings": [Finding, …]}`. The exit code is 0 when done, 2 when you can fix it,
3 when a service failed, 1 when it is our mistake, 130 when interrupted.

| command | prints |
| --- | --- |
| `init` | `InitResult` |
| `run` | `RunResult` |
| `count` | `CountResult` |
| `explain` | `Explanation` |
| `segments` | `SegmentSizes`; with `--history` `SegmentHistory` |
| `profile` | `SegmentProfile` |
| `overlap` | `Overlap` |
| `variables` | a list of `VariableInfo` |
| `check` | a list of `Finding` |
| `runs` | a list of `RunRecord` |
| `undo` | `UndoResult` |
| `export` | `ExportResult` |
| `demo` | `DemoResult` |
| `serve` | nothing: the API that it serves describes itself at `/v1/openapi.json` |
| `explore` | `ExploreResult` |
| `target` | `TargetResult` |
| `answer` | `AnswerResult`; with `--all` `Answers` |
| `discover` | `DiscoveryResult` |
| `adopt` | `AdoptResult` |
| `scorecard` | `Scorecard`; without a name `Scorecards` |
| `recipe` | `Recipe` |
| `assign` | `AssignResult` |
| `after` | `AfterResult` |
| `compare` | `CompareResult`; with `--over` `TraceResult` |
| `combinations` | `CombinationResult` |
| `add` | `AddedFiles` |
| `edits` | `Edits`; with `--undo` `EditResult` |
| `status` | `Overview` |
| `persona` | `PersonaCard`; with `--to` `PersonaExport` |
| `personas` | `PersonaDeck`; with `--to` `PersonaExport` |
"""
DEFINITIONS_INTRO = """# Definitions

A project is a folder of small YAML files. `satsuma.yaml` holds one `ProjectDefinition`; the files of `sources/`, `variables/`,
`segments/`, `segmentations/`, `targets/`, `objectives/`, `discoveries/` and `personas/` each hold a mapping from name to
definition. `models/` holds what `adopt` fitted, one JSON file a model. Editors complete and check them with the JSON
Schemas that `init` writes to `.satsuma/schemas`. Rules and values are written in [the rule language](../rules.md).
"""
RESULTS = (
    results.InitResult,
    results.RunResult,
    results.CountResult,
    results.Explanation,
    results.SegmentSizes,
    results.SegmentHistory,
    results.SegmentProfile,
    results.Overlap,
    results.VariableInfo,
    accounts.RunRecord,
    results.UndoResult,
    results.ExportResult,
    comparisons.AfterResult,
    comparisons.CompareResult,
    comparisons.TraceResult,
    comparisons.CombinationResult,
    results.DemoResult,
    patterns.ExploreResult,
    answers.TargetResult,
    answers.AnswerResult,
    answers.Answers,
    discoveries.DiscoveryResult,
    discoveries.AdoptResult,
    scorecards.Scorecard,
    scorecards.Scorecards,
    recipes.Recipe,
    discoveries.AssignResult,
    data.AddedFiles,
    edits.Edits,
    edits.EditResult,
    overview.Overview,
    personas.PersonaCard,
    personas.PersonaDeck,
    personas.PersonaExport,
    Finding,
    Place,
)
DEFINITIONS = (
    definitions.ProjectDefinition,
    definitions.SourceDefinition,
    definitions.VariableDefinition,
    definitions.SegmentDefinition,
    definitions.SegmentationDefinition,
    persona_definitions.PersonaDefinition,
)


def name_type(annotation: Any) -> str:
    """A type in a reader's words."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if annotation is None:
        return "null"
    if origin in (Union, types.UnionType):
        return " or ".join("null" if one is type(None) else name_type(one) for one in inner)
    if origin is Literal:
        return " or ".join(f"`{one}`" for one in inner)
    if origin in (tuple, list):
        return f"list of {name_type(inner[0])}"
    if origin is dict:
        return f"mapping of {name_type(inner[1])}"
    if hasattr(annotation, "__metadata__"):
        return name_type(inner[0])
    plain = {str: "text", int: "whole number", float: "number", bool: "yes/no", Any: "anything"}
    if annotation in plain:
        return plain[annotation]
    if is_model(annotation):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return " or ".join(f"`{one.value}`" for one in annotation)


def is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def list_models(first: tuple[type[BaseModel], ...]) -> list[type[BaseModel]]:
    """The models, and those inside them, each once."""
    found: list[type[BaseModel]] = []
    waiting = list(first)
    while waiting:
        model = waiting.pop(0)
        if model not in found:
            found.append(model)
            for field in model.model_fields.values():
                waiting += [one for one in parts(field.annotation) if is_model(one)]
    return found


def parts(annotation: Any) -> list[Any]:
    inner = get_args(annotation)
    return [annotation] if not inner else [one for part in inner for one in parts(part)]


def describe(model: type[BaseModel]) -> str:
    """A heading, the docstring and a table of fields."""
    lines = [f"## {model.__name__}", "", " ".join((model.__doc__ or "").split()), ""]
    lines += ["| field | is | default |", "| --- | --- | --- |"]
    for name, field in model.model_fields.items():
        default = "" if field.is_required() else f"`{show_default(field.default)}`"
        lines.append(f"| `{field.alias or name}` | {name_type(field.annotation)} | {default} |")
    return "\n".join([*lines, ""])


def show_default(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return "[]" if value == () else str(value) if not is_model(type(value)) else "{}"


def build() -> dict[str, str]:
    """The pages by file name."""
    pages = {"json.md": (JSON_INTRO, RESULTS), "definitions.md": (DEFINITIONS_INTRO, DEFINITIONS)}
    return {
        name: "\n".join([intro, *(describe(model) for model in list_models(models))])
        for name, (intro, models) in pages.items()
    }


if __name__ == "__main__":
    for name, text in build().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
