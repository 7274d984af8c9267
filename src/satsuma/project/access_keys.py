"""Who may use a server: names with the SHA-256 of their tokens, and the key that signs sessions. Readable by the owner only."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from satsuma.model.errors import StorageError
from satsuma.store.disk import plain_disk_errors
from satsuma.store.state import hidden_folder

TOKENS = "tokens.json"
KEY = "server.key"


def tokens_path(folder: Path) -> Path:
    """Where a project's tokens are."""
    return hidden_folder(folder) / TOKENS


def load_tokens(folder: Path) -> dict[str, str]:
    """SHA-256 in hexadecimal by name; empty without any. StorageError where the file cannot be read."""
    path = tokens_path(folder)
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StorageError(
            "The server's tokens (.satsuma/tokens.json) cannot be read.",
            hint="Remove the file and make new ones.",
        ) from error
    return {str(name): str(hashed) for name, hashed in found.items()}


def save_tokens(folder: Path, tokens: Mapping[str, str]) -> None:
    """Writes all tokens' hashes. Raises StorageError."""
    write_private(tokens_path(folder), json.dumps(dict(tokens), sort_keys=True, indent=2).encode())


def load_key(folder: Path, fresh: bytes) -> bytes:
    """The key of this folder's servers; `fresh` is written down where there is none yet. Raises StorageError."""
    path = hidden_folder(folder) / KEY
    with plain_disk_errors(path):
        if not path.is_file():
            write_private(path, fresh)
        return path.read_bytes()


def write_private(path: Path, content: bytes) -> None:
    """Whole, and for the owner's eyes only."""
    beside = path.with_name(f".{path.name}.writing")
    with plain_disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
