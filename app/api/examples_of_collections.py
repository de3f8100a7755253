"""Examples of request bodies about collections. The document shows them, and a test sends them."""

from typing import Any

COLLECTION: dict[str, Any] = {
    "language": "en",
    "title": "Before the first convoy of a rotation",
    "introduction": "For the staff of a convoy company, to be read in this order.",
    "audience": "public",
    "things": [],
}
COLLECTION_CHANGE: dict[str, Any] = {**COLLECTION, "title": "Before the first convoy", "version": 1}
COLLECTION_TRANSITION: dict[str, Any] = {"action": "withdraw", "note": "", "version": 1}
