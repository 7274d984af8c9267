"""Objectives and customers for the tests of answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from satsuma.columns import Codes, Scaled
from satsuma.discover.objectives import Clock, Material, Question
from satsuma.discover.subgroups.outcome import Outcome
from satsuma.discover.subgroups.selectors import Candidate
from satsuma.model.aims import ObjectiveDefinition

CLOCK = Clock(as_of=dt.date(2026, 6, 30), today=dt.date(2026, 7, 10))


def ask(name: str = "it", clock: Clock = CLOCK, **fields: Any) -> Question:
    """A complete objective; `fields` replace its own."""
    known: dict[str, Any] = {
        "question": "Who?",
        "outcome": "has(order)",
        "candidates": ("any",),
        "direction": "highest",
        "success": "a group",
        "deadline": "2026-09-30",
        "minimum_group": 20,
    }
    definition = ObjectiveDefinition.model_validate(known | fields)
    return Question(name, definition, clock, "customer", smallest_group=5, outcome="Has ordered.")


def words(name: str, codes: np.ndarray, levels: tuple[str, ...]) -> Candidate:
    return Candidate(name, name.capitalize(), Codes(codes, levels))


def numbers(name: str, values: np.ndarray) -> Candidate:
    return Candidate(name, name.capitalize(), Scaled(values.astype(np.int64), 0))


def give(values: np.ndarray, *candidates: Candidate, is_share: bool = True, **more: Any) -> Material:
    n = len(values)
    outcome = Outcome(values.astype(np.float64), is_share, more.pop("exposure", None))
    return Material(np.arange(n), more.pop("population", n), candidates, outcome, **more)
