"""Examples of answers for the API's description: made from each answer's own model, so that they always fit it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DEEPEST = 5
"""How many models deep an example goes; what need not be there stays away below."""

TEXTS = {
    "name": "slipping-regulars",
    "segment": "slipping-regulars",
    "title": "Slipping regulars",
    "rule": "days_since_order between 90 and 180 and orders_ever >= 3",
    "unit": "customer",
    "variable": "net_revenue_12m",
    "kpi": "net_revenue_12m",
    "kpi_title": "Net revenue, last 12 months",
    "variable_title": "Net revenue, last 12 months",
    "as_of": "2026-06-30",
    "since": "2026-03-31",
    "until": "2026-06-30",
    "day": "2026-06-30",
    "run": "20260630T081500",
    "currency": "EUR",
    "timezone": "Europe/Berlin",
    "id": "20260630T081500-1",
    "command": "run",
    "asked": "2026-06-30T08:15:00+00:00",
    "started": "2026-06-30T08:15:00+00:00",
    "finished": "2026-06-30T08:15:04+00:00",
    "time": "2026-06-30T08:15:00+00:00",
    "what": "Evaluating segments",
    "result_url": "/v1/runs/last",
    "action": "Write before they are gone.",
    "segmentation": "story",
    "template": "lapsing",
    "family": "behavioural",
    "path": "data/orders.csv",
    "file": "data/orders.csv",
    "source": "orders",
    "event": "order",
    "who": "Ann",
    "owner": "CRM",
    "key": "51155",
    "etag": "659b8acbf4445e35d62886b8845b5b787781dd5696d8ec83b8e0d867f28fee22",
    "hint": "Did you mean 'vips'?",
    "sentence": "They ordered three times or more, and not for 90 to 180 days.",
}
NUMBERS = {"customers": 331, "population": 20_000, "share": 0.0166, "n": 331, "k": 5, "seconds": 4.2}
"""By the name of the field; the Larkfield of the demo."""
ABSENT = frozenset({"problem", "place", "suppressed", "findings", "warnings"})
"""What a good day has none of."""

Schema = Mapping[str, Any]


class Sampler:
    """Makes examples from the models of a description."""

    def __init__(self, models: Mapping[str, Schema]) -> None:
        self._models = models

    def sample(self, schema: Schema, name: str = "", above: tuple[str, ...] = ()) -> Any:
        """A value that fits: the schema's own example where it has one. `above` are the models around it."""
        if "$ref" in schema:
            model = str(schema["$ref"]).rpartition("/")[2]
            return self.sample(self._models[model], name, (*above, model))
        for given in ("const", "default"):
            if given in schema and (given == "const" or schema[given] is not None):
                return schema[given]
        for given in ("examples", "enum"):
            if schema.get(given):
                return schema[given][0]
        options = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
        if options:
            return self._choose(options, name, above)
        return self._make(schema, name, above)

    def _choose(self, options: list[Schema], name: str, above: tuple[str, ...]) -> Any:
        """The first option that does not lead back to a model around it; nothing where that may be."""
        is_optional = any(option.get("type") == "null" for option in options)
        for option in options:
            model = str(option.get("$ref", "")).rpartition("/")[2]
            leads_on = bool(model) and (model in above or len(above) >= DEEPEST)
            if is_optional and name in ABSENT:
                return None
            if option.get("type") != "null" and not (leads_on and is_optional) and model not in above:
                return self.sample(option, name, above)
        return None if is_optional else self.sample(options[-1], name, above)

    def _make(self, schema: Schema, name: str, above: tuple[str, ...]) -> Any:
        kind = schema.get("type")
        if kind == "object" or "properties" in schema:
            return self._fill(schema, above)
        if kind == "array":
            return self._list(schema, name, above)
        if kind == "boolean":
            return name not in ABSENT
        if kind in ("integer", "number"):
            return self._count(schema, name, whole=kind == "integer")
        if kind == "null":
            return None
        return TEXTS.get(
            name, "2026-06-30" if schema.get("pattern", "").startswith("^\\d{4}") else name or "…"
        )

    def _fill(self, schema: Schema, above: tuple[str, ...]) -> dict[str, Any]:
        needed, fields = schema.get("required", ()), schema.get("properties", {})
        shown = fields if len(above) < DEEPEST else {each: fields[each] for each in needed}
        return {each: self.sample(inner, each, above) for each, inner in shown.items()}

    def _list(self, schema: Schema, name: str, above: tuple[str, ...]) -> list[Any]:
        prefix = schema.get("prefixItems")
        if prefix:
            return [self.sample(item, name, above) for item in prefix]
        items = schema.get("items", {})
        model = str(items.get("$ref", "")).rpartition("/")[2]
        least = int(schema.get("minItems", 0))
        if not least and (name in ABSENT or not items or model in above or len(above) >= DEEPEST):
            return []
        return [self.sample(items, name.removesuffix("s"), above) for _ in range(max(1, least))]

    def _count(self, schema: Schema, name: str, *, whole: bool) -> float:
        value = NUMBERS.get(name, 3 if whole else 0.25)
        least = schema.get("minimum", schema.get("exclusiveMinimum", value))
        fitting = max(value, least)
        fitting = min(fitting, schema.get("maximum", schema.get("exclusiveMaximum", fitting)))
        return int(fitting) if whole else fitting


def add_samples(description: dict[str, Any]) -> None:
    """Gives every answer in JSON an example. Changes `description`."""
    sampler = Sampler(description["components"]["schemas"])
    for operations in description["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                for media, content in answer.get("content", {}).items():
                    if media == "application/json" and status.startswith("2"):
                        content["example"] = sampler.sample(content["schema"])
