"""Listening: one process, one port."""

from __future__ import annotations

import logging
import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from satsuma.model.errors import OptionError
from satsuma.server.access.gate import refuse_open_door
from satsuma.server.access.logbook import LOG
from satsuma.server.app import create_app
from satsuma.server.settings import ServerSettings


def serve_folder(
    settings: ServerSettings, *, opens_browser: bool, logs: bool, say: Callable[[str], None]
) -> None:
    """Serves until it is stopped. OptionError for a folder that is none, a port that is taken, or a server that others could
    reach without a token."""
    if logs:
        log_requests()
    if settings.folder.exists() and not settings.folder.is_dir():
        raise OptionError(f"{settings.folder} is a file, not a folder.", hint="Write: satsuma serve FOLDER")
    settings.folder.mkdir(parents=True, exist_ok=True)
    refuse_open_door(settings)
    with listen(settings.host, settings.port) as listening:
        app = create_app(settings)
        address = name_address(settings.host, listening.getsockname()[1])
        say(f"Satsuma serves {settings.folder.name} at {address} (Ctrl-C stops it)")
        if opens_browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=3,
        )
        uvicorn.Server(config).run(sockets=[listening])


def log_requests() -> None:
    """Writes the requests' lines to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; OptionError where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise OptionError(
            f"Nothing can listen at {host}, port {port}: {getattr(error, 'strerror', None) or 'unknown host'}.",
            hint="Choose another port: --port 8001. --port 0 takes any that is free.",
        ) from error
    return listening


def name_address(host: str, port: int) -> str:
    """Where a browser finds it."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"
