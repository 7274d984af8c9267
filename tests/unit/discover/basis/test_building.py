"""Whole bases: what is refused, set aside, warned of and said."""

import numpy as np
import pytest

from satsuma.discover.basis.building import Basis, build_basis
from satsuma.model.errors import MistakeError
from satsuma.model.kinds import Kind, Sensitivity
from satsuma.model.studies import DiscoveryDefinition
from tests.unit.discover.columns import flags, inform, numbers, sets, whole, words

N = 2000
RNG = np.random.default_rng(2)
LIKERT = {f"q{i}": whole([1, 5, *RNG.integers(1, 6, N - 2)]) for i in range(6)}
REVENUE = RNG.lognormal(4, 1, N)
VALUES = {
    "revenue": numbers(REVENUE),
    "twin": numbers(REVENUE * 2),
    "close": numbers(REVENUE * RNG.lognormal(0, 0.2, N)),
    "orders": whole(RNG.poisson(4, N)),
    "colour": words([["red", "blue", "green"][i] for i in RNG.integers(0, 3, N)]),
    "tier": words([["low", "middle", "high"][i] for i in RNG.integers(0, 3, N)], ["low", "middle", "high"]),
    "member": flags(RNG.integers(0, 2, N)),
    "likes": sets([["tea"] if i % 3 else ["tea", "milk", f"rare {i}"] for i in range(N)]),
    "town": words([f"town {min(int(k), 60)}" for k in RNG.geometric(0.1, N)]),
    "street": words([f"street {i % 900}" for i in range(N)]),
    "code": words([f"code {i}" for i in range(N)]),
    "number": whole(RNG.permutation(N) + 10_000),
    "same": whole([3] * N),
    "nothing": numbers([np.nan] * N),
    "boundless": numbers([np.inf, -np.inf, *RNG.normal(size=N - 2)]),
    "few": numbers([*RNG.normal(size=40), *[np.nan] * (N - 40)]),
    "secret": numbers(RNG.normal(size=N)),
    "mail": words([f"{i % 50}@example.org" for i in range(N)]),
    "speech": words([f"saying {i % 50}" for i in range(N)]),
    "weight": numbers(RNG.uniform(0.5, 2, N)),
    "bad_weight": numbers([-1.0, *[1.0] * (N - 1)]),
    **LIKERT,
}
KINDS = {
    "colour": Kind.CATEGORY,
    "tier": Kind.ORDERED,
    "member": Kind.FLAG,
    "likes": Kind.SET,
    "town": Kind.CATEGORY,
    "street": Kind.CATEGORY,
    "code": Kind.CATEGORY,
    "speech": Kind.TEXT,
    "mail": Kind.CATEGORY,
}
INFOS = {name: inform(name, KINDS.get(name, Kind.NUMBER)) for name in VALUES}
INFOS["secret"] = inform("secret", sensitivity=Sensitivity.SENSITIVE, allowed=False)
INFOS["mail"] = inform("mail", Kind.CATEGORY, sensitivity=Sensitivity.PERSONAL)
INFOS["twin"] = inform("twin", expression="2 * revenue")


def build(*basis: str, rows: np.ndarray | None = None, **options: object) -> Basis:
    definition = DiscoveryDefinition.model_validate({"basis": basis, **options})
    return build_basis(VALUES, INFOS, np.arange(N) if rows is None else rows, definition, as_of_seconds=0)


def test_everything_impossible_is_refused_at_once_and_by_name() -> None:
    wrong = {
        "code": "names customers",
        "number": "names customers",
        "same": "Everyone has the same value",
        "nothing": "No customer has a value",
        "secret": "does not allow it",
        "mail": "identifies persons",
        "speech": "free text",
        "street": "900 different words",
        "revenu": "Did you mean 'revenue'?",
    }
    with pytest.raises(MistakeError) as caught:
        build("revenue", *wrong)
    found = {str(f.place.what): f"{f.message} {f.hint}" for f in caught.value.findings if f.place}
    assert set(found) == set(wrong)
    for name, sentence in wrong.items():
        assert sentence in found[name]
    assert "@" not in str(caught.value)
    assert "code 1" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"transforms": {"orders": "log"}}, "not in 'basis'"),
        ({"basis": ["boundless"], "transforms": {"boundless": "log"}}, "under 0"),
        ({"basis": ["colour"], "transforms": {"colour": "log"}}, "has words"),
        ({"weights": "bad_weight"}, "1 have one of 0 or less"),
        ({"weights": "nowhere"}, "no variable 'nowhere'"),
        ({"weights": "secret"}, "may not be used"),
        ({"basis": ["revenue", "weight"], "weights": "weight"}, "a weight and a basis variable"),
    ],
)
def test_options_that_cannot_be_are_refused(options: dict[str, object], sentence: str) -> None:
    definition = DiscoveryDefinition.model_validate({"basis": ["revenue"], **options})
    with pytest.raises(MistakeError, match=sentence):
        build_basis(VALUES, INFOS, np.arange(N), definition, as_of_seconds=0)


