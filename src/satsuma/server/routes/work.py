"""Long work: each address starts a job and answers with it at once."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from satsuma.model.definition import Name, SegmentName
from satsuma.model.jobs import Job
from satsuma.server.dependencies import HeldProject, StartJob
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["work"], responses=PROBLEMS)

STARTED = 202
StudyName = Annotated[SegmentName, Path(description="A discovery's name.", examples=["attitudes"])]
Day = Annotated[
    str | None,
    Field(description="Look back from this day (YYYY-MM-DD).", max_length=40, examples=["2026-06-30"]),
]
Algorithm = Literal["k-means", "latent classes", "gaussian mixture", "medoids", "density"]


class Order(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def arguments(self) -> dict[str, object]:
        """What was said, by name."""
        return self.model_dump(mode="json", exclude_none=True)


class RunOrder(Order):
    """From which day to look back; default: today if the data reach it, else the main event's last day."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_extra={"examples": [{"as_of": "2026-06-30"}]}
    )

    as_of: Day = None


class ExploreOrder(Order):
    """What to explore. Without `variables` everything, kept for the report; with some, the job's own result."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [{"variables": ["orders_12m", "average_order"], "kpi": "net_revenue_12m"}]
        },
    )

    variables: tuple[Name, ...] = ()
    kpi: Name | None = None
    confirm: tuple[Name, ...] = ()
    """Known before the outcome, however well they tell it."""
    as_of: Day = None
    unit: Name | None = None


class DiscoverOrder(Order):
    """How to look for groups. A new discovery is written down with its `basis`."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [{"basis": ["orders_12m", "average_order"], "k": "2..8", "quick": True}]
        },
    )

    basis: tuple[Name, ...] = ()
    k: str | None = Field(default=None, max_length=20, examples=["2..8"])
    """How many groups to try: 4, or 2..10."""
    algorithms: tuple[Algorithm, ...] = ()
    quick: bool = False
    """Fewer starts, bootstraps and draws: a first look, said in the result."""
    as_of: Day = None


class ScoreOrder(Order):
    """How to judge segmentations."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_extra={"examples": [{"cut": "2026-03-31"}]}
    )

    cut: Day = None
    """Segments of this earlier day are judged by what happened since; default: 90 days before."""


class AdoptOrder(Order):
    """How to adopt a discovery."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_extra={"examples": [{"k": 5, "form": "rules"}]}
    )

    k: int | None = Field(default=None, ge=2, le=100)
    form: Literal["model", "rules"] = "model"
    algorithm: Algorithm | None = None


@router.post(
    "/runs",
    status_code=STARTED,
    operation_id="start_run",
    summary="Run the whole chain",
    openapi_extra={"x-command": "run"},
)
def start_run(project: HeldProject, start: StartJob, order: RunOrder) -> Job:
    """Collect, clean, measure, evaluate, profile, report; published in one step, or not at all."""
    return start("run", order.arguments())


@router.post(
    "/exploration",
    status_code=STARTED,
    operation_id="start_exploration",
    summary="Explore variables",
    openapi_extra={"x-command": "explore"},
)
def start_exploration(project: HeldProject, start: StartJob, order: ExploreOrder) -> Job:
    """Distributions with a verdict, what goes together, what moves the KPI."""
    return start("look" if order.variables else "explore", order.arguments())


@router.post(
    "/discoveries/{name:path}",
    status_code=STARTED,
    operation_id="start_discovery",
    summary="Look for groups",
    openapi_extra={"x-command": "discover"},
)
def start_discovery(project: HeldProject, start: StartJob, name: StudyName, order: DiscoverOrder) -> Job:
    """How many, how stable, and whether they are real."""
    return start("discover", {"name": name, **order.arguments()})


@router.post(
    "/adoptions/{name:path}",
    status_code=STARTED,
    operation_id="start_adoption",
    summary="Make a discovery the project's segmentation",
    openapi_extra={"x-command": "adopt"},
)
def start_adoption(project: HeldProject, start: StartJob, name: StudyName, order: AdoptOrder) -> Job:
    """As a model or as rules."""
    return start("adopt", {"name": name, **order.arguments()})


@router.post(
    "/answers",
    status_code=STARTED,
    operation_id="start_answers",
    summary="Answer all objectives",
    openapi_extra={"x-command": "answer"},
)
def start_answers(project: HeldProject, start: StartJob) -> Job:
    """Those that cannot be answered say what they lack."""
    return start("answer all", {})


@router.post(
    "/answers/{name:path}",
    status_code=STARTED,
    operation_id="start_answer",
    summary="Answer an objective",
    openapi_extra={"x-command": "answer"},
)
def start_answer(
    project: HeldProject,
    start: StartJob,
    name: Annotated[SegmentName, Path(description="An objective's name.", examples=["who-comes-back"])],
) -> Job:
    """Which groups stand out, or how groups differ."""
    return start("answer", {"name": name})


@router.post(
    "/scorecards",
    status_code=STARTED,
    operation_id="start_scorecards",
    summary="Judge all segmentations, or one",
    openapi_extra={"x-command": "scorecard"},
)
def start_scorecards(
    project: HeldProject,
    start: StartJob,
    order: ScoreOrder,
    name: Annotated[
        SegmentName | None, Query(description="A segmentation's name; none: all.", examples=["story"])
    ] = None,
) -> Job:
    """As of the last run; kept for the report."""
    if name is None:
        return start("scorecard", order.arguments())
    return start("scorecard of one", {"name": name, **order.arguments()})
