"""Sessions of browsers: a signed cookie with a name and an end. A revoked token ends its sessions."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

from satsuma.server.access.tokens import TokenBook

COOKIE = "satsuma_session"
LIFE_SECONDS = 14 * 86_400


def sign(key: bytes, name: str, hashed: str, end: int) -> str:
    return hmac.new(key, f"{name}\0{hashed}\0{end}".encode(), hashlib.sha256).hexdigest()


def make_session(key: bytes, name: str, book: TokenBook, now: float) -> str:
    """The cookie's value for a person who has shown a token."""
    end = int(now) + LIFE_SECONDS
    label = base64.urlsafe_b64encode(name.encode()).decode().rstrip("=")
    return f"{label}.{end}.{sign(key, name, book.load()[name], end)}"


def read_session(key: bytes, value: str, book: TokenBook, now: float) -> str | None:
    """Whose session this is; None for one that is over, forged, or whose token counts no more."""
    label, _, rest = value.partition(".")
    end, _, signature = rest.partition(".")
    try:
        name = base64.urlsafe_b64decode(label + "=" * (-len(label) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    hashed = book.load().get(name)
    if hashed is None or not end.isascii() or not end.isdecimal() or len(end) > 12 or int(end) < now:
        return None
    return (
        name if hmac.compare_digest(signature.encode(), sign(key, name, hashed, int(end)).encode()) else None
    )
