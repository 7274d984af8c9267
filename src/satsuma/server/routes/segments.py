"""Segments: sizes, history, profiles, overlaps, recipes, and their members as a file."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict

from satsuma.model.recipes import Recipe
from satsuma.model.results import Overlap, SegmentHistory, SegmentProfile, SegmentSizes
from satsuma.server.caching import KeptRoute
from satsuma.server.dependencies import AsOf, HeldProject, SegmentPath, Unit
from satsuma.server.handing_out import make_briefly
from satsuma.server.refusals import FILE, PROBLEMS

router = APIRouter(prefix="/v1", tags=["segments"], responses=PROBLEMS, route_class=KeptRoute)

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get(
    "/segments",
    operation_id="list_segments",
    summary="All segments and segmentations with their sizes",
    openapi_extra={"x-command": "segments"},
)
def list_segments(project: HeldProject, as_of: AsOf = None) -> SegmentSizes:
    """As of the last run; for another day by evaluating again."""
    return project.sizes(as_of)


@router.get(
    "/history",
    operation_id="list_history",
    summary="Sizes of all segments over the kept runs",
    openapi_extra={"x-command": "segments"},
)
def list_history(project: HeldProject) -> SegmentHistory:
    """The oldest run first."""
    return project.history()


@router.get(
    "/profiles/{name:path}",
    operation_id="get_profile",
    summary="A segment against everyone",
    openapi_extra={"x-command": "profile"},
)
def get_profile(project: HeldProject, name: SegmentPath, as_of: AsOf = None) -> SegmentProfile:
    """What sets the segment apart first."""
    return project.profile(name, as_of).result


@router.get(
    "/overlap",
    operation_id="get_overlap",
    summary="How many customers each pair of segments shares",
    openapi_extra={"x-command": "overlap"},
)
def get_overlap(project: HeldProject, unit: Unit = None, as_of: AsOf = None) -> Overlap:
    """Pairs under the project's smallest group carry no number."""
    return project.overlap(unit, as_of)


@router.get(
    "/recipes/{name:path}",
    operation_id="get_recipe",
    summary="A segment as another product's filter steps",
    openapi_extra={"x-command": "recipe"},
)
def get_recipe(
    project: HeldProject,
    name: SegmentPath,
    product: Annotated[Literal["hubspot", "salesforce", "klaviyo"], Query(description="For which product.")],
) -> Recipe:
    """The steps, and what that product cannot express."""
    return project.recipe(name, product)


class ExportOrder(BaseModel):
    """How a segment's members are written."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={"examples": [{"destination": "klaviyo", "include_unconsented": False}]},
    )

    destination: Literal["hubspot", "klaviyo", "mailchimp", "salesforce"] | None = None
    xlsx: bool = False
    """An Excel workbook with summary, profiles and members."""
    include_unconsented: bool = False
    """Also people who opted out of e-mail."""
    as_of: str | None = None


@router.post(
    "/exports/{name:path}",
    operation_id="export_segment",
    summary="A segment's members as a file",
    openapi_extra={"x-command": "export"},
    response_class=FileResponse,
    responses={
        200: {
            "description": "The file; `X-Rows`, `X-Opted-Out` and `X-Not-Contactable` count who is in it and who is not",
            "content": dict.fromkeys(("text/csv", WORKBOOK), FILE),
        }
    },
)
def export_segment(project: HeldProject, name: SegmentPath, order: ExportOrder) -> FileResponse:
    """People who opted out are left out and counted. The file is kept nowhere on the server."""
    ending = "xlsx" if order.xlsx else "csv"
    path, result, remove = make_briefly(
        f"members.{ending}", lambda to: project.export(name, to, **order.model_dump())
    )
    return FileResponse(
        path,
        filename=f"{result.segment.replace('/', '-')}-{result.as_of}.{ending}",
        media_type=WORKBOOK if order.xlsx else "text/csv",
        headers={
            "X-Rows": str(result.rows),
            "X-Opted-Out": str(result.opted_out),
            "X-Not-Contactable": str(result.not_contactable),
            "Cache-Control": "no-store",
        },
        background=remove,
    )
