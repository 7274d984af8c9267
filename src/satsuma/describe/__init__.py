"""Segments in numbers, words and pictures: profiles, overlap, charts, the report."""
