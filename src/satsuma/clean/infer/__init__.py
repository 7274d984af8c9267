"""Infers what raw tables mean: kinds of columns, roles of sources, units, keys, joins, events, each with a reason."""

from satsuma.clean.infer.inference import Inference, infer_sources

__all__ = ["Inference", "infer_sources"]
