"""Lookups and how they join: products to order lines, categories to products, regions to both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from satsuma.clean.infer.entities import find_stem
from satsuma.clean.infer.keys import measure_coverage, measure_uniqueness
from satsuma.clean.infer.meanings import says
from satsuma.clean.infer.names import ends_with, singularise
from satsuma.clean.infer.table import Column, Table
from satsuma.clean.infer.words import list_words
from satsuma.model.definitions import Join
from satsuma.model.kinds import Kind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MIN_COVERAGE = 0.5
"""A column joins a lookup when at least this share of its values is found there."""
_LANGUAGES = list_words("english spanish french german italian portuguese en es fr de it pt")
_KEYLIKE = frozenset({Kind.IDENTIFIER, Kind.CATEGORY, Kind.TEXT})
_PRODUCTS = list_words("artikel article item lineitem artikelnummer artículo produkt produit producto stock")
_UPKEEP = list_words("created updated modified synced deleted fivetran loaded createdate")
"""Words of columns that say when a lookup's row was kept up, not what it means."""
_NOT_BROUGHT = frozenset({Kind.IDENTIFIER, Kind.TEXT, Kind.SET})


@dataclass(frozen=True, slots=True)
class Found:
    """A join with the columns that it brings, by the name they get, and the sentence why."""

    join: Join
    brings: Mapping[str, Column]
    reason: str


def find_keys(connection: DuckDBPyConnection, table: Table) -> tuple[Column, ...]:
    """The columns of a lookup that name each row once, identifiers first."""
    found = [
        column
        for column in table.columns.values()
        if column.kind in _KEYLIKE
        and column.filled >= table.rows - 1
        and "alternate" not in column.words
        and table.rows > 1
        and measure_uniqueness(connection, table, column.name) == 1.0
    ]
    return tuple(sorted(found, key=lambda column: column.kind is not Kind.IDENTIFIER))


def find_joins(
    connection: DuckDBPyConnection, tables: Mapping[str, Table], planned: Sequence[str]
) -> dict[str, tuple[Found, ...]]:
    """For every table the lookups that join it; lookups of lookups first, so that their columns are passed on. Only tables
    outside `planned` (those with a unit) are lookups."""
    keys = {name: find_keys(connection, table) for name, table in tables.items() if name not in planned}
    pairs: dict[str, list[tuple[str, Column, Column, float]]] = {name: [] for name in tables}
    for left_name, left in tables.items():
        for right_name, right_keys in keys.items():
            if left_name != right_name and (best := _match(connection, left, tables[right_name], right_keys)):
                pairs[left_name].append((right_name, *best))
    done: dict[str, tuple[Found, ...]] = {}
    for name in tables:
        _resolve(name, tables, pairs, done, ())
    return done


def _match(
    connection: DuckDBPyConnection, left: Table, right: Table, right_keys: Sequence[Column]
) -> tuple[Column, Column, float] | None:
    best: tuple[Column, Column, float] | None = None
    for key in right_keys:
        for column in left.columns.values():
            if column.kind not in _KEYLIKE or not _is_same_name(column, key, right):
                continue
            share = measure_coverage(connection, left, column.name, right, key.name)
            if share >= MIN_COVERAGE and (best is None or share > best[2]):
                best = (column, key, share)
    return best


def _is_same_name(left: Column, right: Column, table: Table) -> bool:
    """customer_key is customer_key, territory_key is sales_territory_key, campaign_id is the id of campaigns; but a bare id
    is never another bare id."""
    mine, theirs = _generalise(find_stem(left.words)), _generalise(find_stem(right.words))
    if not mine and left.words[-1:] != ("sku",):
        return False
    mine = mine or ("product",)
    if left.words == right.words:
        return True
    if not theirs:
        theirs = _generalise(tuple(singularise(word) for word in table.words))
    if left.kind is not Kind.IDENTIFIER or right.kind is not Kind.IDENTIFIER:
        return mine == theirs
    if "alternate" in left.words or "parent" in left.words:
        return False
    return bool(mine) and bool(theirs) and (ends_with(theirs, mine) or ends_with(mine, theirs))


def _generalise(stem: tuple[str, ...]) -> tuple[str, ...]:
    """The stem with words for products replaced by `product`: an article number is a SKU."""
    return tuple("product" if word in _PRODUCTS else word for word in stem)


def _resolve(
    name: str,
    tables: Mapping[str, Table],
    pairs: Mapping[str, Sequence[tuple[str, Column, Column, float]]],
    done: dict[str, tuple[Found, ...]],
    path: tuple[str, ...],
) -> tuple[Found, ...]:
    if name in done:
        return done[name]
    taken = set(tables[name].columns)
    found: list[Found] = []
    for right_name, column, key, share in pairs[name]:
        if right_name in (*path, name):
            continue
        passed_on = _resolve(right_name, tables, pairs, done, (*path, name))
        offered = dict(tables[right_name].columns)
        for inner in passed_on:
            offered.update(inner.brings)
        chosen = _choose_columns(offered, key.name)
        brings = {}
        for own, brought in chosen.items():
            if own in taken:
                continue
            brings[own] = brought
            taken.add(own)
        if not brings:
            continue
        reason = f"'{column.name}' is found in '{right_name}.{key.name}' for {share:.1%} of its values"
        join = Join(lookup=right_name, on=column.name, key=key.name, columns=tuple(brings))
        found.append(Found(join, brings, reason))
    if not path:
        done[name] = tuple(found)
    return tuple(found)


def _choose_columns(offered: Mapping[str, Column], key: str) -> dict[str, Column]:
    """What is worth bringing: no keys, no long texts, of several languages the first (English before others)."""
    chosen: dict[str, Column] = {}
    seen: dict[tuple[str, ...], str] = {}
    ordered = sorted(offered.items(), key=lambda item: "english" not in item[1].words)
    for name, column in ordered:
        if name == key or column.kind in _NOT_BROUGHT or not column.filled or says(column.words, _UPKEEP):
            continue
        if any(word in _LANGUAGES for word in column.words):
            bare = tuple(word for word in column.words if word not in _LANGUAGES)
            if bare in seen:
                continue
            seen[bare] = name
        chosen[name] = column
    return {name: chosen[name] for name in offered if name in chosen}
