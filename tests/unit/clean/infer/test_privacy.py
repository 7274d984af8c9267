"""Which columns name or reach a person, by the headers that shops export."""

from __future__ import annotations

import pytest

from satsuma.clean.infer.names import split_words
from satsuma.clean.infer.privacy import judge_sensitivity
from satsuma.model.kinds import Kind, Sensitivity


@pytest.mark.parametrize(
    "header",
    [
        "Billing Name", "Shipping Name", "Billing Address1", "Billing Address2", "Shipping Address1", "Shipping Street",
        "Shipping Address2", "Billing Phone", "Shipping Phone", "Default Address Phone", "Customer Name", "address_2",
    ],
)  # fmt: skip
def test_names_streets_and_telephones_are_personal(header: str) -> None:
    for kind in (Kind.TEXT, Kind.CATEGORY, Kind.IDENTIFIER):
        assert judge_sensitivity(split_words(header), kind, []) is Sensitivity.PERSONAL, kind


def test_a_telephone_read_as_a_number_is_personal() -> None:
    numbers = [("4930901820", 2), ("493090182011", 1)]
    assert judge_sensitivity(("billing", "phone"), Kind.NUMBER, numbers) is Sensitivity.PERSONAL
    assert judge_sensitivity(("calls", "by", "phone"), Kind.NUMBER, [("3", 9)]) is Sensitivity.ORDINARY


@pytest.mark.parametrize(
    "header", ["Billing City", "Shipping Method", "Lineitem name", "Product Name", "Discount Code"]
)
def test_other_columns_are_not(header: str) -> None:
    assert judge_sensitivity(split_words(header), Kind.CATEGORY, []) is Sensitivity.ORDINARY
