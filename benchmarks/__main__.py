"""`python -m benchmarks [NAME …] [--small] [--folder DIR]`: measures, prints, writes docs/performance.md."""

from __future__ import annotations

import argparse
import tempfile
from importlib import import_module
from pathlib import Path

from benchmarks.tables import keep

NAMES = ("segments", "large", "files", "mixtures", "clusters", "subgroups", "server")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=[*NAMES, []], help=f"of {', '.join(NAMES)}; all by default"
    )
    parser.add_argument(
        "--small", action="store_true", help="small data, to see that it works; nothing is written"
    )
    parser.add_argument("--folder", type=Path, help="where the data go; a temporary folder by default")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=options.folder) as folder:
        for name in options.names or NAMES:
            lines = import_module(f"benchmarks.{name}").run(Path(folder), options.small)
            print(f"\n{name}", *(f"  {line}" for line in lines), sep="\n", flush=True)
            if not options.small:
                keep(name, lines)


if __name__ == "__main__":
    main()
