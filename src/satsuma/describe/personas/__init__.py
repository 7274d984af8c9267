"""Persona cards: each concern in a module of its own, from values that the project gathers."""
