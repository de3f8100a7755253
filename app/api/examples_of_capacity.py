"""Examples of request bodies about offers, requests and matches. The document shows them, and a test sends them."""

from typing import Any

OFFER: dict[str, Any] = {
    "language": "en",
    "title": "Course for instructors who clear roads",
    "details": "Six weeks at our school, with exercises on a road of our own.",
    "support_kind": "training",
    "themes": ["EXP-SEARCH"],
    "level": "instructor",
    "languages": ["fr", "en"],
    "places": ["KEN"],
    "recipients": [],
    "quantity": 20,
    "starts": "2027-02-01",
    "ends": "2027-03-12",
    "cost": "provider",
    "prerequisites": ["standard"],
    "conditions": "",
    "support_after": "A mentor answers questions for a year.",
    "contact": "training@example.org",
    "valid_until": "2027-01-15",
    "audience": "public",
    "attribution": "named",
}
REQUEST: dict[str, Any] = {
    "language": "en",
    "title": "Instructors for search teams before a rotation",
    "details": "A unit learns to search roads and needs instructors of its own.",
    "support_kind": "training",
    "themes": ["EXP-SEARCH"],
    "level": "instructor",
    "languages": ["fr"],
    "places": [],
    "recipients": [],
    "quantity": 12,
    "starts": "2026-12-15",
    "ends": "2027-03-31",
    "cost": "provider",
    "prerequisites": [],
    "conditions": "",
    "support_after": "",
    "contact": "",
    "valid_until": "2027-03-31",
    "audience": "members",
    "attribution": "unnamed",
}
CAPACITY_CHANGE: dict[str, Any] = {"version": 1, "quantity": 15}
CAPACITY_TRANSITION: dict[str, Any] = {"action": "post", "note": "", "version": 1}
MATCH: dict[str, Any] = {"request": "RQ-2026-0001", "offer": "OF-2026-0001"}
MATCH_POST: dict[str, Any] = {"text": "We have twelve seats in February. Which languages do your instructors speak?"}
MATCH_TRANSITION: dict[str, Any] = {"action": "choose", "version": 1}
