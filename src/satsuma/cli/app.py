"""The command `satsuma`: one function a sub-command, each calls the project and shows the result."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from satsuma.cli import aims, analysis, comparing, editing, output, personas, serving
from satsuma.cli.options import AsOf, Json, Unit

app = typer.Typer(
    name="satsuma",
    help="From a company's customer files to segments that people can read, trust and act on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def show_version(asked: bool) -> None:
    if asked:
        from satsuma import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def choose_folder(
    project: Annotated[
        Path, typer.Option("-C", "--project", metavar="DIR", help="The project's folder.")
    ] = Path(),
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    output.chosen["folder"] = project


@app.command()
def init(
    where: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files, folders, globs or archives.")],
    problem: Annotated[str | None, typer.Option(help="The business problem, in a sentence.")] = None,
    kpi: Annotated[str | None, typer.Option(help="What should move: revenue, churn, open rate …")] = None,
    teams: Annotated[str | None, typer.Option(help="Who will use the answer, separated by commas.")] = None,
    timezone: Annotated[str, typer.Option(help="The company's time zone, e.g. Europe/Berlin.")] = "UTC",
    as_json: Json = False,
) -> None:
    """Look at the files, say what was understood, write the project."""
    from satsuma.cli.questions import ask_missing
    from satsuma.project.starting import Purpose

    purpose = ask_missing(Purpose(problem, kpi, output.split_names(teams)), quiet=as_json)
    from satsuma.project import Project

    with output.progress(as_json) as progress:
        result = Project.init(where, files, purpose=purpose, timezone=timezone, progress=progress)
    output.show(result, as_json)


@app.command()
def run(as_of: AsOf = None, as_json: Json = False) -> None:
    """Collect, clean, measure, evaluate all segments, profile, write report.html."""
    with output.progress(as_json) as progress:
        result = output.open_project().run(as_of=as_of, progress=progress)
    output.show(result, as_json)


@app.command()
def count(
    rule: Annotated[
        str, typer.Argument(help="A rule, for example: age >= 40 and count(order, last 90 days) >= 2")
    ],
    as_of: AsOf = None,
    unit: Unit = None,
    as_json: Json = False,
) -> None:
    """How many customers satisfy a rule."""
    output.show(output.open_project().count(rule, as_of=as_of, unit=unit), as_json)


@app.command()
def explain(
    customer: Annotated[str, typer.Argument(help="The customer's key.")],
    segment: Annotated[str, typer.Argument(help="A segment's name, or a rule.")],
    as_of: AsOf = None,
    unit: Unit = None,
    as_json: Json = False,
) -> None:
    """Why a customer is in a segment, or what keeps them out."""
    output.show(output.open_project().explain(customer, segment, as_of=as_of, unit=unit), as_json)


@app.command()
def segments(
    as_of: AsOf = None,
    history: Annotated[bool, typer.Option("--history", help="Sizes over the kept runs.")] = False,
    as_json: Json = False,
) -> None:
    """All segments and segmentations with their sizes."""
    project = output.open_project()
    output.show(project.history() if history else project.sizes(as_of=as_of), as_json)


@app.command()
def profile(
    name: Annotated[str, typer.Argument(help="A segment's name.")], as_of: AsOf = None, as_json: Json = False
) -> None:
    """A segment against everyone, what sets it apart first."""
    output.show(output.open_project().profile(name, as_of=as_of).result, as_json)


@app.command()
def overlap(unit: Unit = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """How many customers each pair of segments shares."""
    output.show(output.open_project().overlap(unit=unit, as_of=as_of), as_json)


@app.command()
def scorecard(
    name: Annotated[str | None, typer.Argument(help="A segmentation's name; none: all side by side.")] = None,
    as_of: AsOf = None,
    cut: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Judge by what happened since this day; default: 90 days earlier."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Judge a segmentation, or all side by side: knock-outs, then points."""
    output.show(output.open_project().scorecard(name, as_of=as_of, cut=cut), as_json)


@app.command()
def variables(as_json: Json = False) -> None:
    """All variables by family, with how many customers have a value."""
    output.show_rows(output.open_project().variables, as_json)


@app.command()
def check(as_json: Json = False) -> None:
    """Look for mistakes in the definitions."""
    findings = output.open_project().check()
    output.show_findings(findings, as_json)
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(2)


@app.command()
def runs(as_json: Json = False) -> None:
    """The runs so far."""
    output.show_rows(output.open_project().runs, as_json)


@app.command()
def undo(as_json: Json = False) -> None:
    """Take the last run back: the one before it counts again."""
    output.show(output.open_project().undo(), as_json)


@app.command()
def export(
    name: Annotated[str, typer.Argument(help="A segment's name.")],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="Where to write.")],
    destination: Annotated[
        str | None, typer.Option("--for", metavar="TOOL", help="hubspot, klaviyo, mailchimp or salesforce.")
    ] = None,
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="An Excel workbook with summary, profiles and members.")
    ] = False,
    include_unconsented: Annotated[
        bool, typer.Option("--include-unconsented", help="Also people who opted out of e-mail.")
    ] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Write a segment's members to a file, people who opted out left out and counted."""
    result = output.open_project().export(
        name, to, destination=destination, xlsx=xlsx, include_unconsented=include_unconsented, as_of=as_of
    )
    output.show(result, as_json)


@app.command()
def demo(
    where: Annotated[Path, typer.Argument(metavar="DIR")] = Path("larkfield"),
    customers: Annotated[int, typer.Option(min=200, help="How many people the company has.")] = 20_000,
    seed: Annotated[int, typer.Option(help="Another seed, another company.")] = 7,
    replace: Annotated[
        bool, typer.Option("--replace", help="Also where an earlier demo was changed by hand.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make a company up and lead its files through the whole chain. No network."""
    from satsuma.project.showing import show_demo

    with output.progress(as_json) as progress:
        result = show_demo(where.absolute(), customers, seed, int(time.time()), progress, may_replace=replace)
    output.show(result, as_json)


GROUPS = (analysis, aims, comparing, editing, personas, serving)
for command in (each for group in GROUPS for each in group.COMMANDS):
    app.command()(command)


def main() -> None:
    """The entry point: errors become sentences and exit codes."""
    output.guard(lambda: app(args=output.spread_options(sys.argv[1:]), standalone_mode=False))
