"""Persona cards: at a glance, one by one, their portraits, and as files."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel, ConfigDict

from satsuma.model.definition import SegmentName
from satsuma.model.jobs import Job
from satsuma.model.persona_definitions import AvatarChoice, Crown, Figure, Palette, Thing
from satsuma.model.personas import PersonaCard, PersonaDeck, PersonaForm, PersonaOverview
from satsuma.server.caching import KeptRoute
from satsuma.server.dependencies import AsOf, HeldProject, SegmentPath, StartJob
from satsuma.server.handing_out import make_briefly
from satsuma.server.refusals import FILE, PROBLEMS

router = APIRouter(prefix="/v1", tags=["personas"], responses=PROBLEMS, route_class=KeptRoute)

STARTED = 202
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
MEDIA: dict[PersonaForm, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "zip": "application/zip",
    "pptx": SLIDES,
}
Of = Annotated[
    SegmentName | None, Query(description="Only the parts of this segmentation.", examples=["story"])
]


class DeckOrder(BaseModel):
    """Which cards to make; default: those of all segments."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [{"of": "story"}]})

    of: SegmentName | None = None
    as_of: str | None = None


@router.get("/personas", operation_id="list_personas", summary="All cards at a glance")
def list_personas(project: HeldProject, as_of: AsOf = None) -> PersonaOverview:
    """Names, portraits, sizes and what sets them apart; the figures of one card are at its own address."""
    return project.list_personas(as_of)


@router.post("/personas", status_code=STARTED, operation_id="start_personas", summary="Make all cards ready")
def start_personas(project: HeldProject, start: StartJob, order: DeckOrder) -> Job:
    """As a job, so that the deck and its files are quick afterwards."""
    return start("personas", order.model_dump(mode="json", exclude_none=True))


@router.get(
    "/personas/{name:path}",
    operation_id="get_persona",
    summary="The persona card of a segment",
    openapi_extra={"x-command": "persona"},
)
def get_persona(project: HeldProject, name: SegmentPath, as_of: AsOf = None) -> PersonaCard:
    """Edited by what people write to `/v1/definitions/personas/{name}`."""
    return project.persona(name, as_of)


@router.get(
    "/persona-deck",
    operation_id="get_persona_deck",
    summary="The cards of all segments",
    openapi_extra={"x-command": "personas"},
)
def get_persona_deck(project: HeldProject, of: Of = None, as_of: AsOf = None) -> PersonaDeck:
    """In the order of their definition."""
    return project.personas(of, as_of)


@router.get(
    "/persona-avatar",
    operation_id="draw_persona_avatar",
    summary="The portrait that a choice would give",
    response_class=Response,
    responses={200: {"description": "The drawing", "content": {"image/svg+xml": FILE}}},
)
def draw_persona_avatar(
    project: HeldProject,
    segment: Annotated[
        str, Query(description="A segment's name.", examples=["slipping-regulars"], max_length=200)
    ],
    palette: Annotated[Palette | None, Query(description="Its colours.")] = None,
    figure: Annotated[Figure | None, Query(description="What it shows.")] = None,
    crown: Annotated[Crown | None, Query(description="What is on its head.")] = None,
    thing: Annotated[
        list[Thing] | None,
        Query(
            description="What it holds; none: what the segment is about.", max_length=2, examples=[["parcel"]]
        ),
    ] = None,
    seed: Annotated[
        int | None, Query(description="Another drawing of the same.", ge=0, le=9_999, examples=[7])
    ] = None,
) -> Response:
    """Nothing is saved."""
    things = tuple(thing) if thing is not None else None
    choice = AvatarChoice(palette=palette, figure=figure, crown=crown, things=things, seed=seed)
    return Response(project.avatar(segment, choice).svg, media_type="image/svg+xml")


@router.get(
    "/persona-export",
    operation_id="export_personas",
    summary="Cards as a file",
    openapi_extra={"x-command": "personas"},
    response_class=FileResponse,
    responses={
        200: {
            "description": "The file",
            "content": dict.fromkeys((media.partition(";")[0] for media in MEDIA.values()), FILE),
        }
    },
)
def export_personas(
    project: HeldProject,
    form: Annotated[PersonaForm, Query(description="A zip holds one PNG a card.")],
    name: Annotated[
        list[str] | None,
        Query(
            description="Segments in this order; none: the deck of all.", max_length=100, examples=[["vips"]]
        ),
    ] = None,
    of: Of = None,
    as_of: AsOf = None,
) -> FileResponse:
    """HTML and PPTX are made here; PDF and PNG need a browser on the server. The file is kept nowhere."""
    path, _, remove = make_briefly(
        f"personas.{form}",
        lambda to: project.export_personas(to, tuple(name or ()), of=of, form=form, as_of=as_of),
    )
    called = f"persona-{name[0].replace('/', '-')}" if name and len(name) == 1 else "personas"
    return FileResponse(path, media_type=MEDIA[form], filename=f"{called}.{form}", background=remove)
