"""What a column's name says: dictionaries of words in English, German, French and Spanish, and questions about them."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.clean.infer.words import list_words

Words = Sequence[str]

MONEY = list_words(
    """einzelpreis stückpreis gesamtpreis gesamtbetrag verkaufspreis unitprice taxes annualrevenue price
    amount revenue sales cost costs income salary spend spent balance fee discount disc tax vat total
    subtotal turnover profit margin payment paid budget wage earnings gmv net gross dollar dollars value
    monetary shipping refund umsatz betrag preis kosten einkommen gehalt rabatt steuer summe gesamt
    erlös guthaben prix montant revenu salaire remise chiffre coût solde precio importe ingreso ingresos
    salario descuento coste costo impuesto saldo valor venta ventas"""
)
NOT_MONEY = list_words(
    """number count quantity qty num nr no children kids orders items units employees type code status
    month year date day id key rank index idx score rating frequency freq ratio rate pct percent
    percentage share name reason flag class category region territory group count visits clicks age rep
    agent person manager team days anzahl menge nombre cantidad currency method mode channel stage
    segment tier band level bucket cds unit_count points times weight"""
)
PRICE = list_words("verkaufspreis stückpreis price preis prix precio unitprice einzelpreis")
COST = list_words("cost costs kosten coste costo coût standardcost")
QUANTITY = list_words("""quantity qty units menge anzahl stück quantité cantidad amount_ordered""")
DISCOUNT = list_words("discount disc rabatt remise descuento nachlass")
TAX = list_words("tax vat taxes steuer mwst tva iva impuesto")
DATES = list_words(
    """date datum day time timestamp ts at on created updated modified registered registration birthdate
    birthday dob birth datetime fecha jour tag zeit zeitpunkt since joined signup start end begin
    expires expiry deadline geburtsdatum geburtstag"""
)
DATES_LAST = list_words("createdate closedate lastmodifieddate createddate")
ID_LAST = list_words(
    """id key uuid guid ids pk number no nr num code sku upc ean gtin isbn asin oid hash token kennung
    nummer numero numéro identifier identifiant ident ref reference"""
)
ID_COMPOUND = (
    "id", "number", "nummer", "nr", "key", "code",
)  # fmt: skip
CODE_NAMES = list_words(
    """type status class segment cluster region zone category stage state gender sex group tier kategorie
    art typ statut tipo estado"""
)
PLACES = list_words(
    """city country state region province continent county town suburb territory stadt land bundesland ort
    ville pays région ciudad país provincia"""
)
CAMPAIGN_CODES = list_words("discount coupon promo promotion voucher gutschein")
CATEGORY_NAMES = list_words(
    """brand artist category product model manufacturer color colour marke marque marca browser device"""
)
EMAIL = list_words("email emails mail recipient courriel correo e_mail")
PHONE = list_words(
    """phone telephone mobile cell fax tel telefon handy móvil portable téléphone telefono teléfono"""
)
POSTCODE = list_words("zip zipcode postcode postal postalcode plz cp")
STREET = list_words("""address street addr adresse strasse straße rue dirección direccion calle anschrift""")
NAME_WORDS = (
    ("first", "name"), ("last", "name"), ("middle", "name"), ("full", "name"), ("firstname",), ("lastname",),
    ("given", "name"), ("surname",), ("family", "name"), ("vorname",), ("nachname",), ("prénom",), ("prenom",), ("nom",),
    ("nombre",), ("apellido",), ("apellidos",), ("forename",), ("maiden", "name"), ("nickname",), ("contact", "name"),
    ("customer", "name"), ("fname",), ("lname",), ("username",), ("user", "name"), ("middlename",), ("fullname",),
    ("kundenname",), ("billing", "name"), ("shipping", "name"), ("delivery", "name"), ("recipient", "name"),
    ("cardholder", "name"), ("buyer", "name"),
)  # fmt: skip
BIRTH = list_words("""birth birthdate birthday dob geburtsdatum geburtstag naissance nacimiento born""")
SEX = list_words("gender sex geschlecht genre sexe sexo género genero")


MOST_NAME_WORDS = 4
"""Longer headers are questions of a survey, whatever words they use."""


def says(words: Words, dictionary: frozenset[str]) -> bool:
    """True when one of the words is in the dictionary."""
    return any(word in dictionary for word in words)


def names_money(words: Words) -> bool:
    return len(words) <= MOST_NAME_WORDS and says(words, MONEY) and not says(words, NOT_MONEY)


def names_date(words: Words) -> bool:
    if says(words, frozenset({"month", "week", "weekday", "year"})) or words[-1:] in (("of",),):
        return False
    last = words[-1] if words else ""
    return (
        last in DATES
        or last in DATES_LAST
        or says(words, BIRTH)
        or says(words, frozenset({"date", "datum", "fecha", "timestamp", "datetime"}))
        or last.endswith(("datum", "date"))
    )


def names_id(words: Words) -> bool:
    """True for customer_id, OrderNumber, CustomerKey, kundennummer; not for number_of_orders or 'no'."""
    if not words:
        return False
    last = words[-1]
    if last in {"no", "nr", "num", "number", "code", "ref", "reference"}:
        return len(words) > 1
    return (
        last in ID_LAST
        or last.endswith(("nummer", "uuid", "guid"))
        or (len(last) > 4 and last.endswith("id") and last[:-2] in OWNERS)
    )


def names_person(words: Words) -> bool:
    return any(
        tuple(words[-len(tail) :]) == tail for tail in NAME_WORDS if tail != ("nombre",) or len(words) == 1
    )


OWNERS = list_words(
    """customer client user household member contact person account company order invoice product item
    session visitor subscriber transaction basket"""
)
