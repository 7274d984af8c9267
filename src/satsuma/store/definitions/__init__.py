"""A project's definitions as YAML files that people read, review and keep in git."""

from satsuma.store.definitions.places import LoadedDefinitions, Places
from satsuma.store.definitions.reading import PROJECT_FILE, SECTIONS, read_definitions

__all__ = ["PROJECT_FILE", "SECTIONS", "LoadedDefinitions", "Places", "read_definitions"]
