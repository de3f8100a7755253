"""Statements that break a rule of long exports: each is a legal row with one illegal value."""

from tests.models.item_rules import DAY, row_with

WAITING = {
    "id": "99",
    "account_id": "1",
    "token": "'t'",
    "source": "'search'",
    "about": "''",
    "name": "''",
    "form": "'pdf'",
    "language": "'en'",
    "things": "40",
    "done": "0",
    "state": "'waiting'",
    "tries": "0",
    "asked_at": DAY,
}
UNDER_WAY = {**WAITING, "state": "'under_way'", "claimed_until": DAY, "file": "'f'"}
READY = {**WAITING, "state": "'ready'", "expires_at": DAY, "file": "'f'", "contents": "'[]'", "mark": "'TLP:CLEAR'"}
FAILED = {**WAITING, "state": "'failed'", "expires_at": DAY, "failure": "'changed'"}
EXPORT_RULES: dict[str, list[str]] = {
    "export_source_is_known": [row_with("exports", WAITING, source="'web'")],
    "export_form_is_known": [row_with("exports", WAITING, form="'exe'")],
    "export_state_is_known": [row_with("exports", FAILED, state="'lost'", failure="NULL")],
    "export_failure_is_known": [row_with("exports", FAILED, failure="'weather'")],
    "export_has_things": [row_with("exports", WAITING, things=number) for number in ("0", "101")],
    "export_has_done_no_more_than_there_is": [row_with("exports", WAITING, done="41")],
    "export_is_not_tried_for_ever": [row_with("exports", WAITING, tries="4")],
    "export_under_way_is_claimed": [row_with("exports", UNDER_WAY, claimed_until="NULL")],
    "failed_export_says_why": [row_with("exports", FAILED, failure="NULL")],
    "ended_export_expires": [row_with("exports", READY, expires_at="NULL")],
    "export_has_a_file_while_made": [row_with("exports", READY, file="NULL")],
    "ready_export_says_what_is_in_it": [row_with("exports", READY, contents="NULL")],
    "ready_export_is_marked": [row_with("exports", READY, mark="NULL")],
}
