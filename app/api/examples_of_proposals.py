"""Examples of request bodies about study proposals. The document shows them, and a test sends them."""

from typing import Any

PROPOSAL: dict[str, Any] = {
    "question": "Do fewer peacekeepers fall ill where the water of a camp is tested every week?",
    "theme": "HLT",
    "measure": "illness",
    "place": None,
    "funds": "About EUR 20,000 for two visits; half of it is there.",
    "due": "2030-06-30",
    "asked": ["DEU"],
}
PROPOSAL_CHANGE: dict[str, Any] = {**PROPOSAL, "due": "2030-09-30", "version": 1}
PROPOSAL_TRANSITION: dict[str, Any] = {"action": "join_study", "note": "", "study": "", "version": 1}
