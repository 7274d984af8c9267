"""Judging segmentations: the scorecard."""
