"""The Data page: sources, corrections before they are written, rows set aside, quality, further files."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from satsuma.model.data import AddedFiles, ProjectSources, QualityReport, SetAsideRows, SourcePreview
from satsuma.model.definition import Name
from satsuma.model.definitions import SourceDefinition
from satsuma.model.jobs import Job
from satsuma.server.definition_examples import EXAMPLES
from satsuma.server.dependencies import HeldProject, StartJob
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["data"], responses=PROBLEMS)


class AddOrder(BaseModel):
    """Which files to add: paths as `/v1/files` gives them; without any all that no source has yet."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_extra={"examples": [{"files": ["data/orders-2026.csv"]}]}
    )

    files: tuple[Annotated[str, Field(max_length=500)], ...] = Field(
        default=(), max_length=200, examples=[["data/orders-2026.csv"]]
    )


@router.get(
    "/sources", operation_id="list_sources", summary="What is understood of each source, with the reasons"
)
def list_sources(project: HeldProject) -> ProjectSources:
    """Answers before the first run too, without rows then."""
    return project.sources()


@router.post(
    "/sources",
    status_code=202,
    operation_id="add_files",
    summary="Add uploaded files to the project",
    openapi_extra={"x-command": "add"},
)
def add_files(project: HeldProject, start: StartJob, order: AddOrder) -> Job:
    """Each joins the source that it belongs to, or becomes one; what people wrote stays."""
    return start("add", order.model_dump(mode="json"))


@router.get("/sources/added", operation_id="get_added", summary="What became of the files added last")
def get_added(project: HeldProject) -> AddedFiles:
    """404 where none were added yet."""
    return project.found.added


@router.post(
    "/sources/{name}/preview",
    operation_id="preview_source",
    summary="What a source's definition makes of its first rows",
)
def preview_source(
    project: HeldProject,
    name: Annotated[Name, Path(description="The source's name, there already or new.", examples=["orders"])],
    definition: Annotated[SourceDefinition, Body(examples=[EXAMPLES["sources"]])],
) -> SourcePreview:
    """Reads the first rows of its files; writes nothing. Values of personal columns are masked."""
    return project.preview_source(name, definition)


@router.get(
    "/quality", operation_id="get_quality", summary="The last run's data quality and what to collect next"
)
def get_quality(project: HeldProject) -> QualityReport:
    """Rows in = rows kept + set aside + excluded + merged; money alike."""
    return project.quality()


@router.get(
    "/set-aside", operation_id="list_set_aside", summary="Rows that no result counts, with the reason"
)
def list_set_aside(
    project: HeldProject,
    source: Annotated[
        str | None, Query(description="Only of this source.", max_length=80, examples=["orders"])
    ] = None,
    reason: Annotated[
        str | None,
        Query(description="Only under this reason.", max_length=400, examples=["no such customer"]),
    ] = None,
    limit: Annotated[int, Query(description="How many at most.", ge=1, le=200)] = 50,
    offset: Annotated[int, Query(description="How many to pass over.", ge=0, le=100_000_000)] = 0,
) -> SetAsideRows:
    """Values of columns that are personal, sensitive or not described are masked: letters are x, digits 0."""
    return project.set_aside(source, reason, limit=limit, offset=offset)
