"""The verdict in the words that people see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from satsuma.model.discoveries import StudyRow, Verdict

HEADLINES: dict[Verdict, str] = {
    "natural": "Clear groups exist",
    "reproducible": "The same groups come back",
    "constructive": "A useful cut, not a discovery",
    "no segmentation": "No groups here; use tiers or rules",
}
NEXT_STEPS: dict[Verdict, str] = {
    "natural": "Adopt the segments, and plan what to say to each of them.",
    "reproducible": (
        "Adopt the segments, treat customers on a border with care, and check within a year that they still come back."
    ),
    "constructive": (
        "Adopt them as simple rules if they help the teams to decide, and do not present them as kinds of customers."
    ),
    "no segmentation": (
        "Do not adopt segments from these variables. Divide customers by value tiers or RFM, "
        "or ask an objective about the customers you want more of."
    ),
}


def choose_next_step(row: StudyRow, verdict: Verdict) -> str:
    """What to do now; a solution that is knocked out is not to be adopted as it is, whatever the verdict."""
    if verdict == "no segmentation" or not row.knocked_out:
        return NEXT_STEPS[verdict]
    return (
        f"Do not adopt {name(row)} as they are. {' '.join(row.knocked_out)} Adopt another number with --k if the study has "
        "one that nothing speaks against, or change what customers are grouped by."
    )


def describe_recommendation(
    rows: Sequence[StudyRow], recommended: int | None, chosen: int, verdict: Verdict, runner_up: int | None
) -> str:
    """Which solution to adopt, or why none, with the runner-up."""
    if verdict == "no segmentation":
        return "Nothing is recommended: these customers do not fall into groups on these variables."
    if recommended is None:
        return f"Nothing can be recommended without reserve; {name(rows[chosen])} scores best. " + " ".join(
            rows[chosen].knocked_out
        )
    if recommended != chosen:
        return (
            f"{name(rows[chosen])} is what the data show. {' '.join(rows[chosen].knocked_out)} "
            f"The best that a team can manage is {name(rows[recommended])}, on weaker evidence."
        )
    second = f" Runner-up: {name(rows[runner_up])}." if runner_up is not None else ""
    return f"{name(rows[chosen])} is recommended.{second}"


def name(row: StudyRow) -> str:
    """A solution in words."""
    return f"{row.k} segments by {row.algorithm}"


def describe_ties(rows: Sequence[StudyRow], chosen: int, ties: Sequence[int]) -> tuple[str, ...]:
    """A note where the score cannot tell solutions apart."""
    if not ties:
        return ()
    others = ", ".join(name(rows[i]) for i in ties)
    return (f"The score cannot tell {name(rows[chosen])} from {others}; choose by what the teams can use.",)


def note_refusals(algorithm: str, refused: Mapping[int, str]) -> tuple[str, ...]:
    """Which numbers of segments an algorithm did not find, and the first reason."""
    if not refused:
        return ()
    numbers = ", ".join(map(str, refused))
    return (f"{algorithm} found no division into {numbers} segments: {next(iter(refused.values()))}",)


def warn_of_starts(rows: Sequence[StudyRow], chosen: int) -> tuple[str, ...]:
    """A warning where hardly any start found the best solution, so that there may be a better one."""
    row = rows[chosen]
    if row.at_optimum >= 0.05 or row.starts < 20:
        return ()
    return (
        f"Only {row.at_optimum:.0%} of {row.starts} starts reached the best solution found for {name(row)}; "
        "there may be a better one. Try more starts.",
    )


def note_sample(studied: int, everyone: int, agreement: float | None) -> tuple[str, ...]:
    """How the study's sample was drawn and whether it was large enough."""
    if studied == everyone:
        return ()
    said = f"Studied on a random sample of {studied:,} of {everyone:,} customers."
    if agreement is None:
        return (said,)
    enough = (
        "so the sample is large enough"
        if agreement >= 0.9
        else "so a larger sample may place customers elsewhere"
    )
    return (f"{said} Two such samples place customers alike (agreement {agreement:.2f}), {enough}.",)
