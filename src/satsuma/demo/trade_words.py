"""Word lists of Larkfield Trade: kinds of account, their people's titles, how they decide."""

from __future__ import annotations

from dataclasses import dataclass

LANDSCAPER, HOTEL, COUNCIL, OTHER = range(4)


@dataclass(frozen=True, slots=True)
class Role:
    """A part in a buying committee and its titles in English, German and French."""

    name: str
    titles: tuple[str, str, str]
    department: str


@dataclass(frozen=True, slots=True)
class Trade:
    """How one kind of account buys."""

    name: str
    share: float  # of accounts
    industry: str
    employees: tuple[int, int]
    cycle_days: float  # median, from created to closed
    cycle_spread: float  # sigma of the log
    amount: float  # median of a deal, euros
    deals: float  # mean an account
    need: str
    need_share: float  # of deals; the others' needs are spread
    contract_share: float  # of accounts
    roles: tuple[str, ...]  # of contacts, the first always there
    signs: tuple[float, ...]  # share of won deals signed by each of `roles`
    names: tuple[str, ...]


ROLES = {
    role.name: role
    for role in (
        Role("Owner", ("Owner", "Inhaber", "Gérant"), "Management"),
        Role("Procurement", ("Procurement Manager", "Leiterin Einkauf", "Chef des achats"), "Procurement"),
        Role("General manager", ("General Manager", "Geschäftsführerin", "Directeur général"), "Management"),
        Role("Head gardener", ("Head Gardener", "Obergärtner", "Chef jardinier"), "Grounds"),
        Role("Parks officer", ("Parks Officer", "Leiter Grünflächenamt", "Chef des espaces verts"), "Parks"),
        Role("Compliance", ("Compliance Officer", "Vergabestelle", "Responsable conformité"), "Legal"),
        Role("Assistant", ("Office Assistant", "Assistentin", "Assistante"), "Office"),
    )
}  # fmt: skip
NEEDS = ("Price", "Delivery time", "Compliance", "Product range", "Advice")

TRADES = (
    Trade("Landscapers", 0.45, "Landscaping", (1, 14), 12, 0.45, 850, 4.6, "Delivery time", 0.55, 0.10,
          ("Owner", "Head gardener", "Assistant"), (0.92, 0.06, 0.02),
          ("Greenline Gardens", "Mossfield Landscaping", "Oak and Fern", "Stone Path Gardens",
           "Wiesner Gartenbau", "Jardins Leblanc", "Hedge & Lawn", "Three Birches", "Kaya Gartenbau",
           "Northside Landscapes")),
    Trade("Hotels", 0.20, "Hospitality", (25, 260), 150, 0.16, 17500, 3.4, "Product range", 0.45, 0.82,
          ("Procurement", "General manager", "Head gardener", "Assistant"), (0.54, 0.34, 0.10, 0.02),
          ("Larkfield Hotel", "Hotel Lindenhof", "Seeblick Resort", "Grand Hôtel du Lac", "The Orchard Inn",
           "Parkhotel Falkenstein", "Hotel Sonnenhang", "Harbour House Hotel", "Hôtel des Tilleuls",
           "Villa Aurelia")),
    Trade("Councils", 0.12, "Government", (80, 900), 105, 0.30, 9800, 3.2, "Compliance", 0.80, 0.45,
          ("Parks officer", "Compliance", "Procurement", "Assistant"), (0.40, 0.38, 0.20, 0.02),
          ("Borough of Ashbury", "Stadt Neuhausen", "Gemeinde Birkental", "Commune de Valbonne",
           "Millbrook Council", "Stadt Rosenau", "Ville de Clairmont", "Eastmoor District")),
    Trade("Other trade", 0.23, "Retail", (3, 120), 45, 0.60, 3200, 3.4, "Price", 0.40, 0.20,
          ("General manager", "Procurement", "Assistant"), (0.60, 0.34, 0.06),
          ("Café Morgenrot", "Fern Property Services", "Willow Garden Centre", "Studio Hartmann",
           "Bluebell Nursery", "Hausverwaltung Krüger", "Les Trois Lilas", "Corner Florist",
           "Riverside Events", "Kindergarten Arche")),
)  # fmt: skip

# The same hotel under three spellings, and what makes other names differ
HOTEL_SPELLINGS = ("Larkfield Hotel Ltd.", "Larkfeild Hotel Ltd.", "LARKFIELD HOTEL LTD")
ENDINGS = ("Ltd.", "GmbH", "SARL", "& Sons", "KG")
STAGES = ("Prospecting", "Qualification", "Proposal/Price Quote", "Negotiation/Review")
