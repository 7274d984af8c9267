"""Customers known by something other than the profile's key: an e-mail address, a card number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from satsuma.clean.apply.quoting import ident
from satsuma.clean.apply.sources import BoundSource
from satsuma.model.definitions import Definitions
from satsuma.model.errors import DefinitionError, Place
from satsuma.model.kinds import Role

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Matching:
    """The table of `alias` and `key`, one row an alias; `ignores_case` for e-mail addresses. Of records that share an alias
    the first row's key counts; `shared` is how many such aliases there are. Unmatched rows of a source that adds customers keep
    the alias as their key."""

    table: str
    ignores_case: bool
    adds_unknown: bool
    shared: int

    def key(self) -> str:
        """SQL of the customer's key, the aliases joined as `alias`."""
        return 'coalesce(alias.key, "#k")' if self.adds_unknown else "alias.key"

    def clause(self) -> str:
        """SQL that joins the aliases to a select with the key's text `#k`."""
        text = 'lower("#k")' if self.ignores_case else '"#k"'
        return f"LEFT JOIN {self.table} alias ON alias.alias = {text}"


def find_matching(con: DuckDBPyConnection, source: BoundSource, definitions: Definitions) -> Matching | None:
    """None for a source that knows customers by the profile's key. The profile must have been cleaned before. Raises
    DefinitionError where no profile of the unit has the column."""
    column, unit = source.definition.matches, source.unit
    if column is None or source.key_field is None:
        return None
    for name, profile in definitions.sources.items():
        if profile.role is Role.PROFILE and profile.unit == unit and column in profile.columns:
            ignores_case = profile.contact.get("email") == column
            adds = source.definition.unknown_customers == "add"
            return _create(con, source, f"typed_{name}", column, ignores_case=ignores_case, adds_unknown=adds)
    raise DefinitionError(
        f"Source {source.name!r} matches customers by {column!r}, which no profile of {unit!r} has.",
        hint="Name a column of the unit's profile, or leave 'matches' out.",
        place=Place(what=f"source {source.name}"),
    )


def _create(
    con: DuckDBPyConnection,
    source: BoundSource,
    profile: str,
    column: str,
    *,
    ignores_case: bool,
    adds_unknown: bool,
) -> Matching:
    table = ident(f"aliases_{source.name}")
    value = f"lower({ident(column)})" if ignores_case else ident(column)
    con.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT {value} AS alias, arg_min(_key, _row) AS key, "
        f"count(DISTINCT _key) AS records FROM {ident(profile)} WHERE {ident(column)} IS NOT NULL GROUP BY ALL"
    )
    row = con.execute(f"SELECT count(*) FROM {table} WHERE records > 1").fetchone()
    return Matching(table, ignores_case, adds_unknown, int(row[0]) if row else 0)
