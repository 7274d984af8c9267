"""Files that people bring, and the beginning of a project."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from satsuma.model.errors import FileError, Finding, MistakeError
from satsuma.model.jobs import Job
from satsuma.model.results import InitResult
from satsuma.model.uploads import DataFile
from satsuma.project import Project
from satsuma.project.uploads import list_uploads, save_upload
from satsuma.server.dependencies import HeldProject, Settings, StartJob
from satsuma.server.refusals import PROBLEMS
from satsuma.server.settings import ServerSettings

router = APIRouter(prefix="/v1", tags=["start"], responses=PROBLEMS)


@router.get("/files", operation_id="list_files", summary="The data files in the project's folder")
def list_files(settings: Settings) -> tuple[DataFile, ...]:
    """Also of a folder that is no project yet."""
    return list_uploads(settings.folder)


def make_upload_router(settings: ServerSettings) -> APIRouter:
    """The address that takes files, with the server's own limits."""
    uploads = APIRouter(prefix="/v1", tags=["start"], responses=PROBLEMS)

    @uploads.post(
        "/files",
        status_code=201,
        operation_id="upload_files",
        summary="Put data files into the project's folder",
        max_body_size=settings.upload_bytes,
        form_limits={"max_files": settings.upload_files, "max_fields": 10},
    )
    def upload_files(
        files: Annotated[list[UploadFile], File(description="One or several files.")],
    ) -> tuple[DataFile, ...]:
        """Each is written whole into `data/`, under a safe name, beside what is there; all names are checked first."""
        from satsuma.project.uploads import clean_name

        findings: list[Finding] = []
        for file in files:
            try:
                clean_name(file.filename or "")
            except FileError as error:
                findings += error.findings
        if findings:
            raise FileError(findings)
        return tuple(
            save_upload(settings.folder, file.filename or "", file.file, file.size) for file in files
        )

    return uploads


class StartOrder(BaseModel):
    """What the work is for; every part may stay open. Without `files` all data files of the folder are read."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "Larkfield", "problem": "Who comes back?", "currency": "EUR"}]
        },
    )

    files: tuple[str, ...] = ()
    """Paths as `/v1/files` gives them."""
    name: str | None = Field(default=None, min_length=1, max_length=80)
    problem: str | None = Field(default=None, max_length=1000)
    kpi: str | None = Field(default=None, max_length=200)
    teams: tuple[Annotated[str, Field(max_length=200)], ...] = Field(default=(), max_length=50)
    timezone: str = Field(default="UTC", max_length=60, examples=["Europe/Berlin"])
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$", examples=["EUR"])
    """Of amounts whose files name none."""
    locale: str = Field(default="en", max_length=40, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    """How numbers and days are written for people."""


@router.post(
    "/start", status_code=202, operation_id="start_project", summary="Begin a project from its files"
)
def start_project(settings: Settings, start: StartJob, order: StartOrder) -> Job:
    """Looks at the files, says what was understood, writes the definitions."""
    if Project.standing(settings.folder).state != "empty":
        raise MistakeError("There already is a project here.", hint="Add files to it on its Data page.")
    return start("init", order.model_dump(mode="json", exclude_none=True))


@router.get("/start", operation_id="get_start", summary="What was understood of the first files")
def get_start(project: HeldProject) -> InitResult:
    """404 where the project was begun on a terminal."""
    return project.found.started
