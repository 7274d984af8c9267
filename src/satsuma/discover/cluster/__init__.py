"""Algorithms that divide customers into groups, all behind one protocol."""
