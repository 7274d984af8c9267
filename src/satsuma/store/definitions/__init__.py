"""A project's definitions as YAML files that people read, review and keep in git."""

from satsuma.store.definitions.changing import Change, Changed, change_file, update_definition
from satsuma.store.definitions.composing import compose
from satsuma.store.definitions.places import LoadedDefinitions, Places
from satsuma.store.definitions.reading import PROJECT_FILE, SECTIONS, read_definitions
from satsuma.store.definitions.schemas import make_schemas, write_schemas
from satsuma.store.definitions.writing import write_definitions

__all__ = [
    "PROJECT_FILE",
    "SECTIONS",
    "Change",
    "Changed",
    "LoadedDefinitions",
    "Places",
    "change_file",
    "compose",
    "make_schemas",
    "read_definitions",
    "update_definition",
    "write_definitions",
    "write_schemas",
]
