"""A source's stage: one table with all rows of the raw table, typed, each with the number of the reason it left under.

One CREATE TABLE AS does it: known values, casts, checks, joins, amount, reasons, as nested selects so that DuckDB
evaluates each expression once. Names made here start with '#', which no column name can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from satsuma.clean.apply.amounts import Amount, amount_inputs, plan_amount
from satsuma.clean.apply.casts import Cast, cast
from satsuma.clean.apply.evidence import Evidence
from satsuma.clean.apply.fields import Field, known_codes, known_value
from satsuma.clean.apply.inquiries import DESTROYED_KEY
from satsuma.clean.apply.joins import Joined, Lookup, plan_joins
from satsuma.clean.apply.keys import identifier_text
from satsuma.clean.apply.matching import Matching
from satsuma.clean.apply.quoting import ident, text
from satsuma.clean.apply.row_rules import compile_rules
from satsuma.clean.apply.scope import Column, Scope
from satsuma.clean.apply.sources import BoundSource
from satsuma.clean.apply.variants import Variants
from satsuma.model.definitions import Definitions
from satsuma.model.kinds import NUMERIC, Kind, ValueType

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FITS_PER_WORD = 60
WIDE_COLUMNS = 300
Fate = Literal["excluded", "quarantined", "merged"]


@dataclass(frozen=True, slots=True)
class RowReason:
    """Why rows leave: number n in `_reason` is reasons[n - 1]."""

    label: str
    fate: Fate
    condition: str = "false"


@dataclass(frozen=True, slots=True)
class StagePlan:
    """All that the stage of one source is made of."""

    source: BoundSource
    evidence: Mapping[str, Evidence]
    key_evidence: Evidence | None
    integer_key: bool
    salesforce: bool
    variants: Mapping[str, Variants]
    known_keys: str | None
    """The table of the unit's keys so far, where customers not in it go to quarantine."""
    matching: Matching | None = None


@dataclass(slots=True)
class Stage:
    """What was built. `scope` has every column of the typed table by name (amount too), `aliases` those that the view
    computes from `_key`, `_time` or another column."""

    source: BoundSource
    reasons: list[RowReason]
    scope: Scope
    joins: list[Joined]
    amount: Amount | None
    casts: dict[str, Cast]
    aliases: dict[str, str]
    fit_words: int
    inexact_amounts: int = 0

    @property
    def types(self) -> dict[str, ValueType]:
        return {name: column.type for name, column in self.scope.items()}

    def stored(self, name: str) -> str:
        """SQL of a column over the stage table."""
        return self.aliases.get(name, ident(name))


