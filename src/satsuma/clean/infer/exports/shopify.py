"""Shopify: orders (a line item a row, order fields on the first line only) and customers."""

from __future__ import annotations

from satsuma.clean.infer.exports.export import Export, headers
from satsuma.model.kinds import Kind, Role

EXPORTS: tuple[Export, ...] = (
    Export(
        "shopify orders",
        headers("name|email|financial status|lineitem name|lineitem price|lineitem quantity"),
        "a line item of a Shopify order a row; the order's own fields stand on its first line and are carried down",
        Role.EVENT,
        "customer",
        key=("email",),
        time=("created at",),
        event="order",
        group=("name",),
        quantity=("lineitem quantity",),
        price=("lineitem price",),
        discount=("discount amount", "lineitem discount"),
        minus_discount=True,
        cancelled=("cancelled at",),
        kinds={"name": Kind.IDENTIFIER, "email": Kind.IDENTIFIER, "lineitem sku": Kind.IDENTIFIER},
    ),
    Export(
        "shopify customers",
        headers("first name|last name|email|total spent|total orders"),
        "a Shopify customer a row",
        Role.PROFILE,
        "customer",
        key=("email",),
        email=("email",),
        phone=("phone", "default address phone"),
        consent={
            "email": ("accepts email marketing", "accepts marketing"),
            "phone": ("accepts sms marketing",),
        },
        kinds={"email": Kind.IDENTIFIER, "customer id": Kind.IDENTIFIER},
    ),
)
