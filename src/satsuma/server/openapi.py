"""The API's description as a file: `python -m satsuma.server.openapi [FILE]`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from satsuma.server.app import create_app
from satsuma.server.settings import ServerSettings


def dump_openapi() -> str:
    """Sorted and without the version, so that the same routes give the same text."""
    schema = create_app(ServerSettings(Path())).openapi()
    schema["info"]["version"] = "1"
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> None:
    text = dump_openapi()
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
