"""What an answer says: its one sentence, and those under it."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.discover.objectives.comparing import Compared
from satsuma.discover.objectives.completeness import read_day
from satsuma.discover.objectives.grouping import Setting, Standing
from satsuma.discover.objectives.material import Question
from satsuma.discover.objectives.wording import (
    count_things,
    list_things,
    name_number,
    say_deadline,
    say_lift,
)
from satsuma.discover.subgroups.judging import Combinations
from satsuma.model.answers import Ranking


def say_ranking(
    setting: Setting, rankings: Sequence[Ranking], top: Sequence[Standing], combined: Combinations
) -> tuple[str, list[str]]:
    """The answer's sentence, and the sentences under it."""
    question, figures = setting.question, setting.figures
    asked = question.definition.top
    if not top:
        best = max(
            (group for ranking in rankings for group in ranking.groups),
            key=lambda each: setting.sign * each.shrunk,
        )
        headline = (
            f"No group stands out: the nearest is {best.title} with {figures.show(best.rate)} against "
            f"{figures.show(setting.everyone.rate)} for everyone, no more than chance or too little to act on."
        )
        return headline, [_say_looked(rankings, combined)]
    names = [each.group.title for each in top]
    first = top[0].group
    rate = first.rate if first.held_out_rate is None else first.held_out_rate
    lift = f", {say_lift(rate / first.everyone)}" if first.lift is not None else ""
    lead = f"{figures.show(rate)} against {figures.show(setting.everyone.rate)} for everyone{lift}"
    if len(top) == 1:
        only = "Only one group stands out" if asked > 1 else "The group that stands out"
        headline = f"{only}: {names[0]} ({lead})."
    else:
        few = (
            ""
            if len(top) == asked
            else f"Only {name_number(len(top))}, not {name_number(asked)}, stand out. "
        )
        headline = (
            f"{few}The top {name_number(len(top))}: {list_things(names)}. {names[0]} leads with {lead}."
        )
    sentences = [f"{each.group.title}: {each.group.sentence}" for each in top]
    used = {name for each in top for name in each.group.variables}
    for ranking in rankings:
        if ranking.variable in used:
            sentences += [f"{ranking.title}: {tie}" for tie in ranking.ties]
    return headline, [*sentences, _say_looked(rankings, combined)]


def _say_looked(rankings: Sequence[Ranking], combined: Combinations) -> str:
    groups = sum(len(each.groups) for each in rankings)
    looked = f"Looked at {groups:,} groups of {count_things(len(rankings), 'variable')}"
    if combined.looked_at:
        how = "all " if combined.is_exhaustive else ""
        looked += f" and {how}{combined.looked_at:,} combinations of them"
    return f"{looked}."


def say_wanted(question: Question) -> list[str]:
    """What counts as success, where no number says it."""
    success = question.definition.success
    return [f"Success is '{success}'; a person must judge it."] if success else []


def say_success(question: Question, top: Sequence[Standing]) -> list[str]:
    """Whether success is reached, or who must judge it."""
    definition, reached = question.definition, is_reached(question, top)
    if definition.lift is None:
        return say_wanted(question)
    wanted = definition.success or f"{definition.lift:g} times everyone's rate"
    return [f"Success ({wanted}) is {'reached' if reached else 'not reached'}."]


def is_reached(question: Question, top: Sequence[Standing]) -> bool | None:
    """By the honest rates, not by the luckiest."""
    wanted = question.definition.lift
    if wanted is None:
        return None
    lifts = [each.honest / each.group.everyone for each in top if each.group.everyone > 0]
    if question.definition.direction == "lowest" and wanted < 1:
        return any(lift <= wanted for lift in lifts)
    if question.definition.direction == "lowest":
        return any(lift * wanted <= 1 for lift in lifts)
    return any(lift >= wanted for lift in lifts)


def say_differences(names: Sequence[str], compared: Compared) -> str:
    """The one sentence of a comparison."""
    who = list_things(names)
    if not compared.differences:
        return f"{who} could not be compared on any of the variables."
    if not compared.real:
        looked = count_things(len(compared.differences), "comparison")
        return f"{who} do not differ beyond chance, or too little to act on, in {looked}."
    whats = [f"{each.title}: {each.level}" if each.level else each.title for each in compared.real]
    most = f"{who} differ most in {list_things(list(dict.fromkeys(whats))[:3])}"
    return f"{most} ({len(compared.real)} of {count_things(len(compared.differences), 'comparison')} differ)."


def say_days(question: Question) -> list[str]:
    """How long there is."""
    deadline = read_day(question.definition.deadline or "")
    return [say_deadline(deadline, question.clock.today)] if deadline else []
