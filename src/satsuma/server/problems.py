"""Errors as problem+json (RFC 9457): the same findings that the terminal prints."""

from __future__ import annotations

import json
from collections.abc import Sequence

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from satsuma.model.errors import (
    BusyError,
    ConflictError,
    DataError,
    Finding,
    LimitError,
    MistakeError,
    Place,
    ProjectNotFoundError,
    SatsumaError,
    ServiceError,
    UnknownNameError,
    UnsupportedError,
)
from satsuma.model.problems import Problem
from satsuma.project.failures import explain_failure

MEDIA_TYPE = "application/problem+json"


class TokenError(MistakeError):
    """A token that is not known."""

    code = "token"


STATUSES: tuple[tuple[type[SatsumaError], int], ...] = (
    (TokenError, 401),
    (UnknownNameError, 404),
    (ProjectNotFoundError, 409),
    (ConflictError, 412),
    (MistakeError, 422),
    (LimitError, 413),
    (DataError, 422),
    (UnsupportedError, 501),
    (BusyError, 409),
    (ServiceError, 503),
)
"""The first branch that fits counts; everything else is ours: 500."""

TITLES = {
    "mistake": "Something in what was asked needs another look.",
    "definition": "A definition needs another look.",
    "rule-syntax": "The rule cannot be read.",
    "rule": "The rule means nothing here.",
    "unknown-name": "There is no such thing here.",
    "no-project": "There is nothing to look at yet.",
    "conflict": "Somebody else changed it meanwhile.",
    "option": "An option cannot be used as given.",
    "data": "The data cannot be used as they are.",
    "file": "A file cannot be used as it is.",
    "key": "Customers cannot be told apart.",
    "contract": "Something does not add up.",
    "limit": "This is larger than what is accepted.",
    "unsupported": "This installation cannot do it.",
    "no-kernel": "The compiled reader is not there.",
    "service": "Something outside failed.",
    "storage": "The disk or a stored run failed.",
    "busy": "Another run is at work.",
    "bug": "Satsuma made a mistake.",
    "not-found": "There is nothing at this address.",
    "not-allowed": "This address is asked in another way.",
    "request": "The request cannot be used as it is.",
    "refused": "You may not do this.",
    "token": "A token is needed.",
}


def make_problem(status: int, code: str, findings: Sequence[Finding]) -> Problem:
    """A problem that tells all findings; `detail` is the first one in a line."""
    errors = [finding for finding in findings if finding.severity == "error"] or list(findings)
    detail = " ".join(filter(None, (errors[0].message, errors[0].hint))) if errors else TITLES.get(code, code)
    return Problem(
        type=f"urn:satsuma:problem:{code}",
        title=TITLES.get(code, "Something went wrong."),
        status=status,
        detail=detail,
        code=code,
        findings=tuple(findings),
    )


def describe_error(error: BaseException) -> Problem:
    """Any error as a problem; one that is not ours becomes a BugError that names its kind and no value."""
    if isinstance(error, MemoryError):
        error = ServiceError("There is not enough memory for this.", hint="Close other programs.")
    if isinstance(error, UnicodeEncodeError) or is_half_a_character(error):
        error = MistakeError("A text of the request holds half of a character.", hint="Type it anew.")
    known = explain_failure(error)
    status = next((status for branch, status in STATUSES if isinstance(known, branch)), 500)
    problem = make_problem(status, known.code, known.findings)
    if not isinstance(known, ConflictError):
        return problem
    present = None if known.present is None else json.loads(known.present)
    return problem.model_copy(update={"present": present, "etag": known.etag})


def is_half_a_character(error: BaseException) -> bool:
    """Whether an answer could not be written because it repeats such a text of the request."""
    is_of_writing = (
        type(error).__name__ == "PydanticSerializationError"
    )  # of a package that is not ours to import
    return is_of_writing and "surrogates not allowed" in str(error)


def answer_problem(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """The problem as a response."""
    return JSONResponse(
        problem.model_dump(mode="json"), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers
    )


def refuse(status: int, code: str, message: str, hint: str | None = None) -> Problem:
    """A problem of one sentence."""
    return make_problem(status, code, [Finding(code=code, message=message, hint=hint)])


def refuse_size() -> Problem:
    """A request that is too large."""
    return refuse(413, "limit", "The request is larger than what is accepted.", "Send less at once.")


def add_handlers(app: FastAPI) -> None:
    """Every error that leaves a route becomes problem+json."""
    app.add_exception_handler(SatsumaError, handle_error)
    app.add_exception_handler(RequestValidationError, handle_request)
    app.add_exception_handler(HTTPException, handle_http)


def handle_error(request: Request, error: Exception) -> Response:
    return answer_problem(describe_error(error))


def handle_request(request: Request, error: Exception) -> Response:
    """What pydantic finds in a request, without the values that were sent: they may be a person's."""
    assert isinstance(error, RequestValidationError)
    findings = [
        Finding(
            code="request",
            message=f"{name_part(each['loc'])}: {plain(str(each['msg']))}.",
            hint="The API's description (/v1/openapi.json) shows what goes.",
            place=Place(what=name_part(each["loc"])),
        )
        for each in error.errors()
    ]
    return answer_problem(make_problem(422, "request", findings))


def plain(message: str) -> str:
    """pydantic's sentence without its prefix, its quotation of the input and its full stop."""
    return message.removeprefix("Value error, ").split(", input_value=")[0].rstrip(".")


def name_part(location: Sequence[str | int]) -> str:
    """`query as_of`, `body rule.conditions.0`."""
    where, *path = (str(part) for part in location)
    return f"{where} {'.'.join(path)}".strip()


def handle_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers) if error.headers else None
    if error.status_code == 404:
        problem = refuse(
            404, "not-found", "There is nothing at this address.", "/v1/openapi.json lists the addresses."
        )
    elif error.status_code == 405:
        allowed = (headers or {}).get("Allow") or (headers or {}).get("allow", "")
        problem = refuse(
            405, "not-allowed", f"This address does not take {request.method}.", f"It takes {allowed}."
        )
    elif error.status_code == 413:
        problem = refuse_size()
    else:
        problem = refuse(error.status_code, "request", str(error.detail).rstrip(".") + ".")
    return answer_problem(problem, headers)
