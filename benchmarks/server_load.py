"""Editors and service desks as a server meets them: rules that change key by key, and customers looked up at a steady rate.

A plain HTTP/1.1 client over asyncio streams, so that what is measured is the server. Look-ups are due at fixed times, and
their latency counts from when they were due: a slow answer does not make the next ones look fast.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

THINK_SECONDS = 1.0
"""Between an answer and the next change of an editor: the web app waits for a pause in typing too."""
CONNECTIONS = 16
LEAVES = (
    "age >= {small}",
    "count(order, last {days} days) >= {few}",
    "sum(order.amount, last {days} days) > {amount}",
    'count(order where channel = "app", last {days} days) >= {few}',
    'country in ("country 1", "country {few}")',
    "has(visit, last {days} days)",
    "days since last(order) <= {days}",
    "top {few}0% by sum(order.amount, last {days} days)",
    "sequence(cart then order within 7 days, last {days} days)",
    "distinct(order.product, last {days} days) >= {few}",
)


@dataclass(slots=True)
class Latencies:
    """Seconds from when an answer was due to be asked for, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    failures: int = 0

    def at(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0


class Client:
    """One connection that stays open."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        """The status and the body."""
        if self._writer is None or self._reader is None:
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        content = b"" if body is None else json.dumps(body).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\nX-Requested-With: satsuma\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        self._writer.write(head.encode() + content)
        status = int((await self._reader.readline()).split()[1])
        length = 0
        while (line := await self._reader.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        return status, await self._reader.readexactly(length)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


def make_leaf(chance: random.Random) -> str:
    """A condition with numbers of its own."""
    numbers = {
        "small": chance.randint(18, 80), "days": chance.randint(7, 400), "few": chance.randint(1, 5),
        "amount": chance.randint(10, 900),
    }  # fmt: skip
    return chance.choice(LEAVES).format(**numbers)


async def edit(client: Client, seed: int, until: float, found: Latencies) -> None:
    """One editor: a rule of five conditions of which one changes at a time."""
    chance = random.Random(seed)
    leaves = [make_leaf(chance) for _ in range(5)]
    await asyncio.sleep(chance.random() * THINK_SECONDS)
    while time.monotonic() < until:
        leaves[chance.randrange(5)] = make_leaf(chance)
        rule = f"({leaves[0]} or {leaves[1]}) and {leaves[2]} and not ({leaves[3]} or {leaves[4]})"
        began = time.monotonic()
        status, answer = await client.ask("POST", "/v1/rules/count", {"text": rule})
        found.seconds.append(time.monotonic() - began)
        found.failures += status != 200 or json.loads(answer)["customers"] is None
        await asyncio.sleep(THINK_SECONDS)


async def look_up(
    clients: Sequence[Client], keys: Sequence[str], a_second: int, until: float, found: Latencies
) -> None:
    """Customers at a steady rate over a few connections."""
    free: asyncio.Queue[Client] = asyncio.Queue()
    for client in clients:
        free.put_nowait(client)
    chance, begin, tasks = random.Random(7), time.monotonic(), set[asyncio.Task[None]]()

    async def ask(key: str, due: float) -> None:
        client = await free.get()
        status, _ = await client.ask("GET", f"/v1/customers/{key}")
        free.put_nowait(client)
        found.seconds.append(time.monotonic() - due)
        found.failures += status != 200

    number = 0
    while (due := begin + number / a_second) < until:
        await asyncio.sleep(max(due - time.monotonic(), 0))
        task = asyncio.create_task(ask(chance.choice(keys), due))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        number += 1
    await asyncio.gather(*tasks)


async def put_to_work(
    host: str, port: int, keys: Sequence[str], *, editors: int, a_second: int, seconds: float
) -> tuple[Latencies, Latencies]:
    """Edits and look-ups together for so long; their latencies."""
    edits, found = Latencies(), Latencies()
    writers = [Client(host, port) for _ in range(editors)]
    readers = [Client(host, port) for _ in range(CONNECTIONS)]
    until = time.monotonic() + seconds
    jobs = [edit(client, number, until, edits) for number, client in enumerate(writers)]
    if a_second:
        jobs.append(look_up(readers, keys, a_second, until, found))
    await asyncio.gather(*jobs)
    for client in (*writers, *readers):
        client.close()
    return edits, found
