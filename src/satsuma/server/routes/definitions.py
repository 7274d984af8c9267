"""Definitions: read, written with a fingerprint against lost edits, merged, and the history of their edits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, HTTPException, Path, Query, Response
from pydantic import BaseModel

from satsuma.model.definitions import ProjectDefinition
from satsuma.model.edits import EditResult, Edits, MergedSegment, SegmentMerge, StoredDefinitions
from satsuma.model.errors import ConflictError, UnknownNameError
from satsuma.project import Project
from satsuma.project.editing import ABSENT
from satsuma.project.plain_definitions import PROJECT
from satsuma.server.definition_examples import EXAMPLES, ONE
from satsuma.server.dependencies import HeldProject, Who
from satsuma.server.refusals import CONFLICT, PROBLEMS, REQUIRED
from satsuma.store.definitions import SECTIONS

router = APIRouter(prefix="/v1", tags=["definitions"], responses=PROBLEMS)

TAGGED: dict[int | str, dict[str, Any]] = {
    200: {"headers": {"ETag": {"description": "Fingerprint of the definition", "schema": {"type": "string"}}}}
}
IfMatch = Annotated[
    str | None,
    Header(
        description="The ETag of the definition that this changes; `*`: whatever it is.",
        max_length=200,
        examples=["*"],
    ),
]
IfNoneMatch = Annotated[
    str | None, Header(description="`*`: only where there is none yet.", max_length=200, examples=["*"])
]
Called = Annotated[
    str | None, Query(description="Its new name, to rename it.", max_length=161, examples=["quiet-regulars"])
]
Sequence = Annotated[int, Path(description="An edit's number.", ge=1, le=2**31 - 1, examples=[7])]
DefinitionName = Annotated[
    str, Path(description="The definition's name.", max_length=200, examples=["slipping-regulars"])
]


@router.get(
    "/definitions", operation_id="list_definitions", summary="All definitions with their fingerprints"
)
def list_definitions(project: HeldProject) -> StoredDefinitions:
    """As they stand in the project's files now, changes by hand or git included."""
    return project.stored_definitions()


@router.post(
    "/definitions/segments/merge", operation_id="merge_segments", summary="Two changes of one segment in one"
)
def merge_segments(project: HeldProject, merge: SegmentMerge) -> MergedSegment:
    """Writes nothing. For whoever got a 412: `theirs` is the problem's `present`."""
    return project.merge_segments(merge.base, merge.theirs, merge.mine)


@router.get(
    "/edits",
    operation_id="list_edits",
    summary="Who changed which definition",
    openapi_extra={"x-command": "edits"},
)
def list_edits(
    project: HeldProject,
    section: Annotated[
        str | None, Query(description="Only of this section.", max_length=80, examples=["segments"])
    ] = None,
    name: Annotated[
        str | None, Query(description="Only of this definition.", max_length=200, examples=["vips"])
    ] = None,
    limit: Annotated[int, Query(description="How many at most.", ge=1, le=1000)] = 100,
    offset: Annotated[int, Query(description="How many to pass over.", ge=0, le=1_000_000)] = 0,
) -> Edits:
    """The newest first; changes made outside of Satsuma are noticed, without a number until the next edit."""
    return project.edits(section, name, limit=limit, offset=offset)


@router.post(
    "/edits/{sequence}/undo",
    operation_id="undo_edit",
    summary="Take an edit back",
    responses=CONFLICT,
    openapi_extra={"x-command": "edits"},
)
def undo_edit(project: HeldProject, sequence: Sequence, who: Who) -> EditResult:
    """Where the definition is still what the edit made of it; else 412 with what it is now."""
    return project.undo_edit(sequence, who)


def read_expected(
    project: Project, section: str, name: str, if_match: str | None, if_none_match: str | None
) -> str:
    """The fingerprint that the request expects; `absent` for a definition that is to be new."""
    if if_match is None or if_none_match is not None:
        return ABSENT
    tag = if_match.strip().removeprefix("W/").strip('"')
    return project.stored_definitions().etags[section].get(name, tag) if tag == "*" else tag


