"""The half of the clean room that applies definitions: raw tables to typed tables, with every row and cent accounted for."""

from satsuma.clean.apply.joins import joined_names
from satsuma.clean.apply.tables import clean_tables

__all__ = ["clean_tables", "joined_names"]
