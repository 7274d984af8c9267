"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DAY", help="Look back from this day (YYYY-MM-DD).")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Unit = Annotated[
    str | None, typer.Option("--unit", help="customer, account, …; default: the project's main unit.")
]
