"""Ratios against named peers, both measured in one run: `python -m benchmarks`."""
