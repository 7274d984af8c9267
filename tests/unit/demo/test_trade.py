"""Larkfield Trade: planted figures and dirt, measured in the written files."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median

import pytest

from satsuma.demo.company import DemoFiles
from satsuma.demo.trade import salesforce_id, with_checksum
from satsuma.demo.trade_words import HOTEL_SPELLINGS
from tests.unit.demo.ledger import Row, read_rows

Tables = dict[str, list[Row]]


@pytest.fixture(scope="module")
def trade(company: tuple[Path, DemoFiles]) -> Tables:
    tables = {path.stem: read_rows(path) for path in company[1].b2b}
    return tables | {"truth": read_rows(company[1].trade_truth)}


def kinds(trade: Tables) -> dict[str, str]:
    return {row["account_id"]: row["trade"] for row in trade["truth"]}


def test_checksum_of_known_ids() -> None:
    assert with_checksum("0015000000Gv7qJ") == "0015000000Gv7qJAAR"
    assert with_checksum("001000000000000") == "001000000000000AAA"
    assert with_checksum("ABCDEABCDEABCDE") == "ABCDEABCDEABCDE555"


def test_ids_differ_where_only_case_differs() -> None:
    lower, upper = salesforce_id("001", 36), salesforce_id("001", 10)
    assert lower != upper
    assert lower[:15].lower() == upper[:15].lower()
    assert lower.upper() != upper.upper()  # the checksum tells them apart when case is lost


def test_sizes_and_keys(trade: Tables) -> None:
    assert len(trade["accounts"]) == 900
    assert len(trade["contacts"]) == 3_200
    for name in ("accounts", "contacts", "opportunities", "contracts"):
        ids = [row["Id"] for row in trade[name]]
        assert len(set(ids)) == len(ids)
        assert all(len(one) == 18 and with_checksum(one[:15]) == one for one in ids)
    accounts = {row["Id"] for row in trade["accounts"]}
    assert {row["AccountId"] for row in trade["opportunities"] + trade["contracts"]} <= accounts
    people = {row["Id"] for row in trade["contacts"]}
    assert {row["PrimaryContactId"] for row in trade["opportunities"]} <= people
    assert {row["ContactId"] for row in trade["email_clicks"]} <= people


def test_dirt(trade: Tables) -> None:
    names = [row["Name"] for row in trade["accounts"]]
    assert set(HOTEL_SPELLINGS) <= set(names)
    lengths = Counter(len(row["AccountId"]) for row in trade["contacts"])
    assert set(lengths) == {0, 15, 18}
    assert lengths[0] == 48
    assert lengths[15] > 500
    full = {row["Id"] for row in trade["accounts"]}
    short = {one[:15] for one in full}
    assert all(row["AccountId"] in full | short for row in trade["contacts"] if row["AccountId"])
    titles = {row["Title"] for row in trade["contacts"]}
    assert {"Owner", "Inhaber", "Gérant"} <= titles
    variants = [row for row in trade["truth"] if row["same_as_account_id"]]
    assert len(variants) == 18
    assert {row["same_as_account_id"] for row in variants} <= full


def test_single_contact_accounts_win_less(trade: Tables) -> None:
    contacts = Counter(row["AccountId"][:15] for row in trade["contacts"])
    closed, won = Counter[bool](), Counter[bool]()
    for row in trade["opportunities"]:
        if row["IsClosed"] == "true":
            is_single = contacts[row["AccountId"][:15]] == 1
            closed[is_single] += 1
            won[is_single] += row["StageName"] == "Closed Won"
    assert won[True] / closed[True] == pytest.approx(0.14, abs=0.005)
    assert won[False] / closed[False] == pytest.approx(0.33, abs=0.005)
    assert {row["account_id"][:15] for row in trade["truth"] if row["single_contact"] == "yes"} == {
        account for account, people in contacts.items() if people == 1 and account
    }


def test_trades_buy_as_planted(trade: Tables) -> None:
    kind = kinds(trade)
    rows = [row | {"trade": kind[row["AccountId"]]} for row in trade["opportunities"]]

    def of(name: str, *, won: bool = False) -> list[Row]:
        return [row for row in rows if row["trade"] == name and (not won or row["IsWon"] == "true")]

    def cycle(name: str) -> float:
        return median(
            (date.fromisoformat(row["CloseDate"]) - date.fromisoformat(row["CreatedDate"][:10])).days
            for row in of(name)
            if row["IsClosed"] == "true"
        )

    def signed(name: str, role: str) -> float:
        deals = of(name, won=True)
        return sum(row["ContactRole__c"] == role for row in deals) / len(deals)

    assert cycle("Landscapers") < 20
    assert 140 <= cycle("Hotels") <= 160
    assert median(float(row["Amount"]) for row in of("Landscapers")) < 1_200
    assert median(float(row["Amount"]) for row in of("Hotels")) > 12_000
    assert signed("Landscapers", "Owner") > 0.85
    assert signed("Hotels", "Procurement") == pytest.approx(0.54, abs=0.03)
    needs = Counter(row["CustomerNeed__c"] for row in of("Councils"))
    assert needs["Compliance"] / needs.total() > 0.75
    contracts = Counter(kind[row["AccountId"]] for row in trade["contracts"])
    sizes = Counter(kind.values())
    assert contracts["Hotels"] / sizes["Hotels"] > 0.7 > 0.2 > contracts["Landscapers"] / sizes["Landscapers"]


def test_pipeline_and_renewals_lie_ahead(trade: Tables) -> None:
    last = "2026-06-30"
    for row in trade["opportunities"]:
        is_open = row["CloseDate"] > last
        assert (row["IsClosed"] == "false") is is_open
        assert row["CreatedDate"][:10] <= last
        assert row["CreatedDate"][:10] < row["CloseDate"]
    assert sum(row["RenewalDate__c"] > last for row in trade["contracts"]) > 100


def test_signers_work_for_the_account(trade: Tables) -> None:
    account_of = {row["Id"]: row["AccountId"][:15] for row in trade["contacts"]}
    for row in trade["opportunities"]:
        assert account_of[row["PrimaryContactId"]] == row["AccountId"][:15]
