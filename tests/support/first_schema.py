"""Rows of a platform with the first schema."""

from typing import Any

AT = "2026-03-{:02d} 10:00:00.123456"
DELEGATIONS = [
    {"code": code, "name": code, "kind": "state", "standing": "member", "contributions": "[]", "clears_itself": False}
    for code in ("GHA", "IDN", "CHN", "FRA", "KEN")
]
ACCOUNTS = [
    {"id": number, "email": f"{name}@demo.example", "office": name, "delegation_code": code, "roles": f'["{role}"]',
     "password_hash": "x", "session_key": name, "active": True, "created_at": AT.format(1)}
    for number, name, code, role in (
        (1, "writer", "GHA", "focal_point"), (2, "officer", "GHA", "clearance_officer"), (3, "editor", "IDN", "editor"),
        (4, "first", "CHN", "reviewer"), (5, "second", "FRA", "reviewer"), (6, "third", "KEN", "reviewer"),
    )
]  # fmt: skip
CASES = [
    {"id": number, "reference": f"CS-2026-{number:04d}", "submitting_code": "GHA", "demonstration": False,
     "form_key": None, "version": 9, "created_at": AT.format(1), "changed_at": AT.format(20 + number)}
    for number in (1, 2)
]  # fmt: skip


def _revision(number: int, case: int, count: int, state: str, *, current: bool, cleared: bool) -> dict[str, Any]:
    day = AT.format(3) if cleared else None
    return {
        "id": number, "case_id": case, "number": count, "state": state, "is_current": current, "round_open": case == 1,
        "language": "en", "title": "Searching the road", "sections": '{"summary": "Short — «and» 短."}',
        "started": 2019, "ended": None, "stage": "ended", "evidence": None, "audience": "public",
        "contact": "a@b.example", "sources": "[]", "author_id": 1, "writer_ids": "[1]",
        "cleared_by_id": 2 if cleared else None, "self_cleared": False, "created_at": AT.format(1), "cleared_at": day,
        "submitted_at": day, "published_at": None,
    }  # fmt: skip


REVISIONS = [
    _revision(1, 1, 1, "superseded", current=False, cleared=True),
    _revision(2, 1, 2, "in_review", current=True, cleared=True),
    _revision(3, 2, 1, "draft", current=True, cleared=False),
]
ASSIGNMENTS = [
    {"id": number, "revision_id": revision, "reviewer_id": reviewer, "state": state, "due_on": "2026-04-01",
     "invited_at": AT.format(4), "answered_at": AT.format(5) if state != "invited" else None, "answer_note": ""}
    for number, revision, reviewer, state in (
        (11, 1, 5, "submitted"), (12, 1, 4, "declined"), (13, 2, 6, "accepted"), (14, 2, 5, "invited"),
    )
]  # fmt: skip
FIRST = "20261122_first_schema"
REVIEWS = [
    {"id": 21, "assignment_id": 11, "relevance": 5, "clarity": 4, "evidence": 3, "transfer": 2,
     "recommendation": "revise", "overall": "Good.", "note_to_editors": "Between us.", "saved_at": AT.format(6),
     "submitted_at": AT.format(6)},
    {"id": 22, "assignment_id": 13, "relevance": None, "clarity": None, "evidence": None, "transfer": None,
     "recommendation": None, "overall": "", "note_to_editors": "", "saved_at": AT.format(7), "submitted_at": None},
]  # fmt: skip
REMARKS = [
    {"id": 31, "review_id": 21, "section": "results", "text": "Say who counted."},
    {"id": 32, "review_id": 21, "section": "summary", "text": "Shorter."},
]
HISTORY = [
    {"id": number, "case_id": case, "revision_number": revision, "at": AT.format(number), "account_id": account,
     "delegation_code": code, "action": action, "from_state": before, "to_state": after, "note": note}
    for number, case, revision, account, code, action, before, after, note in (
        (2, 1, 1, 1, "GHA", "start", None, "draft", ""),
        (3, 1, 1, 1, "GHA", "request_clearance", "draft", "in_clearance", ""),
        (5, 2, 1, 1, "GHA", "start", None, "draft", ""),
        (6, 1, 1, 2, "GHA", "clear", "in_clearance", "submitted", ""),
        (7, 1, 1, 3, "IDN", "assign", None, None, "first@demo.example"),
        (9, 1, 1, 3, "IDN", "request_revision", "in_review", "revision_requested", "Say who counted — «who»."),
        (12, 1, 2, 3, "IDN", "assign", None, None, "third@demo.example"),
    )
]  # fmt: skip
THEMES = [{"id": "EXP", "parent_id": None, "label": "Mines", "scope_note": "", "synonyms": "[]", "position": 1}]
LINKS = [{"revision_id": revision, "theme_id": "EXP"} for revision in (1, 2, 3)]
LIBRARY = {
    "delegations": DELEGATIONS, "accounts": ACCOUNTS, "cases": CASES, "revisions": REVISIONS,
    "assignments": ASSIGNMENTS, "reviews": REVIEWS, "remarks": REMARKS, "history": HISTORY,
    "themes": THEMES, "revision_themes": LINKS,
}  # fmt: skip
