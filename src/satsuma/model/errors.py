"""The error tree: one root, five branches by who must act.

Terminal, JSON and web render the same objects: each error carries every finding of its step at once, and each finding
has a stable code, one sentence, a place and a hint.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict


class Place(BaseModel):
    """Where a finding is: a file (relative to the project), a line and column counted from 1, or a name within it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str | None = None
    line: int | None = None
    column: int | None = None
    what: str | None = None

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number is not None]
        where = ":".join([self.file, *numbers] if self.file else numbers)
        return f"{where} ({self.what})" if where and self.what else where or self.what or ""


class Finding(BaseModel):
    """One thing that is wrong (error) or worth knowing (warning): a sentence, where, and what to do about it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    message: str
    hint: str | None = None
    place: Place | None = None
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place and str(self.place) else ""
        return f"{where}{self.message}" + (f" {self.hint}" if self.hint else "")


class SatsumaError(Exception):
    """Root of everything Satsuma raises on purpose. `findings` holds all that was found, never just the first."""

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"

    def __init__(
        self,
        message: str | Finding | Iterable[Finding],
        *,
        hint: str | None = None,
        place: Place | None = None,
    ) -> None:
        if isinstance(message, str):
            found: tuple[Finding, ...] = (Finding(code=self.code, message=message, hint=hint, place=place),)
        elif isinstance(message, Finding):
            found = (message,)
        else:
            found = tuple(message)
        self.findings = found
        super().__init__("\n".join(str(finding) for finding in found))


class MistakeError(SatsumaError):
    """The person can fix it: a definition, a rule, a name, an option."""

    exit_code = 2
    code = "mistake"


class DefinitionError(MistakeError):
    """A YAML definition cannot be read or does not fit its model."""

    code = "definition"


class RuleSyntaxError(MistakeError):
    """A rule's text is not a rule."""

    code = "rule-syntax"


class RuleError(MistakeError):
    """A rule reads well but means nothing here: unknown names, wrong types, cycles, impossible conditions."""

    code = "rule"


class UnknownNameError(MistakeError):
    """No such source, variable, segment, segmentation, customer or run."""

    code = "unknown-name"


class ProjectNotFoundError(MistakeError):
    """The folder is not a project, or has no finished run yet."""

    code = "no-project"


class OptionError(MistakeError):
    """A command's option or argument cannot be used as given."""

    code = "option"


class ConflictError(MistakeError):
    """Somebody else changed the definition meanwhile. `present` is what it is now as canonical JSON, None where it has gone;
    `etag` is that one's fingerprint."""

    code = "conflict"

    def __init__(
        self, message: str, *, present: str | None, etag: str | None, hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.present = present
        self.etag = etag


class DataError(SatsumaError):
    """The data cannot be used as they are; the person can fix or replace them."""

    exit_code = 2
    code = "data"


class FileError(DataError):
    """A file is missing, empty, broken, locked by a password, or not what its name says."""

    code = "file"


class KeyColumnError(DataError):
    """An event source without a usable customer key, or keys that cannot be trusted."""

    code = "key"


class ContractError(DataError):
    """Rows or money do not add up, or currencies are mixed."""

    code = "contract"


class LimitError(DataError):
    """Larger than Satsuma accepts: zip bombs, columns, fields, nesting."""

    code = "limit"


class UnsupportedError(SatsumaError):
    """Understood, but this installation or reader cannot do it."""

    exit_code = 2
    code = "unsupported"


class KernelMissingError(UnsupportedError):
    """The compiled reader is not there: the package was installed from source without a C compiler."""

    code = "no-kernel"


class ServiceError(SatsumaError):
    """Something outside failed: the disk, the state database, another process."""

    exit_code = 3
    code = "service"


class StorageError(ServiceError):
    """The disk is full, the folder is read-only, or a stored run is damaged."""

    code = "storage"


class BusyError(ServiceError):
    """Another run holds the project."""

    code = "busy"


class BugError(SatsumaError):
    """Ours: an invariant does not hold."""

    exit_code = 1
    code = "bug"
