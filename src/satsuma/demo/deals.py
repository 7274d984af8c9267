"""Larkfield Trade's deals, contracts and e-mail clicks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from satsuma.demo.rows import quote, write_rows
from satsuma.demo.streams import pick, stream
from satsuma.demo.trade import Accounts, Person, salesforce_id
from satsuma.demo.trade_words import LANDSCAPER, NEEDS, STAGES, TRADES

SINGLE_WIN_RATE, OTHER_WIN_RATE = 0.14, 0.33
EARLIEST_DAYS_AGO = 730
DEAL_HEADER = (
    "Id,AccountId,Name,StageName,Amount,Probability,CreatedDate,CloseDate,Type,IsClosed,IsWon,"
    "PrimaryContactId,ContactRole__c,CustomerNeed__c"
)
CONTRACT_HEADER = (
    "Id,ContractNumber,AccountId,Status,StartDate,EndDate,ContractTerm,RenewalDate__c,AnnualValue__c"
)
CLICK_HEADER = "Timestamp,ContactId,Email,Campaign,Url"
CAMPAIGNS = ("Trade price list", "Spring planting plan", "Compliance guide", "Contract renewal")


@dataclass(frozen=True, slots=True)
class Deals:
    """Columns by deal; days count back from the last day, negative = a close date still to come."""

    account: np.ndarray
    created_days_ago: np.ndarray
    closed_days_ago: np.ndarray
    amount: np.ndarray  # whole euros
    is_won: np.ndarray
    need: np.ndarray
    sign_chance: np.ndarray

    @property
    def is_closed(self) -> np.ndarray:
        """Won or lost; the others are the open pipeline."""
        return np.asarray(self.closed_days_ago >= 0)


def draw_deals(accounts: Accounts, seed: int) -> Deals:
    """Deals by the habits of each trade; won shares are exact within single-contact and other accounts."""
    rng = stream(seed, "trade/deals")
    kind = np.array(accounts.trade)
    number = 1 + rng.poisson(np.array([trade.deals for trade in TRADES])[kind] - 1)
    account = np.repeat(np.arange(len(kind)), number)
    trade = kind[account]

    def habit(field: str) -> np.ndarray:
        return np.asarray(np.array([getattr(one, field) for one in TRADES])[trade])

    cycle = habit("cycle_days") * np.exp(habit("cycle_spread") * rng.standard_normal(len(account)))
    created = rng.integers(3, EARLIEST_DAYS_AGO, len(account))
    closed = created - np.maximum(1, cycle.astype(np.int64))
    amount = (habit("amount") * np.exp(0.45 * rng.standard_normal(len(account)))).round(-1).astype(np.int64)
    main_need = np.array([NEEDS.index(one.need) for one in TRADES])[trade]
    any_need = rng.integers(0, len(NEEDS), len(account))
    need = np.where(rng.random(len(account)) < habit("need_share"), main_need, any_need)
    is_single = np.array([accounts.is_single(one) for one in range(len(kind))])[account]
    luck = rng.random(len(account)) + 0.25 * (trade == LANDSCAPER)
    won = np.zeros(len(account), dtype=bool)
    for group, rate in ((is_single, SINGLE_WIN_RATE), (~is_single, OTHER_WIN_RATE)):
        settled = np.flatnonzero(group & (closed >= 0))
        won[settled[np.argsort(-luck[settled], kind="stable")][: round(rate * len(settled))]] = True
    return Deals(account, created, closed, amount, won, need, rng.random(len(account)))


def signers(accounts: Accounts, deals: Deals) -> list[Person]:
    """Who signs each deal: shares of each trade's roles exact among its won deals with a whole committee."""
    chosen = [accounts.people[account][0] for account in deals.account.tolist()]
    trade = np.array(accounts.trade)[deals.account]
    for code, habit in enumerate(TRADES):
        for won in (True, False):
            rows = np.flatnonzero((trade == code) & (deals.is_won == won))
            rows = rows[np.argsort(deals.sign_chance[rows], kind="stable")]
            edges = np.round(np.cumsum(habit.signs) * len(rows)).astype(int)
            committees = [_committee(accounts, int(deals.account[row])) for row in rows]
            _share_out(rows, committees, habit.roles, np.diff(edges, prepend=0).tolist(), chosen)
    return chosen


