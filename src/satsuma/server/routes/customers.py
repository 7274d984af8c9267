"""One customer: the segments, and why or why not."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from satsuma.model.errors import OptionError
from satsuma.model.live import CustomerSegments
from satsuma.model.results import Explanation
from satsuma.server.dependencies import AsOf, HeldProject, Unit
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["customers"], responses=PROBLEMS)

KeyPath = Annotated[
    str, Path(description="The customer's key, exactly as in the data.", examples=["51155"], max_length=400)
]


@router.get(
    "/customers/{key:path}/why",
    operation_id="explain_customer",
    summary="Why a customer is in a segment, or what keeps them out",
    openapi_extra={"x-command": "explain"},
)
def explain_customer(
    project: HeldProject,
    key: KeyPath,
    segment: Annotated[
        str | None, Query(description="A segment's name.", examples=["vips"], max_length=200)
    ] = None,
    rule: Annotated[
        str | None, Query(description="Or a rule.", max_length=20_000, examples=["orders_ever >= 3"])
    ] = None,
    as_of: AsOf = None,
    unit: Unit = None,
) -> Explanation:
    """Statement by statement, with the customer's own values. Give either `segment` or `rule`."""
    asked = segment if rule is None else rule
    if asked is None or (segment is not None and rule is not None):
        raise OptionError("Say what to explain.", hint="Give either 'segment' or 'rule'.")
    return project.explain(key, asked, as_of, unit)


@router.get(
    "/customers/{key:path}",
    operation_id="get_customer",
    summary="A customer's segments and reasons",
    response_model=CustomerSegments,
)
def get_customer(
    project: HeldProject,
    key: KeyPath,
    as_of: AsOf = None,
    unit: Unit = None,
    reasons: Annotated[bool, Query(description="What decides each segment.")] = True,
) -> Response:
    """Every segment, in or not, and the place in every segmentation; a few milliseconds, for service desks and
    automations."""
    found = project.customer(key, as_of, unit, with_reasons=reasons)
    # Written by the model itself: checking an answer that was just made would cost as much as the look-up.
    return Response(found.model_dump_json(), media_type="application/json")
