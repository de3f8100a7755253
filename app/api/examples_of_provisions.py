"""Examples of request bodies about provisions. The document shows them, and a test sends them."""

from typing import Any

PROVISION: dict[str, Any] = {
    "initiative": "res-2518",
    "paragraph": "Paragraph 99",
    "title": "An example of a paragraph",
    "summary": "Host States let the wounded be flown out at any hour.",
    "addressee": "host_states",
    "status": "Two operations agreed on it with their hosts.",
    "status_by": "An example of a report",
    "status_on": "2026-05",
}
PROVISION_CHANGE: dict[str, Any] = {"status": "", "status_by": "", "status_on": "", "version": 1}
PROVISION_LINK: dict[str, Any] = {"reference": "CS-2026-0007", "reason": "It shows how the flights were agreed."}
