"""Who can be contacted: an address in any source, no objection in any."""

from __future__ import annotations

import numpy as np

from satsuma.activate.contact import find_contactable, find_opted_out
from satsuma.columns import Codes, Flags, Keys, UnitData
from satsuma.model.definitions import SourceDefinition

COLUMNS = {
    "email": Codes(np.array([0, 1, -1, 2], np.int8), ("a@example.com", "b@example.com", "c@example.com")),
    "survey_email": Codes(np.array([-1, -1, 0, -1], np.int8), ("d@example.com",)),
    "agrees": Flags(np.array([1, 0, -1, -1], np.int8)),
    "left": Flags(np.array([0, 0, 0, 1], np.int8)),
}
TRUE = np.ones(4, np.bool_)
DATA = UnitData(Keys(np.arange(4)), TRUE, TRUE, COLUMNS, {})


def source(**more: object) -> SourceDefinition:
    base = {"role": "profile", "files": ["x"], "format": {"type": "csv"}, "unit": "customer", "columns": {}}
    return SourceDefinition.model_validate(base | more)


def test_an_address_in_any_source_is_enough_and_a_no_in_any_rules_out() -> None:
    sources = [source(contact={"email": "email"}, consent={"email": "agrees"}), source(contact={"email": "survey_email"}),
               source(opted_out={"email": "left"})]  # fmt: skip
    assert find_contactable(DATA, sources)["email"].tolist() == [True, False, True, False]
    assert find_opted_out(DATA, sources, "email").tolist() == [False, True, False, True]


def test_a_channel_that_no_source_speaks_of_is_absent() -> None:
    assert find_contactable(DATA, [source(contact={"email": "email"})]).keys() == {"email"}


def test_consent_without_an_address_counts_profiled_customers() -> None:
    assert find_contactable(DATA, [source(consent={"phone": "agrees"})])["phone"].tolist() == [
        True,
        False,
        True,
        True,
    ]
