"""Variables as models and thresholds read them, and those that cannot be read so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from satsuma.columns import Column, Sets
from satsuma.discover.associations.variables import Compared, compare_variables
from satsuma.discover.basis import read_numbers
from satsuma.discover.drivers.question import Outcome, Question
from satsuma.model.results import VariableInfo
from satsuma.stats.association import Numbers
from satsuma.stats.corrections import benjamini_hochberg
from satsuma.stats.pairs import measure_pairs

SAME = 0.95
"""The association from which two variables say the same, so that shuffling one of them would show nothing."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One variable of the customers with an outcome: `numbers` in its own units (days since 1970 for dates), NaN where
    missing; None for words, whose codes are the field's places."""

    compared: Compared
    numbers: Numbers | None

    @property
    def info(self) -> VariableInfo:
        return self.compared.info

    @property
    def name(self) -> str:
        return self.compared.name

    @property
    def encoded(self) -> Numbers:
        """What a tree needs: the order of numbers, the codes of words, NaN where missing."""
        places = self.compared.field.places.astype(np.float64)
        return np.where(places < 0, np.nan, places)


def list_features(question: Question, outcome: Outcome) -> tuple[list[Feature], dict[str, str]]:
    """All variables that may and can be looked at, and why not, by name."""
    candidates = [
        info for info in question.infos if info.name not in question.refused and info.name in question.values
    ]
    compared, left_out = compare_variables(candidates, question.values, outcome.ordinals)
    reasons = {name: f"It {reason}." for name, reason in left_out.items()}
    return [Feature(each, _numbers(each, question.values, outcome)) for each in compared], reasons


def _numbers(compared: Compared, values: Mapping[str, Column], outcome: Outcome) -> Numbers | None:
    column = values[compared.name]
    if not compared.field.is_number or isinstance(column, Sets):
        return None
    return read_numbers(column)[outcome.ordinals]


def drop_twins(features: list[Feature], solo: Mapping[str, float]) -> tuple[list[Feature], dict[str, str]]:
    """Without variables that say the same as one that separates better alone; why, by name."""
    pairs = measure_pairs([feature.compared.field for feature in features], fewest=50)
    sure = benjamini_hochberg([pair.strength.p for pair in pairs])
    twins: dict[int, list[tuple[int, float]]] = {}
    for pair, p in zip(pairs, sure, strict=True):
        if abs(pair.strength.value) >= SAME and p <= 0.05 and pair.measure != "correlation ratio":
            twins.setdefault(pair.first, []).append((pair.second, pair.strength.value))
            twins.setdefault(pair.second, []).append((pair.first, pair.strength.value))
    kept: list[int] = []
    reasons: dict[str, str] = {}
    for i in sorted(range(len(features)), key=lambda i: (-solo[features[i].name], i)):
        twin = next(((j, value) for j, value in twins.get(i, []) if j in kept), None)
        if twin is None:
            kept.append(i)
        else:
            other = features[twin[0]].info.title
            reasons[features[i].name] = f"It says nearly the same as {other} (association {twin[1]:.2f})."
    return [features[i] for i in sorted(kept)], reasons
