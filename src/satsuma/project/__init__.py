"""The facade a person imports: opens a folder, wires the rooms, runs the chain. It computes nothing itself."""

from satsuma.project.facade import Project

__all__ = ["Project"]
