"""Klaviyo: profiles and metric events."""

from __future__ import annotations

from satsuma.clean.infer.exports.export import Export, headers
from satsuma.model.kinds import Kind, Role

EXPORTS: tuple[Export, ...] = (
    Export(
        "klaviyo profiles",
        headers("email|klaviyo id"),
        "a Klaviyo profile a row",
        Role.PROFILE,
        "customer",
        key=("email",),
        created=("profile created on", "date added", "created"),
        email=("email",),
        phone=("phone number",),
        consent={
            "email": ("accepts marketing", "email marketing consent"),
            "phone": ("sms marketing consent",),
        },
        kinds={"email": Kind.IDENTIFIER, "klaviyo id": Kind.IDENTIFIER},
    ),
    Export(
        "klaviyo events",
        headers("email|metric|timestamp"),
        "a Klaviyo event a row",
        Role.EVENT,
        "customer",
        key=("email",),
        time=("timestamp",),
        event_column=("metric",),
        kinds={"email": Kind.IDENTIFIER},
    ),
)
