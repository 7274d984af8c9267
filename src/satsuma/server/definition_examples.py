"""Definitions as the API's description shows them."""

from __future__ import annotations

from typing import Any

from satsuma.project.edit_words import WORDS

ONE = WORDS
EXAMPLES: dict[str, dict[str, Any]] = {
    "project": {
        "name": "Larkfield",
        "kpi": "net_revenue_12m",
        "currency": "EUR",
        "timezone": "Europe/Berlin",
    },
    "sources": {
        "role": "lookup",
        "files": ["products.csv"],
        "format": {"type": "csv"},
        "key": "sku",
        "columns": {
            "sku": {"from": "SKU", "kind": "identifier"},
            "range": {"from": "Range", "kind": "category"},
        },
    },
    "variables": {
        "value": "count(order, last 90 days)",
        "family": "behavioural",
        "title": "Orders in the last 90 days",
    },
    "segments": {
        "rule": "days_since_order between 90 and 180 and orders_ever >= 3",
        "title": "Slipping regulars",
        "action": "Write before they are gone.",
        "owner": "CRM",
    },
    "segmentations": {
        "title": "By recency",
        "priorities": [
            {"name": "active", "title": "Active", "rule": "days_since_order < 90"},
            {"name": "slipping", "title": "Slipping", "rule": "days_since_order < 180"},
        ],
    },
    "targets": {
        "problem": "Regulars slip away unnoticed.",
        "kpi": "net_revenue_12m",
        "goal": 200000,
        "by": "2026-12-31",
        "teams": {"CRM": "plans the mailings"},
    },
    "objectives": {
        "question": "Who orders again within 90 days?",
        "outcome": "count(order, last 90 days) >= 1",
        "window_days": 90,
        "candidates": ["age", "orders_ever"],
    },
    "discoveries": {"title": "Ways of buying", "basis": ["orders_12m", "average_order", "online_share"]},
    "personas": {"name": "Gardener Gerda"},
}
"""One of a section; the Larkfield of the demo."""
