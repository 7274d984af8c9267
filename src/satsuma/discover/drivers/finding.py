"""KPI drivers from end to end: who is asked about, what may explain, how much it does, on customers kept aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from satsuma.discover.drivers.features import Feature, drop_twins, list_features
from satsuma.discover.drivers.fitting import Judged, judge_features
from satsuma.discover.drivers.leaks import find_leaks
from satsuma.discover.drivers.question import MOST_CUSTOMERS, Outcome, Question, read_outcome
from satsuma.discover.drivers.sentences import (
    say_drivers,
    say_leak,
    say_split,
    warn_moment,
    warn_sample,
    warn_unconfirmed,
)
from satsuma.discover.drivers.splitting import Mask, Split, find_split, list_bins, measure_solo
from satsuma.language.tree import Condition
from satsuma.language.write import write_condition
from satsuma.model.patterns import Driver, DriverBin, Drivers, Refused
from satsuma.stats.corrections import benjamini_hochberg
from satsuma.stats.intervals import Z95, mean_interval, wilson

SURE = 0.05
MOST_DRIVERS = 12


@dataclass(frozen=True, slots=True)
class Weight:
    """How much one variable adds: the fit lost with its standard error and corrected p, and how well it separates alone."""

    lost: float
    error: float
    p: float
    solo: float


def ignore(share: float) -> None:
    """Hears how much is done, and does nothing."""


def find_drivers(question: Question, told: Callable[[float], None] = ignore) -> Drivers:
    """Which variables separate customers on the outcome, on customers that they were not chosen with.

    Half of (at most 20,000) customers choose: boosted trees, thresholds, bins. The other half judges. A variable's
    importance is what the fit loses there when its values are shuffled, less what it loses with shuffled outcomes; p-values
    are corrected over all variables (Benjamini-Hochberg). Refused variables are listed with reasons, suspected leaks as
    such. Raises DataError and OptionError as `read_outcome` does.
    """
    outcome = read_outcome(question)
    features, cannot = list_features(question, outcome)
    solo = {feature.name: measure_solo(feature, outcome) for feature in features}
    leaks = find_leaks(solo, question.undeclared, is_yes_no=outcome.is_yes_no)
    unconfirmed = {name: value for name, value in leaks.items() if name not in question.confirmed}
    usable = [feature for feature in features if feature.name not in unconfirmed]
    usable, twins = drop_twins(usable, solo)
    drivers: Sequence[Driver] = ()
    judged: Judged | None = None
    if usable:
        judged = judge_features(usable, outcome, question.seed, told)
        drivers = _describe_all(question, outcome, usable, judged, solo)
    fit, by_chance = (
        (judged.fit, judged.fit_by_chance) if judged else (0.5 if outcome.is_yes_no else 0.0,) * 2
    )
    refused = _refuse(question, unconfirmed, {**cannot, **twins}, outcome)
    return Drivers(
        kpi=question.kpi.name,
        kpi_title=question.kpi_title,
        outcome="yes or no" if outcome.is_yes_no else "number",
        cut=question.cut,
        as_of=question.as_of,
        customers=outcome.customers,
        held_out=outcome.held_out,
        fit=fit,
        fit_by_chance=by_chance,
        drivers=tuple(drivers),
        refused=refused,
        warnings=(
            *warn_unconfirmed(refused),
            *warn_moment(question),
            *warn_sample(outcome.customers, MOST_CUSTOMERS),
        ),
        sentence=say_drivers(question, outcome, fit, by_chance, drivers),
    )


def _refuse(
    question: Question, leaks: Mapping[str, float], cannot: Mapping[str, str], outcome: Outcome
) -> tuple[Refused, ...]:
    """Suspected leaks first, then untimely variables, then what cannot be looked at."""
    titles = {info.name: info.title for info in question.infos}
    found = [
        Refused(
            variable=name,
            title=titles[name],
            reason=say_leak(question, name, value, is_yes_no=outcome.is_yes_no),
            must_confirm=True,
        )
        for name, value in leaks.items()
    ]
    found += [
        Refused(variable=name, title=titles[name], reason=reason)
        for reasons in (question.refused, cannot)
        for name, reason in reasons.items()
        if name in titles and name != question.kpi.name
    ]
    return tuple(found)


def _describe_all(
    question: Question,
    outcome: Outcome,
    features: Sequence[Feature],
    judged: Judged,
    solo: Mapping[str, float],
) -> list[Driver]:
    """The variables that add by more than chance, the most important first; none where the whole fit is chance."""
    from scipy.special import ndtr

    if judged.fit - judged.fit_by_chance < Z95 * judged.fit_error:
        return []
    size = np.where(judged.error > 0, judged.lost / np.where(judged.error > 0, judged.error, 1.0), 0.0)
    p = benjamini_hochberg(ndtr(-size))
    order = [i for i in np.argsort(-judged.lost, kind="stable") if p[i] <= SURE and judged.lost[i] > 0]
    said: list[Mask] = []
    found = []
    for i in order[:MOST_DRIVERS]:
        split = find_split(features[i], outcome, question.smallest_group, said)
        said += [split.is_inside] if split else []
        weight = Weight(float(judged.lost[i]), float(judged.error[i]), float(p[i]), solo[features[i].name])
        found.append(_describe(question, outcome, features[i], split, weight))
    return found


def _describe(
    question: Question, outcome: Outcome, feature: Feature, split: Split | None, weight: Weight
) -> Driver:
    sides = _measure_sides(split, outcome)
    bins = [
        _measure(each.label, each.is_inside, outcome, each.condition) for each in list_bins(feature, outcome)
    ]
    least = max(2, question.smallest_group)
    return Driver(
        variable=feature.name,
        title=feature.info.title,
        importance=weight.lost,
        low=weight.lost - Z95 * weight.error,
        high=weight.lost + Z95 * weight.error,
        p=weight.p,
        solo=weight.solo,
        threshold=split.text if split else None,
        rule=write_rule(split.condition) if split else None,
        bins=tuple(each for each in bins if each is not None and each.customers >= least),
        sentence=say_split(question, outcome, feature.info, split.text if split else None, sides),
    )


def _measure_sides(split: Split | None, outcome: Outcome) -> tuple[DriverBin, DriverBin] | None:
    if split is None:
        return None
    inside = _measure(split.text, split.is_inside, outcome)
    outside = _measure("the others", split.is_outside, outcome)
    return (inside, outside) if inside is not None and outside is not None else None


def _measure(
    label: str, is_inside: np.ndarray, outcome: Outcome, condition: Condition | None = None
) -> DriverBin | None:
    """The outcome of held-out customers; None without two of them."""
    values = outcome.shown[outcome.split :][is_inside[outcome.split :]]
    n = len(values)
    if n < 2:
        return None
    mean = float(values.mean())
    interval = (
        wilson(int(values.sum()), n)
        if outcome.is_yes_no
        else mean_interval(mean, float(values.std(ddof=1)), n)
    )
    low, high = interval or (mean, mean)
    return DriverBin(label=label, customers=n, value=mean, low=low, high=high, rule=write_rule(condition))


def write_rule(condition: Condition | None) -> str | None:
    """The rule's text."""
    return None if condition is None else write_condition(condition)
