"""Mailchimp: audience files, one each for subscribed, unsubscribed and cleaned contacts."""

from __future__ import annotations

from satsuma.clean.infer.exports.export import Export, MadeColumn, headers
from satsuma.model.kinds import Kind, Role

FILE_STATUS = "(file status)"
"""The raw column that cleaning makes up from the file's name."""

EXPORTS: tuple[Export, ...] = (
    Export(
        "mailchimp audience",
        headers("email address|member_rating|leid|euid"),
        "a Mailchimp contact a row; the file's name says whether it is subscribed",
        Role.PROFILE,
        "customer",
        key=("email address",),
        created=("optin_time", "confirm_time"),
        email=("email address",),
        phone=("phone number",),
        kinds={"email address": Kind.IDENTIFIER, "leid": Kind.IDENTIFIER, "euid": Kind.IDENTIFIER},
        made=(
            MadeColumn(
                "subscribed", FILE_STATUS, ("subscribed",), ("unsubscribed", "cleaned", "nonsubscribed")
            ),
            MadeColumn(
                "unsubscribed", FILE_STATUS, ("unsubscribed", "cleaned"), ("subscribed", "nonsubscribed")
            ),
        ),
        consent={"email": ("subscribed",)},
        opted_out={"email": ("unsubscribed",)},
    ),
)
