"""What a unit's data are about: which event is the order, which property the category, which column the birth date.

The data keys are those of the template catalogue: P profile, O orders, L order lines with product, M margin, R returns,
E e-mail, W web or app, S survey, T tickets, A accounts and people, D deals, K contracts, X text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from satsuma.measure.words import LABELS, contains, find_named
from satsuma.model.definitions import SourceDefinition
from satsuma.model.kinds import NUMERIC, EventShape, Kind, Role, Shape, UnitShape, ValueType

DATA_KEYS: dict[str, str] = {
    "P": "customer profiles",
    "O": "orders with dates",
    "L": "order lines with products",
    "M": "a margin per order or line",
    "R": "returns or refunds",
    "E": "e-mail clicks or sends",
    "W": "website or app events",
    "S": "survey answers about satisfaction or needs",
    "T": "support tickets",
    "A": "accounts with their people or size",
    "D": "deals with a stage",
    "K": "contracts with a renewal date",
    "X": "posts, reviews or interviews",
}

_EVENT_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("return", ("return", "returns", "refund", "refunds", "retoure", "retouren", "retour", "devolucion", "reso")),
    ("unsubscribe", ("unsubscribe", "unsubscribed", "unsubscribes", "opt out", "abmeldung")),
    ("click", ("click", "clicks", "clicked", "klick", "clic")),
    ("open", ("open", "opens", "opened", "offnung", "ouverture")),
    ("trial", ("trial", "free trial", "trial started", "testphase", "essai", "prueba")),
    ("webinar", ("webinar", "webinars", "webinar attended")),
    ("cart", ("cart", "carts", "cart add", "added to cart", "add to cart", "started checkout", "checkout started",
              "warenkorb", "panier", "carrito", "carrello")),
    ("sign-in", ("sign in", "signed in", "login", "logins", "log in", "logged in", "anmeldung", "connexion")),
    ("pricing", ("pricing", "pricing page", "preisseite")),
    ("ticket", ("ticket", "tickets", "case", "cases", "complaint", "complaints", "support", "beschwerde", "reclamo")),
    ("deal", ("deal", "deals", "opportunity", "opportunities", "pipeline", "verkaufschance", "oportunidad")),
    ("contract", ("contract", "contracts", "renewal", "renewals", "vertrag", "contrat", "contrato")),
    ("send", ("send", "sends", "sent", "delivered", "received", "received email", "email", "emails", "newsletter")),
    ("order", ("order", "orders", "purchase", "purchases", "transaction", "transactions", "sale", "sales", "invoice",
               "invoices", "receipt", "receipts", "basket", "bestellung", "bestellungen", "kauf", "verkauf", "auftrag",
               "commande", "achat", "vente", "pedido", "compra", "venta", "ordine", "acquisto", "till", "placed order")),
    ("visit", ("visit", "visits", "session", "sessions", "page", "pages", "page view", "pageview", "view", "besuch",
               "active on site", "visite", "visita")),
    ("post", ("post", "posts", "review", "reviews", "comment", "comments", "bewertung", "avis")),
)  # fmt: skip

_CATEGORY = ("department", "product category", "category name", "category", "warengruppe", "kategorie", "produktgruppe",
             "categorie", "rayon", "categoria", "reparto", "product line", "product type", "type")  # fmt: skip
_PRODUCT = ("product name", "product", "item", "description", "artikel", "produkt", "produit", "article", "producto",
            "articulo", "prodotto", "sku", "stock code")  # fmt: skip
_CHANNEL = (
    "channel",
    "sales channel",
    "order channel",
    "source name",
    "kanal",
    "canal",
    "canale",
    "shop type",
)
_DISCOUNT = ("discount", "discounts", "discount amount", "rabatt", "remise", "descuento", "sconto", "retail disc",
             "coupon disc", "coupon")  # fmt: skip
_MARGIN = (
    "margin",
    "gross margin",
    "profit",
    "contribution",
    "marge",
    "deckungsbeitrag",
    "margen",
    "margine",
)
_STAGE = ("deal stage", "stage", "stage name", "dealstage", "status", "phase", "etape", "etapa", "fase")
_RENEWAL = ("renewal date", "renewal", "contract end", "contract end date", "end date", "expires", "expiry date",
            "verlangerung", "vertragsende", "date de fin", "fecha de renovacion")  # fmt: skip


def kind_of_event(name: str) -> str | None:
    """What an event type is by its name: order, return, click, open, send, visit, cart, ticket, deal … or None."""
    for kind, phrases in _EVENT_WORDS:
        if any(contains(name, phrase) for phrase in phrases):
            return kind
    return None


def _sort_of(unit: UnitShape, name: str) -> str | None:
    """An event with a stage is a deal whatever its name; else by its name."""
    staged = find_named(unit.events[name].properties, _STAGE[:4], LABELS)
    return "deal" if staged is not None else kind_of_event(name)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit and what was recognised in it; None where the data have nothing of the sort.

    `events` names the event type of each sort (`click`, `visit`, …). `orders` is one event an order, `lines` one event a
    line with product properties (the same as `orders` where a row is both); `negative_returns` says that orders with a
    negative amount are returns. `main` is the project's main event, whatever it is.
    """

    unit: UnitShape
    profile: Mapping[str, ValueType]
    survey: Mapping[str, ValueType]
    survey_events: Mapping[str, EventShape]
    events: Mapping[str, str]
    main: str | None = None
    orders: str | None = None
    has_amount: bool = False
    negative_returns: bool = False
    lines: str | None = None
    category: str | None = None
    product: str | None = None
    channel: str | None = None
    discount: str | None = None
    margin: str | None = None
    stage: str | None = None
    renewal: str | None = None

    def properties(self, event: str | None) -> Mapping[str, ValueType]:
        """The properties of an event type; nothing for None."""
        return self.unit.events[event].properties if event is not None else {}

    @property
    def is_account(self) -> bool:
        """True for a unit of businesses: it has people, is named like one, or has deals of its own."""
        named = any(
            contains(self.unit.name, word)
            for word in ("account", "accounts", "company", "companies", "firma", "reseller", "organisation")
        )
        return self.unit.people is not None or named or self.stage is not None

    @property
    def keys(self) -> frozenset[str]:
        """The data keys that this unit has."""
        events = self.events
        present = {
            "P": bool(self.profile),
            "O": self.orders is not None,
            "L": self.lines is not None and (self.category is not None or self.product is not None),
            "M": self.margin is not None,
            "R": "return" in events or self.negative_returns,
            "E": "click" in events or "open" in events or "send" in events,
            "W": bool({"visit", "cart", "sign-in", "pricing"} & set(events)),
            "S": bool(self.survey) or bool(self.survey_events),
            "T": "ticket" in events,
            "A": self.is_account or self.unit.account is not None,
            "D": "deal" in events and self.stage is not None,
            "K": self.renewal is not None,
            "X": "post" in events,
        }
        return frozenset(key for key, is_there in present.items() if is_there)


