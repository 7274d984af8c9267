"""Associations of mixed kinds: what is planted is found and said, what is noise is not, and Simpson's reversal is flagged."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.columns import NO_CODE, Codes, Column, Doubles, Flags, Scaled, Sets
from satsuma.demo.plants import CLICK_RATES, SOURCE_BY_AGE
from satsuma.discover.associations import find_associations
from satsuma.model.kinds import Family, Kind
from satsuma.model.patterns import Association, Associations
from satsuma.model.results import VariableInfo
from satsuma.store.runs.stored import count_rows

N = 1_200
KINDS = {Scaled: Kind.NUMBER, Doubles: Kind.NUMBER, Codes: Kind.CATEGORY, Flags: Kind.FLAG, Sets: Kind.SET}


def inform(
    name: str, column: Column, family: Family = Family.DEMOGRAPHIC, kind: Kind | None = None
) -> VariableInfo:
    title = name.replace("_", " ").capitalize()
    return VariableInfo(
        name=name, title=title, unit="customer", family=family, kind=kind or KINDS[type(column)]
    )


def explore(columns: dict[str, Column], **options: object) -> Associations:
    families: dict[str, Family] = options.pop("families", {})  # type: ignore[assignment]
    infos = [inform(name, column, families.get(name, Family.DEMOGRAPHIC)) for name, column in columns.items()]
    n = count_rows(next(iter(columns.values())))
    made_of = options.pop("made_of", {})
    return find_associations(infos, columns, np.arange(n), made_of=made_of, **options)  # type: ignore[arg-type]


def pair_of(table: Associations, first: str, second: str) -> Association:
    return next(pair for pair in table.pairs if {pair.first, pair.second} == {first, second})


@pytest.fixture(scope="module")
def table() -> Associations:
    chance = np.random.default_rng(1)
    age = chance.integers(18, 80, N)
    tier = np.clip((age - 18) // 16 + chance.integers(0, 2, N), 0, 3)
    country = chance.integers(0, 3, N)
    language = np.where(chance.random(N) < 0.8, country, chance.integers(0, 3, N))
    spend = np.exp(chance.normal(country, 1))
    columns: dict[str, Column] = {
        "age": Scaled(age, 0),
        "age_in_months": Scaled(age * 12 + chance.integers(0, 12, N), 0),
        "tier": Codes(tier, ("none", "bronze", "silver", "gold")),
        "country": Codes(country, ("Austria", "Belgium", "Chile")),
        "language": Codes(np.where(chance.random(N) < 0.1, NO_CODE, language), ("German", "French", "Spanish")),
        "spend": Doubles(np.where(chance.random(N) < 0.2, np.nan, spend)),
        "noise": Doubles(chance.normal(size=N)),
        "coin": Flags(chance.integers(0, 2, N).astype(np.int8)),
        "same": Scaled(np.full(N, 7), 0),
        "nothing": Doubles(np.full(N, np.nan)),
        "mail": Codes(np.arange(N), tuple(f"p{i}" for i in range(N))),
        "tags": Sets(np.arange(N + 1), np.zeros(N, np.int64), ("x",)),
        "boundless": Doubles(np.where(chance.random(N) < 0.5, np.inf, age.astype(float))),
    }  # fmt: skip
    infos = [
        inform(name, column, kind=Kind.ORDERED if name == "tier" else None)
        for name, column in columns.items()
    ]
    return find_associations(
        infos,
        columns,
        np.arange(N),
        made_of={"age": frozenset({"birth"}), "age_in_months": frozenset({"birth"})},
    )


def test_each_kind_has_its_measure(table: Associations) -> None:
    assert pair_of(table, "age", "tier").measure == "spearman"
    assert pair_of(table, "country", "language").measure == "cramer's v"
    assert pair_of(table, "country", "spend").measure == "correlation ratio"
    assert pair_of(table, "age", "age_in_months").pearson == pytest.approx(1, abs=0.01)


def test_the_family_is_all_pairs_and_m_is_said(table: Associations) -> None:
    assert len(table.variables) == 9
    assert table.m == len(table.pairs) == 36
    assert "of 36 pairs" in table.sentences[0]
    assert all(pair.adjusted_p >= pair.p for pair in table.pairs)
    assert [pair.strength for pair in table.pairs] == sorted((p.strength for p in table.pairs), reverse=True)


def test_noise_stays_noise(table: Associations) -> None:
    noisy = [pair for pair in table.pairs if {"noise", "coin"} & {pair.first, pair.second}]
    assert len(noisy) == 15
    assert sum(pair.adjusted_p <= 0.05 for pair in noisy) == 0
    assert "No association" in noisy[0].sentence


def test_missing_values_are_left_out_pair_by_pair(table: Associations) -> None:
    assert pair_of(table, "country", "spend").n == pytest.approx(0.8 * N, rel=0.05)
    assert pair_of(table, "language", "spend").n < pair_of(table, "country", "spend").n


def test_duplicates_are_named_and_stand_together(table: Associations) -> None:
    assert pair_of(table, "age", "age_in_months").duplicate
    assert table.duplicates == (("age", "age_in_months", "boundless"),)
    assert any(
        "'Age', 'Age in months' and 'Boundless' say nearly the same" in line for line in table.sentences
    )
    places = {name: i for i, name in enumerate(table.order)}
    assert sorted(places) == sorted(table.variables)
    assert abs(places["age"] - places["age_in_months"]) <= 2
    assert abs(places["country"] - places["language"]) == 1


def test_sentences_are_plain(table: Associations) -> None:
    assert pair_of(table, "age", "tier").sentence.startswith(
        "The higher Age, the higher Tier: strongly associated"
    )
    spend = pair_of(table, "country", "spend").sentence
    assert spend.startswith("Spend differs by Country, highest at 'Chile' and lowest at 'Austria': strongly")
    language = pair_of(table, "country", "language").sentence
    assert "Country and Language are strongly associated: '" in language
    assert "times as often as by chance" in language
    assert any(line.startswith("1 pair is made of the same data") for line in table.sentences)


def test_what_is_left_out_is_said(table: Associations) -> None:
    said = " ".join(table.sentences)
    assert "Left out, because it has one and the same value for everyone: 'Same'." in said
    assert "Left out, because it has no values: 'Nothing'." in said
    assert "because it has 1,200 different values among 1,200 customers: it names customers: 'Mail'" in said
    assert "because it holds several words a customer: 'Tags'" in said


def test_one_pair_and_two_answers() -> None:
    chance = np.random.default_rng(2)
    first = chance.integers(0, 2, 400)
    second = np.where(chance.random(400) < 0.8, 1 - first, first)
    found = explore({"cheap": Flags(first.astype(np.int8)), "dear": Flags(second.astype(np.int8))})
    assert found.sentences[0] == "One pair was compared; chance does not explain it."
    assert found.pairs[0].sentence.startswith(
        "With Cheap 'yes', Dear 'yes' is less likely: strongly associated"
    )


def draw_clicks(n: int, seed: int) -> dict[str, Column]:
    """Customers as the demo plants them: within each source the young click more; over all sources the old do."""
    chance = np.random.default_rng(seed)
    band = chance.integers(0, 3, n)
    ages = np.array([26, 42, 60])[band] + chance.integers(-8, 8, n)
    source = (chance.random(n)[:, None] > np.cumsum(np.array(SOURCE_BY_AGE)[band], axis=1)).sum(axis=1)
    sent = 1 + chance.poisson(6, n)
    clicks = chance.binomial(sent, np.array(CLICK_RATES)[source, band])
    return {
        "click_rate": Doubles(clicks / sent),
        "age": Scaled(ages, 0),
        "source": Codes(source, ("organic", "paid social", "store")),
        "noise": Doubles(chance.normal(size=n)),
    }


FAMILIES = {"click_rate": Family.ENGAGEMENT, "source": Family.INTENT}


def test_the_reversed_effect_of_age_on_clicks_is_flagged() -> None:
    found = explore(draw_clicks(12_000, 3), families=FAMILIES).adjusted[0]
    assert (found.cause, found.effect_on, found.confounder) == ("age", "click_rate", "source")
    assert found.reversed
    assert found.crude > 0.05 > -0.02 > found.adjusted
    assert "The higher Age, the higher Click rate" in found.sentence
    assert "with Source held constant it is the other way round" in found.sentence


def test_variables_of_the_same_data_do_not_confound() -> None:
    made_of = {"click_rate": frozenset({"mailing"}), "source": frozenset({"mailing"})}
    found = explore(draw_clicks(12_000, 3), families=FAMILIES, made_of=made_of).adjusted
    assert [each for each in found if each.confounder == "source" and each.effect_on == "click_rate"] == []


def test_effects_without_confounder_are_not_flagged() -> None:
    chance = np.random.default_rng(4)
    for _ in range(10):
        x, z = chance.normal(size=(2, 600))
        columns: dict[str, Column] = {
            "x": Doubles(x),
            "y": Doubles(0.5 * x + 0.5 * z + chance.normal(size=600)),
            "z": Doubles(z),
            "g": Codes((z > 0).astype(np.int64), ("a", "b")),
        }
        flagged = explore(columns, families={"y": Family.VALUE}).adjusted
        assert [each for each in flagged if {each.cause, each.effect_on} == {"x", "y"}] == []


def test_levels_and_yes_no_outcomes_are_compared_by_odds() -> None:
    """A department that admits few, chosen by women: the odds ratio of sex goes away."""
    from tests.unit.stats.test_adjusted import spread_out

    man, admitted, department = spread_out()
    columns: dict[str, Column] = {
        "sex": Codes(man, ("woman", "man")),
        "admitted": Flags(admitted.astype(np.int8)),
        "department": Codes(department, tuple("ABCDEF")),
    }
    found = explore(columns, kpi="admitted").adjusted
    first = next(each for each in found if each.cause == "sex")
    assert (first.measure, first.confounder) == ("odds ratio", "department")
    assert (round(first.crude, 2), round(first.adjusted, 4)) == (1.84, 0.9047)
    assert first.halved
    assert first.sentence.startswith("With Sex 'man', more likely Admitted 'yes' (odds ratio 1.84")
    assert "nothing is left of it that chance could not explain" in first.sentence


def test_nobody_and_nothing_to_compare_is_a_sentence() -> None:
    column = Scaled(np.arange(50), 0)
    empty = find_associations([inform("a", column)], {"a": column}, np.arange(0), made_of={})
    assert empty.pairs == ()
    assert "no two variables" in empty.sentences[0]
    assert find_associations([], {}, np.arange(0), made_of={}).m == 0


def test_same_input_same_output() -> None:
    columns = draw_clicks(30_000, 5)
    assert explore(columns, families=FAMILIES) == explore(columns, families=FAMILIES)
