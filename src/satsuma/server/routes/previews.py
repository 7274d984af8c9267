"""Variables and segmentations while they are written, and the templates that segments are made from."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Path

from satsuma.model.definitions import SegmentationDefinition, VariableDefinition
from satsuma.model.described import DescribedVariable
from satsuma.model.previews import SegmentationPreview, VariablePreview
from satsuma.model.templates import TemplateOffers
from satsuma.server.definition_examples import EXAMPLES
from satsuma.server.dependencies import AsOf, HeldProject
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", responses=PROBLEMS)


@router.post(
    "/variables/preview",
    operation_id="preview_variable",
    summary="What a variable would be",
    tags=["variables"],
)
def preview_variable(
    project: HeldProject,
    definition: Annotated[VariableDefinition, Body(examples=[EXAMPLES["variables"]])],
    as_of: AsOf = None,
) -> VariablePreview:
    """Creates nothing. Mistakes are findings of the answer, not problems, so that a page can ask while somebody types."""
    return project.preview_variable(definition, as_of)


@router.get(
    "/variables/{unit}/{name}",
    operation_id="get_variable",
    summary="One variable with its distribution and who uses it",
    tags=["variables"],
)
def get_variable(
    project: HeldProject,
    unit: Annotated[str, Path(description="customer, account, …", examples=["customer"], max_length=80)],
    name: Annotated[
        str, Path(description="The variable's name.", examples=["net_revenue_12m"], max_length=200)
    ],
    as_of: AsOf = None,
) -> DescribedVariable:
    """Without a distribution where the project does not show it."""
    return project.describe_variable(name, unit, as_of)


@router.post(
    "/segmentations/preview",
    operation_id="preview_segmentation",
    summary="The size of every part in a new order",
    tags=["segments"],
)
def preview_segmentation(
    project: HeldProject,
    definition: Annotated[SegmentationDefinition, Body(examples=[EXAMPLES["segmentations"]])],
    as_of: AsOf = None,
) -> SegmentationPreview:
    """The first match wins; writes nothing. Mistakes are findings of the answer."""
    return project.preview_segmentation(definition, as_of)


@router.get(
    "/templates",
    operation_id="list_templates",
    summary="Segment templates, those that data lack for among them",
    tags=["segments"],
)
def list_templates(project: HeldProject) -> TemplateOffers:
    """Each with the segment it would write for this company; make it with PUT /v1/definitions/segments/{name}."""
    return project.templates()
