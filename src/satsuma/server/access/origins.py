"""Requests that another site makes a browser send: refused. Those of programs and of the app itself: let through."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

from satsuma.server.settings import LOOPBACK, ServerSettings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
MARK = "x-requested-with"
"""A header that a form on another site cannot send."""


def strip_port(host: str) -> str:
    """`Host` without its port and without an address's brackets, in lower case."""
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.rpartition(":")[0] if name.count(":") == 1 else name


def is_known_host(host: str, settings: ServerSettings) -> bool:
    """Whether a request's `Host` is a name of this server: a foreign name that points here (DNS rebinding) is not."""
    name = strip_port(host)
    if name in {strip_port(allowed) for allowed in settings.allowed_hosts} or name in LOOPBACK:
        return True
    if settings.is_loopback:
        return False
    return name in {settings.host.lower(), socket.gethostname().lower()} or is_address(name)


def is_address(name: str) -> bool:
    """Whether this is an IP address, which nobody can point elsewhere."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def find_foreign(method: str, headers: Mapping[str, str]) -> str | None:
    """Why a request that changes something may come from another site; None where it does not."""
    if method in SAFE:
        return None
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site not in (None, "same-origin", "none"):
        return "The browser says that another site sent this."
    is_own = origin is not None and name_origin(origin) == headers.get("host", "").strip().lower()
    if origin is not None and not is_own:
        return "This was sent from a page of another site."
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    is_marked = MARK in headers or headers.get("authorization", "").lower().startswith("bearer ")
    if site == "same-origin" or is_own or is_marked or kind == "application/json":
        return None
    return "Nothing shows that this comes from the app or a program."


def name_origin(origin: str) -> str | None:
    """The host and port of an `Origin`; None for one that has none (`null`)."""
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None
