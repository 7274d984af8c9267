"""A project's definitions as YAML files that people read, review and keep in git."""

from satsuma.store.definitions.places import LoadedDefinitions, Places
from satsuma.store.definitions.reading import PROJECT_FILE, SECTIONS, read_definitions
from satsuma.store.definitions.schemas import make_schemas, write_schemas
from satsuma.store.definitions.writing import compose, update_definition, write_definitions

__all__ = [
    "PROJECT_FILE",
    "SECTIONS",
    "LoadedDefinitions",
    "Places",
    "compose",
    "make_schemas",
    "read_definitions",
    "update_definition",
    "write_definitions",
    "write_schemas",
]
