"""Coverage per family."""

from __future__ import annotations

import pytest

from satsuma.measure.catalogue import CATALOGUE
from satsuma.measure.coverage import FIRST_WISHES, describe_wishes, family_coverage
from satsuma.model.kinds import Family, Kind
from satsuma.model.results import VariableInfo


def info(name: str, family: Family, customers: int | None, **more: object) -> VariableInfo:
    return VariableInfo(
        name=name,
        title=name,
        unit="customer",
        family=family,
        kind=Kind.NUMBER,
        customers=customers,
        population=100,
        **more,  # type: ignore[arg-type]
    )


def test_all_families_come_back_with_what_to_collect() -> None:
    found = {each.family: each for each in family_coverage([])}
    assert list(found) == list(CATALOGUE)
    assert len(found) == 11
    assert all(each.collect and each.share_known == 0 and not each.variables for each in found.values())
    assert found[Family.NEEDS].collect == (
        'Ask in a survey: "What annoys you most when you buy products like ours?" '
        'Ask in a survey: "What are you buying for next?"'
    )


def test_shares_are_averaged_over_variables_with_values() -> None:
    variables = [
        info("age", Family.DEMOGRAPHIC, 50),
        info("job", Family.DEMOGRAPHIC, 100),
        info("empty", Family.DEMOGRAPHIC, 0),
        info("uncounted", Family.DEMOGRAPHIC, None),
        info("religion", Family.DEMOGRAPHIC, 100, allowed=False),
        info("values", Family.PSYCHOGRAPHIC, 100, allowed=False),
    ]
    found = {each.family: each for each in family_coverage(variables)}
    assert found[Family.DEMOGRAPHIC].variables == ("age", "job")
    assert found[Family.DEMOGRAPHIC].share_known == pytest.approx(0.75)
    assert found[Family.DEMOGRAPHIC].collect is None
    assert found[Family.PSYCHOGRAPHIC].collect is not None


def test_wishes_are_factors_of_their_family() -> None:
    assert set(FIRST_WISHES) == set(Family)
    for family in Family:
        assert describe_wishes(family)
