"""Which moment a command asks about: `--as-of`, else today if the data reach it, else the main source's last day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from satsuma.language.calendar import day_start
from satsuma.model.errors import OptionError

if TYPE_CHECKING:
    from satsuma.columns import Population


@dataclass(frozen=True, slots=True)
class AsOf:
    """`seconds` UTC, inclusive: the last second of `day` in the project's zone. `reason` is said in the output."""

    day: dt.date
    seconds: int
    reason: str


def read_zone(name: str) -> ZoneInfo:
    """The zone by its IANA name; OptionError names a wrong one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise OptionError(
            f"'{name}' is not a time zone.", hint="Use an IANA name such as Europe/Berlin or UTC."
        ) from None


def read_day(text: str) -> dt.date:
    """A day as YYYY-MM-DD; OptionError otherwise."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise OptionError(
            f"'{text}' is not a day.", hint="Write it as YYYY-MM-DD, for example 2026-06-30."
        ) from None


def end_of_day(day: dt.date, zone: ZoneInfo) -> int:
    """The day's last second in the zone, in seconds UTC."""
    if not dt.date(1900, 1, 1) <= day <= dt.date(2199, 12, 31):
        raise OptionError(
            f"{day.isoformat()} is outside 1900 to 2199.", hint="Choose a day that the data can reach."
        )
    return day_start(day + dt.timedelta(days=1), zone) - 1


def local_day(seconds: int, zone: ZoneInfo) -> dt.date:
    return dt.datetime.fromtimestamp(seconds, zone).date()


def find_last_event(
    population: Population, unit: str, main_event: str | None
) -> tuple[int | None, str | None]:
    """The last time of the unit's main event in seconds UTC, and the event's name; without a main event the latest of all
    events, (None, None) without any."""
    events = population.units[unit].events
    names = [main_event] if main_event is not None and main_event in events else list(events)
    last = {name: int(events[name].time.max()) for name in names if len(events[name].time)}
    latest = max(last, key=lambda name: last[name], default=None)
    return (last[latest], latest) if latest is not None else (None, None)


def choose_as_of(
    asked: str | None, now: int, last_event: int | None, source: str | None, zone: ZoneInfo
) -> AsOf:
    """`last_event` is the main event source's last time, None without events (then today)."""
    if asked is not None:
        day = read_day(asked)
        return AsOf(day, end_of_day(day, zone), "as asked")
    today = local_day(now, zone)
    if last_event is None:
        return AsOf(today, end_of_day(today, zone), "today")
    last_day = local_day(last_event, zone)
    if last_day >= today:
        return AsOf(today, end_of_day(today, zone), "today")
    return AsOf(last_day, end_of_day(last_day, zone), f"the last day of {source}")
