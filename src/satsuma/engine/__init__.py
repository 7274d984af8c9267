"""Many conditions over many customers, fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from satsuma.engine.evaluation import Evaluation, evaluate, measure
    from satsuma.engine.existence import population_at
    from satsuma.engine.facts import facts_of
    from satsuma.engine.one import Plan, evaluate_one, make_plan

_HOMES = {
    "Evaluation": "evaluation",
    "Plan": "one",
    "evaluate": "evaluation",
    "evaluate_one": "one",
    "facts_of": "facts",
    "make_plan": "one",
    "measure": "evaluation",
    "population_at": "existence",
}

__all__ = [
    "Evaluation",
    "Plan",
    "evaluate",
    "evaluate_one",
    "facts_of",
    "make_plan",
    "measure",
    "population_at",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'satsuma.engine' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"satsuma.engine.{_HOMES[name]}"), name)
