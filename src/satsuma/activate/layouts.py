"""The column names that each tool's import expects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from satsuma.model.errors import OptionError


@dataclass(frozen=True, slots=True)
class Layout:
    """Column names for key, e-mail address, segment and entered date. `needs_email` leaves out people without one:
    the tool finds its records by it. Without a name there is no such column."""

    key: str
    email: str | None
    segment: str
    entered: str
    needs_email: bool = False


PLAIN = Layout("key", "email", "segment", "entered")
LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "hubspot": Layout("Customer Key", "Email", "Segment", "Segment Entered Date", needs_email=True),
        "klaviyo": Layout("External ID", "Email", "Segment", "Segment Entered", needs_email=True),
        "mailchimp": Layout("CUSTOMER_KEY", "Email Address", "TAGS", "ENTERED", needs_email=True),
        "salesforce": Layout("External_Id__c", "Email", "Segment__c", "Segment_Entered__c"),
    }
)


def find_layout(tool: str | None) -> Layout:
    """The layout of a tool by its name; None is the plain one."""
    if tool is None:
        return PLAIN
    if tool not in LAYOUTS:
        raise OptionError(f"There is no layout for '{tool}'.", hint=f"Choose one of {', '.join(LAYOUTS)}.")
    return LAYOUTS[tool]
