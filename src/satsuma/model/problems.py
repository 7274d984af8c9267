"""What went wrong, as the API tells it: problem+json (RFC 9457)."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from satsuma.model.errors import Finding

EXAMPLE: dict[str, Any] = {
    "type": "urn:satsuma:problem:unknown-name",
    "title": "There is no such thing here.",
    "status": 404,
    "detail": "There is no segment 'vpis'. Did you mean 'vips'?",
    "code": "unknown-name",
    "findings": [
        {
            "code": "unknown-name",
            "message": "There is no segment 'vpis'.",
            "hint": "Did you mean 'vips'?",
            "place": None,
            "severity": "error",
        }
    ],
    "present": None,
    "etag": None,
}


class Problem(BaseModel):
    """What went wrong: `findings` holds all of it, as on the terminal, never just the first."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    type: str
    title: str
    status: int
    detail: str
    code: str
    findings: tuple[Finding, ...]
    present: dict[str, Any] | None = None
    """Of a conflict: what the definition is now, so that both changes can be merged; null where it has gone."""
    etag: str | None = None
    """Of a conflict: the fingerprint of `present`, for the next `If-Match`."""
