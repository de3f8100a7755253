"""Examples of request bodies about studies. The document shows them, and a test sends them."""

from typing import Any

STUDY: dict[str, Any] = {
    "study_kind": "policy_brief",
    "title": "Fatality trends of convoys",
    "authors": "A. Author; B. Writer",
    "publisher": "An institute",
    "year": 2021,
    "method": "Deaths of ten years against the strength deployed.",
    "finding": "Deaths fell where a search team went ahead of the column.",
    "address": "https://institute.example/fatality-trends",
    "certainty": "whole",
    "themes": ["MOV-CONVOY"],
    "host_states": ["MLI"],
    "cases": [],
}
STUDY_CHANGE: dict[str, Any] = {**STUDY, "year": 2022, "version": 1}
STUDY_TRANSITION: dict[str, Any] = {"action": "check", "note": "", "version": 1}
