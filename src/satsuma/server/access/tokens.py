"""Tokens: shown once, kept as hashes, each with the name of whom it was made for."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
from pathlib import Path

from satsuma.model.errors import OptionError, UnknownNameError
from satsuma.project.access_keys import load_tokens, save_tokens, tokens_path

NAME = re.compile(r"[\w][\w .@+-]{0,59}", re.UNICODE)
TOKEN_BYTES = 32
"""Random enough that one round of SHA-256 hides it."""
PREFIX = "satsuma_"


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_token(folder: Path, name: str) -> str:
    """A new token for a name; an earlier one of that name counts no more. OptionError for a name that is none."""
    if not NAME.fullmatch(name):
        raise OptionError(
            f"'{name[:60]}' is no name for a token.", hint="Use letters, digits, spaces and . @ + -"
        )
    token = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    save_tokens(folder, {**load_tokens(folder), name: hash_token(token)})
    return token


def revoke_token(folder: Path, name: str) -> None:
    """Makes a name's token and sessions worthless at once. UnknownNameError for no such name."""
    tokens = load_tokens(folder)
    if name not in tokens:
        known = ", ".join(sorted(tokens)) or "none"
        raise UnknownNameError(f"There is no token for '{name}'.", hint=f"Tokens: {known}.")
    save_tokens(folder, {other: hashed for other, hashed in tokens.items() if other != name})


class TokenBook:
    """The tokens of a folder, read again when their file changes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._tokens: dict[str, str] = {}

    def load(self) -> dict[str, str]:
        """Hashes by name, as they are now."""
        try:
            found = tokens_path(self._folder).stat()
            stamp = (found.st_mtime_ns, found.st_ino)
        except FileNotFoundError:
            stamp = (0, 0)
        with self._lock:
            if stamp != self._stamp:
                self._tokens = load_tokens(self._folder)
                self._stamp = stamp
            return self._tokens

    def find(self, token: str) -> str | None:
        """Whose token this is; all are compared, so that the time taken tells nothing."""
        hashed, found = hash_token(token), None
        for name, known in self.load().items():
            if hmac.compare_digest(hashed, known):
                found = name
        return found
