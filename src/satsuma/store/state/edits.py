"""The log of edits: who changed which definition, when, and what it was before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, select

from satsuma.store.state.database import EDITS, open_engine, reading, writing


@dataclass(frozen=True, slots=True)
class LoggedEdit:
    """One row. `before` and `after` are definitions as JSON; `lines` is a JSON list of the file and the lines that the
    definition had in it before."""

    time: str
    who: str
    section: str
    name: str
    was: str | None
    before: str | None
    after: str | None
    lines: str | None = None
    undoes: int | None = None
    outside: bool = False
    sequence: int | None = None


class EditLog:
    """All edits of a project. Raises StorageError, BusyError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def adding(self) -> Iterator[Addition]:
        """A transaction: what is added stays only where the block ends without an error."""
        with writing(self._engine) as connection:
            yield Addition(connection)

    def find(self, sequence: int) -> LoggedEdit | None:
        """None where there is no such edit."""
        with reading(self._engine) as connection:
            row = connection.execute(select(EDITS).where(EDITS.c.sequence == sequence)).mappings().first()
            return None if row is None else LoggedEdit(**row)

    def latest(self) -> dict[tuple[str, str], LoggedEdit]:
        """The last edit of every definition by section and name; of a renamed one under both names."""
        with reading(self._engine) as connection:
            return _read_latest(connection)

    def list(
        self, section: str | None, name: str | None, limit: int, offset: int
    ) -> tuple[list[LoggedEdit], int]:
        """The newest first, and how many there are."""
        wanted = [] if section is None else [EDITS.c.section == section]
        wanted += [] if name is None else [(EDITS.c.name == name) | (EDITS.c.was == name)]
        with reading(self._engine) as connection:
            total = connection.scalar(select(func.count()).select_from(EDITS).where(*wanted)) or 0
            rows = select(EDITS).where(*wanted).order_by(EDITS.c.sequence.desc()).limit(limit).offset(offset)
            return [LoggedEdit(**row) for row in connection.execute(rows).mappings()], total


class Addition:
    """A transaction that adds to the log."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def latest(self, section: str, name: str) -> LoggedEdit | None:
        """The last edit of a definition."""
        rows = (
            select(EDITS)
            .where(EDITS.c.section == section, (EDITS.c.name == name) | (EDITS.c.was == name))
            .order_by(EDITS.c.sequence.desc())
            .limit(1)
        )
        row = self._connection.execute(rows).mappings().first()
        return None if row is None else LoggedEdit(**row)

    def add(self, edit: LoggedEdit) -> int:
        """Returns its sequence."""
        values = {name: value for name, value in asdict(edit).items() if name != "sequence"}
        key = self._connection.execute(insert(EDITS).values(values)).inserted_primary_key
        assert key is not None
        return int(key[0])


def _read_latest(connection: Connection) -> dict[tuple[str, str], LoggedEdit]:
    found: dict[tuple[str, str], LoggedEdit] = {}
    for row in connection.execute(select(EDITS).order_by(EDITS.c.sequence)).mappings():
        edit = LoggedEdit(**row)
        found[edit.section, edit.name] = edit
        if edit.was is not None:
            found[edit.section, edit.was] = edit
    return found


@contextmanager
def opened_log(folder: Path) -> Iterator[EditLog]:
    """The project's log of edits, closed afterwards."""
    engine = open_engine(folder)
    try:
        yield EditLog(engine)
    finally:
        engine.dispose()
