"""Sensitivity, family and stability of a column, by its name and by what its values look like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from satsuma.clean.infer.meanings import BIRTH, EMAIL, PHONE, SEX, STREET, names_person, says
from satsuma.clean.infer.words import list_words
from satsuma.model.kinds import Family, Kind, Sensitivity

EMAIL_SHAPE = re.compile(r"^[^@\s,;]+@[^@\s,;]+\.[A-Za-z]{2,}$")
PHONE_SHAPE = re.compile(r"^'?\+?[\d(][\d ()./x-]{6,}\d$")
SALESFORCE_SHAPE = re.compile(r"^00[0-9A-Za-z]{13}([0-9A-Za-z]{3})?$")
IP_SHAPE = re.compile(r"^\d{1,3}(\.\d{1,3}){3}$")

_SENSITIVE = list_words(
    """income salary einkommen gehalt haushaltseinkommen revenu salaire ingreso ingresos salario earnings
    wage ethnicity ethnic race ethnie herkunft etnia religion religious konfession religión politics
    political party politik politique política health diagnosis disease disability gesundheit krankheit
    santé salud illness medical allergies sexuality orientation union biometric genetic ssn nif passport"""
)
_FAMILIES: tuple[tuple[Family, str], ...] = (
    (Family.TECHNOGRAPHIC, "device browser os platform useragent useragentstring app gerät mobile_os screen"),
    (Family.GEOGRAPHIC,
     """country city state region province postcode postal zip zipcode plz territory location address street geography
     suburb county land stadt ort bundesland pays ville région país ciudad provincia language locale sprache langue idioma
     timezone latitude longitude metro continent village town"""),
    (Family.FIRMOGRAPHIC,
     """industry employees company sector firm business branche unternehmen entreprise empresa organisation organization
     seniority job jobtitle title subsidiary headcount naics sic founded established opened secteur bank reseller
     annualrevenue"""),
    (Family.ENGAGEMENT,
     """open opens click clicks unsubscribe unsubscribed newsletter visit visits optin subscribed consent campaign email
     marketing bounce bounced rating ticket tickets session page contact"""),
    (Family.INTENT, "cart lead trial webinar leadsource source intent utm referrer referer"),
    (Family.JOURNEY, "stage lifecycle lifecyclestage funnel phase journey dealstage"),
    (Family.VALUE,
     """revenue spend spent value ltv clv margin profit balance total umsatz monetary sales turnover amount revenu
     ingresos price cost discount tax"""),
    (Family.DEMOGRAPHIC,
     """age gender sex birth birthdate birthday dob income marital married children kids household education occupation
     homeowner home cars dependents salutation prefix alter geschlecht geburtsdatum geburtstag familienstand
     kinder beruf bildung âge sexe naissance enfants profession edad sexo nacimiento hijos educación ocupación race
     ethnicity religion salary einkommen siblings height weight loan housing marital_status family comp household_size"""),
    (Family.NEEDS, "need needs reason pain goal requirement support compliance bedarf besoin necesidad"),
    (Family.BEHAVIOURAL,
     """order orders purchase purchases frequency recency quantity product products basket return returns visit tenure
     duration days last first item items category brand store week recency_days"""),
)  # fmt: skip
_FAMILY_WORDS = tuple((family, frozenset(words.split())) for family, words in _FAMILIES)


def is_shaped(texts: Sequence[tuple[str, int]], shape: re.Pattern[str], share: float = 0.9) -> bool:
    """True when at least this share of the values has the shape."""
    filled = sum(count for _, count in texts)
    return filled > 0 and sum(count for text, count in texts if shape.match(text)) >= share * filled


def judge_sensitivity(words: Sequence[str], kind: Kind, texts: Sequence[tuple[str, int]]) -> Sensitivity:
    """Sensitive: income, ethnicity, political views, health, religion, exact birth date. Personal: what names or reaches a
    person."""
    if says(words, _SENSITIVE) or (says(words, BIRTH) and kind is Kind.DATE):
        return Sensitivity.SENSITIVE
    plain = tuple(word.rstrip("0123456789") for word in words)  # address1, address2
    is_number_of_phone = says(plain[-1:], PHONE) and is_shaped(texts, PHONE_SHAPE, 0.5)
    if (
        names_person(words)
        or is_number_of_phone
        or (says(plain, EMAIL | PHONE | STREET) and kind in (Kind.TEXT, Kind.IDENTIFIER, Kind.CATEGORY))
    ):
        return Sensitivity.PERSONAL
    is_word = kind in (Kind.TEXT, Kind.IDENTIFIER, Kind.CATEGORY)
    if is_word and (is_shaped(texts, EMAIL_SHAPE, 0.5) or is_shaped(texts, IP_SHAPE, 0.5)):
        return Sensitivity.PERSONAL
    return Sensitivity.ORDINARY


def judge_family(words: Sequence[str]) -> Family | None:
    """The family that the name's words speak of; the last word counts most. None for identifiers and unknown words."""
    for word in reversed(words):
        for family, dictionary in _FAMILY_WORDS:
            if word in dictionary:
                return family
    return None


def is_stable(words: Sequence[str], kind: Kind) -> bool:
    """True for birth date and sex, which do not change."""
    return (says(words, BIRTH) and kind is Kind.DATE) or says(words, SEX)
