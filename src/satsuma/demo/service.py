"""What customers send back and say: returns.csv, tickets.json and six interview notes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from satsuma.demo import words
from satsuma.demo.catalogue import Products
from satsuma.demo.days import Days
from satsuma.demo.interviews import INTERVIEWS
from satsuma.demo.people import People
from satsuma.demo.plants import SLIPPING
from satsuma.demo.rows import format_rows, write_rows
from satsuma.demo.shop import WebOrders
from satsuma.demo.streams import stream

RETURN_SHARE = 0.05  # of web lines of known customers
RETURN_HEADER = "Return ID,Order Name,Email,Date,SKU,Quantity,Refund,Reason"


def write_returns(path: Path, web: WebOrders, products: Products, seed: int, days: Days) -> None:
    """Write whole lines that came back 3 to 20 days after the order, at what was paid for them."""
    orders = web.orders
    rng = stream(seed, "service/returns")
    order = orders.line_order
    back = (rng.random(len(order)) < RETURN_SHARE) & (web.number[order] > 0) & (orders.customer[order] >= 0)
    day = orders.day[order] + rng.integers(3, 21, len(order))
    line = np.flatnonzero(back & (day < days.count))
    line = line[np.argsort(day[line], kind="stable")]
    reason = rng.integers(0, len(words.RETURN_REASONS), len(line)).tolist()
    rows = format_rows(
        "R%06d,#%d,%s,%s,%s,%d,%.2f,%s", range(1, len(line) + 1), web.number[order[line]].tolist(),
        web.email[order[line]].tolist(), days.texts(day[line]),
        [products.sku[code] for code in orders.product[line].tolist()], orders.quantity[line].tolist(),
        (orders.line_cents(products)[line] / 100).tolist(), [words.RETURN_REASONS[code] for code in reason],
    )  # fmt: skip
    write_rows(path, RETURN_HEADER, rows)


def write_tickets(path: Path, people: People, seed: int, days: Days) -> None:
    """Write the help desk's tickets; slipping regulars complain most, and about stock."""
    rng = stream(seed, "service/tickets")
    slipping = people.segment == SLIPPING
    mean = np.where(slipping, 0.22, 0.05) * (people.email != "") * ~people.is_prospect
    number = rng.poisson(mean)
    person = np.repeat(np.arange(people.count), number)
    start = np.maximum(people.created_day[person], np.where(slipping[person], days.middle, 0))
    day = rng.integers(np.minimum(start, days.count - 1), days.count)
    order = np.argsort(day, kind="stable")
    person, day = person[order], day[order]
    kind = rng.integers(0, len(words.TICKETS), len(person))
    kind = np.where(slipping[person] & (rng.random(len(person)) < 0.5), 1, kind).tolist()
    rating, second = rng.integers(1, 6, len(person)).tolist(), rng.integers(28_800, 72_000, len(person))
    texts, emails = days.texts(day), people.email[person].tolist()
    tickets = [
        {
            "ticket_id": f"T{row + 1:06d}",
            "email": emails[row],
            "created_at": f"{texts[row]}T{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}Z",
            "channel": ("e-mail", "chat", "phone")[row % 3],
            "category": words.TICKETS[kind[row]][0],
            "subject": words.TICKETS[kind[row]][1],
            "status": "open" if day[row] > days.count - 5 else "closed",
            "satisfaction": rating[row] if row % 4 else None,
        }
        for row, at in enumerate(second.tolist())
    ]
    body = ",\n".join(json.dumps(ticket, ensure_ascii=False) for ticket in tickets)
    path.write_bytes(f"[\n{body}\n]\n".encode())


def write_interviews(folder: Path) -> tuple[Path, ...]:
    """Write the six notes; they name first names and habits of no one in the files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in INTERVIEWS:
        path = folder / f"{name}.txt"
        path.write_bytes(text.encode())
        paths.append(path)
    return tuple(paths)
