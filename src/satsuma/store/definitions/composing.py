"""Values as YAML that people like to read: defaults left out, one order, short things on one line."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

LINE_WIDTH = 100


def compose(value: BaseModel | Mapping[str, BaseModel]) -> str:
    """YAML of a definition, or of definitions by name: what differs from the defaults, in the models' order."""
    plain = (
        dump_written(value)
        if isinstance(value, BaseModel)
        else {name: dump_written(model) for name, model in value.items()}
    )
    return _write(_shape(plain))


def compose_field(name: str, value: Any, depth: int, indent: int) -> list[str]:
    """The lines of one field, `indent` spaces in; `depth` is how deep its value stands."""
    from ruamel.yaml.comments import CommentedMap

    text = _write(CommentedMap({name: _shape(value, depth)}))
    return [" " * indent + line if line.strip() else line for line in text.splitlines(keepends=True)]


def compose_items(values: Sequence[Any], depth: int, dash: int, indent: int) -> list[str]:
    """The lines of a list's items: the dash stands `dash` spaces in, the value `indent`."""
    made = []
    for value in values:
        lines = _write(_shape(value, depth)).splitlines(keepends=True)
        made.append(" " * dash + "-" + " " * (indent - dash - 1) + lines[0])
        made += [" " * indent + line if line.strip() else line for line in lines[1:]]
    return made


def dump_written(model: BaseModel) -> dict[str, Any]:
    """What of a definition is written down: all that differs from the defaults."""
    return model.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def dump_whole(model: BaseModel) -> dict[str, Any]:
    """All fields by the names that files use."""
    return model.model_dump(mode="json", by_alias=True)


def _write(value: Any) -> str:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = LINE_WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()


def _shape(value: Any, depth: int = 0) -> Any:
    """Short lists, and small mappings deep inside, on one line; the rest one below the other."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, dict):
        mapping = CommentedMap((name, _shape(inner, depth + 1)) for name, inner in value.items())
        if depth >= 2 and value and _is_short(value):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        items = CommentedSeq(_shape(inner, depth + 1) for inner in value)
        if _is_short(value):
            items.fa.set_flow_style()
        return items
    return value


def _is_short(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value
    is_flat = all(
        not isinstance(item, dict | list) or (isinstance(item, list) and _is_short(item)) for item in inner
    )
    return is_flat and len(json.dumps(value, ensure_ascii=False)) <= LINE_WIDTH - 30