def test_too_few_customers_are_refused() -> None:
    for rows, sentence in (
        (np.arange(0), "no customer to divide"),
        (np.arange(1), "same value"),
        (np.arange(2), "too few for 3 segments"),
    ):
        with pytest.raises(MistakeError, match=sentence):
            build("revenue", rows=rows, fewest=3)
    with pytest.raises(MistakeError, match="only 2 kinds of customers"):
        build("member", fewest=3)


def test_customers_without_enough_known_fields_stay_visible() -> None:
    basis = build("few")
    assert len(basis.rows) + len(basis.outliers) == 40
    assert len(basis.unknown) == N - 40
    assert any("1,960 of 2,000 customers have none" in note for note in basis.notes)
    both = build("few", "revenue", "orders")
    assert len(both.unknown) == 0
    assert np.isnan(both.matrix.numbers[:, 0]).any()
    assert not both.filled.has_missing
    assert any("'Few'" in note and "no customer is dropped" in note for note in both.notes)


def test_outliers_are_set_aside_and_everyone_is_somewhere() -> None:
    values = {**VALUES, "revenue": numbers([1e12, *REVENUE[1:]])}
    definition = DiscoveryDefinition(basis=("revenue", "orders"))
    basis = build_basis(values, INFOS, np.arange(N), definition, as_of_seconds=0)
    assert basis.outliers.tolist() == [0]
    assert sorted([*basis.rows, *basis.outliers, *basis.unknown]) == list(range(N))
    assert any(note.startswith("1 customer lies far from everyone else") for note in basis.notes)
    assert basis.fields[0].high == pytest.approx(np.log1p(REVENUE[1:].max()))


def test_twins_and_near_twins_are_named() -> None:
    warnings = build("revenue", "twin", "close").warnings
    assert "'Revenue' and 'Close' say nearly the same (r = 0.98): together they count twice." in warnings
    assert any("'Twin' is calculated from 'Revenue'" in warning for warning in warnings)
    same = build_basis(
        {**VALUES, "tint": VALUES["colour"]},
        {**INFOS, "tint": inform("tint", Kind.CATEGORY)},
        np.arange(N),
        DiscoveryDefinition(basis=("colour", "tint")),
        as_of_seconds=0,
    )
    assert "'Colour' and 'Tint' say exactly the same: keep one, or it counts twice." in same.warnings


def test_every_kind_becomes_fields() -> None:
    basis = build("revenue", "colour", "tier", "member", "likes", "town")
    forms = [(field.name, field.form, field.item) for field in basis.fields]
    assert forms == [
        ("revenue", "number", None),
        ("colour", "choice", None),
        ("tier", "choice", None),
        ("member", "choice", None),
        ("likes", "choice", "milk"),
        ("town", "choice", None),
    ]
    assert basis.matrix.ordered == (False, True, False, False, False)
    assert basis.fields[-1].other == "other"
    assert len(basis.fields[-1].levels) == 30
    assert (basis.matrix.choices >= 0).all()
    assert any("taken together as 'other'" in warning for warning in basis.warnings)
    assert any("outweigh the numbers" in warning for warning in basis.warnings)


def test_ordered_words_are_scores_for_methods_of_numbers() -> None:
    assert build("tier", "orders").fields[0].form == "number"
    assert build("tier", "colour").fields[0].form == "choice"
    assert build("tier", "colour", algorithms=["k-means"]).fields[0].form == "number"
    assert build("tier", "orders", algorithms=["latent classes"]).fields[0].form == "choice"


def test_infinite_values_small_samples_and_weights_are_said() -> None:
    basis = build("boundless", "orders", "revenue", rows=np.arange(150), weights="weight")
    assert any("'Boundless': 2 customers have an infinite value" in note for note in basis.notes)
    assert any(warning.startswith("150 customers for 3 fields: too few") for warning in basis.warnings)
    assert basis.weights is not None
    assert len(basis.weights) == basis.matrix.n
    assert any("tell as much as" in note for note in basis.notes)


def test_answers_can_be_taken_relative_to_the_person() -> None:
    plain, own = build(*LIKERT), build(*LIKERT, ipsatise=True)
    assert [field.ipsatised for field in own.fields] == [True] * 6
    assert len(plain.styles) == 1
    assert any("6 items are taken relative to each person's own mean" in note for note in own.notes)
    raw = own.matrix.numbers * [field.scale for field in own.fields] + [field.centre for field in own.fields]
    np.testing.assert_allclose(raw.sum(axis=1), 0, atol=1e-9)
