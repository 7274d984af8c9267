"""Rules while they are written: text and tree, counts, members, and the words to build them from."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from satsuma.model.live import LiveCount, MemberSample, Words, WordValues
from satsuma.project.shown_rules import CountAsked, RuleAsked, RuleRead, SampleAsked, ValueAsked, ValueRead
from satsuma.server.dependencies import HeldProject, Unit
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["rules"], responses=PROBLEMS)


@router.post("/rules/read", operation_id="read_rule", summary="A rule as text and as tree, checked")
def read_rule(project: HeldProject, asked: RuleAsked) -> RuleRead:
    """Either way round. A rule that cannot be read is no error here: `findings` say where and what was expected."""
    return project.read_rule(asked.rule, asked.unit)


@router.post("/values/read", operation_id="read_value", summary="A value as text and as tree, checked")
def read_value(project: HeldProject, asked: ValueAsked) -> ValueRead:
    """As a rule: an aggregate of events, arithmetic, a variable, with the kind of what it gives."""
    return project.read_value(asked.value, asked.unit)


@router.post(
    "/rules/count",
    operation_id="count_rule",
    summary="How many satisfy a rule, each group and each condition in it",
    openapi_extra={"x-command": "count"},
)
def count_rule(project: HeldProject, asked: CountAsked) -> LiveCount:
    """Quick enough to be asked while somebody types. What cannot be counted yet has no number; `findings` say why."""
    return project.count_live(asked.rule, asked.as_of, asked.unit)


@router.post("/rules/members", operation_id="sample_members", summary="Some of those who satisfy a rule")
def sample_members(project: HeldProject, asked: SampleAsked) -> MemberSample:
    """Drawn by a seed. Personal variables, and sensitive ones that the project does not allow, are never shown."""
    return project.sample(
        asked.rule,
        *asked.variables,
        n=asked.customers,
        seed=asked.seed,
        as_of=asked.as_of,
        unit=asked.unit,
    )


@router.get("/vocabulary", operation_id="get_vocabulary", summary="All that a rule may use")
def get_vocabulary(project: HeldProject, unit: Unit = None) -> Words:
    """Variables and columns with their kinds and values, events with their properties, segments, and which comparisons go
    with which kind."""
    return project.words(unit)


@router.get("/vocabulary/values", operation_id="suggest_values", summary="Values to choose from")
def suggest_values(
    project: HeldProject,
    variable: Annotated[
        str,
        Query(
            description="A variable or column, or with `event` one of its properties.",
            examples=["country"],
            max_length=120,
        ),
    ],
    event: Annotated[
        str | None, Query(description="The event whose property it is.", max_length=120, examples=["order"])
    ] = None,
    starts: Annotated[str, Query(description="What was typed so far.", max_length=200)] = "",
    most: Annotated[int, Query(description="How many to give.", ge=1, le=200)] = 20,
    unit: Unit = None,
) -> WordValues:
    """Those that begin with what was typed, then those that contain it; the commonest first. Never of personal fields."""
    return project.suggest_values(variable, event, starts, unit, most)
