"""The dirt and the traps of the default company, counted in the written files."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from satsuma.demo import words
from satsuma.demo.company import DemoFiles
from satsuma.demo.interviews import INTERVIEWS
from satsuma.demo.survey import draw_answers
from tests.unit.demo.ledger import Ledger, read_rows


def test_order_fields_stand_on_the_first_line_item_only(ledger: Ledger) -> None:
    seen: set[str] = set()
    for row in ledger.shop_rows:
        is_first = row["Name"] not in seen
        seen.add(row["Name"])
        for field in ("Financial Status", "Subtotal", "Total", "Id", "Currency"):
            assert bool(row[field]) is is_first
        assert all(row[field] for field in ("Lineitem sku", "Lineitem quantity", "Created at", "Vendor"))
    assert 1.5 < len(ledger.shop_rows) / len(seen) < 3


def test_shop_rows_have_as_many_cells_as_the_header(ledger: Ledger) -> None:
    with (ledger.b2c / "shop_orders.csv").open(encoding="utf-8", newline="") as lines:
        widths = Counter(map(len, csv.reader(lines)))
    assert set(widths) == {79}


def test_shop_totals_add_up(ledger: Ledger) -> None:
    lines: Counter[str] = Counter()
    for row in ledger.shop_rows:
        lines[row["Name"]] += round(float(row["Lineitem price"]) * 100) * int(row["Lineitem quantity"])
    for row in ledger.shop_rows:
        if row["Subtotal"]:
            off, subtotal, shipping, total = (
                round(float(row[name]) * 100) for name in ("Discount Amount", "Subtotal", "Shipping", "Total")
            )
            assert lines[row["Name"]] - off == subtotal
            assert subtotal + shipping == total


def test_orders_without_id_and_test_orders(ledger: Ledger) -> None:
    guests = sum(not order.person for order in ledger.orders)
    assert guests / len(ledger.orders) == pytest.approx(0.015, abs=0.0005)
    tests = [row for row in ledger.shop_rows if row["Tags"] == "test"]
    assert len(tests) == 60
    assert {row["Email"] for row in tests} == {words.TEST_EMAIL}


def test_till_dates_are_day_first_and_240_are_ambiguous(ledger: Ledger) -> None:
    dates = [row["Datum"] for row in ledger.till_rows]
    slashed = [text.split("/") for text in dates if "/" in text]
    assert len(slashed) == 240
    assert all(int(a) <= 12 and int(b) <= 12 and a != b for a, b, _ in slashed)
    assert all(re.fullmatch(r"\d\d\.\d\d\.\d{4}", text) for text in dates if "/" not in text)
    assert any(int(text[:2]) > 12 for text in dates)


def test_till_is_written_as_windows_writes_it(ledger: Ledger) -> None:
    body = (ledger.b2c / "till.csv").read_bytes()
    assert "Düsseldorf".encode("cp1252") in body
    assert body.count(b"\r\n") == body.count(b"\n")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    assert re.fullmatch(r"\d+,\d\d", ledger.till_rows[0]["Einzelpreis"])


def test_emails_end_41_days_after_the_orders(ledger: Ledger) -> None:
    assert max(order.day for order in ledger.orders) == ledger.last
    last = date.fromisoformat(ledger.mail_rows[-1]["timestamp"][:10])
    assert last - ledger.last == timedelta(days=41)
    days = [row["timestamp"] for row in ledger.mail_rows]
    assert max(days)[:10] == last.isoformat()
    assert {row["event"] for row in ledger.mail_rows} == {"sent", "open", "click", "unsubscribe"}


def test_nobody_is_written_to_after_unsubscribing(ledger: Ledger) -> None:
    left: dict[str, str] = {}
    for row in ledger.mail_rows:
        if row["event"] == "unsubscribe":
            left[row["recipient"]] = max(row["timestamp"], left.get(row["recipient"], ""))
    late = [row for row in ledger.mail_rows if row["event"] == "sent"
            and row["timestamp"] > left.get(row["recipient"], "9999")]  # fmt: skip
    assert left
    assert not late
    flags = {row["Email"]: row["Unsubscribed from all email"] for row in ledger.contacts}
    assert all(flags[email] == "true" for email in left)


def test_contacts_hold_the_declared_dirt(ledger: Ledger) -> None:
    rows = ledger.contacts
    assert len(rows) == 20_600
    assert len({row["Record ID"] for row in rows}) == len(rows)
    people = list(ledger.contact_of.values())
    assert sum(row["Age"] == "-999" for row in people) == 400
    assert sum(row["Staff account"] == "yes" for row in people) == 35
    assert sum(row["Email"].endswith(words.STAFF_DOMAIN) for row in people) == 35
    assert {row["Loyalty number"] for row in rows} == {"", "2.82E+18"}
    countries = Counter(row["Country/Region"] for row in people)
    assert countries["Germany"] > countries["DE"] > countries["germany "] > 100
    cards = [row["Loyalty card"] for row in rows if row["Loyalty card"]]
    assert len(set(cards)) == len(cards) > 10_000
    used = {row["Kartennummer"] for row in ledger.till_rows} - {""}
    assert used <= set(cards)
    assert any(";" in row["Interests"] for row in rows)


def test_hard_names_appear_once_among_the_people(ledger: Ledger) -> None:
    names = Counter(row["First Name"] for row in ledger.contact_of.values())
    for first, _ in words.HARD_NAMES:
        assert names[first] == 1
    assert any(not name.isascii() for name in names)


def test_duplicates_are_the_same_person_with_other_letters(ledger: Ledger) -> None:
    by_id = {row["Record ID"]: row for row in ledger.contacts}
    pairs = [row for row in ledger.truth.values() if row["second_record_id"]]
    assert len(pairs) == 600
    only_case = 0
    for row in pairs:
        first, second = by_id[row["record_id"]], by_id[row["second_record_id"]]
        assert first["Email"] != second["Email"] == row["second_email"]
        assert first["Phone Number"] == second["Phone Number"]
        only_case += first["Email"].lower() == second["Email"].lower()
    assert 200 < only_case < 400
    assert {row["Email"] for row in ledger.shop_rows} & {row["second_email"] for row in pairs}


def test_ages_and_birth_dates_agree(ledger: Ledger) -> None:
    for row in ledger.contacts:
        if row["Date of birth"] and row["Age"] != "-999":
            lived = ledger.last - date.fromisoformat(row["Date of birth"])
            assert int(lived.days / 365.2425) == int(row["Age"])


def test_loyalty_tier_leaks_the_last_months(ledger: Ledger) -> None:
    spent: Counter[str] = Counter()
    since = ledger.last - timedelta(days=89)
    for order in ledger.of_known():
        if order.day >= since:
            spent[order.person] += order.cents
    for person, row in ledger.contact_of.items():
        cents = spent[person]
        tier = "gold" if cents >= 15_000 else "silver" if cents >= 6_000 else "bronze" if cents else "none"
        assert row["loyalty_tier"] == tier


def test_survey_is_answered_by_12_percent_and_has_no_groups(ledger: Ledger) -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(ledger.b2c / "survey.xlsx", read_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))[1:]
    assert len(rows) == 2_400
    assert {str(row[0]) for row in rows} <= set(ledger.person_by_email)
    answers = draw_answers(20_000, 7).astype(float)
    assert set(np.unique(answers)) == {1, 2, 3, 4, 5}
    values, vectors = np.linalg.eigh(np.corrcoef(answers.T))
    assert values[-1] > 2 > 1 > values[-2]  # one common factor and nothing beside it
    along = (answers - answers.mean(axis=0)) @ vectors[:, -1]
    heights, _ = np.histogram(along / along.std(), bins=np.arange(-2.5, 2.6, 0.5))
    slopes = np.sign(np.diff(heights))
    assert (np.diff(slopes[slopes != 0]) != 0).sum() == 1  # rises once, falls once


def test_survey_holds_no_time_of_writing(ledger: Ledger) -> None:
    with ZipFile(ledger.b2c / "survey.xlsx") as book:
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}
        stamps = re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z", book.read("docProps/core.xml"))
    assert set(stamps) == {b"1980-01-01T00:00:00Z"}


def test_returns_point_at_orders(ledger: Ledger) -> None:
    sold = {(row["Name"], row["Lineitem sku"]): row for row in ledger.shop_rows}
    rows = read_rows(ledger.b2c / "returns.csv")
    assert len(rows) > 4_000
    for row in rows:
        order = sold[row["Order Name"], row["SKU"]]
        assert row["Date"] > order["Created at"][:10]
        assert float(row["Refund"]) <= float(order["Lineitem price"]) * 5
        assert row["Date"] <= ledger.last.isoformat()


def test_tickets_and_interviews(company: tuple[Path, DemoFiles], ledger: Ledger) -> None:
    tickets = json.loads((ledger.b2c / "tickets.json").read_text(encoding="utf-8"))
    kinds = Counter(ledger.segment[ledger.person_by_email[ticket["email"]]] for ticket in tickets)
    assert kinds["Slipping regulars"] == max(kinds.values())
    stock = [ticket for ticket in tickets if ticket["category"] == "stock"]
    assert len(stock) > len(tickets) / 6
    notes = [path for path in company[1].b2c if path.parent.name == "interviews"]
    assert len(notes) == len(INTERVIEWS) == 6
    assert all(path.read_text(encoding="utf-8").startswith("Interview") for path in notes)


def test_all_addresses_are_reserved(ledger: Ledger) -> None:
    emails = [row["Email"] for row in ledger.contacts if row["Email"]]
    reserved = re.compile(r"(^|[@.])example\.(com|org|net)$", re.IGNORECASE)
    assert all(reserved.search(email.rpartition("@")[2]) for email in emails)
    assert all(email.isascii() for email in emails)
    assert len(set(emails)) == len(emails)
