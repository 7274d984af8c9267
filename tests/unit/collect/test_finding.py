"""Files become sources: grouped by shape and stem, named, with a decided format; nothing that cannot be used stays unsaid."""

from __future__ import annotations

import gzip
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from satsuma.collect import find_sources, hash_files
from satsuma.model.definition import NAME
from satsuma.model.definitions import Format
from satsuma.model.errors import FileError, LimitError
from satsuma.store.scratch import FoundSource, RawTable

ReadAll = Callable[[], dict[str, tuple[RawTable, int]]]
ORDERS = b"id,date,amount\n1,2019-01-02,3.50\n2,2019-01-03,4.50\n"


def lay(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def find(folder: Path, *names: str) -> list[FoundSource]:
    return find_sources([folder / name for name in names], folder)


def test_a_folder_is_searched_in_depth_and_in_order(tmp_path: Path, read_all: ReadAll) -> None:
    table = pyarrow.table({"n": [1, 2, 3], "s": ["a", None, "c"]})
    lay(tmp_path / "data", {
        "b/orders_2018.csv": ORDERS, "b/orders_2019.csv.gz": gzip.compress(ORDERS), "b/orders_2020.csv": ORDERS,
        "people.json": b'[{"id": 1}]', "README.md": b"About", "LICENSE": b"x", "b/.hidden.csv": ORDERS,
        "picture.png": b"\x89PNG", "a/weather.tsv": b"day\ttemp\n2019-01-01\t3\n",
    })  # fmt: skip
    pyarrow.parquet.write_table(table, tmp_path / "data" / "stock.parquet")
    read = read_all()
    assert {name: (rows, len(raw.files)) for name, (raw, rows) in read.items()} == {
        "people": (1, 1), "stock": (3, 1), "weather": (1, 1), "orders": (6, 3),
    }  # fmt: skip
    assert list(read) == ["people", "stock", "weather", "orders"]


def test_zstandard(tmp_path: Path, read_all: ReadAll) -> None:
    (tmp_path / "data").mkdir()
    with pyarrow.CompressedOutputStream(str(tmp_path / "data" / "orders.csv.zst"), "zstd") as out:
        out.write(ORDERS)
    raw, rows = read_all()["orders"]
    assert (rows, raw.columns) == (2, ("id", "date", "amount"))


GROUPS: dict[str, tuple[dict[str, bytes], dict[str, tuple[str, ...]]]] = {
    "a glob where it finds exactly these": (
        {"sales_2017.csv": ORDERS, "sales_2018.csv": ORDERS},
        {"sales": ("sales_*.csv",)},
    ),
    "names where a glob would find more": (
        {"sales_2017.csv": ORDERS, "sales_2018.csv": ORDERS, "sales_notes.csv": b"a,b\n1,2\n"},
        {"sales": ("sales_2017.csv", "sales_2018.csv"), "sales_notes": ("sales_notes.csv",)},
    ),
    "the header decides, without case": (
        {"sales_1.csv": ORDERS, "sales_2.csv": ORDERS.upper(), "sales_3.csv": b"id,day\n1,2\n"},
        {"sales": ("sales_1.csv", "sales_2.csv"), "sales_2": ("sales_3.csv",)},
    ),
    "the stem decides": (
        {"orders.csv": ORDERS, "returns.csv": ORDERS},
        {"orders": ("orders.csv",), "returns": ("returns.csv",)},
    ),
    "months": (
        {"orders-2019-jan.csv": ORDERS, "orders-2019-feb.csv": ORDERS},
        {"orders": ("orders-2019-*.csv",)},
    ),
    "other delimiters and encodings belong together": (
        {"orders_1.csv": ORDERS, "orders_2.csv": ORDERS.replace(b",", b";").replace(b"2019-01-02", "é".encode("cp1252"))},
        {"orders": ("orders_*.csv",)},
    ),
    "prefixes and suffixes go": (
        {"DimGeography.csv": ORDERS, "FactSales.csv": ORDERS, "ShopWorld_Customers.csv": ORDERS, "email_data.csv": ORDERS},
        {"geography": ("DimGeography.csv",), "sales": ("FactSales.csv",), "customers": ("ShopWorld_Customers.csv",),
         "email": ("email_data.csv",)},
    ),
    "names in any script": (
        {"Kundenübersicht 2019.csv": ORDERS, "顧客.csv": ORDERS, "123.csv": ORDERS, "😀.csv": ORDERS},
        {"source": ("123.csv",), "kundenübersicht": ("Kundenübersicht 2019.csv",), "顧客": ("顧客.csv",),
         "source_2": ("😀.csv",)},
    ),
    "letters that write texts": (
        {"interviews/ann.txt": b"I like lamps.\nA lot.", "interviews/bob.md": b"# Bob\nNo, thanks."},
        {"interviews": ("interviews/ann.txt", "interviews/bob.md")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", GROUPS)
def test_files_of_one_shape_are_one_source(tmp_path: Path, case: str) -> None:
    files, expected = GROUPS[case]
    lay(tmp_path, files)
    found = find(tmp_path, "")
    assert {source.name: source.files for source in found} == expected
    assert all(re.match(NAME, source.name) for source in found)


def test_formats_that_differ_are_left_to_the_reader(tmp_path: Path, read_all: ReadAll) -> None:
    lay(tmp_path / "data", GROUPS["other delimiters and encodings belong together"][0])
    (source,) = find(tmp_path, "data")
    assert (source.format.delimiter, source.format.encoding) == (None, None)
    assert read_all()["orders"][1] == 4


def test_prose_becomes_a_row_a_file(tmp_path: Path, read_all: ReadAll) -> None:
    lay(
        tmp_path / "data",
        {"ann.txt": b"I like lamps.\r\nA lot, too.", "bob.md": "Zoë’s".encode("cp1252"), "readme.txt": b"x"},
    )
    raw, rows = read_all()["data"]
    assert (raw.columns, rows, [file.rows for file in raw.files]) == (("file", "text"), 2, [1, 1])


def test_members_of_an_archive(tmp_path: Path, read_all: ReadAll) -> None:
    (tmp_path / "data").mkdir()
    with zipfile.ZipFile(tmp_path / "data" / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in/orders.csv", ORDERS)
        archive.writestr("people.json", '[{"id": 1}]')
        archive.writestr("README.txt", "About")
        archive.writestr("__MACOSX/._orders.csv", "x")
        archive.writestr("packed.csv.gz", gzip.compress(ORDERS))
    read = read_all()
    assert {name: rows for name, (_, rows) in read.items()} == {"orders": 2, "people": 1, "packed": 2}
    assert read["orders"][0].files[0].name == "data/all.zip!in/orders.csv"
    assert read["orders"][0].files[0].path == tmp_path / "data" / "all.zip"
    assert hash_files(["data/all.zip"], tmp_path) == {"data/all.zip": read["orders"][0].files[0].sha256}


def test_the_format_is_decided(tmp_path: Path) -> None:
    lay(tmp_path, {"x.csv": "Export of today\n\nname;town\nZoë;Köln\nAnn;Bonn\n".encode("cp1252")})
    (source,) = find(tmp_path, "x.csv")
    assert source.format == Format(
        type="csv", delimiter=";", quote='"', encoding="cp1252", header=True, skip_lines=2
    )


def test_a_glob_finds_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, {"in/sales_1.csv": ORDERS, "in/sales_2.csv": ORDERS, "in/other.csv": ORDERS})
    monkeypatch.chdir(tmp_path)
    (source,) = find_sources([Path("in/sales_*.csv")], tmp_path / "shop")
    assert source.files == ("../in/sales_1.csv", "../in/sales_2.csv")


class TestRefusals:
    def test_all_missing_files_are_told_at_once(self, tmp_path: Path) -> None:
        lay(tmp_path, {"customers.csv": ORDERS})
        with pytest.raises(FileError) as caught:
            find(tmp_path, "custmers.csv", "nothing*.csv", "customers.csv")
        assert len(caught.value.findings) == 2
        assert "customers.csv" in (caught.value.findings[0].hint or "")

    def test_all_broken_files_are_told_at_once(self, tmp_path: Path) -> None:
        lay(tmp_path, {
            "a.csv": b"", "b.parquet": b"PAR1 and no more", "c.xlsx": b"PK\x03\x04junk", "d.csv.gz": b"\x1f\x8b\x08junk",
            "e.json": b"{", "f.zip": b"PK\x03\x04junk", "g.parquet": b"hello", "h.csv": b"\0\1\2\3" * 100,
        })  # fmt: skip
        with pytest.raises(FileError) as caught:
            find(tmp_path, "")
        assert [finding.place.file for finding in caught.value.findings if finding.place] == [
            "a.csv", "b.parquet", "c.xlsx", "d.csv.gz", "e.json", "f.zip", "g.parquet", "h.csv",
        ]  # fmt: skip

    def test_a_truncated_gzip_says_how_far(self, tmp_path: Path) -> None:
        body = b"id,x\n" + b"".join(b"%d,%d\n" % (n, n * n) for n in range(200_000))
        lay(tmp_path, {"x.csv.gz": gzip.compress(body)[:-5000]})
        with pytest.raises(FileError, match=r"up to byte \d[\d,]{5,} only"):
            find(tmp_path, "x.csv.gz")

    def test_a_bomb(self, tmp_path: Path) -> None:
        lay(tmp_path, {"x.csv.gz": gzip.compress(b"a,b\n" + b"0,0\n" * (30 * 2**20))})
        with pytest.raises((FileError, LimitError), match="200 times"):
            find(tmp_path, "x.csv.gz")

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        with pytest.raises(FileError, match="no data files"):
            find(tmp_path, "")
