"""Exports that people have, recognised by their headers. Each product's module lists what its files look like."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.clean.infer.exports import hubspot, klaviyo, mailchimp, salesforce, shopify
from satsuma.clean.infer.exports.export import Export

EXPORTS: tuple[Export, ...] = (
    *hubspot.EXPORTS,
    *salesforce.EXPORTS,
    *shopify.EXPORTS,
    *klaviyo.EXPORTS,
    *mailchimp.EXPORTS,
)

__all__ = ["EXPORTS", "Export", "recognise"]


def recognise(header: Sequence[str]) -> Export | None:
    """The export whose telling columns are all in the header; of several the one with the most such columns."""
    columns = {column.strip().casefold() for column in header}
    fitting = [export for export in EXPORTS if export.headers <= columns and not (export.absent & columns)]
    return max(fitting, key=lambda export: len(export.headers), default=None)
