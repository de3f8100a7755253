"""Examples of request bodies about joint texts. The document shows them, and a test sends them."""

from typing import Any

TEXT: dict[str, Any] = {
    "title": "Joint statement on the training of evacuation teams",
    "text_kind": "statement",
    "language": "en",
    "event": "",
    "paragraphs": [
        {"id": None, "text": "We thank all those who serve in evacuation teams."},
        {"id": None, "text": "We ask that each team trains together before it deploys."},
    ],
    "note": "First draft.",
}
TEXT_VERSION: dict[str, Any] = {
    "version": 1,
    "base": 1,
    "paragraphs": [
        {"id": 1, "text": "We thank all those who serve in evacuation teams."},
        {"id": 2, "text": "We ask that each team trains together for two weeks before it deploys."},
    ],
    "note": "The second paragraph says how long.",
    "taken_up": [],
}
TEXT_TRANSITION: dict[str, Any] = {
    "action": "put_under_silence",
    "note": "",
    "version": 3,
    "silence": {"day": "2027-03-11", "hour": "18:00", "time_zone": "America/New_York"},
}
