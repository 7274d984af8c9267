"""Lines of a profile as sentences: the share here and of everyone, n and interval, "most" only above half."""

from __future__ import annotations

from satsuma.model.kinds import Kind
from satsuma.model.results import ProfileLine


def show_share(share: float) -> str:
    """A share as percent; one decimal below 10 %."""
    return f"{share * 100:.1f} %" if 0 < share < 0.0995 else f"{share * 100:.0f} %"


def show_number(value: float, kind: Kind, currency: str | None) -> str:
    """A number in its unit: shares as percent, money with its currency."""
    if kind is Kind.SHARE:
        return show_share(value)
    digits = 0 if abs(value) >= 100 or value == 0 else 1 if abs(value) >= 10 else 2
    text = f"{value:,.{digits}f}"
    return f"{text} {currency}" if kind is Kind.MONEY and currency else text


def show_year(value: float, kind: Kind, currency: str | None) -> str:
    """1990, not 1,990."""
    return f"{value:.0f}"


def is_year(line: ProfileLine) -> bool:
    """Whether a number is a year: it is called one and lies among them."""
    known = [value for value in (line.value, line.everyone) if value is not None]
    return "year" in line.title.casefold() and all(1000 <= value < 2200 for value in known)


def describe_line(line: ProfileLine, currency: str | None) -> str:
    """One plain sentence."""
    name = line.title if line.level is None else f"{line.title}: {line.level}"
    if line.suppressed:
        return f"{name}: too few to show."
    if line.text is not None:
        return f"{name}: {line.text} in the middle (n = {line.n:,})."
    if line.value is None or line.everyone is None:
        return f"{name}: no data."
    if line.level is None:
        return describe_mean(name, line, currency)
    interval = (
        "" if line.low is None or line.high is None else f"; {line.low * 100:.0f}–{show_share(line.high)}"
    )
    head = f"{name}: {show_share(line.value)} here, {show_share(line.everyone)} of everyone (n = {line.n:,}{interval})."
    return f"{head} {judge_share(line)}".rstrip()


def describe_mean(name: str, line: ProfileLine, currency: str | None) -> str:
    assert line.value is not None
    assert line.everyone is not None
    show = show_year if is_year(line) else show_number
    here, all_ = (show(value, line.kind, currency) for value in (line.value, line.everyone))
    interval = ""
    if line.low is not None and line.high is not None and line.low < line.high:
        low, high = (show(value, line.kind, None) for value in (line.low, line.high))
        interval = f"; {low} to {high}"
    return f"{name}: {here} on average here, {all_} for everyone (n = {line.n:,}{interval})."


def judge_share(line: ProfileLine) -> str:
    """What the share means, carefully: over-represented is not most."""
    if not line.marker or line.value is None or line.everyone is None:
        return ""
    if line.value < line.everyone:
        return "Under-represented."
    return "Most, and over-represented." if line.value > 0.5 else "Over-represented, not most."
