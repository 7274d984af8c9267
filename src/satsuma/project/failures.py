"""Failures of the machine in plain words: what is not ours and not a mistake."""

from __future__ import annotations

import errno

from satsuma.model.errors import BugError, SatsumaError, StorageError

SENTENCES = {
    errno.ENOSPC: ("The disk is full.", "Free some space and run again; the last good run is untouched."),
    errno.EDQUOT: (
        "The disk quota is used up.",
        "Free some space and run again; the last good run is untouched.",
    ),
    errno.EROFS: ("The folder is read-only.", "Choose a folder that you may write to."),
    errno.EACCES: ("Access to a file or folder is denied.", "Check its permissions."),
    errno.EPERM: ("Access to a file or folder is denied.", "Check its permissions."),
    errno.ENOENT: ("A file or folder is gone.", "Check the path, or run again."),
    errno.EFBIG: ("A file may not grow any further.", "Raise the limit on the size of files (ulimit -f)."),
    errno.EMFILE: ("Too many files are open.", "Close other programs and run again."),
    errno.EIO: ("The disk reports a read or write error.", "Check the disk."),
}


ENGINE_WORDS = {
    "no space left": errno.ENOSPC,
    "max_temp_directory": errno.ENOSPC,
    "disk full": errno.ENOSPC,
    "file too large": errno.EFBIG,
    "read-only file system": errno.EROFS,
    "permission denied": errno.EACCES,
    "input/output error": errno.EIO,
}
"""What DuckDB and Arrow say where the disk refuses."""


def explain_failure(error: BaseException) -> SatsumaError:
    """The error as one of ours: a StorageError for the disk, else a BugError that names the kind but no value."""
    if isinstance(error, SatsumaError):
        return error
    if isinstance(error, OSError):
        message, hint = SENTENCES.get(error.errno or 0, (f"The system says: {error.strerror}.", "Run again."))
        where = f" ({error.filename})" if error.filename else ""
        return StorageError(message.removesuffix(".") + where + ".", hint=hint)
    if type(error).__module__.partition(".")[0] in ("duckdb", "_duckdb", "pyarrow"):
        text = str(error).casefold()
        number = next((number for words, number in ENGINE_WORDS.items() if words in text), None)
        if number is not None:
            message, hint = SENTENCES[number]
            return StorageError(message, hint=hint)
    return BugError(
        f"Satsuma made a mistake ({type(error).__name__}).",
        hint="Please report it with the command you ran; SATSUMA_DEBUG=1 shows the details.",
    )
