"""Commands that set segments against one another and against time: each calls the project and shows the result."""

from __future__ import annotations

from typing import Annotated

import typer

from satsuma.cli import output
from satsuma.cli.options import AsOf, Json, Unit


def after(
    name: Annotated[str, typer.Argument(help="A segment's name.")],
    since: Annotated[str, typer.Option(metavar="DAY", help="Its members on this day (YYYY-MM-DD).")],
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="What happened until then; default: the last run's day.")
    ] = None,
    kpi: Annotated[
        str | None, typer.Option(metavar="VARIABLE", help="What to look at; default: the project's KPI.")
    ] = None,
    as_json: Json = False,
) -> None:
    """What happened next: a past day's members, and what they did since, against everyone."""
    output.show(output.open_project().after(name, since, until, kpi).result, as_json)


def compare(
    names: Annotated[list[str], typer.Argument(metavar="NAME NAME…", help="Two to five segments.")],
    over: Annotated[
        str | None,
        typer.Option(
            "--over", metavar="VARIABLE", help="This variable over time, instead of everything now."
        ),
    ] = None,
    variable: Annotated[
        list[str] | None, typer.Option(metavar="VARIABLE", help="Only this one; again for several.")
    ] = None,
    level: Annotated[str | None, typer.Option(help="Over time: which value of a category.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Over time: the first day; default: a year back.")
    ] = None,
    steps: Annotated[int, typer.Option(min=2, help="Over time: how many days to look at.")] = 12,
    same_members: Annotated[
        bool, typer.Option("--same-members", help="Over time: the last day's members throughout.")
    ] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Segments side by side, what tells them apart first; or one variable over time."""
    project = output.open_project()
    if over is None:
        output.show(project.compare(*names, variables=tuple(variable or ()), as_of=as_of).result, as_json)
        return
    page = project.trace(
        over,
        *names,
        since=since,
        until=as_of,
        steps=steps,
        membership="now" if same_members else "then",
        level=level,
    )
    output.show(page.result, as_json)


def combinations(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]…", help="Which segments; default: all.")
    ] = None,
    unit: Unit = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Which combinations of segments occur, and which to merge."""
    output.show(output.open_project().combinations(*(names or ()), unit=unit, as_of=as_of).result, as_json)


COMMANDS = (after, compare, combinations)
