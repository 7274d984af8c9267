"""Commands asked for what is not there, options that mean nothing, and a store that somebody has damaged."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from tests.journeys.cases.case import ProjectCase, write


def runs(folder: Path) -> list[Path]:
    return sorted((folder / ".satsuma" / "runs").iterdir())


def forget_run(folder: Path) -> None:
    shutil.rmtree(runs(folder)[-1])


def forget_all(folder: Path) -> None:
    shutil.rmtree(folder / ".satsuma")


def cut_manifest(folder: Path) -> None:
    path = runs(folder)[-1] / "manifest.json"
    path.write_bytes(path.read_bytes()[:100])


def age_manifest(folder: Path) -> None:
    (runs(folder)[-1] / "manifest.json").write_text('{"layout": 0}', encoding="utf-8")


def cut_arrays(folder: Path) -> None:
    for path in runs(folder)[-1].rglob("*.npy"):
        path.write_bytes(path.read_bytes()[:40])


def cut_tables(folder: Path) -> None:
    for path in runs(folder)[-1].rglob("*.parquet"):
        path.write_bytes(path.read_bytes()[:40])


def cut_results(folder: Path) -> None:
    for path in runs(folder)[-1].glob("*.json"):
        path.write_bytes(path.read_bytes()[:20])


def damage_state(folder: Path) -> None:
    for path in (folder / ".satsuma").glob("state.db*"):
        path.unlink()
    write(".satsuma/state.db", b"no database " * 400)(folder)


def newer_state(folder: Path) -> None:
    with sqlite3.connect(folder / ".satsuma" / "state.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


COUNT = ("count", "age >= 20")

CASES = (
    ProjectCase("unknown segment", ("profile", "vip"), 2, ("There is no segment 'vip'", "vips")),
    ProjectCase("unknown customer", ("explain", "4711", "vips"), 2, ("no customer with this key",)),
    ProjectCase("customer of nonsense", ("explain", "'; DROP TABLE x; --", "vips"), 2, ("no customer",)),
    ProjectCase("segment of nonsense", ("explain", "1001", "\0"), 2, ("no segment",)),
    ProjectCase("argument that is no text", ("count", "country = '\udcff'"), 2, ("no text in UTF-8",)),
    ProjectCase(
        "unknown unit", ("count", "age >= 20", "--unit", "dog"), 2, ("There is no unit 'dog'", "customer")
    ),
    ProjectCase("unknown unit of overlaps", ("overlap", "--unit", "dog"), 2, ("There is no unit 'dog'",)),
    ProjectCase(
        "as-of that is no day", ("run", "--as-of", "tomorrow"), 2, ("'tomorrow' is not a day", "YYYY-MM-DD")
    ),
    ProjectCase("since that is no day", ("after", "vips", "--since", "soon"), 2, ("'soon' is not a day",)),
    ProjectCase("since after the end", ("after", "vips", "--since", "2150-01-01"), 2, ("is not before",)),
    ProjectCase(
        "since long before the data", ("after", "vips", "--since", "1950-01-01"), 0, ("events begin",)
    ),
    ProjectCase("one segment to compare", ("compare", "vips"), 2, ("Name 2 to 5",)),
    ProjectCase("trace of nonsense", ("compare", "vips", "--over", "shoes"), 2, ("no variable 'shoes'",)),
    ProjectCase(
        "trace of too many steps",
        ("compare", "vips", "--over", "orders_ever", "--steps", "999"),
        2,
        ("2 to 60 steps",),
    ),
    ProjectCase("combination of nonsense", ("combinations", "vpis"), 2, ("no segment 'vpis'",)),
    ProjectCase("as-of that does not exist", (*COUNT, "--as-of", "2023-02-30"), 2, ("not a day",)),
    ProjectCase("as-of before time", (*COUNT, "--as-of", "0001-01-01"), 2, ("outside 1900 to 2199",)),
    ProjectCase("as-of after time", ("run", "--as-of", "9999-12-31"), 2, ("outside 1900 to 2199",)),
    ProjectCase("as-of long before the data", ("run", "--as-of", "1950-01-01"), 0, ("1950-01-01",)),
    ProjectCase("as-of long after the data", ("run", "--as-of", "2150-01-01"), 0, ("2150-01-01",)),
    ProjectCase(
        "unknown destination",
        ("export", "vips", "--to", "x.csv", "--for", "fax"),
        2,
        ("no layout for 'fax'", "hubspot"),
    ),
    ProjectCase(
        "export to a folder that is not there",
        ("export", "vips", "--to", "no/where/x.csv"),
        2,
        ("does not exist",),
    ),
    ProjectCase("export as what is not written", ("export", "vips", "--to", "x.pdf"), 2, (".pdf", ".xlsx")),
    ProjectCase(
        "workbook by another name", ("export", "vips", "--to", "x.csv", "--xlsx"), 2, ("ends in .csv",)
    ),
    ProjectCase("scorecard of nothing", ("scorecard", "startre"), 2, ("Did you mean 'starter'",)),
    ProjectCase("scorecard of a segment", ("scorecard", "vips"), 2, ("segment by itself",)),
    ProjectCase("scorecard with a late cut", ("scorecard", "--cut", "2150-01-01"), 2, ("not before",)),
    ProjectCase("property by one of its words", ("count", "sum(order.net_amount) > 1"), 2, ("'amount'",)),
    ProjectCase("export onto a folder", ("export", "vips", "--to", "."), 2, ("is a folder",)),
    ProjectCase(
        "export onto a source", ("export", "vips", "--to", "orders.csv"), 2, ("file of the source 'orders'",)
    ),
    ProjectCase(
        "export onto the definitions", ("export", "vips", "--to", "p/satsuma.yaml"), 2, ("own files",)
    ),
    ProjectCase(
        "export into the store", ("export", "vips", "--to", "p/.satsuma/state.db"), 2, ("own files",)
    ),
    ProjectCase("init onto a project", ("init", "p", "orders.csv"), 2, ("already is a project",)),
    ProjectCase("init onto a file", ("init", "orders.csv", "customers.csv"), 2, ("is a file, not a folder",)),
    ProjectCase("init without files", ("init", "q"), 2, ("FILE",)),
    ProjectCase(
        "init with an unknown time zone", ("init", "q", "orders.csv", "--timezone", "Mars"), 2, ("'Mars'",)
    ),
    ProjectCase(
        "export of an unknown segment", ("export", "nobody", "--to", "x.csv"), 2, ("no segment 'nobody'",)
    ),
    ProjectCase("unknown option", ("run", "--fast"), 2, ("--fast",)),
    ProjectCase("unknown command", ("rum",), 2, ("rum",)),
    ProjectCase("missing argument", ("count",), 2, ("RULE",)),
    ProjectCase("undo without an earlier run", ("undo",), 2, ("no earlier run",)),
    ProjectCase("count before the first run", COUNT, 2, ("no finished run",), forget_all, breaks_store=True),
    ProjectCase(
        "undo before the first run", ("undo",), 2, ("no run to take back",), forget_all, breaks_store=True
    ),
    ProjectCase("run's folder gone", COUNT, 3, ("has gone",), forget_run, breaks_store=True),
    ProjectCase(
        "run's folder gone, run again", ("run", "--json"), 0, ("customers",), forget_run, breaks_store=True
    ),
    ProjectCase("manifest cut off", COUNT, 3, ("manifest.json",), cut_manifest, breaks_store=True),
    ProjectCase(
        "manifest cut off, run again", ("run", "--json"), 0, ("customers",), cut_manifest, breaks_store=True
    ),
    ProjectCase(
        "manifest of another version", COUNT, 3, ("another version",), age_manifest, breaks_store=True
    ),
    ProjectCase("columns cut off", COUNT, 3, ("damaged",), cut_arrays, breaks_store=True),
    ProjectCase(
        "columns cut off, run again",
        ("run", "--json", "--as-of", "2024-01-01"),
        0,
        ("customers",),
        cut_arrays,
        breaks_store=True,
    ),
    ProjectCase("tables cut off", ("explain", "1001", "vips"), 0, ("1001",), cut_tables, breaks_store=True),
    ProjectCase("results cut off", ("segments",), 3, ("damaged",), cut_results, breaks_store=True),
    ProjectCase(
        "results cut off, run again", ("run", "--json"), 0, ("customers",), cut_results, breaks_store=True
    ),
    ProjectCase("state is no database", COUNT, 3, ("state.db",), damage_state, breaks_store=True),
    ProjectCase("state is no database, run", ("run",), 3, ("state.db",), damage_state, breaks_store=True),
    ProjectCase("state of a newer version", ("run",), 3, ("newer version",), newer_state, breaks_store=True),
)
