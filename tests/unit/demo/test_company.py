"""The company as a whole: same arguments, same bytes; any size, seed and last day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from satsuma.demo.company import DemoFiles, write_company
from satsuma.model.errors import MistakeError
from tests.unit.demo.ledger import Ledger


def read_all(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_equal_arguments_give_equal_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_company(tmp_path / "one", customers=600, seed=3)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    write_company(tmp_path / "two", customers=600, seed=3)
    one, two = read_all(tmp_path / "one"), read_all(tmp_path / "two")
    assert one == two
    assert len(one) == 8 + 6 + 5 + 2


def test_another_seed_gives_other_files(tmp_path: Path) -> None:
    write_company(tmp_path / "one", customers=300, seed=1)
    write_company(tmp_path / "two", customers=300, seed=2)
    one, two = read_all(tmp_path / "one"), read_all(tmp_path / "two")
    same = {name for name in one if one[name] == two[name]}
    assert {Path(name).name for name in same if not name.endswith(".txt")} == {"products.csv"}


def test_files_are_where_they_are_said_to_be(company: tuple[Path, DemoFiles]) -> None:
    folder, files = company
    assert all(path.is_file() and (folder / "b2c") in path.parents for path in files.b2c)
    assert all(path.is_file() and (folder / "b2b") in path.parents for path in files.b2b)
    sources = {*files.b2c, *files.b2b}
    assert {files.truth, files.trade_truth}.isdisjoint(sources)
    assert files.truth == folder / "truth.csv"
    assert {path for path in folder.rglob("*") if path.is_file()} == {
        *sources, files.truth, files.trade_truth
    }  # fmt: skip


@pytest.mark.parametrize(
    ("customers", "ends_on"), [(100, date(2024, 2, 29)), (101, date(2025, 12, 31)), (250, date(2023, 1, 15))]
)
def test_small_companies_and_other_last_days(tmp_path: Path, customers: int, ends_on: date) -> None:
    write_company(tmp_path, customers=customers, ends_on=ends_on)
    ledger = Ledger(tmp_path, ends_on.replace(day=min(ends_on.day, 28)))
    assert len(ledger.truth) == customers
    assert max(order.day for order in ledger.orders) == ends_on
    assert (ends_on - min(order.day for order in ledger.orders)).days in range(640, 732)
    assert len(set(ledger.segment.values())) == 7


def test_accounts_scale_and_can_be_given(tmp_path: Path) -> None:
    def lines(folder: str) -> int:
        return (tmp_path / folder / "b2b" / "accounts.csv").read_bytes().count(b"\n") - 1

    write_company(tmp_path / "scaled", customers=1_000)
    write_company(tmp_path / "given", customers=1_000, accounts=77)
    assert lines("scaled") == 45
    assert lines("given") == 77


def test_too_small_a_company_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MistakeError, match="too small"):
        write_company(tmp_path, customers=99)
    assert not list(tmp_path.iterdir())
