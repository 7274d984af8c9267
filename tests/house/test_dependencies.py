"""Every dependency has a reason, is pinned for installation, and is declared before it is imported."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.house.tree import ROOT, list_modules, parse, shorten

TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(TEXT)["project"]
EXTRAS = PROJECT["optional-dependencies"]
ALL = [*PROJECT["dependencies"], *(line for extra in EXTRAS.values() for line in extra)]


def name_of(requirement: str) -> str:
    """The normalised name of a requirement: 'ruamel.yaml>=0.18' is 'ruamel-yaml'."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", requirement)[0]).lower()


@pytest.mark.parametrize("requirement", ALL)
def test_each_dependency_gives_its_reason(requirement: str) -> None:
    declarations = TEXT.split("[project]", 1)[1]
    lines = [line for line in declarations.splitlines() if f'"{requirement}"' in line]
    assert lines
    assert all(re.search(r",?\s*# \w.{3,}", line) for line in lines), "say on its line what it is for"


def test_each_dependency_is_pinned_for_installation() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)?", line) for line in pins), "only names and versions"
    wanted = {name_of(requirement) for requirement in ALL} - {PROJECT["name"]}
    assert wanted - {name_of(pin) for pin in pins} == set()


def test_each_import_is_declared() -> None:
    owners = packages_distributions()
    declared = {name_of(requirement) for requirement in [*PROJECT["dependencies"], *EXTRAS["report"]]}
    foreign = [
        f"{shorten(path)} imports {name}"
        for path in list_modules()
        for name in list_imports(parse(path))
        if name not in sys.stdlib_module_names and name != "satsuma"
        if not {name_of(owner) for owner in owners.get(name, [])} & declared
    ]
    assert foreign == []


def list_imports(tree: ast.AST) -> set[str]:
    """The top names of all absolute imports, those inside functions included."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names
