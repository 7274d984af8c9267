"""The made-up company's word lists. A name written `Name=slug` says how it looks in an e-mail address."""

from __future__ import annotations

import unicodedata

_FIRST = """Anna Ben Clara David Elif Emre Fatima Felix Greta Hannah Ines Jakub Jonas Karim Katarzyna Lea
Leon Lukas Magda Mariam Marta Max Mehmet Mia Mina Nadia Noah Nora Oskar Paul Priya Rafael Rosa Samir Sara
Sofia Theo Tim Uwe Vera Yusuf Zeynep Zoé François Jürgen Björn Łukasz Øyvind Søren Ángel Inés Çağla Şule
Nguyễn Ольга=olga Дмитрий=dmitri 美咲=misaki 伟=wei Ελένη=eleni Amara Chidi Kwame Aroha Tane Aisha Omar
Leila Ravi Anjali Deniz Marie-Claire Anne-Sophie Giulia Matteo Ilse Henk Saskia Pieter Heidi Karl Monika
Helga Bernd Renate"""
_LAST = """Albrecht Bauer Becker Blum Brandt Demir Dietrich Fischer Fuchs García Graf Hansen Hartmann
Huber Iversen Jansen Kaya Keller Klein Kowalski Krüger Lange Lindqvist Maier Martin Mensah Meyer Müller
Nakamura Nguyen Nowak Okafor Öztürk Papadopoulos Patel Peters Popescu Richter Rossi Sato Schäfer Schmidt
Schneider Schulz Sharma Silva Šimek Smith Sørensen Steiner Suzuki Szymański Tran Vogel Wagner Weber Weiß
Wójcik Yılmaz Ziegler O'Connor van_Dijk de_Vries Le_Goff Петрова=petrova Nkosi Rahimi Haddad Lehmann
Winkler Ferreira Almeida"""
_STREETS = """Lindenweg Gartenstraße Am_Bach Rosenallee Mühlgasse Birkenring Kirchplatz Wiesengrund
Hafenstraße Schulstraße Ahornweg Bergstraße Sonnenhang Feldrain Kastanienallee Uferweg Marktgasse
Obstgarten Tulpenweg"""

DOMAINS = ("example.com", "example.org", "example.net", "mail.example.com", "post.example.org")
STAFF_DOMAIN = "staff.larkfield.example.com"
TEST_EMAIL = "test.order@larkfield.example.com"

# The three names that break careless software: an emoji, markup, a spreadsheet formula.
HARD_NAMES = (
    ("Mia 🌻", "Blum"),
    ("<b>Otto</b>", "Grün"),
    ('=HYPERLINK("http://example.com","Otto")', "Kranz"),
)

COUNTRIES = ("Germany", "Austria", "Switzerland", "Netherlands")
CITIES = (
    (
        "Berlin",
        "Cologne",
        "Hamburg",
        "Munich",
        "Leipzig",
        "Dresden",
        "Kassel",
        "Münster",
        "Ulm",
        "Jena",
        "Trier",
    ),
    ("Vienna", "Graz", "Linz"),
    ("Zürich", "Basel", "Bern"),
    ("Utrecht", "Arnhem", "Zwolle"),
)
POSTCODES = ("10115", "1010", "8001", "3511")
COUNTRY_CODES = ("DE", "AT", "CH", "NL")
AREAS = ("urban", "suburban", "rural")
HOUSEHOLDS = ("single", "couple", "family", "shared")
LANGUAGES = ("German", "English", "Turkish", "Polish", "French")
LEAD_SOURCES = ("Organic search", "Paid social", "Store")
INTERESTS = ("Balcony", "Herbs", "Vegetables", "Roses", "Cooking", "DIY", "Interior", "Birds", "Gifts")

LIKERT = (
    "I plan my garden purchases ahead",
    "I enjoy trying new plants",
    "Price matters more than brand",
    "I ask staff for advice",
    "I prefer to shop online",
    "Sustainability guides what I buy",
    "Gardening is how I relax",
    "I like to finish projects in one weekend",
)
TOP_NEEDS = ("Save time", "Save money", "Know-how", "Delivery", "Inspiration", "Durability")
TICKETS = (
    ("delivery", "Where is my parcel?"),
    ("stock", "My usual product is out of stock"),
    ("damaged", "Arrived broken"),
    ("billing", "Question about the invoice"),
    ("advice", "Which soil for tomatoes?"),
    ("loyalty", "Points are missing on my card"),
)
RETURN_REASONS = ("damaged", "wrong size", "not as described", "changed my mind", "arrived late")


def _names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names, slugs = [], []
    for word in text.split():
        name, _, given_slug = word.partition("=")
        names.append(name.replace("_", " "))
        slugs.append(given_slug or slug(name))
    return tuple(names), tuple(slugs)


def slug(text: str) -> str:
    """Letters and digits of a name in plain ASCII, for e-mail addresses."""
    for letter, plain in (("ß", "ss"), ("ø", "oe"), ("Ø", "oe"), ("ł", "l"), ("Ł", "l"), ("ı", "i")):
        text = text.replace(letter, plain)
    plain_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain_text.lower() if letter.isalnum())


FIRST_NAMES, FIRST_SLUGS = _names(_FIRST)
LAST_NAMES, LAST_SLUGS = _names(_LAST)
STREETS = tuple(word.replace("_", " ") for word in _STREETS.split())
