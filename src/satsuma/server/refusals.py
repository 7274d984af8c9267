"""What the API's description says of answers that are no JSON of ours: every way to refuse, each with an example, and files."""

from __future__ import annotations

from typing import Any

from satsuma.model.errors import Finding, Place
from satsuma.server.problems import MEDIA_TYPE, make_problem

Described = dict[int | str, dict[str, Any]]

FILE: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
"""The content of an answer that is a file."""

REASONS: dict[int, tuple[str, str, Finding]] = {
    400: (
        "The request cannot be read",
        "request",
        Finding(code="request", message="There was an error parsing the body."),
    ),
    401: (
        "A token is needed",
        "token",
        Finding(
            code="token",
            message="This server asks for a token.",
            hint="Send 'Authorization: Bearer TOKEN', or sign in in the browser.",
        ),
    ),
    403: (
        "Not allowed from there",
        "refused",
        Finding(code="refused", message="This was sent from a page of another site."),
    ),
    404: (
        "There is no such thing",
        "unknown-name",
        Finding(code="unknown-name", message="There is no segment 'vpis'.", hint="Did you mean 'vips'?"),
    ),
    409: (
        "There is nothing to look at yet, or another run is at work",
        "no-project",
        Finding(
            code="no-project",
            message="There is no project here yet.",
            hint="Add the company's files first, then begin it.",
        ),
    ),
    412: (
        "Somebody else changed it meanwhile; `present` is how it is now",
        "conflict",
        Finding(
            code="conflict",
            message="The segment 'vips' was changed meanwhile.",
            hint="Look at both, then save what should count.",
        ),
    ),
    413: (
        "Larger than what is accepted",
        "limit",
        Finding(
            code="limit",
            message="The request is larger than what is accepted.",
            hint="Send less at once.",
        ),
    ),
    421: (
        "The server is not known by that name",
        "refused",
        Finding(
            code="refused",
            message="This server is not known by that name.",
            hint="Behind a proxy: satsuma serve --allowed-host NAME",
        ),
    ),
    422: (
        "Something in what was asked needs another look",
        "rule",
        Finding(
            code="rule",
            message="There is no variable 'orders_evr'.",
            hint="Did you mean 'orders_ever'?",
            place=Place(what="segments vips rule"),
        ),
    ),
    428: (
        "Say which state is meant to change: If-Match with its ETag",
        "request",
        Finding(code="request", message="Send If-Match with the ETag of the definition that this changes."),
    ),
    500: (
        "Satsuma made a mistake",
        "bug",
        Finding(code="bug", message="Satsuma made a mistake (KeyError).", hint="Please report it."),
    ),
    501: (
        "This installation cannot do it",
        "unsupported",
        Finding(
            code="unsupported",
            message="PDF and PNG need a browser on the server.",
            hint="Take HTML or PPTX.",
        ),
    ),
    503: (
        "Something outside failed",
        "storage",
        Finding(code="storage", message="The disk is full.", hint="Free some space and run again."),
    ),
}
"""By status: what it means, the code of its example, and what that finds."""
SELDOM = (412, 428)
"""Of definitions only."""


def describe_refusals(*statuses: int) -> Described:
    """For `responses=` of a route."""
    example = "#/components/examples/Refused{}"
    return {
        status: {
            "description": REASONS[status][0],
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "examples": {"refused": {"$ref": example.format(status)}},
                }
            },
        }
        for status in statuses
    }


def list_examples() -> dict[str, Any]:
    """For the description's components: what each refusal looks like."""
    found: dict[str, Any] = {}
    for status, (words, code, finding) in REASONS.items():
        problem = make_problem(status, code, [finding])
        found[f"Refused{status}"] = {"summary": words, "value": problem.model_dump(mode="json")}
    return found


PROBLEMS = describe_refusals(*(status for status in REASONS if status not in SELDOM))
"""For every route; `CONFLICT` beside it where a definition may have changed meanwhile."""
CONFLICT = describe_refusals(412)
REQUIRED = describe_refusals(428)
