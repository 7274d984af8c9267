"""Sections on what was found after the run: patterns, answers, groups, scorecards."""
