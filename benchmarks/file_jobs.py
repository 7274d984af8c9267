"""Jobs about files, each in a fresh process (see `benchmarks.jobs`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.costs import as_dict, find_cost

NOW = 1_790_000_000
TABLES = ("customers", "events")


def write_csv(folder: str, customers: int, events: int) -> dict[str, Any]:
    """The made-up histories as two CSV files, events in time order as a shop would export them."""
    import duckdb
    import pyarrow as pa

    from satsuma.demo.scale import CHANNELS, EVENTS, write_histories

    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    made = write_histories(customers, events)
    con = duckdb.connect()
    happened = pa.table(
        {
            "customer": made.customer, "time": made.time, "event": made.event, "category": made.category,
            "product": made.product, "channel": made.channel, "cents": made.amount_cents,
        }
    )  # fmt: skip
    people = pa.table({"country": made.country, "age": made.age, "plan": made.plan, "signup": made.signup})
    con.register("happened", happened)
    con.register("people", people)
    names, channels = (list(words) for words in (EVENTS, CHANNELS))
    con.execute(
        f"COPY (SELECT 'C' || lpad(customer::VARCHAR, 8, '0') AS customer_id, "
        f"strftime(make_timestamp(time * 1000000), '%Y-%m-%d %H:%M:%S') AS happened_at, "
        f"{names}[event + 1] AS event, 'category ' || category AS category, 'P' || product AS product, "
        f"{channels}[channel + 1] AS channel, (cents / 100)::DECIMAL(12, 2) AS amount "
        f"FROM happened ORDER BY time) TO '{place / 'events.csv'}' (HEADER)"
    ).fetchall()
    con.execute(
        "COPY (SELECT 'C' || lpad((row_number() OVER () - 1)::VARCHAR, 8, '0') AS customer_id, age, "
        "'country ' || country AS country, 'plan ' || plan AS plan, "
        f"strftime(make_timestamp(signup * 1000000), '%Y-%m-%d') AS signup_date FROM people) "
        f"TO '{place / 'customers.csv'}' (HEADER)"
    ).fetchall()
    return {"bytes": sum((place / f"{name}.csv").stat().st_size for name in TABLES)}


def create_tables(folder: str) -> dict[str, Any]:
    """The peer: DuckDB reads both files into typed tables of a database file."""
    import duckdb

    place = Path(folder)
    con = duckdb.connect(str(place / "peer.duckdb"), config={"threads": 2})

    def load() -> None:
        for name in TABLES:
            con.execute(f"CREATE OR REPLACE TABLE {name} AS FROM read_csv('{place / name}.csv')").fetchall()
        con.execute("CHECKPOINT").fetchall()

    return {"cost": as_dict(find_cost(load))}


def define_project(folder: str) -> dict[str, Any]:
    """`init` on the two files."""
    from satsuma.project import Project

    place = Path(folder)
    made = Project.init(place / "project", [place / f"{name}.csv" for name in TABLES], clock=lambda: NOW)
    return {"segments": len(made.segments)}


def store_csv(folder: str) -> dict[str, Any]:
    """The data part of a run, stage by stage: read, clean (evidence and types), store (ordinals, sorted by customer)."""
    from satsuma.clean.apply import clean_tables
    from satsuma.project.preparing import read_raws
    from satsuma.project.progress import silent
    from satsuma.project.starting import gather_inputs
    from satsuma.store.definitions import read_definitions
    from satsuma.store.runs.building import build_run
    from satsuma.store.scratch import Scratch

    project = Path(folder) / "project"
    definitions = read_definitions(project).definitions
    kept: dict[str, Any] = {}
    with Scratch(project / ".satsuma" / "scratch") as scratch:

        def hash_files() -> None:
            kept["inputs"] = gather_inputs(project, definitions, "bench", NOW, silent)

        def read() -> None:
            kept["raws"] = read_raws(scratch, kept["inputs"], silent)

        def clean() -> None:
            kept["tables"] = clean_tables(scratch, kept["raws"], definitions, NOW)

        def store() -> None:
            build_run(
                Path(folder) / "stored",
                scratch,
                definitions,
                kept["tables"],
                None,
                created="2026-09-21T00:00:00+00:00",
            )

        steps = {
            "hash": hash_files,
            "read": read,
            "clean: evidence and types": clean,
            "store: ordinals, sorted": store,
        }
        return {"stages": {name: as_dict(find_cost(step)) for name, step in steps.items()}}


def run_project(folder: str) -> dict[str, Any]:
    """`run`."""
    from satsuma.project import Project

    result = Project.open(Path(folder) / "project", clock=lambda: NOW).run()
    return {"customers": result.customers}


def count_warm(folder: str, rule: str) -> dict[str, Any]:
    """`Project.count` after it was asked once."""
    from satsuma.project import Project

    project = Project.open(Path(folder) / "project", clock=lambda: NOW)
    project.count(rule)
    costs = [find_cost(lambda: project.count(rule)) for _ in range(5)]
    return {"cost": as_dict(min(costs, key=lambda cost: cost.wall))}
