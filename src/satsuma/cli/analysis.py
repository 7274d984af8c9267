"""Commands that find groups and put them to use: each calls the project and shows the result."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from satsuma.cli import output
from satsuma.cli.options import AsOf, Json, Unit


def explore(
    variables: Annotated[
        list[str] | None, typer.Argument(metavar="[VARIABLE]…", help="Which to look at; default: all.")
    ] = None,
    kpi: Annotated[
        str | None,
        typer.Option(help="The variable to explain; default, without VARIABLE: the project's KPI."),
    ] = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option(metavar="VARIABLE", help="Known before the outcome, however well it tells it."),
    ] = None,
    as_of: AsOf = None,
    unit: Unit = None,
    as_json: Json = False,
) -> None:
    """Distributions with a verdict, what goes together, what moves the KPI."""
    with output.progress(as_json) as progress:
        result = output.open_project().explore(
            *(variables or ()),
            kpi=kpi,
            confirm=tuple(confirm or ()),
            as_of=as_of,
            unit=unit,
            progress=progress,
        )
    output.show(result, as_json)


def discover(
    name: Annotated[str, typer.Argument(help="What to call it; a discovery in discoveries/, or a new one.")],
    basis: Annotated[
        str | None,
        typer.Option(metavar="A,B,C", help="Variables to group customers by; written down for a new one."),
    ] = None,
    k: Annotated[str | None, typer.Option("--k", metavar="2..10", help="How many groups to try.")] = None,
    algorithm: Annotated[
        list[str] | None,
        typer.Option(
            help="k-means, latent classes, gaussian mixture, medoids or density; again for several."
        ),
    ] = None,
    quick: Annotated[
        bool,
        typer.Option("--quick", help="Fewer starts, bootstraps and draws: a first look, said in the result."),
    ] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Look for groups: how many, how stable, whether they are real."""
    if basis is not None and not output.split_names(basis):
        from satsuma.model.errors import OptionError

        raise OptionError("--basis names no variable.", hint="Write --basis a,b,c, or leave it out.")
    with output.progress(as_json) as progress:
        result = output.open_project().discover(
            name,
            basis=output.split_names(basis),
            k=k,
            algorithms=tuple(algorithm or ()),
            quick=quick,
            as_of=as_of,
            progress=progress,
        )
    output.show(result, as_json)


def adopt(
    name: Annotated[str, typer.Argument(help="A discovery's name.")],
    k: Annotated[
        int | None, typer.Option("--k", min=2, help="How many groups; default: the study's choice.")
    ] = None,
    form: Annotated[str, typer.Option("--as", metavar="FORM", help="model or rules.")] = "model",
    algorithm: Annotated[str | None, typer.Option(help="Where several algorithms were tried.")] = None,
    as_json: Json = False,
) -> None:
    """Make a discovery the project's segmentation."""
    with output.progress(as_json) as progress:
        result = output.open_project().adopt(name, k=k, form=form, algorithm=algorithm, progress=progress)
    output.show(result, as_json)


def assign(
    file: Annotated[Path, typer.Argument(help="A file with new customers, one a row.")],
    using: Annotated[str, typer.Option("--using", metavar="NAME", help="An adopted model.")],
    key: Annotated[str | None, typer.Option(metavar="COLUMN", help="The column that names them.")] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write the placements as CSV.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Place new customers, with probabilities."""
    output.show(output.open_project().assign(file, using=using, key=key, to=to), as_json)


def recipe(
    segment: Annotated[str, typer.Argument(help="A segment's name; a part as segmentation/part.")],
    product: Annotated[str, typer.Option("--for", metavar="PRODUCT", help="hubspot, salesforce or klaviyo.")],
    as_json: Json = False,
) -> None:
    """A segment as another product's filter steps, and what it cannot express."""
    output.show(output.open_project().recipe(segment, product), as_json)


COMMANDS = (explore, discover, adopt, assign, recipe)
