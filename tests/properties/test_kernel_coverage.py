"""Every construct is met, true and false often enough for the comparison to mean something."""

from __future__ import annotations

import pytest

from tests.properties.chance import Chance, make_constructs, make_people_constructs
from tests.properties.equality import ask_interpreter, ask_kernel

WORLDS = 60
LEAST_SHARE = 0.05


def test_each_construct_is_true_and_false(capsys: pytest.CaptureFixture[str]) -> None:
    constructs = {"customer": make_constructs(), "account": make_people_constructs()}
    shares: dict[str, list[bool]] = {name: [] for made in constructs.values() for name in made}
    for seed in range(WORLDS):
        chance = Chance(seed)
        for unit, made in constructs.items():
            example = chance.example([make(chance) for make in made.values()], unit)
            found = ask_kernel(example)
            assert found == ask_interpreter(example)
            for name, answers in zip(made, found, strict=True):
                shares[name] += answers
    true = {name: sum(answers) / len(answers) for name, answers in shares.items()}
    with capsys.disabled():
        print(
            f"\n{len(true)} constructs in {WORLDS} worlds, {sum(map(len, shares.values())):,} answers; true in"
        )
        for name, share in sorted(true.items()):
            print(f"  {name:<22} {share:6.1%} of {len(shares[name]):>5}")
    assert {name: share for name, share in true.items() if not LEAST_SHARE <= share <= 1 - LEAST_SHARE} == {}
