"""Kinds of columns by their values and names."""

from __future__ import annotations

import pytest

from satsuma.clean.infer.guess import Guess
from satsuma.clean.infer.kinds import judge_kind
from satsuma.clean.infer.sample import ColumnSample
from satsuma.model.kinds import Kind


def judge(
    name: str, *texts: str, times: int = 1, dtype: str = "VARCHAR", day_first: bool | None = None
) -> Guess:
    counts: dict[str, int] = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + times
    filled = {text: count for text, count in counts.items() if text}
    rows = sum(counts.values())
    sample = ColumnSample(name, dtype, rows, sum(filled.values()), len(filled), tuple(filled.items()))
    return judge_kind(sample, day_first=day_first)


@pytest.mark.parametrize(
    ("name", "texts", "kind"),
    [
        ("AnnualIncome", ("$90,000", "$60,000"), Kind.MONEY),
        ("Betrag", ("1.234,56 €", "12,00 €"), Kind.MONEY),
        ("price", ("13.0863", "9.5"), Kind.MONEY),
        ("open", ("12 %", "7.5%"), Kind.SHARE),
        ("click_rate", ("0.12", "0.5"), Kind.SHARE),
        ("weight", ("71,5", "80,25"), Kind.NUMBER),
        ("q1", ("1", "2", "3", "4", "5"), Kind.NUMBER),
        ("number_of_orders", ("3", "12"), Kind.NUMBER),
        ("TotalChildren", ("0", "2"), Kind.NUMBER),
        ("year_established", ("1996", "2001"), Kind.NUMBER),
        ("newsletter", ("ja", "nein"), Kind.FLAG),
        ("actif", ("Oui", "Non"), Kind.FLAG),
        ("owner_flag", ("1", "0"), Kind.FLAG),
        ("HomeOwner", ("Y", "N"), Kind.FLAG),
        ("is_deleted", ("false",), Kind.FLAG),
        ("loan", ("yes", "no", "unknown"), Kind.CATEGORY),
        ("size", ("S", "M", "L"), Kind.ORDERED),
        ("marital", ("S", "M"), Kind.CATEGORY),
        ("age", ("25-34", "35-44", "65+"), Kind.ORDERED),
        ("income", ("Under 35K", "35-49K", "250K+"), Kind.ORDERED),
        ("education", ("High School", "Bachelors", "Graduate Degree"), Kind.ORDERED),
        ("tags", ("garden;pond", "pond", "tools;garden"), Kind.SET),
        ("email", ("a@example.org", "b@example.org"), Kind.IDENTIFIER),
        ("Telefon", ("+49 30 555 0101", "+49 30 555 0102"), Kind.IDENTIFIER),
        ("zip", ("01067", "10115"), Kind.CATEGORY),
        ("CustomerKey", ("11000", "11001"), Kind.IDENTIFIER),
        ("card", ("007", "0451"), Kind.IDENTIFIER),
        ("status", ("200", "404", "307"), Kind.CATEGORY),
        ("first_name", ("Nan", "Ada"), Kind.TEXT),
        ("joined", ("2024-01-05T10:22:11Z", "2024-02-05T10:22:11Z"), Kind.DATE),
        ("orderdate", ("12 Jan 2019", "3 Feb 2019"), Kind.DATE),
        ("date", ("20190112", "20190203"), Kind.DATE),
        ("ts", ("1541105830796", "1541106106796"), Kind.DATE),
        ("created_at", ("1541105830", "1541106106"), Kind.DATE),
        ("start_date", ("43831", "43900"), Kind.DATE),
    ],
)
def test_kinds(name: str, texts: tuple[str, ...], kind: Kind) -> None:
    guess = judge(name, *texts, times=3)
    assert guess.kind is kind
    assert guess.evidence


def test_money_says_its_currency_and_comma() -> None:
    guess = judge("Betrag", "1.234,56 €", "12,00 €")
    assert guess.numbers is not None
    assert (guess.numbers.currency, guess.numbers.decimal) == ("EUR", ",")
    assert dict(guess.numbers.values) == {1234.56: 1, 12.0: 1}


@pytest.mark.parametrize(
    ("texts", "formats"),
    [
        (("4/8/1966", "5/14/1965"), ("%m/%d/%Y",)),
        (("8/4/1966", "14/5/1965"), ("%d/%m/%Y",)),
        (("04.05.2019", "31.12.2019"), ("%d.%m.%Y",)),
        (("2019-01-03", "2019-01-04", "15/01/2019"), ("iso", "%d/%m/%Y")),
        (("1/5/24 3:04 PM", "1/25/24 3:04 AM"), ("%m/%d/%y %I:%M %p",)),
        (("2024-01-05 10:22:11 +0100", "2024-01-06 10:22:11 +0100"), ("%Y-%m-%d %H:%M:%S %z",)),
    ],
)
def test_date_formats(texts: tuple[str, ...], formats: tuple[str, ...]) -> None:
    guess = judge("when", *texts)
    assert guess.dates is not None
    assert guess.dates.formats == formats
    assert not guess.dates.is_ambiguous


def test_03_04_is_ambiguous_and_can_be_told() -> None:
    guess = judge("order_date", "03/04/2019", "05/06/2019")
    assert guess.dates is not None
    assert guess.dates.is_ambiguous
    assert guess.dates.formats == ("%m/%d/%Y",)
    told = judge("order_date", "03/04/2019", "05/06/2019", day_first=True)
    assert told.dates is not None
    assert told.dates.formats == ("%d/%m/%Y",)


def test_missing_words_and_codes() -> None:
    assert judge("city", "Leeds", "N/A", "-- Select --", "null", times=5).missing == (
        "N/A",
        "-- Select --",
        "null",
    )
    assert judge("age", *map(str, range(18, 90)), "-999", times=2).missing == ("-999",)
    assert judge("age", *map(str, range(18, 90)), "-999").missing == (), "once is no code"
    assert judge("points", *map(str, range(0, 999, 7)), "999", times=2).missing == (), "near the others"
    assert judge("country", "NA", "DE", "FR", "US", "GB", "IT", times=3).missing == (), "Namibia"
    assert judge("age", "31", "45", "unknown", times=9).missing == ("unknown",)
    assert judge("job", "clerk", "unknown", times=9).missing == ()


def test_identifiers_that_a_spreadsheet_destroyed() -> None:
    guess = judge("loyalty_id", "2.82E+18", "2.83E+18")
    assert guess.kind is Kind.IDENTIFIER
    assert guess.is_destroyed


def test_all_missing_and_constant_columns_are_noted() -> None:
    assert judge("empty", "", "", "").notes == ("has no value in any row",)
    assert "same value" in judge("state", "XX", "XX", times=3).notes[0]


def test_variants_are_noted() -> None:
    assert "case or spaces" in judge("country", "Germany", "germany", "France", times=4).notes[0]
