"""Word lists: what stands for missing, for yes and no, and which scales are ordered. Compared in lower case."""

from __future__ import annotations


def list_words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


MISSING_WORDS = frozenset(
    {
        "n/a", "na", "n.a.", "#n/a", "nan", "null", "none", "nil", "-", "--", "---", "—", "?", ".",
        "select", "-- select --", "--select--", "- select -", "select one", "please select", "(select)", "[select]",
        "bitte wählen", "bitte auswählen", "k.a.", "k. a.", "keine angabe", "non renseigné", "sélectionner",
        "sin datos", "seleccionar", "<na>", "(null)", "\\n", "(blank)", "(empty)", "#ref!", "#value!", "undefined",
        "not set", "(not set)", "1.#qnan", "-nan",
    }
)  # fmt: skip
"""`unknown` is not in it: it is a category unless declared missing."""

WORDLIKE_MISSING = frozenset({"na", "nan", "nil", "none", "null", "select"})
"""Missing words that are names too when written Na, Nan, Nil: they count only in capitals or small letters."""

UNKNOWN_WORDS = frozenset(
    {"unknown", "unbekannt", "inconnu", "desconocido", "sconosciuto", "onbekend", "unk"}
)

YES_WORDS = frozenset(
    {
        "yes", "y", "true", "t", "1", "ja", "j", "wahr", "oui", "o", "vrai", "si", "sí", "s", "verdadero", "sì", "vero",
        "sim", "tak", "on", "x", "✓", "checked", "enabled", "active", "aktiv", "agreed", "granted", "subscribed",
        "opted in", "opt-in", "opted-in", "1.0",
    }
)  # fmt: skip
NO_WORDS = frozenset(
    {
        "no", "n", "false", "f", "0", "nein", "falsch", "non", "faux", "falso", "não", "nao", "nie", "off", "unchecked",
        "disabled", "inactive", "inaktiv", "denied", "refused", "unsubscribed", "opted out", "opt-out", "opted-out",
        "nee", "0.0",
    }
)  # fmt: skip
PLAIN_YES = frozenset({"yes", "y", "true", "ja", "oui", "sí", "sì", "sim", "tak", "wahr", "vrai", "on"})
PLAIN_NO = frozenset({"no", "false", "nein", "non", "não", "nao", "falsch", "faux", "off"})
"""Words that make a flag even when the other one never occurs."""

_SCALES: tuple[tuple[str, ...], ...] = (
    (
        "xxxs", "xxs|2xs", "xs|extra small|x-small", "s|small|klein", "m|medium|mittel", "l|large|gross|groß",
        "xl|extra large|x-large", "xxl|2xl", "xxxl|3xl", "4xl", "5xl",
    ),
    (
        "none of these|no education|illiterate", "currently a primary school pupil", "primary school|primary",
        "basic.4y", "basic.6y", "basic.9y", "partial high school|some high school|partial hi",
        "high school|secondary school|high.school|secondary|high schoo|high school graduate",
        "professional.course|vocational|vocational training|apprenticeship",
        "partial college|some college|partial co|college",
        "associate|associates|associate degree",
        "bachelors|bachelor|bachelor's degree|bachelors degree|college/bachelor degree|undergraduate|tertiary"
        "|university.degree",
        "graduate degree|masters|master|master's degree|masters degree|graduate d|graduate|postgraduate",
        "doctorate|phd|doctorate degree|doctoral degree",
    ),
    (
        "never", "almost never", "once a year", "twice a year", "every three months|quarterly", "once a month|monthly",
        "twice a month", "once a week|weekly", "more than once a week|several times a week", "every day|daily|once a day",
        "several times a day",
    ),
    ("never", "rarely|seldom", "sometimes|occasionally", "often|frequently|usually", "always"),
    ("nie", "selten", "manchmal", "oft|häufig", "immer"),
    (
        "strongly disagree", "disagree|somewhat disagree", "neither agree nor disagree|neutral|undecided",
        "agree|somewhat agree", "strongly agree",
    ),
    (
        "very dissatisfied|very unsatisfied", "dissatisfied|unsatisfied|somewhat dissatisfied",
        "neutral|neither satisfied nor dissatisfied", "satisfied|somewhat satisfied", "very satisfied",
    ),
    ("very low|lowest", "low|niedrig|faible|bajo|baja", "medium|mid|moderate|normal|mittel|moyen|medio|media",
     "high|hoch|élevé|alto|alta", "very high|highest|critical|urgent"),
    ("very poor", "poor", "fair|average", "good", "very good", "excellent"),
    ("bronze", "silver", "gold", "platinum", "diamond"),
    ("intern|trainee", "junior|entry", "mid-level|intermediate", "senior", "lead|manager", "director|head",
     "vp|vice president", "c-level|c-suite|executive"),
    ("no time at all", "less than an hour a day", "few hours a day", "most of the day"),
    ("never smoked", "tried smoking", "former smoker", "current smoker"),
)  # fmt: skip
SCALES: tuple[tuple[frozenset[str], ...], ...] = tuple(
    tuple(frozenset(step.split("|")) for step in scale) for scale in _SCALES
)
"""Ordered word scales, each from low to high, a step being a set of synonyms."""