def _order_event(
    unit: UnitShape, sources: Mapping[str, SourceDefinition], main_event: str | None
) -> str | None:
    """The grouped event where lines are grouped, else the main event if it is one, else the likeliest by name."""
    grouped = {source.event or name: source.groups.event for name, source in sources.items() if source.groups}
    if main_event is not None and main_event in unit.events:
        if grouped.get(main_event) in unit.events:
            return grouped[main_event]
        sort = _sort_of(unit, main_event)
        if sort == "order" or main_event in grouped.values():
            return main_event
        if sort is None and _has_amount(unit.events[main_event].properties):
            return main_event
    named = [name for name in unit.events if _sort_of(unit, name) == "order"]
    named.sort(
        key=lambda name: (name not in grouped.values(), not _has_amount(unit.events[name].properties), name)
    )
    return named[0] if named else None


def _has_amount(properties: Mapping[str, ValueType]) -> bool:
    """A column may be called so and hold words, or nothing at all."""
    return "amount" in properties and properties["amount"].kind in NUMERIC


def _line_event(unit: UnitShape, sources: Mapping[str, SourceDefinition], orders: str | None) -> str | None:
    if orders is None:
        return None
    for name, source in sources.items():
        line = source.event or name
        if source.groups is not None and source.groups.event == orders and line in unit.events:
            return line
    return orders


def _columns_of(unit: UnitShape, sources: Mapping[str, SourceDefinition], role: Role) -> dict[str, ValueType]:
    owned = {
        column
        for source in sources.values()
        if source.role is role and source.unit in (None, unit.name)
        for column in source.columns
    }
    return {name: value for name, value in unit.columns.items() if name in owned}


def _event_names(unit: UnitShape, orders: str | None, lines: str | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in sorted(unit.events, key=lambda name: (len(name), name)):
        sort = _sort_of(unit, name)
        if sort is not None and name not in (orders, lines):
            found.setdefault(sort, name)
    return found


def gather_evidence(
    shape: Shape, unit: str, sources: Mapping[str, SourceDefinition], main_event: str | None
) -> Evidence:
    """What the data of one unit are about; only names and types are looked at, never values."""
    of = shape.units[unit]
    orders = _order_event(of, sources, main_event)
    lines = _line_event(of, sources, orders)
    survey = _columns_of(of, sources, Role.SURVEY)
    surveys = {name for name, source in sources.items() if source.role is Role.SURVEY}
    events = _event_names(of, orders, lines)
    order_properties = of.events[orders].properties if orders else {}
    line_properties = of.events[lines].properties if lines else {}
    deal = of.events[events["deal"]].properties if "deal" in events else {}
    returned = any(
        source.returns == "negative amount"
        and orders in (source.event or name, source.groups and source.groups.event)
        for name, source in sources.items()
    )
    return Evidence(
        unit=of,
        profile={name: value for name, value in of.columns.items() if name not in survey},
        survey=survey,
        survey_events={
            name: event for name, event in of.events.items() if surveys.intersection(event.source.split(", "))
        },
        events=events,
        main=main_event if main_event in of.events else None,
        orders=orders,
        has_amount=_has_amount(order_properties),
        negative_returns=returned,
        lines=lines,
        category=find_named(line_properties, _CATEGORY, LABELS),
        product=find_named(line_properties, _PRODUCT, LABELS | {Kind.IDENTIFIER}),
        channel=find_named(order_properties, _CHANNEL, LABELS),
        discount=_discount(line_properties, sources),
        margin=find_named(line_properties, _MARGIN, NUMERIC - {Kind.SHARE}),
        stage=find_named(deal, _STAGE, LABELS),
        renewal=find_named(of.columns, _RENEWAL, (Kind.DATE,)),
    )


def _discount(properties: Mapping[str, ValueType], sources: Mapping[str, SourceDefinition]) -> str | None:
    for source in sources.values():
        if source.discount is not None and source.discount in properties:
            return source.discount
    return find_named(properties, _DISCOUNT, NUMERIC)
