"""Examples made from models."""

from __future__ import annotations

from typing import Any

import pytest

from satsuma.server.samples import Sampler

MODELS: dict[str, Any] = {
    "Tree": {
        "type": "object",
        "required": ["name", "inner"],
        "properties": {
            "name": {"type": "string"},
            "inner": {"anyOf": [{"$ref": "#/components/schemas/Tree"}, {"type": "null"}]},
            "leaves": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        },
    }
}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"const": "a"}, "a"),
        ({"enum": ["b", "c"]}, "b"),
        ({"type": "string", "examples": ["shown"]}, "shown"),
        ({"type": "integer", "minimum": 100}, 100),
        ({"type": "integer", "maximum": 1}, 1),
        ({"anyOf": [{"type": "integer", "minimum": 7}, {"type": "null"}]}, 7),
        ({"type": "array", "items": {"type": "boolean"}, "minItems": 2}, [True, True]),
        ({"type": "array", "prefixItems": [{"type": "number"}, {"type": "string"}]}, [0.25, "…"]),
        ({"type": "null"}, None),
    ],
)
def test_a_value_fits_its_schema(schema: dict[str, Any], expected: object) -> None:
    assert Sampler({}).sample(schema) == expected


def test_a_model_within_itself_comes_to_an_end() -> None:
    found = Sampler(MODELS).sample({"$ref": "#/components/schemas/Tree"})
    assert found == {"name": "slipping-regulars", "inner": None, "leaves": []}
