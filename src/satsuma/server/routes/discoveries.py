"""Discover: what to group by, studies with their pictures, other numbers of groups, new customers placed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path as FilePath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Path, Query, Response, UploadFile

from satsuma.model.definition import SegmentName
from satsuma.model.discoveries import AssignResult
from satsuma.model.pictured import Alternative, BasisProposals, Study, StudySummary
from satsuma.model.studies import AlgorithmName
from satsuma.project.uploads import clean_name
from satsuma.server.dependencies import AsOf, HeldProject, Unit
from satsuma.server.refusals import FILE, PROBLEMS
from satsuma.server.settings import ServerSettings

router = APIRouter(prefix="/v1", tags=["discoveries"], responses=PROBLEMS)

MOST_SHOWN = 200
StudyName = Annotated[SegmentName, Path(description="A discovery's name.", examples=["behaviour"])]
NewCustomers = Annotated[UploadFile, File(description="A table of customers: CSV, Parquet, a workbook.")]
KeyColumn = Annotated[
    str | None,
    Query(
        description="The column that names customers; default: found.",
        max_length=200,
        examples=["customer_id"],
    ),
]


@router.get("/studies", operation_id="list_studies", summary="All discoveries with their verdicts")
def list_studies(project: HeldProject) -> tuple[StudySummary, ...]:
    """Those that nobody has looked into yet come last, without a verdict."""
    return project.found.studies


@router.get("/studies/{name:path}", operation_id="get_study", summary="What a study found, with pictures")
def get_study(project: HeldProject, name: StudyName) -> Study:
    """As `/v1/discoveries/{name}`, with its definition and whether it was adopted."""
    return project.found.study(name)


@router.get(
    "/alternatives/{name:path}",
    operation_id="get_alternative",
    summary="Another number of groups of the same study",
)
def get_alternative(
    project: HeldProject,
    name: StudyName,
    k: Annotated[int, Query(description="How many groups.", ge=2, le=20, examples=[5])],
    algorithm: Annotated[AlgorithmName | None, Query(description="Default: the best with so many.")] = None,
) -> Alternative:
    """Its groups with names, profiles and rules, as the chosen ones have them."""
    return project.alternative(name, k, algorithm)


@router.get("/bases", operation_id="list_bases", summary="What customers could be grouped by")
def list_bases(project: HeldProject, as_of: AsOf = None, unit: Unit = None) -> BasisProposals:
    """Sets of variables that nothing speaks against; `/v1/variables/described` has the verdict of each variable."""
    return project.propose_bases(as_of, unit)


def make_placement_router(settings: ServerSettings) -> APIRouter:
    """The addresses that take files of new customers, with the server's own limits. Nothing of them is kept."""
    places = APIRouter(prefix="/v1", tags=["discoveries"], responses=PROBLEMS)

    @places.post(
        "/placements/{name:path}",
        operation_id="place_customers",
        summary="Place a file's customers by an adopted model",
        openapi_extra={"x-command": "assign"},
        max_body_size=settings.upload_bytes,
        form_limits={"max_files": 1, "max_fields": 10},
    )
    def place_customers(
        project: HeldProject, name: StudyName, file: NewCustomers, key: KeyColumn = None
    ) -> AssignResult:
        """Each with probabilities; the first 200 of them, all are in `/v1/placement-files/{name}`."""
        with keep_briefly(file) as path:
            found = project.assign(path, name, key=key)
        return AssignResult(**{**dict(found), "customers": found.customers[:MOST_SHOWN]})

    @places.post(
        "/placement-files/{name:path}",
        operation_id="export_placements",
        summary="A file's customers with their segments, as a file",
        openapi_extra={"x-command": "assign"},
        response_class=Response,
        responses={200: {"description": "A row a customer.", "content": {"text/csv": FILE}}},
        max_body_size=settings.upload_bytes,
        form_limits={"max_files": 1, "max_fields": 10},
    )
    def export_placements(
        project: HeldProject, name: StudyName, file: NewCustomers, key: KeyColumn = None
    ) -> Response:
        """Segment, probability, whether on a border, the second likeliest, and all probabilities."""
        with keep_briefly(file) as path:
            to = path.parent / "placed.csv"
            project.assign(path, name, key=key, to=to)
            content = to.read_bytes()
        headers = {
            "Content-Disposition": f"attachment; filename*=utf-8''{quote(f'{name}-placed.csv')}",
            "Cache-Control": "no-store",
        }
        return Response(content, media_type="text/csv", headers=headers)

    return places


@contextmanager
def keep_briefly(file: UploadFile) -> Iterator[FilePath]:
    """The upload as a file of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="satsuma-place-") as place:
        path = FilePath(place) / clean_name(file.filename or "")
        with path.open("wb") as copy:
            shutil.copyfileobj(file.file, copy)
        yield path
