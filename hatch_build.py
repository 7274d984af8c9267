"""Compiles the kernel: every C file of src/satsuma/engine/kernel into one shared library beside it. Builds the web app.

Hatchling calls the hook for each wheel and each editable install; an editable one goes without the web app, which `make`
or `python web/build.py` builds. `python hatch_build.py` compiles in place
when a source is newer than the library (`--force`: always); `make` calls that.
"""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
ENGINE = Path("src/satsuma/engine")
STATIC = "src/satsuma/server/static"
SUFFIX = {"darwin": ".dylib", "win32": ".dll"}.get(sys.platform, ".so")
# No fused multiply-add and no -march=native: the same bits on every machine. Nothing here waits for floating-point traps,
# and without them loops with a comparison vectorise; square roots are instructions, not calls.
FLAGS = ("-std=c11", "-O3", "-ffp-contract=off", "-fno-trapping-math", "-fno-math-errno", "-fPIC", "-shared")
NO_COMPILER = (
    "Satsuma's kernel is compiled on installation and needs a C compiler, but `{command}` was not found: "
    "install one (Debian and Ubuntu: `apt-get install gcc libc6-dev`; macOS: `xcode-select --install`; "
    "Windows: install LLVM and set CC=clang) or name yours in the environment variable CC."
)


class KernelError(Exception):
    """The kernel cannot be compiled; the message says what to do."""


def list_sources(root: Path = ROOT) -> list[Path]:
    """The C files of the kernel, in a fixed order; empty where the tree has none."""
    return sorted((root / ENGINE / "kernel").glob("*.c"))


def is_stale(library: Path, root: Path = ROOT) -> bool:
    """Whether the library is missing or older than anything it is made from."""
    if not library.exists():
        return True
    built = library.stat().st_mtime
    inputs = [*(root / ENGINE / "kernel").glob("*.[ch]"), root / "hatch_build.py"]
    return any(path.stat().st_mtime > built for path in inputs)


def compile_kernel(sources: Sequence[Path], library: Path, flags: Sequence[str] = FLAGS) -> None:
    """Compile `sources` into the shared library `library`, which appears whole or not at all.

    Tests pass other `flags`, for example with sanitizers. Raises KernelError.
    """
    command = shlex.split(os.environ.get("CC") or "cc")
    if shutil.which(command[0]) is None:
        raise KernelError(NO_COMPILER.format(command=command[0]))
    library.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=library.parent, prefix=".kernel-") as folder:
        made = Path(folder) / library.name
        line = [*command, *flags, "-o", str(made), *map(str, sources)]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise KernelError(f"`{shlex.join(line)}` failed:\n{done.stderr.strip()}")
        sys.stderr.write(done.stderr)
        made.replace(library)


def build_in_place(root: Path = ROOT, force: bool = False) -> Path | None:
    """Bring the library up to date; its path, or None where the tree has no C files. Raises KernelError."""
    sources = list_sources(root)
    if not sources:
        return None
    library = root / ENGINE / f"_kernel{SUFFIX}"
    if force or is_stale(library, root):
        compile_kernel(sources, library)
    return library


def build_web(root: Path) -> None:
    """Bring the web app up to date by web/build.py, which an sdist brings along with the built app. Raises its WebError."""
    spec = importlib.util.spec_from_file_location("build_web", root / "web" / "build.py")
    if spec is None or spec.loader is None:
        return
    web = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(web)
    web.build()


class KernelHook(BuildHookInterface[Any]):
    """Puts the compiled kernel and the web app into the wheel; tags it for this platform and any Python 3."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if version != "editable":
            self.put_web(root, build_data)
        self.put_kernel(root, version, build_data)

    def put_web(self, root: Path, build_data: dict[str, Any]) -> None:
        try:
            build_web(root)
        except Exception as error:  # noqa: BLE001 - a module loaded by its path has classes that cannot be named here
            self.app.abort(str(error))
        build_data["artifacts"].append(f"/{STATIC}/**")

    def put_kernel(self, root: Path, version: str, build_data: dict[str, Any]) -> None:
        try:
            library = build_in_place(root, force=version != "editable")
        except KernelError as error:
            self.app.abort(str(error))
        if library is None:
            return
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        build_data["artifacts"].append("/" + library.relative_to(root).as_posix())


if __name__ == "__main__":
    try:
        build_in_place(force="--force" in sys.argv[1:])
    except KernelError as error:
        sys.exit(str(error))
