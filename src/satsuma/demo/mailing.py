"""email_events.csv.gz: what was sent to whom and what they did with it. Ends 41 days after the orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from satsuma.demo.days import EMAIL_EXTRA_DAYS, Days
from satsuma.demo.people import People
from satsuma.demo.plants import CLICK_RATES, DECEMBER, habit_column
from satsuma.demo.rows import format_rows, write_rows
from satsuma.demo.streams import stream

CAMPAIGN_EVERY_DAYS = 14
SENT_SHARE = 0.27  # of those who can be written to, each campaign
UNSUBSCRIBE_SHARE = 0.08
OPEN_SHARE, DORMANT_OPEN_SHARE = 0.30, 0.015
DORMANT_AFTER_DAYS = 30
THEMES = (
    "Spring start",
    "Balcony ideas",
    "New bulbs",
    "Barbecue",
    "Gift guide",
    "Soil week",
    "Clearance",
    "Tips",
)
EVENTS = ("sent", "open", "click", "unsubscribe")
DEVICES = ("desktop", "phone", "tablet")
HEADER = "timestamp,recipient,event,campaign,device,url"
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Actions:
    """One campaign's events in order of time; seconds count from the first day's midnight, UTC."""

    person: np.ndarray
    second: np.ndarray
    event: np.ndarray
    device: np.ndarray  # -1 where nothing was opened


def draw_unsubscribed(people: People, seed: int, days: Days) -> np.ndarray:
    """The day each person opts out of e-mail, far beyond the last day for those who do not."""
    rng = stream(seed, "mailing/unsubscribed")
    end = days.count + EMAIL_EXTRA_DAYS
    start = np.clip(people.created_day + 20, 0, end - 1)
    day = rng.integers(start, end)
    return np.where(rng.random(people.count) < UNSUBSCRIBE_SHARE, day, 10 * end)


def write_mailing(path: Path, people: People, opts_out_on: np.ndarray, seed: int, days: Days) -> None:
    """Write all campaigns, one every fortnight; the last goes out on the last day."""
    last = days.count - 1 + EMAIL_EXTRA_DAYS
    first = last % CAMPAIGN_EVERY_DAYS
    campaigns = range(first, last + 1, CAMPAIGN_EVERY_DAYS)
    rows = (
        _campaign_rows(people, number, day, opts_out_on, seed, days)
        for number, day in enumerate(campaigns, start=1)
    )
    write_rows(path, HEADER, chain.from_iterable(rows))


def click_rates(people: People) -> np.ndarray:
    """Each person's chance to click a campaign: by lead source and age, none for those bought once."""
    rates = np.array(CLICK_RATES)[people.source, people.age_band]
    return np.where(people.segment == DECEMBER, 0.0, rates)


def _campaign_rows(
    people: People, number: int, day: int, opts_out_on: np.ndarray, seed: int, days: Days
) -> Iterator[str]:
    actions = _draw_campaign(people, number, day, opts_out_on, seed, days)
    name = f"Mail {number:02d} {THEMES[number % len(THEMES)]}"
    url = f"https://shop.example.com/{THEMES[number % len(THEMES)].lower().replace(' ', '-')}"
    stamps = days.texts(actions.second // _SECONDS_A_DAY)
    times = [
        f"{text}T{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}Z"
        for text, at in zip(stamps, (actions.second % _SECONDS_A_DAY).tolist(), strict=True)
    ]
    devices = [*DEVICES, ""]
    return format_rows(
        f"%s,%s,%s,{name},%s,%s", times, people.email[actions.person].tolist(),
        [EVENTS[code] for code in actions.event.tolist()],
        [devices[code] for code in actions.device.tolist()],
        [url if code == 2 else "" for code in actions.event.tolist()],
    )  # fmt: skip


def _draw_campaign(
    people: People, number: int, day: int, opts_out_on: np.ndarray, seed: int, days: Days
) -> Actions:
    rng = stream(seed, f"mailing/campaign/{number}")
    known = (people.email != "") & (people.created_day < day) & (opts_out_on >= day)
    who = np.flatnonzero(known & (rng.random(people.count) < SENT_SHARE)).astype(np.int32)
    sent = day * _SECONDS_A_DAY + 7 * 3600 + rng.integers(0, 3600, len(who))
    dormant = (people.segment[who] == DECEMBER) & (day > people.created_day[who] + DORMANT_AFTER_DAYS)
    clicks = rng.random(len(who)) < click_rates(people)[who]
    leaves = opts_out_on[who] < day + CAMPAIGN_EVERY_DAYS
    opens = clicks | leaves | (rng.random(len(who)) < np.where(dormant, DORMANT_OPEN_SHARE, OPEN_SHARE))
    opened = sent + 60 + rng.exponential(5 * 3600, len(who)).astype(np.int64)
    clicked = opened + rng.integers(5, 300, len(who))
    by_phone = rng.random(len(who)) < habit_column("phone")[people.segment[who]]
    device = np.where(by_phone, 1, np.where(rng.random(len(who)) < 0.1, 2, 0))
    parts = (
        (np.ones(len(who), dtype=bool), sent), (opens, opened), (clicks, clicked), (leaves, clicked + 120),
    )  # fmt: skip
    person = np.concatenate([who[chosen] for chosen, _ in parts])
    second = np.concatenate([at[chosen] for chosen, at in parts])
    event = np.repeat(np.arange(4), [int(chosen.sum()) for chosen, _ in parts])
    shown = np.concatenate([device[chosen] for chosen, _ in parts])
    order = np.lexsort((event, second))
    order = order[second[order] < (days.count + EMAIL_EXTRA_DAYS) * _SECONDS_A_DAY]
    event = event[order]
    return Actions(person[order], second[order], event, np.where(event == 0, -1, shown[order]))
