"""Satsuma: from a company's customer files to segments that people can read, trust and act on.

Public names are loaded when they are first used (PEP 562), so that `import satsuma` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from satsuma.project import Project

__version__ = "0.1.0"
__all__ = ["Project", "__version__"]

_HOMES = {"Project": "satsuma.project"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
