"""Names for the rule language's unions in the API's description, so that generated clients have one type for each."""

from __future__ import annotations

from typing import Any, get_args

from satsuma.language import tree

UNIONS = {
    "Condition": tree.Condition,
    "Value": tree.Value,
    "Window": tree.Window,
    "Literal": tree.Literal_,
    "Bound": tree.Bound,
}
REFERENCE = "#/components/schemas/{}"


def name_unions(schema: dict[str, Any]) -> None:
    """Puts each union among the components, and a reference to it wherever it is written out. Changes `schema`."""
    components = schema["components"]["schemas"]
    names = {_members(union): name for name, union in UNIONS.items()}
    found: dict[str, Any] = {}
    _replace(schema["paths"], names, found)
    _replace(components, names, found)
    components.update(found)


def _members(union: object) -> frozenset[str]:
    return frozenset(REFERENCE.format(member.__name__) for member in get_args(get_args(union)[0]))


def _replace(part: Any, names: dict[frozenset[str], str], found: dict[str, Any]) -> None:
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in list(inside):
        name = names.get(_references(value)) if isinstance(value, dict) else None
        if name is None:
            _replace(value, names, found)
            continue
        own = ("oneOf", "discriminator")
        found.setdefault(name, {each: value[each] for each in own if each in value} | {"title": name})
        rest = {each: words for each, words in value.items() if each not in (*own, "title")}
        part[key] = {"$ref": REFERENCE.format(name)} | rest


def _references(value: dict[str, Any]) -> frozenset[str]:
    options = value.get("oneOf")
    return (
        frozenset(str(option.get("$ref")) for option in options) if isinstance(options, list) else frozenset()
    )