def build_stage(
    con: DuckDBPyConnection, plan: StagePlan, definitions: Definitions, lookups: Mapping[str, Lookup]
) -> Stage:
    """Creates the table `stage_<source>`. Raises RuleError, DefinitionError, ContractError."""
    source = plan.source
    currency = definitions.project.currency
    casts = {
        one.name: cast(one, _known(number, one, plan), plan.evidence[one.name], currency)
        for number, one in enumerate(source.fields)
    }
    own = {
        name: Column(f"s.{ident(name)}", made.type, plan.evidence[name].largest)
        for name, made in casts.items()
    }
    joins, scope = plan_joins(definitions, source.name, own, lookups)
    amount = plan_amount(source.name, source.definition, scope, currency)
    typed = _checked_select(plan, casts)
    joined, tail = _joined_select(typed, joins, plan, amount)
    flat = {name: Column(f"r.{ident(name)}", one.type, one.largest) for name, one in scope.items()}
    if amount is not None:
        flat["amount"] = Column('r."amount"', amount.type)
    rules = compile_rules(source.name, source.definition.exclude, flat, definitions.project.timezone)
    reasons = [RowReason(name, "excluded", sql) for name, sql in rules]
    reasons += _promises(plan, casts, amount)
    if plan.known_keys is not None:
        unknown = 'r."#known" IS NULL AND r._key IS NOT NULL'
        if plan.matching is not None:
            unknown = 'r."#unmatched"'
        reasons.append(RowReason("unknown customer", "quarantined", unknown))
    stage = Stage(source, reasons, flat, joins, amount, casts, _aliases(plan), 0)
    stage.fit_words = -(-len(reasons) // FITS_PER_WORD)
    # A join hands its rows on as they come from several threads; sorting what is nearly sorted costs little.
    order = " ORDER BY _row" if joins or plan.variants or plan.known_keys or plan.matching else ""
    if len(source.fields) > WIDE_COLUMNS:
        _disable_optimizers(con)
    with _planning(con, source):
        con.execute(f"CREATE OR REPLACE TABLE {source.stage} AS {_reasoned_select(joined, stage)}{order}")
    con.execute("RESET disabled_optimizers")
    if amount is not None and amount.inexact is not None:
        row = con.execute(f"SELECT count(*) FILTER (WHERE {amount.inexact}) {tail}").fetchone()
        stage.inexact_amounts = int(row[0]) if row else 0
    return stage


def _disable_optimizers(con: DuckDBPyConnection) -> None:
    """For a wide table planning takes longer than doing: DuckDB's optimizers grow with the square of the columns."""
    names = con.execute("SELECT name FROM duckdb_optimizers()").fetchall()
    con.execute(f"SET disabled_optimizers = {text(','.join(str(row[0]) for row in names))}")


@contextmanager
def _planning(con: DuckDBPyConnection, source: BoundSource) -> Iterator[None]:
    """The selects are written in the order in which they are to be done; for thousands of columns DuckDB would look for a
    better one for minutes."""
    if not source.is_wide:
        yield
        return
    con.execute("PRAGMA disable_optimizer")
    try:
        yield
    finally:
        con.execute("PRAGMA enable_optimizer")


def _known(number: int, one: Field, plan: StagePlan) -> str:
    """The known value's name in the select that casts; a merged category has its standard spelling."""
    place = f'k."#t{number}"'
    return f'coalesce("#m{number}".standard, {place})' if one.name in plan.variants else place


def _known_select(plan: StagePlan) -> str:
    """Level 1: each column's known value `#t<n>`, and the key's text `#k`."""
    source = plan.source
    select = ["_row"]
    for number, one in enumerate(source.fields):
        found = plan.evidence[one.name]
        if one.kind is Kind.IDENTIFIER:
            value = identifier_text(one, found, salesforce=plan.salesforce)
        else:
            value = known_value(one, trim=found.trims or bool(known_codes(one)), finite=found.not_finite == 0)
        select.append(f'{value} AS "#t{number}"')
    key = source.key_field
    if key is not None and plan.key_evidence is not None:
        value = identifier_text(key, plan.key_evidence, salesforce=plan.salesforce)
        select.append(f'{value} AS "#k"')
    return f"SELECT {', '.join(select)} FROM {source.origin}"


def _cast_select(plan: StagePlan, casts: Mapping[str, Cast]) -> str:
    """Level 2: `#v<n>` the typed value before its check, `#n<n>` whether there was a value where that matters."""
    source = plan.source
    promised = _promised(source)
    select = ["k._row"]
    if source.key_field is not None:
        select.append('k."#k"')
    clauses = []
    for number, one in enumerate(source.fields):
        select.append(f'{casts[one.name].value} AS "#v{number}"')
        if one.name in promised:
            select.append(f'k."#t{number}" IS NOT NULL AS "#n{number}"')
        if one.name in plan.variants:
            table = plan.variants[one.name].table
            clauses.append(f'LEFT JOIN {table} "#m{number}" ON k."#t{number}" = "#m{number}".spelling')
    return f"SELECT {', '.join(select)} FROM ({_known_select(plan)}) k {' '.join(clauses)}"


def _checked_select(plan: StagePlan, casts: Mapping[str, Cast]) -> str:
    """Level 3: columns by name, `_key`, and `#bad<n>` / `#out<n>` for values that cannot be read / fail the check."""
    source = plan.source
    promised = _promised(source)
    select = ["_row"]
    if source.definition.key == "row number":
        number_text = "_row + 1"
        select.append(f"{number_text if plan.integer_key else f'CAST({number_text} AS VARCHAR)'} AS _key")
    elif source.key_field is not None:
        destroyed = f'regexp_full_match("#k", {text(DESTROYED_KEY)})'
        key = '"#k"'
        if plan.key_evidence is not None and plan.key_evidence.destroyed_keys:
            key = f"CASE WHEN NOT {destroyed} THEN {key} END"
            select.append(f'coalesce({destroyed}, false) AS "#destroyed"')
        if plan.matching is not None:
            select.append(
                f'{plan.matching.key()} AS _key, alias.key IS NULL AND {key} IS NOT NULL AS "#unmatched"'
            )
        else:
            select.append(f"{f'try_cast({key} AS BIGINT)' if plan.integer_key else key} AS _key")
    for number, one in enumerate(source.fields):
        made, value = casts[one.name], f'"#v{number}"'
        check = made.check.format(value) if made.check else None
        select.append(f"{f'CASE WHEN {check} THEN {value} END' if check else value} AS {ident(one.name)}")
        if one.name in promised:
            select.append(f'("#n{number}" AND {value} IS NULL) AS "#bad{number}"')
        if check and (one.name in promised or one.kind in NUMERIC):
            select.append(f'coalesce(NOT ({check}), false) AS "#out{number}"')
    clause = plan.matching.clause() if plan.matching is not None else ""
    return f"SELECT {', '.join(select)} FROM ({_cast_select(plan, casts)}) {clause}"


def _joined_select(
    typed: str, joins: Sequence[Joined], plan: StagePlan, amount: Amount | None
) -> tuple[str, str]:
    """Level 4: lookups' columns, the amount, and whether the customer is known; the select, and its part from FROM on."""
    select = ["s.*"]
    clauses = [one.clause for one in joins]
    for one in joins:
        select += [f"{column.sql} AS {ident(name)}" for name, column in one.names.items()]
    if plan.known_keys is not None:
        select.append('known.key AS "#known"')
        clauses.append(f"LEFT JOIN {plan.known_keys} known ON s._key = known.key")
    if amount is not None and plan.source.definition.amount != "amount":
        select.append(f'{amount.sql} AS "amount"')
    if amount is not None and amount.too_large is not None:
        select.append(f'coalesce({amount.too_large}, false) AS "#toolarge"')
    tail = f"FROM ({typed}) s {' '.join(clauses)}"
    return f"SELECT {', '.join(select)} {tail}", tail


def _reasoned_select(joined: str, stage: Stage) -> str:
    """Levels 5 and 6: each reason as a flag, then the first that fits, and all of them as bits."""
    flags = ", ".join(
        f'coalesce({reason.condition}, false) AS "#f{number}"' for number, reason in enumerate(stage.reasons)
    )
    inner = f"SELECT r.*{', ' + flags if flags else ''} FROM ({joined}) r"
    select = ["_row"]
    if stage.source.definition.key is not None and stage.source.unit is not None:
        select.append("_key")
    if stage.source.definition.time is not None:
        select.append(f"{ident(stage.source.definition.time)} AS _time")
    if stage.source.definition.event_column is not None:
        select.append(f"{ident(stage.source.definition.event_column)} AS _event")
    select += [ident(name) for name in stage.scope if name not in stage.aliases]
    cases = " ".join(f'WHEN "#f{number}" THEN {number + 1}' for number in range(len(stage.reasons)))
    select.append(f"CAST({f'CASE {cases} ELSE 0 END' if cases else '0'} AS SMALLINT) AS _reason")
    for word in range(stage.fit_words):
        numbers = range(word * FITS_PER_WORD, min((word + 1) * FITS_PER_WORD, len(stage.reasons)))
        bits = " + ".join(
            f'CASE WHEN "#f{number}" THEN {2 ** (number % FITS_PER_WORD)} ELSE 0 END' for number in numbers
        )
        select.append(f'CAST({bits} AS BIGINT) AS "#fits{word}"')
    return f"SELECT {', '.join(select)} FROM ({inner})"


def _promised(source: BoundSource) -> set[str]:
    definition = source.definition
    named = {definition.time, definition.event_column, *amount_inputs(definition)}
    return {name for name in named if name is not None}


def _promises(plan: StagePlan, casts: Mapping[str, Cast], amount: Amount | None) -> list[RowReason]:
    """What every row must keep, in the order in which a broken promise counts."""
    source, definition = plan.source, plan.source.definition
    broken: list[tuple[str, str]] = []
    if source.key_field is not None and source.unit is not None:
        if plan.key_evidence is not None and plan.key_evidence.destroyed_keys:
            broken.append((f"{definition.key} was destroyed by a spreadsheet", 'r."#destroyed"'))
        missing = "r._key IS NULL" + (' AND NOT r."#unmatched"' if plan.matching is not None else "")
        broken.append((f"{definition.key} is missing", missing))
    numbers = {one.name: number for number, one in enumerate(source.fields)}
    for name in (definition.event_column, definition.time):
        if name is None:
            continue
        one, number = source.field(name), numbers[name]
        if one.kind is Kind.DATE:
            broken.append((f"{name} cannot be read as a date", f'r."#bad{number}"'))
        if casts[name].check:
            broken.append((f"{name} {casts[name].reason}", f'r."#out{number}"'))
        broken.append((f"{name} is missing", f"r.{ident(name)} IS NULL"))
    for name in amount_inputs(definition):
        if name in numbers:
            broken.append((f"{name} cannot be read as a number", f'r."#bad{numbers[name]}"'))
    for one in source.fields:
        if one.kind in NUMERIC and casts[one.name].check:
            broken.append((f"{one.name} {casts[one.name].reason}", f'r."#out{numbers[one.name]}"'))
    if amount is not None and amount.too_large is not None:
        broken.append(("amount is too large to be held exactly", 'r."#toolarge"'))
    for one in source.fields:
        broken += _bounds(one, casts[one.name].type.scale)
    return [RowReason(label, "quarantined", condition) for label, condition in broken]


def _bounds(one: Field, scale: int | None) -> list[tuple[str, str]]:
    if one.kind not in NUMERIC:
        return []
    broken = []
    value = f"(CAST(r.{ident(one.name)} AS DOUBLE) / {10 ** (scale or 0)})"
    if one.definition.minimum is not None:
        broken.append(
            (f"{one.name} is below {one.definition.minimum:g}", f"{value} < {one.definition.minimum!r}")
        )
    if one.definition.maximum is not None:
        broken.append(
            (f"{one.name} is above {one.definition.maximum:g}", f"{value} > {one.definition.maximum!r}")
        )
    return broken


def _aliases(plan: StagePlan) -> dict[str, str]:
    """Columns that need no storage of their own."""
    definition, aliases = plan.source.definition, {}
    key = plan.source.key_field
    is_own = key is not None and plan.source.unit is not None and plan.matching is None
    if key is not None and is_own and key.kind is Kind.IDENTIFIER:
        aliases[key.name] = "CAST(_key AS VARCHAR)" if plan.integer_key else "_key"
    if definition.time is not None:
        aliases[definition.time] = "_time"
    if (
        isinstance(definition.amount, str)
        and definition.amount in definition.columns
        and definition.amount != "amount"
    ):
        aliases["amount"] = ident(definition.amount)
    if definition.event_column is not None and definition.event_column not in aliases:
        aliases[definition.event_column] = "_event"
    return aliases
