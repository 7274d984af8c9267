"""Commands about what the work is for: targets and objectives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from satsuma.cli import output
from satsuma.cli.options import Json

if TYPE_CHECKING:
    from satsuma.project.target_wishes import Said


def target(
    name: Annotated[str, typer.Argument(help="The target's name; a new one is made with the options.")],
    problem: Annotated[str | None, typer.Option(help="The business problem, in a sentence.")] = None,
    ideal: Annotated[
        str | None, typer.Option(help="What will be different when the problem is solved.")
    ] = None,
    kpi: Annotated[str | None, typer.Option(metavar="VARIABLE", help="What should move.")] = None,
    measure: Annotated[str | None, typer.Option(help="total, average or share.")] = None,
    direction: Annotated[str | None, typer.Option(help="higher or lower.")] = None,
    goal: Annotated[float | None, typer.Option(help="The KPI's value to reach.")] = None,
    by: Annotated[str | None, typer.Option(metavar="DAY", help="Until when.")] = None,
    team: Annotated[
        list[str] | None,
        typer.Option(help='Who will use it, and why: "Marketing: plans the mailings"; again.'),
    ] = None,
    benchmark: Annotated[float | None, typer.Option(metavar="VALUE", help="What others reach.")] = None,
    source: Annotated[str | None, typer.Option(help="Who said so.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DAY", help="When they said so.")] = None,
    title: Annotated[str | None, typer.Option(help="How it is called in results.")] = None,
    unit: Annotated[str | None, typer.Option(help="customer, account, …")] = None,
    as_json: Json = False,
) -> None:
    """A business target: problem, KPI now, goal, date, teams and why."""
    said: Said = {
        "problem": problem, "ideal": ideal, "title": title, "unit": unit, "kpi": kpi, "measure": measure,
        "direction": direction, "goal": goal, "by": by, "teams": tuple(team or ()), "benchmark": benchmark,
        "source": source, "date": date,
    }  # fmt: skip
    from satsuma.cli.questions import ask_target, can_ask

    project = output.open_project()
    if not any(said.values()) and can_ask(quiet=as_json) and name not in project.definitions.targets:
        said = ask_target()
    output.show(project.target(name, **said), as_json)


def answer(
    objective: Annotated[str | None, typer.Argument(help="An objective's name.")] = None,
    all_of_them: Annotated[bool, typer.Option("--all", help="Answer all objectives.")] = False,
    as_json: Json = False,
) -> None:
    """Answer an objective: which groups stand out, or how groups differ."""
    from satsuma.model.errors import OptionError

    if (objective is None) != all_of_them:
        hint = "Write 'satsuma answer NAME', or 'satsuma answer --all'."
        raise OptionError("Name one objective, or ask for --all.", hint=hint)
    with output.progress(as_json) as progress:
        result = output.open_project().answer(objective, progress=progress)
    output.show(result, as_json)


COMMANDS = (target, answer)
