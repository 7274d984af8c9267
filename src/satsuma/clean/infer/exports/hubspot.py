"""HubSpot: contacts, companies and deals as exported by people, and the tables that a Fivetran connector writes."""

from __future__ import annotations

from satsuma.clean.infer.exports.export import Export, headers
from satsuma.model.kinds import Kind, Role

_CONTACT = "a HubSpot contact a row"
_COMPANY = "a HubSpot company a row"
_STAFF = "HubSpot users, owners and teams are the company's own people, not its customers"
_BRIDGE = "HubSpot's table of associations: it pairs records and says nothing of its own"
_CHANGES = "HubSpot's log of changed fields: the present values are in the record itself"
_SETUP = "HubSpot's settings and internal records, not about customers"


def _left_out(text: str, reason: str) -> Export:
    return Export("hubspot table", headers(text), reason)


EXPORTS: tuple[Export, ...] = (
    Export(
        "hubspot contacts",
        headers("record id|email|first name|last name"),
        _CONTACT,
        Role.PROFILE,
        "customer",
        key=("record id",),
        created=("create date",),
        link=("associated company ids", "associated company id", "primary associated company id"),
        email=("email",),
        phone=("phone number", "mobile phone number"),
        opted_out={"email": ("unsubscribed from all email",)},
    ),
    Export(
        "hubspot companies",
        headers("record id|company name|company domain name"),
        _COMPANY,
        Role.PROFILE,
        "account",
        key=("record id",),
        created=("create date",),
        phone=("phone number",),
    ),
    Export(
        "hubspot deals",
        headers("record id|deal name|deal stage"),
        "a HubSpot deal a row",
        Role.EVENT,
        "account",
        key=("associated company ids", "associated company id", "primary associated company id"),
        time=("create date",),
        event="deal",
        amount=("amount in company currency", "amount"),
    ),
    Export(
        "hubspot contacts",
        headers("id|property_email|property_firstname"),
        _CONTACT,
        Role.PROFILE,
        "customer",
        key=("id",),
        created=("property_createdate",),
        link=("property_associatedcompanyid",),
        email=("property_email",),
        kinds={"property_email": Kind.IDENTIFIER, "property_email_1": Kind.IDENTIFIER},
        prefix="property_",
    ),
    Export(
        "hubspot companies",
        headers("id|property_name|property_industry"),
        _COMPANY,
        Role.PROFILE,
        "account",
        key=("id",),
        created=("property_createdate",),
        prefix="property_",
    ),
    Export(
        "hubspot deals",
        headers("deal_id|property_dealname|property_createdate"),
        "a HubSpot deal a row",
        Role.EVENT,
        "account",
        key=("company_id", "property_associatedcompanyid"),
        time=("property_createdate",),
        event="deal",
        amount=("property_amount",),
        prefix="property_",
    ),
    Export(
        "hubspot e-mail events",
        headers("recipient|email_campaign_id|type|created"),
        "an e-mail event a row",
        Role.EVENT,
        "customer",
        key=("recipient",),
        matches=("email",),
        time=("created",),
        event_column=("type",),
        kinds={"recipient": Kind.IDENTIFIER},
    ),
    Export(
        "hubspot list members",
        headers("contact_id|contact_list_id|added_at"),
        "a contact that joined a list a row",
        Role.EVENT,
        "customer",
        key=("contact_id",),
        time=("added_at",),
        event="list_join",
    ),
    Export(
        "hubspot form submissions",
        headers("contact_id|form_id|conversion_id|timestamp"),
        "a form that a contact sent a row",
        Role.EVENT,
        "customer",
        key=("contact_id",),
        time=("timestamp",),
        event="form_submission",
    ),
    Export(
        "hubspot tickets",
        headers("id|property_hs_pipeline|property_subject"),
        "a HubSpot ticket a row",
        Role.EVENT,
        "customer",
        key=("contact_id", "property_associatedcontactid"),
        time=("property_createdate",),
        event="ticket",
        prefix="property_",
    ),
    _left_out("contact_id|timestamp|name|value|source_id", _CHANGES),
    _left_out("company_id|timestamp|name|value|source_id", _CHANGES),
    _left_out("deal_id|timestamp|name|value|source_id", _CHANGES),
    _left_out("ticket_id|timestamp_instant|name|value", _CHANGES),
    _left_out("contact_id|canonical_vid|vid_to_merge", _CHANGES),
    _left_out("deal_id|merged_deal_id", _CHANGES),
    _left_out("company_id|deal_id|type_id|category", _BRIDGE),
    _left_out("contact_id|deal_id|type_id|category", _BRIDGE),
    _left_out("ticket_id|contact_id|category", _BRIDGE),
    _left_out("ticket_id|company_id|category", _BRIDGE),
    _left_out("ticket_id|deal_id|category", _BRIDGE),
    _left_out("engagement_id|company_id|engagement_type", _BRIDGE),
    _left_out("engagement_id|contact_id|engagement_type", _BRIDGE),
    _left_out("engagement_id|deal_id|engagement_type", _BRIDGE),
    _left_out("id|primary_team_id|role_id|email", _STAFF),
    _left_out("owner_id|active_user_id|email", _STAFF),
    _left_out("user_id|team_id|is_secondary_user", _STAFF),
    _left_out("owner_id|team_id|is_team_primary", _STAFF),
    _left_out("id|name|requires_billing_write", _STAFF),
    _left_out("id|processing_type|list_version", _SETUP),
    _left_out("guid|form_type|submit_text", _SETUP),
)
