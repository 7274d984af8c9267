"""Which Satsuma this is; written into runs and reports."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def read_version() -> str:
    """The installed version; `unknown` in a folder of sources that was never installed."""
    try:
        return version("satsuma")
    except PackageNotFoundError:
        return "unknown"