def _committee(accounts: Accounts, account: int) -> dict[str, Person]:
    return {person.role: person for person in reversed(accounts.people[account])}


def _share_out(
    rows: np.ndarray, committees: list[dict[str, Person]], roles: tuple[str, ...], quota: list[int],
    chosen: list[Person],
) -> None:  # fmt: skip
    """Give the rarest roles first to deals whose account has them; the first role takes what is left."""
    free = set(range(len(rows)))
    for role, wanted in reversed(list(zip(roles, quota, strict=True))[1:]):
        able = [place for place in sorted(free) if role in committees[place]][:wanted]
        for place in able:
            chosen[int(rows[place])] = committees[place][role]
        free.difference_update(able)


def write_deals(path: Path, accounts: Accounts, deals: Deals, seed: int, ends_on: date) -> None:
    """Write opportunities.csv."""
    stage = pick(stream(seed, "trade/stages"), [0.3, 0.3, 0.25, 0.15], len(deals.account))
    people = signers(accounts, deals)
    rows = []
    for row, account in enumerate(deals.account.tolist()):
        closed, won = bool(deals.is_closed[row]), bool(deals.is_won[row])
        name = "Closed Won" if won else "Closed Lost" if closed else STAGES[stage[row]]
        chance = 100 if won else 0 if closed else 10 + 20 * int(stage[row])
        created = ends_on - timedelta(days=int(deals.created_days_ago[row]))
        closes = ends_on - timedelta(days=int(deals.closed_days_ago[row]))
        rows.append(
            f"{salesforce_id('006', 70_000 + 3 * row)},{accounts.id[account]},"
            f"{quote(f'{accounts.name[account]} - {created.year}/{row % 9 + 1}')},{name},"
            f"{int(deals.amount[row])}.00,{chance},{created.isoformat()}T10:00:00.000+0000,{closes.isoformat()},"
            f"{'Existing Business' if row % 3 else 'New Business'},{str(closed).lower()},{str(won).lower()},"
            f"{people[row].id},{people[row].role},{NEEDS[deals.need[row]]}"
        )
    write_rows(path, DEAL_HEADER, rows)


def write_contracts(path: Path, accounts: Accounts, seed: int, ends_on: date) -> None:
    """Write contracts.csv: hotels and councils renew, landscapers seldom have one."""
    rng = stream(seed, "trade/contracts")
    rows: list[str] = []
    for account, kind in enumerate(accounts.trade):
        if rng.random() >= TRADES[kind].contract_share:
            continue
        months = int(rng.choice((12, 24, 36)))
        renewal = ends_on + timedelta(days=int(rng.integers(-60, 30 * months - 60)))
        start = renewal - timedelta(days=round(months * 30.4375))
        status = "Activated" if renewal > ends_on else "Expired"
        value = int(TRADES[kind].amount * float(rng.uniform(0.8, 2.0)))
        rows.append(
            f"{salesforce_id('800', 500 + 7 * account)},{len(rows) + 1:08d},{accounts.id[account]},{status},"
            f"{start},{renewal - timedelta(days=1)},{months},{renewal},{value}.00"
        )
    write_rows(path, CONTRACT_HEADER, rows)


def write_clicks(path: Path, accounts: Accounts, seed: int, ends_on: date) -> None:
    """Write email_clicks.csv, in order of time; assistants click most, those who decide least."""
    rng = stream(seed, "trade/clicks")
    clicks = []
    for group in accounts.people:
        for person in group:
            for _ in range(int(rng.poisson(2.5 if person.role in ("Assistant", "Head gardener") else 0.9))):
                at = (int(rng.integers(0, 365)), int(rng.integers(7 * 3600, 19 * 3600)))
                clicks.append((-at[0], at[1], person, CAMPAIGNS[int(rng.integers(0, len(CAMPAIGNS)))]))
    rows = []
    for days, second, person, campaign in sorted(clicks, key=lambda click: (click[0], click[1], click[2].id)):
        day = (ends_on + timedelta(days=days)).isoformat()
        time = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        url = f"https://trade.example.com/{campaign.lower().replace(' ', '-')}"
        rows.append(f"{day}T{time}Z,{person.id},{person.email},{campaign},{url}")
    write_rows(path, CLICK_HEADER, rows)
