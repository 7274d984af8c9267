"""Drivers in plain words: associated with the outcome, never causing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from satsuma.discover.drivers.question import Outcome, Question
from satsuma.model.kinds import Kind
from satsuma.model.patterns import Driver, DriverBin, Refused
from satsuma.model.results import VariableInfo


def say_value(value: float, kind: Kind, currency: str | None, *, is_yes_no: bool) -> str:
    """A share of yes as a percentage, money with its currency, numbers as they are read."""
    if is_yes_no or kind is Kind.SHARE:
        return f"{value:.1%}" if abs(value) < 0.1 else f"{value:.0%}"
    text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}"
    return f"{text} {currency}" if currency else text


def say_split(
    question: Question,
    outcome: Outcome,
    info: VariableInfo,
    threshold: str | None,
    sides: tuple[DriverBin, DriverBin] | None,
) -> str:
    """'Days since the last order at least 120: 12 % yes (…); the others 35 % (…).'"""
    if threshold is None or sides is None:
        return (
            f"{info.title} is associated with {question.kpi_title}, but no single threshold separates well."
        )

    def say(side: DriverBin) -> str:
        value, low, high = (
            say_value(number, question.kpi.kind, question.kpi.currency, is_yes_no=outcome.is_yes_no)
            for number in (side.value, side.low, side.high)
        )
        return f"{value} ({low} to {high}, n = {side.customers:,})"

    inside, outside = sides
    subject = question.kpi.title if question.kpi_title == question.kpi.title else "the KPI afterwards"
    said = f"{say(inside)} '{outcome.yes}'" if outcome.is_yes_no else f"{subject} is {say(inside)} on average"
    return f"{info.title} {threshold}: {said}; the others {say(outside)}."


def say_drivers(
    question: Question, outcome: Outcome, fit: float, by_chance: float, drivers: Sequence[Driver]
) -> str:
    """What the variables together tell of the outcome, against chance."""
    when = "at the same moment" if question.is_same_moment else f"by {question.cut}"
    until = "" if question.is_same_moment else f" until {question.as_of}"
    measure = (
        f"AUC {fit:.2f}, shuffled outcomes {by_chance:.2f}"
        if outcome.is_yes_no
        else f"R² of ranks {max(fit, 0):.2f}, shuffled outcomes {max(by_chance, 0):.2f}"
    )
    on = f"on {outcome.held_out:,} customers kept aside"
    if not drivers:
        return (
            f"Nothing known {when} tells more of {question.kpi_title}{until} than chance ({measure}, {on})."
        )
    first = drivers[0]
    few = f"{len(drivers)} variables are" if len(drivers) > 1 else "One variable is"
    strongest = f", {first.title} the most" if len(drivers) > 1 else f": {first.title}"
    return f"{few} associated with {question.kpi_title}{until}{strongest}; known {when} ({measure}, {on})."


def say_leak(question: Question, name: str, value: float, *, is_yes_no: bool) -> str:
    """Why a variable may be a leak, and what to do."""
    measure = f"AUC {value:.2f}" if is_yes_no else f"rank correlation {value:.2f}"
    return (
        f"Alone it tells {question.kpi_title} too well to be believed unseen ({measure}): it may become known only with "
        f"the outcome. Say 'known: {{when: after, of: {question.kpi.name}}}' at it (or before), "
        f"or confirm with --confirm {name}."
    )


def warn_unconfirmed(refused: Sequence[Refused]) -> Iterator[str]:
    """One warning a suspected leak."""
    for each in refused:
        if each.must_confirm:
            yield f"Possible leak: {each.title} is left out until you confirm it. {each.reason}"


def warn_moment(question: Question) -> Iterator[str]:
    """The KPI is no event: nothing can be looked at before it."""
    if question.is_same_moment:
        yield (
            f"{question.kpi_title} is not made of dated events, so the variables are of the same moment: they go "
            "together with it and may as well follow from it. Say 'known:' at variables that are known with or after it."
        )


def warn_sample(customers: int, most: int) -> Iterator[str]:
    """Not everyone was looked at."""
    if customers > most:
        yield f"A random sample of {most:,} of {customers:,} customers was looked at."
