"""Figures as the lines of a card: here and of everyone, n and interval, "most" only above half."""

from __future__ import annotations

from satsuma.describe.sentences import show_number, show_share
from satsuma.model.kinds import Kind
from satsuma.model.measures import Measure, Measured
from satsuma.model.personas import PersonaLine
from satsuma.model.results import ProfileLine, VariableInfo


def write_measured(measured: Measured) -> PersonaLine:
    """A line of events; `suppressed` ones say no number."""
    return PersonaLine(
        id=measured.id,
        kind="data",
        title=measured.what,
        sentence=tell_measured(measured),
        level=measured.level,
        measure=measured.measure,
        value_kind=Kind.SHARE if measured.measure == "share" else Kind.NUMBER,
        value=None if measured.suppressed else measured.value,
        everyone=measured.everyone,
        n=measured.n,
        of=measured.of,
        customers=measured.customers,
        low=measured.low,
        high=measured.high,
        p=measured.p,
        marker=is_marker(measured),
        query=measured.query,
    )


def is_marker(measured: Measured) -> bool:
    """Different beyond chance, and by more than a hair: a quarter of everyone's share, or five points."""
    if not measured.is_different or measured.everyone is None or measured.suppressed:
        return False
    distance = abs(measured.value - measured.everyone)
    return distance >= 0.05 or distance >= 0.25 * measured.everyone


def tell_measured(measured: Measured) -> str:
    if measured.suppressed:
        return f"{measured.what}: too few to show."
    if measured.measure != "share":
        return tell_typical(measured)
    if measured.id.startswith("committee:"):
        return tell_signing(measured)
    whose = "of everyone" if measured.n == measured.customers else "overall"
    against = "" if measured.everyone is None else f", {show_share(measured.everyone)} {whose}"
    interval = ""
    if measured.low is not None and measured.high is not None:
        interval = f"; {tell_interval(measured.low, measured.high)}"
    head = f"{measured.what}: {show_share(measured.value)} here{against} (n = {count_words(measured)}{interval})."
    return f"{head} {tell_difference(measured)}".rstrip()


def tell_signing(measured: Measured) -> str:
    """Who signs, as one says it."""
    overall = "" if measured.everyone is None else f", {show_share(measured.everyone)} overall"
    interval = tell_interval(measured.low or 0, measured.high or 0)
    told = f"{measured.what} {show_share(measured.value)} of {measured.of}{overall}"
    return f"{told} (n = {count_words(measured)}; {interval}). {tell_difference(measured)}".rstrip()


def tell_interval(low: float, high: float) -> str:
    """Two shares with one percent sign; decimals where they are small."""
    digits = 1 if high < 0.0995 else 0
    return f"{low * 100:.{digits}f}–{high * 100:.{digits}f} %"


def count_words(measured: Measured) -> str:
    """n, and how many customers it belongs to where that is another number."""
    if measured.n == measured.customers:
        return f"{measured.n:,}"
    return f"{measured.n:,} {measured.of} of {measured.customers:,}"


def tell_difference(measured: Measured) -> str:
    """What a share means, carefully; nothing where chance explains the difference."""
    if not is_marker(measured) or measured.everyone is None:
        return ""
    if measured.value < measured.everyone:
        return "Under-represented."
    return "Most, and over-represented." if measured.value > 0.5 else "Over-represented, not most."


def tell_typical(measured: Measured) -> str:
    unit = " days" if measured.measure == "days" else ""
    overall = "" if measured.everyone is None else f", {measured.everyone:,.0f} overall"
    interval = ""
    if measured.low is not None and measured.high is not None and measured.low < measured.high:
        interval = f"; {measured.low:,.0f} to {measured.high:,.0f}"
    return f"{measured.what}: {measured.value:,.0f}{unit} in the middle{overall} (n = {count_words(measured)}{interval})."


def write_profiled(line: ProfileLine, info: VariableInfo | None) -> PersonaLine:
    """A line of the segment's profile. It is a marker only where its interval leaves everyone's value out."""
    query = None
    if info is not None:
        query = info.expression or f"column {info.name}"
    return PersonaLine(
        id=line.variable if line.level is None else f"{line.variable}:{line.level}",
        kind="data",
        title=line.title if line.level is None else f"{line.title}: {line.level}",
        sentence=line.sentence if is_sure(line) else drop_judgement(line.sentence),
        level=line.level,
        measure="share" if line.level is not None or line.kind is Kind.SHARE else measure_of(line.kind),
        value_kind=Kind.SHARE if line.level is not None else line.kind,
        value=line.value,
        everyone=line.everyone,
        n=line.n,
        of="customers",
        customers=line.n,
        low=line.low,
        high=line.high,
        effect=line.effect,
        marker=line.marker and is_sure(line),
        in_rule=line.in_rule,
        variable=line.variable,
        query=f'{query} = "{line.level}"' if line.level is not None and query else query,
    )


def measure_of(kind: Kind) -> Measure:
    return "money" if kind is Kind.MONEY else "number"


def is_sure(line: ProfileLine) -> bool:
    """Everyone's value lies outside the interval."""
    if line.everyone is None or line.low is None or line.high is None:
        return line.value != line.everyone
    return not line.low <= line.everyone <= line.high


def drop_judgement(sentence: str) -> str:
    """Without what a share means, where chance explains it."""
    for words in (" Most, and over-represented.", " Over-represented, not most.", " Under-represented."):
        sentence = sentence.removesuffix(words)
    return sentence


def say_value(line: PersonaLine, currency: str | None) -> str:
    """The value alone, short enough for a tile or a chart."""
    if line.value is None:
        return "–"
    if line.measure == "share":
        return show_share(line.value)
    if line.measure == "days":
        return f"{line.value:,.0f} days"
    return show_number(line.value, line.value_kind or Kind.NUMBER, currency)
