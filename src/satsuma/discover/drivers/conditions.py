"""Splits and bins of a driver as conditions of the rule language, so that a segment can be made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from satsuma.discover.associations.variables import OTHERS
from satsuma.discover.drivers.features import Feature
from satsuma.language import tree
from satsuma.language.tree import Condition
from satsuma.model.kinds import Kind


def say_known(feature: Feature, *, is_known: bool) -> Condition:
    """Customers with a value, or without one."""
    return tree.Missing(value=tree.Variable(name=feature.name), negated=is_known)


def say_between(feature: Feature, low: Decimal | None, below: Decimal | None) -> Condition | None:
    """From `low` to under `below`; None for ordered words, whose places are no numbers of the language."""
    if feature.info.kind is Kind.ORDERED:
        return None
    parts = [_compare(feature, sign, cut) for sign, cut in ((">=", low), ("<", below)) if cut is not None]
    if not parts:
        return say_known(feature, is_known=True)
    return parts[0] if len(parts) == 1 else tree.And(conditions=tuple(parts))


def say_equal(feature: Feature, value: Decimal) -> Condition | None:
    """Exactly one value."""
    return None if feature.info.kind is Kind.ORDERED else _compare(feature, "=", value)


def say_words(feature: Feature, words: Sequence[str]) -> Condition | None:
    """Any of some levels; None where the rarer ones that stand together are among them."""
    if OTHERS in words:
        return None
    variable = tree.Variable(name=feature.name)
    if feature.info.kind is Kind.FLAG:
        if len(words) != 1:
            return None
        is_yes = words[0] == "yes"
        return (
            tree.Flag(value=variable)
            if is_yes
            else tree.Compare(sign="=", left=variable, right=tree.YesNo(value=False))
        )
    texts = tuple(tree.Text(value=word) for word in words)
    if len(texts) == 1:
        return tree.Compare(sign="=", left=variable, right=texts[0])
    return tree.OneOf(value=variable, options=texts)


def _compare(feature: Feature, sign: str, cut: Decimal) -> Condition:
    number: tree.Number | tree.Date = tree.Number(value=cut)
    if feature.info.kind is Kind.DATE:
        number = tree.Date(day=dt.date(1970, 1, 1) + dt.timedelta(days=int(cut)))
    return tree.Compare.model_validate(
        {"sign": sign, "left": tree.Variable(name=feature.name), "right": number}
    )
