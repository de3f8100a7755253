"""Statements that break a rule of the things beside the cases: each is a legal row with one illegal value."""

DAY = "'2026-01-01'"

ISSUE = {
    "id": "99",
    "reference": "'DI-2026-9999'",
    "owner_code": "'GHA'",
    "author_id": "1",
    "register": "'informal'",
    "audience": "'members'",
    "attribution": "'unnamed'",
    "demonstration": "false",
    "version": "1",
    "created_at": DAY,
    "changed_at": DAY,
    "moved_at": DAY,
    "state": "'open'",
    "language": "'en'",
    "question": "'Who decides?'",
    "setting": "''",
    "already_tried": "''",
    "who_could_change_it": "''",
    "justifications": "'{}'",
    "posted_at": DAY,
}
ANSWER = {
    "id": "99",
    "issue_id": "99",
    "delegation_code": "'GHA'",
    "account_id": "1",
    "kind": "'advice'",
    "text": "'One page.'",
    "named": "true",
    "taken_up": "false",
    "given_at": DAY,
}
OUTCOME = {
    "id": "99",
    "issue_id": "99",
    "delegation_code": "'GHA'",
    "tried": "'One page.'",
    "result": "'better'",
    "made_possible_by": "''",
    "reported_at": DAY,
}


def row_with(table: str, row: dict[str, str], **values: str) -> str:
    """Return the statement that adds a row with some other values."""
    values = row | values
    return f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(values.values())})"


ITEM_RULES: dict[str, list[str]] = {
    "issue_has_a_known_state": [row_with("issues", ISSUE, state="'lost'")],
    "issue_has_a_known_register": [row_with("issues", ISSUE, register="'secret'")],
    "issue_attribution_is_known": [row_with("issues", ISSUE, attribution="'nobody'")],
    "informal_issue_is_for_members": [row_with("issues", ISSUE, audience="'public'")],
    "issue_has_a_known_language": [row_with("issues", ISSUE, language="'de'")],
    "obstacle_is_known": [row_with("issues", ISSUE, obstacle="'weather'")],
    "posted_issue_has_a_date": [row_with("issues", ISSUE, posted_at="NULL")],
    "answer_has_a_known_kind": [row_with("issue_answers", ANSWER, kind="'praise'")],
    "answer_section_is_known": [row_with("issue_answers", ANSWER, section="'appendix'")],
    "answer_with_a_case_names_it": [row_with("issue_answers", ANSWER, kind="'case'")],
    "answer_pins_a_revision": [row_with("issue_answers", ANSWER, revision_number="1")],
    "outcome_has_a_known_result": [row_with("issue_outcomes", OUTCOME, result="'splendid'")],
    "outcome_advice_is_known": [row_with("issue_outcomes", OUTCOME, advice="'wait'")],
}
