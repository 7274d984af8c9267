"""A page onto paper and into pixels, by a browser that is installed: the same page, printed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from satsuma.model.errors import ServiceError, UnsupportedError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
NAMED = "SATSUMA_BROWSER"
LONGEST_SECONDS = 120
A4_PIXELS = (794, 1123)
SHARPNESS = 2


def find_browser(environment: Mapping[str, str]) -> str:
    """The browser that SATSUMA_BROWSER names, else one that is installed. UnsupportedError where there is none."""
    named = environment.get(NAMED)
    if named:
        found = shutil.which(named)
        if found is None:
            raise UnsupportedError(
                f"{NAMED} names '{named}', which is no program here.",
                hint="Name the program of Chromium, Chrome or Edge, or take the variable away.",
            )
        return found
    for name in NAMES:
        found = shutil.which(name, path=environment.get("PATH"))
        if found is not None:
            return found
    for place in PLACES:
        if Path(place).is_file():
            return place
    raise UnsupportedError(
        "PDF and PNG are printed by a browser, and none is installed here.",
        hint=f"Install Chromium, Chrome or Edge, or name one in {NAMED}; HTML and PPTX need none.",
    )


def print_pdf(page: bytes, browser: str) -> bytes:
    """The page as PDF, one card a sheet."""
    return run_browser(page, browser, "page.pdf", ["--no-pdf-header-footer", "--print-to-pdf={}"])


def print_png(page: bytes, browser: str, height: int = A4_PIXELS[1]) -> bytes:
    """The first sheet of the page as pixels, two for each of a screen."""
    options = [
        "--hide-scrollbars",
        f"--force-device-scale-factor={SHARPNESS}",
        f"--window-size={A4_PIXELS[0]},{height}",
        "--screenshot={}",
    ]
    return run_browser(page, browser, "page.png", options)


def run_browser(page: bytes, browser: str, name: str, options: list[str]) -> bytes:
    """Runs a browser with a profile of its own, which is thrown away. ServiceError where it gives nothing in two minutes."""
    with tempfile.TemporaryDirectory(prefix="satsuma-print-", ignore_cleanup_errors=True) as outer:
        folder = Path(outer)
        (folder / "page.html").write_bytes(page)
        made = folder / name
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-extensions",
            "--disable-background-networking",
            f"--user-data-dir={folder / 'profile'}",
            *(option.format(made) for option in options),
            (folder / "page.html").as_uri(),
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            # Chromium refuses its sandbox to the superuser, as in containers.
            command.insert(1, "--no-sandbox")
        try:
            subprocess.run(
                command,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=LONGEST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ServiceError(
                f"The browser did not print within {LONGEST_SECONDS} seconds.",
                hint="Try again with fewer cards, or write HTML and print it yourself.",
            ) from None
        except OSError as error:
            raise ServiceError(
                f"The browser cannot be started: {error.strerror}.", hint=f"Name another one in {NAMED}."
            ) from None
        if not made.is_file():
            raise ServiceError(
                "The browser printed nothing.",
                hint=f"Name another one in {NAMED}, or write HTML and print it yourself.",
            )
        return made.read_bytes()
