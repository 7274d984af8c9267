"""The web app's own house rules: what it is made with, and when it is made again."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.tree import ROOT

WEB = ROOT / "web"


@pytest.fixture(scope="module")
def web() -> ModuleType:
    """web/build.py, which lies in no package."""
    spec = importlib.util.spec_from_file_location("build_web", WEB / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    assert len(lock["packages"]) > 50
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_every_package_is_pinned() -> None:
    package = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    wanted = package["dependencies"] | package["devDependencies"]
    assert [name for name, version in wanted.items() if not version[0].isdigit()] == []


def test_the_app_is_built_again_when_a_source_changed_and_not_for_a_test(
    web: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "src").mkdir()
    for name in web.INPUTS:
        if (WEB / name).is_file():
            shutil.copy2(WEB / name, tmp_path / name)
    page = tmp_path / "src" / "page.tsx"
    page.write_text("one")
    before = web.hash_inputs(tmp_path)
    (tmp_path / "src" / "page.test.tsx").write_text("a test")
    assert web.hash_inputs(tmp_path) == before
    page.write_text("two")
    assert web.hash_inputs(tmp_path) != before


def test_what_is_built_is_current_only_with_its_stamp(web: ModuleType, tmp_path: Path) -> None:
    assert not web.is_current(tmp_path)
    (tmp_path / web.STAMP).write_text("another")
    assert not web.is_current(tmp_path)
    (tmp_path / web.STAMP).write_text(web.hash_inputs())
    assert web.is_current(tmp_path)


def test_without_node_it_says_what_to_do(web: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "find_node", lambda: None)
    monkeypatch.setattr(web, "is_current", lambda: False)
    monkeypatch.delenv("SATSUMA_SKIP_UI", raising=False)
    with pytest.raises(web.WebError, match=r"Node\.js 20\.19 or newer.*SATSUMA_SKIP_UI=1"):
        web.build()
    monkeypatch.setenv("SATSUMA_SKIP_UI", "1")
    assert web.build() is False
