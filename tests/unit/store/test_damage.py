"""Broken disks and broken runs end in plain words; reading a run loads no database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from satsuma.columns import Codes, Memberships, Scaled
from satsuma.model.errors import ProjectNotFoundError, StorageError, UnknownNameError
from satsuma.model.kinds import Role
from satsuma.store.disk import explain_disk, plain_disk_errors, write_whole
from satsuma.store.runs import (
    find_customer,
    load_json,
    load_memberships,
    load_values,
    open_run,
    save_json,
    save_memberships,
    save_values,
)
from satsuma.store.runs.stored import load_column, save_column
from tests.unit.store.tables import CATEGORY, NUMBER, Rows, build

PEOPLE = Rows(
    Role.PROFILE, {"_key": ["a", "b"], "age": [1, 2], "city": ["x", "y"]}, {"age": NUMBER, "city": CATEGORY}
)
SALES = Rows(Role.EVENT, {"_key": ["b", "a"], "_time": [1, 2], "n": [3, 4]}, {"n": NUMBER}, {"event": "sale"})


def test_a_cold_reader_loads_numpy_and_no_database(tmp_path: Path) -> None:
    run = build(tmp_path / "run", {"people": PEOPLE, "sales": SALES})
    code = (
        "import sys, pathlib\n"
        "from satsuma.store.runs import open_run, find_customer\n"
        "from satsuma.store.state import current_run_id\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "current_run_id(path)\n"
        "unit = open_run(path).population().units['customer']\n"
        "assert unit.events['sale'].properties['n'].values.tolist() == [4, 3]\n"
        "assert unit.columns['age'].values.tolist() == [1, 2]\n"
        "assert find_customer(open_run(path), 'customer', 'b') == 1\n"
        "heavy = {'duckdb', 'pyarrow', 'sqlalchemy', 'alembic', 'ruamel', 'pandas'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code, run.path], check=True)


def test_each_file_that_is_cut_or_gone_is_named(tmp_path: Path) -> None:
    run = build(tmp_path / "run", {"people": PEOPLE, "sales": SALES})
    arrays = sorted(run.path.rglob("*.npy"))
    assert len(arrays) > 8

    def read_everything() -> None:
        found = open_run(run.path)
        unit = found.population().units["customer"]
        for column in unit.columns.values():
            assert column is not None
        for table in unit.events.values():
            assert all(column is not None for column in table.properties.values())
        find_customer(found, "customer", "a")

    read_everything()
    for path in arrays:
        content = path.read_bytes()
        for broken in (content[:-1], content[:20], b"", b"x" * 200):
            path.write_bytes(broken)
            with pytest.raises(StorageError, match=path.name.replace(".", r"\.")):
                read_everything()
        path.unlink()
        with pytest.raises(StorageError, match="is missing"):
            read_everything()
        path.write_bytes(content)
    read_everything()


def test_a_broken_manifest_or_report_is_named(tmp_path: Path) -> None:
    run = build(tmp_path / "run", {"people": PEOPLE})
    (run.path / "quality.json").write_text("{}", encoding="utf-8")
    with pytest.raises(StorageError, match=r"quality\.json"):
        _ = open_run(run.path).quality
    for text in ("", "[]", '{"layout": 99}', '{"layout": 1}'):
        (run.path / "manifest.json").write_text(text, encoding="utf-8")
        with pytest.raises(StorageError, match=r"manifest\.json"):
            open_run(run.path)
    with pytest.raises(ProjectNotFoundError):
        open_run(tmp_path / "nowhere")


def test_results_come_back(tmp_path: Path) -> None:
    words = np.array([[5, 1], [2, 0]], np.uint64)
    save_memberships(tmp_path, "customer", Memberships(("a", "b"), words, np.array([7, 1], np.uint64)))
    found = load_memberships(tmp_path, "customer")
    assert found is not None
    assert found.names == ("a", "b")
    assert np.array_equal(found.words, words)
    assert load_memberships(tmp_path, "account") is None
    values = {
        "x": Scaled(np.array([1, -128], np.int8), 2),
        "größe": Codes(np.array([0, -1], np.int8), ("L",)),
    }
    save_values(tmp_path, "customer", values)
    loaded = load_values(tmp_path, "customer")
    assert list(loaded) == ["x", "größe"]
    x = loaded["x"]
    assert isinstance(x, Scaled)
    assert (x.scale, x.values.tolist()) == (2, [1, -128])
    assert not load_values(tmp_path, "account")
    save_json(tmp_path, "sizes", {"a": [1, None, "é"]})
    assert load_json(tmp_path, "sizes") == {"a": [1, None, "é"]}
    with pytest.raises(UnknownNameError):
        load_json(tmp_path, "other")


def test_large_dictionaries_live_in_files(tmp_path: Path) -> None:
    words = (*tuple(f"Wort {i} ä" for i in range(3000)), "", "\n")
    codes = np.arange(-1, 3001, dtype=np.int16)
    stored = save_column(tmp_path, "c", Codes(codes, words))
    found = load_column(tmp_path, stored, len(codes))
    assert isinstance(found, Codes)
    assert found.dictionary == words
    assert np.array_equal(found.codes, codes)
    text = tmp_path / "c-words.txt"
    text.write_bytes(text.read_bytes()[:-1])
    with pytest.raises(StorageError, match=r"c-words\.txt is cut off"):
        load_column(tmp_path, stored, len(codes))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_full_disk_is_said_in_plain_words() -> None:
    with (
        pytest.raises(StorageError, match="The disk is full"),
        plain_disk_errors(),
        open("/dev/full", "wb", 0) as file,
    ):
        file.write(b"x")


@pytest.mark.parametrize(
    ("number", "words"), [(30, "read-only"), (13, "may not be written"), (28, "full"), (5, "cannot be")]
)
def test_what_the_system_says_becomes_a_sentence(number: int, words: str) -> None:
    error = explain_disk(OSError(number, os.strerror(number), "/shop/x"))
    assert words in str(error)
    assert "/shop/x" in str(error)
    assert error.exit_code == 3


def test_a_database_that_finds_the_disk_full_says_the_same(tmp_path: Path) -> None:
    import duckdb

    with pytest.raises(StorageError, match="full"), plain_disk_errors(tmp_path):
        raise duckdb.IOException("Could not write file: No space left on device")
    with pytest.raises(duckdb.IOException, match="odd"), plain_disk_errors(tmp_path):
        raise duckdb.IOException("odd")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "x"
    write_whole(path, b"one")
    with pytest.raises(TypeError):
        write_whole(path, None)  # type: ignore[arg-type]
    assert path.read_bytes() == b"one"
    assert [found.name for found in path.parent.iterdir()] == ["x"]
