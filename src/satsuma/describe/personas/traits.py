"""What a marker may lend to a name and a portrait: words about what people do, never about who they were born as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from satsuma.describe.personas.choosing import UNTRUSTED, weigh
from satsuma.describe.personas.wording import is_sure
from satsuma.model.kinds import Kind
from satsuma.model.persona_definitions import Thing
from satsuma.model.results import ProfileLine

UNFIT = (
    "gender", "sex", "geschlecht", "genre", "ethnic", "race", "religio", "nationalit", "country", "language", "sprache",
    "polit", "health", "income", "birth", "age", "marital", "salutation", "title", "staff", "status", "lifecycle", "stage",
)  # fmt: skip
"""Variables with such a word lend nothing: a name or a portrait made of them would be a stereotype."""


@dataclass(frozen=True, slots=True)
class Trait:
    """`words` recognise it in a variable's name, title or level; `high` and `low` are what to call people who have more or less
    of it, `noun` what to call those who have more; `thing` is what they hold."""

    words: tuple[str, ...]
    high: str | None = None
    low: str | None = None
    noun: str | None = None
    thing: Thing | None = None


TRAITS: tuple[Trait, ...] = (
    Trait(("gift", "present", "geschenk"), "Gift-Giving", None, "Givers", "gift"),
    Trait(("december", "christmas", "holiday", "weihnacht"), "December", None, "Visitors", "lantern"),
    Trait(("discount", "coupon", "code share", "rabatt", "promo", "clearance"), "Bargain", "Full-Price", "Hunters", "tag"),
    Trait(("project", "decking", "furniture", "barbecue", "renovat"), "Project", None, "Builders", "house"),
    Trait(("balcon", "pots"), "Balcony", None, "Growers", "watering can"),
    Trait(("plant", "seed", "bulb", "soil", "flower", "garden"), "Green", None, "Planters", "watering can"),
    Trait(("bike", "bicycle", "cycling", "tyre", "tire"), "Cycling", None, "Riders", "compass"),
    Trait(("cloth", "apparel", "fashion", "jersey", "shoe"), "Outfitted", None, "Dressers", "heart"),
    Trait(("food", "grocer", "snack", "dairy", "produce", "meat"), "Pantry", None, "Stockers", "cart"),
    Trait(("interval", "overdue"), "Overdue", "Punctual", None, "clock"),
    Trait(("phone", "mobile", "android", "iphone", "app "), "Pocket", "Desktop", None, "phone"),
    Trait(("days since last order", "days since the last order", "days since order"), "Quiet", "Fresh", None, "clock"),
    Trait(("days since", "overdue"), "Quiet", "Present", None, "clock"),
    Trait(("tenure", "first order"), "Long-Standing", "New", None, "calendar"),
    Trait(("spend trend",), "Rising", "Fading", None, "coin"),
    Trait(("focus on few", "category focus"), "One-Aisle", None, None, "heart"),
    Trait(("categories bought", "category count"), "All-Round", "One-Aisle", None, "cart"),
    Trait(("average gap",), "Patient", "Steady", None, "calendar"),
    Trait(("ticket", "complain"), "Outspoken", None, None, "question"),
    Trait(("return", "refund"), "Second-Thought", None, None, "parcel"),
    Trait(("click", "newsletter", "email", "e mail"), "Reading", None, "Readers", "envelope"),
    Trait(("visit", "time on site", "session"), "Browsing", None, "Browsers", "compass"),
    Trait(("cart", "basket"), "Basket", None, None, "cart"),
    Trait(("urban",), "City", None, None, "building"),
    Trait(("suburban",), "Suburban", None, None, "house"),
    Trait(("rural",), "Countryside", None, None, "leaf"),
    Trait(("household family", "children", "kids"), "Family", None, "Households", "house"),
    Trait(("store", "till", "filiale", "in shop"), "In-Store", "Online", None, "parcel"),
    Trait(("online", "web"), "Online", "In-Store", None, "cart"),
    Trait(("social",), "Social", None, None, "heart"),
    Trait(("search",), "Searching", None, None, "compass"),
    Trait(("referral", "recommend", "nps"), "Recommending", "Critical", None, "heart"),
    Trait(("gold", "loyalty"), "Loyal", None, None, "heart"),
    Trait(("renewal", "contract"), "Renewing", None, None, "pen"),
    Trait(("win rate", "deals won", "won value", "deals signed"), "Deal-Ready", "Hard-Won", None, "handshake"),
    Trait(("pipeline", "open deals"), "In-Talks", "Settled", None, "handshake"),
    Trait(("number of employees", "company size", "annual revenue"), "Large", "Small", None, "building"),
    Trait(("revenue", "spend", "spent", "margin", "average order", "lifetime"), "Big-Basket", "Small-Basket", None, "coin"),
    Trait(("orders", "frequency", "purchases"), "Frequent", "Occasional", None, "parcel"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker and what it lends; `is_high` where members have more of it."""

    line: ProfileLine
    trait: Trait | None
    is_high: bool


def list_marks(lines: Sequence[ProfileLine]) -> list[Mark]:
    """Markers beyond chance that may be spoken of, the strongest first, whether or not the rule is made of them."""
    usable = [
        line
        for line in lines
        if line.marker and is_sure(line) and not is_unfit(line) and line.value is not None
    ]
    usable.sort(key=lambda line: (-weigh(line), line.variable, line.level or ""))
    return [Mark(line, find_trait(line), (line.value or 0) > (line.everyone or 0)) for line in usable]


def is_unfit(line: ProfileLine) -> bool:
    told = f"_{line.variable}_{line.title}_".casefold().replace(" ", "_")
    return UNTRUSTED in told or any(f"_{word}" in told if len(word) <= 5 else word in told for word in UNFIT)


def find_trait(line: ProfileLine) -> Trait | None:
    """By the level first, as 'Category last bought: Gifts' is about gifts."""
    if line.level is not None and line.kind is not Kind.FLAG:
        level = f" {line.title.casefold()} {line.level.casefold()} "
        found = match(f" {line.level.casefold()} ") or match(level)
        return found
    return match(f" {line.title.casefold()} ") or match(f" {line.variable.replace('_', ' ').casefold()} ")


def match(told: str) -> Trait | None:
    best: tuple[int, Trait] | None = None
    for trait in TRAITS:
        for word in trait.words:
            if f" {word}" in told and (best is None or len(word) > best[0]):
                best = len(word), trait
    return best[1] if best else None
