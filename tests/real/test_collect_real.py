"""Every real file is found, its format decided, and read with the row count that its README gives."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest

from satsuma.collect import find_sources, hash_files, read_source
from satsuma.model.definition import NAME
from satsuma.model.definitions import Format
from satsuma.store.scratch import FoundSource, Scratch

pytestmark = pytest.mark.real

# Folder: source → (rows, columns). Rows are the README's, columns too.
EXPECTED: dict[str, dict[str, tuple[int, int]]] = {
    "adventureworks": {
        "customers": (18148, 13), "products": (293, 11), "sales": (2630 + 23935 + 29481, 8),
        "geography": (655, 11), "product_category": (4, 5), "product_subcategory": (37, 6), "reseller": (701, 20),
        "sales_reason": (10, 4), "sales_territory": (11, 5), "internet_sales_reason": (64515, 3),
        "survey_response": (2727, 8), "prospective_buyer": (2059, 24),
    },
    "bank_marketing": {"bank_additional": (41188, 21), "bank": (45211, 17)},
    "cdnow": {
        "cdnow_master": (69659, 4), "cdnow_sample": (6919, 5), "cdnow_customers_summary": (2357, 4),
        "donations": (22, 4),
    },
    "complete_journey": {
        "campaign_descriptions": (27, 4), "campaigns": (6589, 2), "coupon_redemptions": (2102, 4),
        "coupons": (116204, 3), "demographics": (801, 8), "products": (92331, 7),
        "transactions": (1469307, 11),
    },
    "febrl": {"dataset": (11000, 11), "dataset_a": (5000, 11), "dataset_b": (5000, 11)},
    "maven_crm": {
        "accounts": (85, 7), "products": (7, 3), "sales_pipeline": (8800, 8), "sales_teams": (35, 3),
    },
    "mcdonalds": {"mcdonalds": (1453, 15)},
    "online_retail": {"online_retail": (541909, 8)},
    "product_reviews": {"review": (2000, 3)},
    "rfm_pkg": {"rfm_data_customer": (39999, 8), "rfm_data_orders": (4906, 6)},
    "sparkify_events": {"events": (8056, 18)},
    "splink_fake_1000": {"fake": (1000, 7), "fake_labels": (3176, 5)},
    "young_people_survey": {"columns": (150, 2), "responses": (1010, 150)},
}  # fmt: skip


def measure(source: FoundSource, base: Path, work: Path) -> tuple[int, int]:
    """Rows and columns as read; nothing may be rejected, and the files' rows add up to the table's."""
    with Scratch(work) as scratch:
        raw = read_source(scratch, source.name, source.files, source.format, base)
        row = scratch.connection.execute(f'SELECT count(*), max(rowid) FROM "{raw.table}"').fetchone()
    assert row is not None
    assert raw.rejects == ()
    assert sum(file.rows for file in raw.files) == row[0] == row[1] + 1
    assert {file.sha256 for file in raw.files} <= set(hash_files(source.files, base).values())
    return int(row[0]), len(raw.columns)


@pytest.mark.parametrize("folder", EXPECTED)
def test_a_folder_is_found_and_read(
    folder: str, shared_data: Path, project_root: Path, tmp_path: Path
) -> None:
    found = find_sources([shared_data / folder], project_root)
    measured = {source.name: measure(source, project_root, tmp_path) for source in found}
    assert measured == EXPECTED[folder]


def test_seeds_of_an_archive_are_one_source_each(
    shared_data: Path, project_root: Path, tmp_path: Path
) -> None:
    archive = shared_data / "hubspot_seeds" / "seeds.zip"
    found = find_sources([archive], project_root)
    with zipfile.ZipFile(archive) as opened:
        members = {
            name: list(csv.reader(io.StringIO(opened.read(name).decode("utf-8"), newline="")))
            for name in opened.namelist()
            if name.endswith(".csv")
        }
    assert len(found) == 63
    assert {source.format.member for source in found} == set(members)
    names = {source.format.member: source.name for source in found}
    assert names["company_data.csv"] == "company"
    assert names["company_data_postgres.csv"] == "company_data_postgres"
    assert all(re.match(NAME, name) for name in names.values())
    for source in found:
        table = members[source.format.member or ""]
        assert measure(source, project_root, tmp_path) == (len(table) - 1, len(table[0]))


def test_yearly_files_are_one_glob(shared_data: Path, project_root: Path) -> None:
    found = {source.name: source for source in find_sources([shared_data / "adventureworks"], project_root)}
    assert found["sales"].files == ("../shared/data/adventureworks/AdventureWorks_Sales_*.csv.gz",)
    assert found["customers"].format == Format(
        type="csv", delimiter=",", quote='"', encoding="utf-8", header=True, skip_lines=0
    )


def test_a_file_without_header_is_known_as_such(
    shared_data: Path, project_root: Path, tmp_path: Path
) -> None:
    (source,) = find_sources([shared_data / "cdnow" / "CDNOW_sample.txt"], project_root)
    assert (source.format.header, source.format.delimiter) == (False, " ")
    with Scratch(tmp_path) as scratch:
        raw = read_source(scratch, source.name, source.files, source.format, project_root)
        first = scratch.connection.execute(f'SELECT * FROM "{raw.table}" WHERE rowid = 0').fetchone()
    assert raw.columns == ("column_1", "column_2", "column_3", "column_4", "column_5")
    assert first == ("00004", "0001", "19970101", "2", "29.33")


def test_the_master_file_keeps_its_sum(shared_data: Path, project_root: Path, tmp_path: Path) -> None:
    (source,) = find_sources([shared_data / "cdnow" / "CDNOW_master.txt.gz"], project_root)
    with Scratch(tmp_path) as scratch:
        raw = read_source(scratch, source.name, source.files, source.format, project_root)
        row = scratch.connection.execute(
            f'SELECT sum(dollar_value::DECIMAL(12, 2))::VARCHAR FROM "{raw.table}"'
        ).fetchone()
    assert row == ("2500315.63",)
