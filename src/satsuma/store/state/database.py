"""The state database: its tables, its connection, its migrations. SQLite in WAL mode, or any URL SQLAlchemy knows."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
)
from sqlalchemy import event as events
from sqlalchemy.exc import DBAPIError

from satsuma.model.errors import BusyError, StorageError
from satsuma.store.disk import explain_disk, is_full, plain_disk_errors
from satsuma.store.state.places import database_path

HEAD = "0003"
"""The newest migration. Known here so that opening an up-to-date state need not load Alembic."""

METADATA = MetaData()

RUNS = Table(
    "runs",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("id", String(80), nullable=False, unique=True),
    Column("status", String(20), nullable=False),
    Column("as_of", String(40), nullable=False),
    Column("started", String(40), nullable=False),
    Column("finished", String(40)),
    Column("inputs", String(80), nullable=False),
    Column("version", String(40), nullable=False),
    Column("customers", Integer),
    Column("message", Text),
)
CURRENT = Table(
    "current_run",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("run_id", String(80), ForeignKey("runs.id")),
)
EDITS = Table(
    "edits",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("time", String(40), nullable=False),
    Column("who", String(200), nullable=False),
    Column("section", String(20), nullable=False),
    Column("name", String(200), nullable=False),
    Column("was", String(200)),
    Column("before", Text),
    Column("after", Text),
    Column("lines", Text),
    Column("undoes", Integer),
    Column("outside", Boolean, nullable=False),
    sqlite_autoincrement=True,
)
JOBS = Table(
    "jobs",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("id", String(80), nullable=False, unique=True),
    Column("command", String(40), nullable=False),
    Column("title", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("who", String(200), nullable=False),
    Column("asked", String(40), nullable=False),
    Column("started", String(40)),
    Column("finished", String(40)),
    Column("seconds", Float),
    Column("peak_mb", Float),
    Column("problem", Text),
    Column("result_url", Text),
    Column("mark", String(80)),
)


def connect(url: str) -> Engine:
    """An engine whose SQLite connections share with readers and write durably."""
    engine = create_engine(url)
    if engine.dialect.name != "sqlite":
        return engine

    def prepare(connection: Any, _: object) -> None:
        # The driver's own transactions leave DDL outside; BEGIN is ours (below).
        connection.isolation_level = None
        for pragma in (
            "busy_timeout = 10000",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    events.listen(engine, "connect", prepare)
    events.listen(engine, "begin", begin)
    return engine


def open_engine(folder: Path, url: str | None = None) -> Engine:
    """The project's state, made or migrated if need be. `url` overrides the SQLite file. Raises StorageError."""
    database = database_path(folder)
    with plain_disk_errors(database):
        database.parent.mkdir(parents=True, exist_ok=True)
    engine = connect(url or f"sqlite:///{database}")
    try:
        migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for looking only."""
    with plain_database_errors(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, committed at the end or not at all."""
    options = engine.execution_options(writes=True)
    with plain_database_errors(engine), options.begin() as connection:
        yield connection


@contextmanager
def plain_database_errors(engine: Engine) -> Iterator[None]:
    """What the database says, in plain words."""
    try:
        yield
    except DBAPIError as error:
        text = str(error.orig).casefold()
        # SQLite says the same of a disk that is full, where the files beside the database cannot grow, and of a broken one.
        cut_short = errno.ENOSPC if is_full(Path(engine.url.database or "").parent) else errno.EIO
        for number, words in (
            (errno.ENOSPC, "disk is full"),
            (errno.EACCES, "readonly database"),
            (errno.ENOSPC if cut_short == errno.ENOSPC else errno.EACCES, "unable to open"),
            (cut_short, "disk i/o error"),
        ):
            if words in text:
                raise explain_disk(OSError(number, os.strerror(number)), Path(".satsuma/state.db")) from error
        if "locked" in text:
            raise BusyError("The project's state is in use by another process.", hint="Try again.") from error
        if "malformed" in text or "not a database" in text:
            raise StorageError(
                "The project's state (.satsuma/state.db) is damaged.",
                hint="Move the .satsuma folder away and run again.",
            ) from error
        raise


def migrate(engine: Engine) -> None:
    """Brings the tables to this version's form, in one transaction. Raises StorageError for a state written by a newer
    version."""
    with writing(engine) as connection:
        version = _read_version(connection)
        if version == HEAD:
            return
        from alembic import command
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if version is not None and version not in known:
            raise StorageError(
                "The project was written by a newer version of Satsuma.",
                hint="Update Satsuma, then try again.",
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _read_version(connection: Connection) -> str | None:
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
