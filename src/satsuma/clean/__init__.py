"""Infers what the raw tables mean, and turns them into typed tables, quarantine and the quality report."""
