"""Variables of columns: profile and survey answers, named and placed in their family by the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from satsuma.measure.catalogue import CATALOGUE, Factor, find_factor, recognise_factor
from satsuma.measure.evidence import Evidence
from satsuma.measure.purchases import Named, define
from satsuma.measure.words import LABELS, find_named, looks_like_key, match, words_of
from satsuma.model.definitions import ColumnDefinition, SourceDefinition, VariableDefinition
from satsuma.model.kinds import NUMERIC, Family, Kind, Role, Sensitivity, ValueType

_BIRTH = ("birth date", "birthdate", "date of birth", "dob", "birthday", "geburtsdatum", "geburtstag",
          "date de naissance", "fecha de nacimiento", "data di nascita", "born")  # fmt: skip
_NPS = ("nps", "net promoter", "net promoter score", "recommend", "recommendation", "likelihood to recommend",
        "weiterempfehlung", "recommandation", "recomendacion")  # fmt: skip
_PERSONAL = ("first name", "last name", "full name", "middle name", "maiden name", "firstname", "lastname", "surname",
             "vorname", "nachname", "prenom", "apellido", "cognome", "email", "e mail", "email address", "phone",
             "mobile", "fax", "address", "street", "address line1", "address line2", "url", "website", "domain", "prefix",
             "salutation", "anrede", "suffix", "postal code", "zip", "zip code", "postcode", "plz", "ip")  # fmt: skip

_TECHNICAL = frozenset({"synced", "fivetran", "deleted", "updated", "modified", "create", "created", "createdate", "obsoleted",
                        "merged", "portal", "uploaded"})  # fmt: skip


def find_birth_date(evidence: Evidence) -> str | None:
    """The profile's birth date column."""
    return find_named(evidence.unit.columns, _BIRTH, (Kind.DATE,))


def find_size(evidence: Evidence) -> str | None:
    """A company's size as a number: employees before revenue."""
    for name in ("company size", "revenue"):
        found = find_named(evidence.unit.columns, find_factor(Family.FIRMOGRAPHIC, name).aliases, NUMERIC)
        if found is not None:
            return found
    return None


def find_decision_role(evidence: Evidence) -> str | None:
    """A person's part in decisions, in words: decision role, seniority or job title."""
    for name in ("decision-making power", "seniority", "job title"):
        found = find_named(evidence.unit.columns, find_factor(Family.FIRMOGRAPHIC, name).aliases, LABELS)
        if found is not None:
            return found
    return None


def suggest_attributes(evidence: Evidence, sources: Mapping[str, SourceDefinition]) -> Iterator[Named]:
    """Age, NPS, the days to a renewal, and every useful column as a variable."""
    unit = evidence.unit.name
    birth, columns = find_birth_date(evidence), evidence.unit.columns
    if birth is not None and "age" not in columns:
        title, note = "Age", "Whole years at the moment looked back from; the birth date itself stays off."
        yield define("age", f"years since {birth}", title, Family.DEMOGRAPHIC, unit, Kind.NUMBER, note)
    nps = find_named(columns, _NPS, (Kind.NUMBER, Kind.ORDERED))
    if nps is not None and nps != "nps" and "nps" not in columns and columns[nps].kind is Kind.NUMBER:
        title = "Would recommend us (0–10)"
        yield define("nps", nps, title, Family.ENGAGEMENT, unit, Kind.NUMBER)
    if evidence.renewal is not None:
        value = f"0 - days since {evidence.renewal}"
        yield define("days_to_renewal", value, "Days to renewal", Family.JOURNEY, unit, Kind.NUMBER)
    for name, value_type in columns.items():
        source, definition = _origin(name, unit, sources)
        if _is_useful(name, value_type, source, definition):
            yield name, _column_variable(name, value_type, unit, source, definition)


def _origin(
    column: str, unit: str, sources: Mapping[str, SourceDefinition]
) -> tuple[SourceDefinition | None, ColumnDefinition | None]:
    for source in sources.values():
        if (
            source.role in (Role.PROFILE, Role.SURVEY)
            and source.unit in (None, unit)
            and column in source.columns
        ):
            return source, source.columns[column]
    return None, None


def _is_useful(
    name: str, value_type: ValueType, source: SourceDefinition | None, definition: ColumnDefinition | None
) -> bool:
    """Neither identifiers nor names, addresses and free text, nor what is marked personal."""
    if value_type.kind in (Kind.IDENTIFIER, Kind.TEXT) or looks_like_key(name):
        return False
    if definition is not None and definition.sensitivity is Sensitivity.PERSONAL:
        return False
    if source is not None and name in (source.key, source.time):
        return False
    if value_type.kind is not Kind.FLAG and match(name, _PERSONAL) and not _is_survey(source):
        return False
    return words_of(name)[-1:] != ("name",) and not _TECHNICAL & set(words_of(name))


def _is_survey(source: SourceDefinition | None) -> bool:
    return source is not None and source.role is Role.SURVEY


def _column_variable(
    name: str,
    value_type: ValueType,
    unit: str,
    source: SourceDefinition | None,
    definition: ColumnDefinition | None,
) -> VariableDefinition:
    factor = recognise_factor(name, _families_for(unit, source))
    family = (definition.family if definition else None) or (factor.family if factor else None)
    if family is Family.GEOGRAPHIC and value_type.kind in NUMERIC:
        family = (
            None  # a number that is named like a place is something else, such as a taste in country music
        )
    return VariableDefinition(
        column=name,
        title=(definition.title if definition else None) or name.replace("_", " ").strip().capitalize(),
        family=family or _default_family(unit, source),
        unit=unit,
        kind=value_type.kind,
        sensitivity=_sensitivity(name, value_type, factor, definition),
        note=factor.note if factor else None,
    )


def _is_business(unit: str) -> bool:
    return match(unit, ("account", "accounts", "company", "firma", "reseller", "organisation")) > 0


def _families_for(unit: str, source: SourceDefinition | None) -> frozenset[Family]:
    """Where to look: a company's revenue is a firmographic factor, a person's is not."""
    people = {Family.DEMOGRAPHIC, Family.PSYCHOGRAPHIC}
    if _is_business(unit):
        return frozenset(set(CATALOGUE) - people - {Family.VALUE})
    return frozenset(CATALOGUE)


def _default_family(unit: str, source: SourceDefinition | None) -> Family:
    if _is_survey(source):
        return Family.PSYCHOGRAPHIC
    return Family.FIRMOGRAPHIC if _is_business(unit) else Family.DEMOGRAPHIC


def _sensitivity(
    name: str, value_type: ValueType, factor: Factor | None, definition: ColumnDefinition | None
) -> Sensitivity:
    """The stricter of what the source says and what the catalogue holds; an exact birth date is sensitive."""
    stated = definition.sensitivity if definition else Sensitivity.ORDINARY
    if stated is not Sensitivity.ORDINARY:
        return stated
    if value_type.kind is Kind.DATE and match(name, _BIRTH):
        return Sensitivity.SENSITIVE
    if match(name, ("health", "illness", "disability", "religion", "church", "gesundheit", "sante", "salud")):
        return Sensitivity.SENSITIVE
    return factor.sensitivity if factor else Sensitivity.ORDINARY
