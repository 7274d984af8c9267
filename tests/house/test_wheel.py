"""What people install: the wheel and the source archive hold what they should and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import hatch_build
from tests.house.tree import PACKAGE, ROOT, STATIC, list_project_files, shorten

SOURCES = hatch_build.list_sources()
LIBRARY = f"satsuma/engine/_kernel{hatch_build.SUFFIX}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, built from a copy so that this tree stays as it is."""
    folder = tmp_path_factory.mktemp("built")
    for path in list_project_files():
        target = folder / "tree" / shorten(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    if STATIC.is_dir():  # as `make` built it, so that this test needs no Node.js
        shutil.copytree(STATIC, folder / "tree" / shorten(STATIC))
    line = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(line, cwd=folder / "tree", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


def list_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_whole_package(wheel: Path) -> None:
    tracked = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in list_project_files()
        if PACKAGE in path.parents
    }
    assert tracked
    assert tracked - list_wheel(wheel) == set()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    names = list_wheel(wheel)
    assert {name.split("/")[0] for name in names} - {"satsuma"} == {f"satsuma-{version()}.dist-info"}
    assert [name for name in names if "__pycache__" in name or "/tests/" in name] == []
    assert any(name.endswith("LICENSE") for name in names)


def version() -> str:
    import satsuma

    return satsuma.__version__


def test_the_wheel_brings_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        points = archive.read(f"satsuma-{version()}.dist-info/entry_points.txt").decode()
    assert "satsuma = satsuma.cli.app:main" in points


def test_the_wheel_brings_the_built_web_app(wheel: Path) -> None:
    names = list_wheel(wheel)
    assert "satsuma/server/static/index.html" in names
    assert any(name.startswith("satsuma/server/static/assets/") and name.endswith(".js") for name in names)
    assert [name for name in names if name.endswith((".tsx", ".map"))] == []


@pytest.mark.skipif(not SOURCES, reason="this tree has no C files")
def test_the_wheel_brings_the_kernel_for_any_python_of_this_platform(wheel: Path) -> None:
    assert LIBRARY in list_wheel(wheel)
    assert wheel.name.startswith(f"satsuma-{version()}-py3-none-")
    assert not wheel.name.endswith("-any.whl")


def test_the_source_archive_holds_sources_only(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    assert {shorten(path) for path in SOURCES} - names == set()
    assert {"hatch_build.py", "pyproject.toml", "LICENSE", "README.md", "constraints.txt"} - names == set()
    assert [name for name in names if "_kernel." in name or name.startswith(".venv")] == []
    assert [name for name in names if "node_modules" in name] == []
    assert {"web/build.py", "web/package-lock.json", "src/satsuma/server/static/index.html"} - names == set()


class TestKernel:
    """The build step on a tree of its own."""

    @pytest.fixture
    def tree(self, tmp_path: Path) -> Path:
        kernel = tmp_path / "src/satsuma/engine/kernel"
        kernel.mkdir(parents=True)
        shutil.copy2(ROOT / "hatch_build.py", tmp_path)
        (kernel / "seven.h").write_text("int seven(void);\n")
        (kernel / "seven.c").write_text('#include "seven.h"\nint seven(void) { return 7; }\n')
        return tmp_path

    def test_a_tree_without_c_files_needs_no_compiler(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CC", "no-such-compiler")
        assert hatch_build.build_in_place(tmp_path) is None

    def test_compiles_what_can_be_called(self, tree: Path) -> None:
        import cffi

        ffi = cffi.FFI()
        ffi.cdef("int seven(void);")
        assert ffi.dlopen(str(hatch_build.build_in_place(tree))).seven() == 7

    def test_compiles_again_when_a_header_changed(self, tree: Path) -> None:
        library = hatch_build.build_in_place(tree)
        assert library
        assert not hatch_build.is_stale(library, tree)
        later = library.stat().st_mtime + 10
        header = tree / "src/satsuma/engine/kernel/seven.h"
        header.touch()
        os.utime(header, (later, later))
        assert hatch_build.is_stale(library, tree)

    def test_says_what_to_install_where_no_compiler_is_found(
        self, tree: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CC", "no-such-compiler -m64")
        with pytest.raises(hatch_build.KernelError, match="`no-such-compiler` was not found: install one"):
            hatch_build.build_in_place(tree)

    def test_a_failed_compilation_leaves_the_old_library(self, tree: Path) -> None:
        library = hatch_build.build_in_place(tree)
        assert library
        before = library.read_bytes()
        (tree / "src/satsuma/engine/kernel/eight.c").write_text("int eight(void) { return }\n")
        with pytest.raises(hatch_build.KernelError, match=r"eight\.c"):
            hatch_build.build_in_place(tree, force=True)
        assert library.read_bytes() == before
        assert [path.name for path in library.parent.iterdir() if path.name.startswith(".")] == []
