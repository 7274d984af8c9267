"""Frozen NumPy arrays that pass between store, engine and rooms. No logic beyond shapes."""

from satsuma.columns.arrays import (
    NO_CODE,
    NO_NUMBER,
    Codes,
    Column,
    Doubles,
    EventTable,
    Flags,
    Keys,
    Links,
    Memberships,
    Moments,
    Population,
    Scaled,
    Sets,
    UnitData,
)

__all__ = [
    "NO_CODE",
    "NO_NUMBER",
    "Codes",
    "Column",
    "Doubles",
    "EventTable",
    "Flags",
    "Keys",
    "Links",
    "Memberships",
    "Moments",
    "Population",
    "Scaled",
    "Sets",
    "UnitData",
]