def put(
    project: Project,
    response: Response,
    key: tuple[str, str],
    value: BaseModel | None,
    who: str,
    **asked: str | None,
) -> EditResult:
    if_match, if_none_match = asked.get("if_match"), asked.get("if_none_match")
    expected = read_expected(project, *key, if_match, if_none_match)
    try:
        made = project.edit(*key, value, who=who, expected=expected, called=asked.get("called"))
    except ConflictError:
        if if_match is None and if_none_match is None:
            raise HTTPException(
                428, "Send If-Match with the ETag of the definition that this changes"
            ) from None
        raise
    if made.etag is not None:
        response.headers["ETag"] = f'"{made.etag}"'
    return made


def get(project: Project, response: Response, section: str, name: str) -> BaseModel:
    stored = project.stored_definitions()
    etag = stored.etags[section].get(name)
    if etag is None:
        raise UnknownNameError(
            f"There is no {ONE[section]} '{name}'.", hint=f"GET /v1/definitions lists the {section}."
        )
    response.headers["ETag"] = f'"{etag}"'
    found: BaseModel = getattr(stored.definitions, section)[name]
    return found


@router.get(
    "/definitions/project",
    operation_id="get_project_definition",
    summary="The project's settings",
    responses=TAGGED,
)
def get_project_definition(project: HeldProject, response: Response) -> ProjectDefinition:
    """What satsuma.yaml says; its ETag goes into If-Match to change it."""
    stored = project.stored_definitions()
    response.headers["ETag"] = f'"{stored.etags[PROJECT][""]}"'
    return stored.definitions.project


@router.put(
    "/definitions/project",
    operation_id="put_project_definition",
    summary="Change the project's settings",
    responses=CONFLICT | REQUIRED | TAGGED,
)
def put_project_definition(
    project: HeldProject,
    response: Response,
    who: Who,
    definition: Annotated[ProjectDefinition, Body(examples=[EXAMPLES[PROJECT]])],
    if_match: IfMatch = None,
) -> EditResult:
    """Needs If-Match."""
    return put(project, response, (PROJECT, ""), definition, who, if_match=if_match)


def make_getter(section: str) -> Callable[..., BaseModel]:
    def get_definition(project: HeldProject, response: Response, name: DefinitionName) -> BaseModel:
        """As it stands in the project's files now; its ETag goes into If-Match to change it."""
        return get(project, response, section, name)

    return get_definition


def make_putter(section: str, model: type[BaseModel]) -> Callable[..., EditResult]:
    def put_definition(
        project: HeldProject,
        response: Response,
        who: Who,
        name: DefinitionName,
        definition: BaseModel,
        if_match: IfMatch = None,
        if_none_match: IfNoneMatch = None,
        called: Called = None,
    ) -> EditResult:
        """A new one needs no header (`If-None-Match: *` makes sure); changing one needs If-Match with its ETag. All mistakes
        are told at once and nothing is written then."""
        asked = {"if_match": if_match, "if_none_match": if_none_match, "called": called}
        return put(project, response, (section, name), definition, who, **asked)

    put_definition.__annotations__["definition"] = Annotated[model, Body(examples=[EXAMPLES[section]])]
    return put_definition


def make_deleter(section: str) -> Callable[..., EditResult]:
    def delete_definition(
        project: HeldProject, response: Response, who: Who, name: DefinitionName, if_match: IfMatch = None
    ) -> EditResult:
        """Needs If-Match. Refused where others use it, with all of them named."""
        if name not in project.stored_definitions().etags[section]:
            raise UnknownNameError(f"There is no {ONE[section]} '{name}'.")
        return put(project, response, (section, name), None, who, if_match=if_match)

    return delete_definition


def add_section(section: str, model: type[BaseModel]) -> None:
    """The three routes of a section, with its model as body and answer."""
    one, address = ONE[section], f"/definitions/{section}/{{name:path}}"
    router.get(
        address,
        operation_id=f"get_{one}_definition",
        summary=f"One {one} as defined",
        response_model=model,
        responses=TAGGED,
    )(make_getter(section))
    router.put(
        address,
        operation_id=f"put_{one}_definition",
        summary=f"Write a {one}",
        responses=CONFLICT | REQUIRED | TAGGED,
        openapi_extra={"x-command": "target"} if section == "targets" else None,
    )(make_putter(section, model))
    router.delete(
        address,
        operation_id=f"delete_{one}_definition",
        summary=f"Remove a {one}",
        responses=CONFLICT | REQUIRED,
    )(make_deleter(section))


for section, model in SECTIONS.items():
    add_section(section, model)
