"""A made-up segmentation of a thousand customers whose every criterion is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from satsuma.columns import Column, Doubles, Flags
from satsuma.model.kinds import Family, Kind, Sensitivity
from satsuma.model.results import VariableInfo
from satsuma.validate.division import Division, Part
from satsuma.validate.evidence import Afterwards, Evidence, Migration, Named

SIZES = (300, 250, 200, 150, 100)
NAMED = Named("plan", "The plan", "customer", "2024-06-30", "2024-04-01", 90)


def make_parts(actions: tuple[str | None, ...] = (None,) * 4) -> tuple[Part, ...]:
    chosen = [Part(name, name.title(), action) for name, action in zip("abcd", actions, strict=True)]
    return (*chosen, Part("rest", "Everyone else", is_residual=True))


def make_division(sizes: tuple[int, ...] = SIZES, parts: tuple[Part, ...] | None = None) -> Division:
    codes = np.repeat(np.arange(len(sizes)), sizes).astype(np.int32)
    return Division(parts or make_parts(), codes, len(codes))


def inform(name: str, **more: object) -> VariableInfo:
    info = VariableInfo(
        name=name, title=name.title(), unit="customer", family=Family.BEHAVIOURAL, kind=Kind.NUMBER
    )
    return info.model_copy(update=more)


def make_values(division: Division, seed: int = 1) -> dict[str, Column]:
    """`visits` rise by one standard deviation a segment; `noise` and `member` say nothing; `secret` says everything."""
    chance = np.random.default_rng(seed)
    n = len(division.codes)
    return {
        "visits": Doubles(division.codes + chance.normal(size=n)),
        "noise": Doubles(chance.normal(size=n)),
        "member": Flags(chance.integers(0, 2, n).astype(np.int8)),
        "secret": Doubles(division.codes.astype(np.float64)),
    }


VARIABLES = (
    inform("visits"),
    inform("noise"),
    inform("member", kind=Kind.FLAG),
    inform("secret", allowed=False, sensitivity=Sensitivity.SENSITIVE),
)


def make_evidence(division: Division | None = None, **more: object) -> Evidence:
    division = division or make_division()
    n = len(division.codes)
    spent = 100 - 20.0 * division.codes + np.random.default_rng(5).normal(0, 10, n)
    evidence = Evidence(
        named=NAMED,
        division=division,
        values=make_values(division),
        variables=VARIABLES,
        reach={"email": np.arange(n) % 10 < 9},
        kpi="spent",
        kpi_title="Money spent, last 12 months",
        kpi_values=spent,
        migration=Migration(np.diag(division.sizes()), 0.01),
        afterwards=Afterwards(division, spent, is_since=True),
    )
    return replace(evidence, **more)  # type: ignore[arg-type]
