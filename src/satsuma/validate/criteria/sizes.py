"""Manageable, substantial, covering: what the sizes alone say."""

from __future__ import annotations

from satsuma.model.scorecards import Score
from satsuma.validate.criteria.scoring import count_words, list_words, score, show_share
from satsuma.validate.division import Division
from satsuma.validate.weights import Limits


def judge_manageable(division: Division, limits: Limits) -> Score:
    """Few enough to have a plan for each, enough to be worth dividing. The residual counts where that helps and it is as
    large as a segment should be: then it may be treated as a group."""
    chosen = len(division.chosen())
    sizes = division.sizes()
    floor = max(1.0, limits.smallest_share * float(sizes.sum()))
    groups = chosen + sum(
        bool(sizes[i] >= floor) for i, part in enumerate(division.parts) if part.is_residual
    )
    too_few, too_many = groups < limits.fewest, chosen > limits.most
    wanted = f"{limits.fewest} to {limits.most}"
    figure = count_words(chosen, "segment")
    if chosen < 2:
        sentence = "One segment divides nobody." if chosen else "There are no segments."
    elif too_few:
        sentence = f"{figure} lump together people who want different things; {wanted} are worth a plan each."
    elif too_many:
        sentence = f"{figure} are more than a team can make a plan for; {wanted} are manageable."
    else:
        sentence = f"{figure}: a plan for each is manageable ({wanted})."
    out = chosen < 2 or too_few or too_many
    return score("manageable", 0.0 if out else 1.0, figure, sentence, knocks_out=out)


def judge_substantial(division: Division, limits: Limits) -> Score:
    """The smallest segment must be worth a plan: full points from the smallest share on, knocked out below the least size."""
    sizes, chosen = division.sizes(), division.chosen()
    divided = int(sizes.sum())
    if not chosen or not divided:
        sentence = (
            "Nobody is divided: no customer exists on this day, or none satisfies the population's rule."
        )
        return score("substantial", 0.0, "0 customers", sentence, knocks_out=True)
    least = min(chosen, key=lambda i: (sizes[i], i))
    n, title = int(sizes[least]), division.parts[least].title
    share = n / divided
    floor = limits.smallest_of(divided)
    small = [division.parts[i].title for i in chosen if sizes[i] < floor]
    figure = f"smallest {show_share(share)}"
    points = share / limits.smallest_share if limits.smallest_share else 1.0
    if small:
        verb = "has" if len(small) == 1 else "have"
        who = "nobody in it" if n == 0 and len(small) == 1 else f"fewer than {floor} customers"
        sentence = f"{list_words(small)} {verb} {who}: too small for a plan."
    elif n < limits.smallest_group:
        sentence = f"The smallest, {title}, has fewer than {limits.smallest_group} customers."
    else:
        worth = "large enough" if points >= 1 else f"under {limits.smallest_share:.0%}"
        sentence = f"The smallest, {title}, has {count_words(n, 'customer')} ({show_share(share)}): {worth}."
    return score("substantial", points, figure, sentence, knocks_out=bool(small))


def judge_covering(division: Division) -> Score:
    """The share of those divided who are in a segment and not in Everyone else."""
    sizes = division.sizes()
    divided = int(sizes.sum())
    inside = int(sizes[division.chosen()].sum()) if division.chosen() else 0
    if not divided:
        return score("covering", 0.0, "0 %", "Nobody is divided.")
    share = inside / divided
    rest = next((part.title for part in division.parts if part.is_residual), "Everyone else")
    outside = f"{show_share(1 - share)} are in “{rest}”" if inside < divided else "nobody stays outside"
    sentence = f"{show_share(share)} of {divided:,} are in a segment; {outside}."
    return score("covering", share, show_share(share), sentence, knocks_out=inside == 0)
