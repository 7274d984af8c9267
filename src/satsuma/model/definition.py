"""What every definition shares: frozen fields, no unknown ones, and what may be a name."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

NAME = r"^[^\W\d][\w]*$"
SEGMENT_NAME = r"^[^\W\d][\w]*(-[\w]+)*$"
Name = Annotated[str, StringConstraints(pattern=NAME, max_length=80)]
SegmentName = Annotated[str, StringConstraints(pattern=SEGMENT_NAME, max_length=80)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
"""A calendar day as YYYY-MM-DD."""


class Definition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
