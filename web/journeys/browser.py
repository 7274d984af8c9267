"""Finds the browser that journeys drive, or installs Debian's Chromium where that can be done without asking."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
NONE = (
    "The journeys need Chromium, Chrome or Edge and none was found: install one (Debian, Ubuntu: apt-get install chromium) "
    "or name yours in SATSUMA_BROWSER."
)


def find_browser() -> str | None:
    """The browser that SATSUMA_BROWSER names, else the first one on the PATH."""
    return os.environ.get("SATSUMA_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)


def install_browser() -> None:
    """By apt, where there is one and this user may; says what it does."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    print("Installing Chromium for the journeys", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for line in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", *line], env=quiet, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    if find_browser() is None:
        install_browser()
    sys.exit(None if find_browser() else NONE)
