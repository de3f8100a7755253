"""Illegal states can't be stored: the database refuses each with the name of the rule, even in plain SQL."""

from collections.abc import Iterator

import pytest
from sqlalchemy import CheckConstraint, Connection, Index, UniqueConstraint, text
from sqlalchemy.exc import IntegrityError

from case_studies.db import WRITE_OPTION, Base
from tests.models.export_rules import EXPORT_RULES
from tests.models.item_rules import ITEM_RULES
from tests.support.template import Template
from tests.support.world import World

REVISION = "UPDATE revisions SET {change} WHERE id = (SELECT min(id) FROM revisions WHERE {which})"

# rule: statements that break it
DAY = "'2026-01-01 00:00:00'"
ASSIGNMENT = (
    "INSERT INTO assignments (id, revision_id, reviewer_id, state, number, answer_by, due_on, invited_at, answer_note) "
    "SELECT 9999, revision_id, {reviewer}, 'invited', {number}, answer_by, due_on, invited_at, '' "
    "FROM assignments WHERE id = 1"
)
OVERRIDE = (
    "INSERT INTO conflict_overrides (id, case_id, account_id, reason, proposed_by_id, proposed_at, seconded_by_id, "
    "seconded_at, seconded_number) "
    f"VALUES (9999, 1, {{account}}, '{{reason}}', 1, {DAY}, {{second}}, {{at}}, {{entry}})"
)

CHAIR = (
    "INSERT INTO chair_handovers (id, outgoing_code, incoming_code, on_day, proposed_by_id, proposed_at, "
    f"confirmed_by_id, confirmed_at) VALUES (9999, 'RWA', '{{incoming}}', '2026-01-01', 1, {DAY}, {{second}}, {{at}})"
)

APPLICATION = (
    "INSERT INTO applications (id, delegation_code, standing, mailbox, office, letter_reference, letter_date, "
    "contributions, state, sent_at, proved_at, decided_at, reason) VALUES (9999, 'NZL', '{standing}', 'a@b.org', '', "
    f"'', '2026-01-01', '[]', '{{state}}', {DAY}, {{proved}}, {{decided}}, '')"
)
OPINION = (
    "INSERT INTO application_opinions (id, application_id, co_chair_code, account_id, at, question, answer, "
    f"answered_at) VALUES (9999, 9999, 'RWA', 1, {DAY}, {{question}}, {{answer}}, {{at}})"
)
MAIL = (
    "INSERT INTO mails (id, account_id, purpose, queued_at, tries, next_try_at, error) "
    f"VALUES (9999, {{account}}, {{purpose}}, {DAY}, 0, {DAY}, '')"
)
SITE_TEXT = (
    "INSERT INTO site_texts (id, page, language, number, title, text, written_at, account_id) "
    f"VALUES (9999, '{{page}}', '{{language}}', 1, '{{title}}', 'Words.', {DAY}, 1)"
)
SUPPORT = OPINION.format(question="NULL", answer="NULL", at="NULL")

UPLOAD = (
    "INSERT INTO uploads (case_id, account_id, token, name, size, digest, received, started_at) "
    "VALUES (1, 1, 't', 'n', {size}, 'd', {received}, '2026-01-01')"
)
STORED_FILE = (
    "INSERT INTO stored_files (digest, media_type, size, language, text, stored_at) "
    "VALUES ('d', '{kind}', {size}, {language}, '', '2026-01-01')"
)
VOCABULARIES = {"theme": "themes", "operation": "operations", "initiative": "initiatives"}

PART_REPORT = (
    "INSERT INTO part_reports (id, case_id, part, kind, text, reported_at, state, decided_at, editor_note) "
    "VALUES (99, (SELECT id FROM cases LIMIT 1), 'lessons', '{kind}', '', '2026-11-02', '{state}', {decided}, '')"
)

REFUSED: dict[str, list[str]] = {
    **ITEM_RULES,
    **EXPORT_RULES,
    "report_has_a_known_kind": [PART_REPORT.format(kind="dislike", state="waiting", decided="NULL")],
    "report_has_a_known_state": [PART_REPORT.format(kind="wrong", state="lost", decided="'2026-11-02'")],
    "report_is_decided_once_it_waits_no_longer": [
        PART_REPORT.format(kind="wrong", state="waiting", decided="'2026-11-02'"),
        PART_REPORT.format(kind="wrong", state="hidden", decided="NULL"),
    ],
    "site_page_is_known": [SITE_TEXT.format(page="other", language="en", title="Title")],
    "site_text_has_a_known_language": [SITE_TEXT.format(page="home", language="de", title="Title")],
    "site_text_has_a_title": [SITE_TEXT.format(page="home", language="en", title="")],
    "file_has_a_known_type": [STORED_FILE.format(kind="text/html", size=1, language="NULL")],
    "file_is_not_empty": [STORED_FILE.format(kind="image/png", size=0, language="NULL")],
    "file_language_is_known": [STORED_FILE.format(kind="image/png", size=1, language="'de'")],
    "consent_answer_is_known": [
        "INSERT INTO consents (case_id, delegation_code, answer, text_mark, reason, account_id, answered_at) "
        "VALUES ((SELECT id FROM cases LIMIT 1), 'GHA', 'perhaps', '', '', (SELECT id FROM accounts LIMIT 1), "
        "'2026-11-02')"
    ],
    "life_can_be_confirmed": [
        "INSERT INTO confirmations (id, case_id, life, note, members_only, cleared, account_id, at) "
        "VALUES (99, (SELECT id FROM cases LIMIT 1), 'not_confirmed', '', false, true, "
        "(SELECT id FROM accounts LIMIT 1), '2026-11-02')"
    ],
    "attachment_audience_is_known": [
        "INSERT INTO attachments (id, revision_id, digest, key, name, description, audience, added_at) "
        "VALUES (1, 1, 'd', 'k', 'x', '', 'red', '2026-01-01')"
    ],
    "upload_has_at_most_10_mb": [UPLOAD.format(size=0, received=0), UPLOAD.format(size=10 * 1024**2 + 1, received=0)],
    "upload_has_no_more_than_it_said": [UPLOAD.format(size=5, received=6), UPLOAD.format(size=5, received=-1)],
    **{
        f"{noun}_is_not_merged_into_itself": [f"UPDATE {table} SET merged_into_id = id"]
        for noun, table in VOCABULARIES.items()
    },
    **{
        f"{noun}_was_changed_by_somebody": [
            f"UPDATE {table} SET changed_by_id = 1",
            f"UPDATE {table} SET changed_at = {DAY}",
        ]
        for noun, table in VOCABULARIES.items()
    },
    "application_has_a_known_state": [APPLICATION.format(standing="member", state="lost", proved=DAY, decided="NULL")],
    "application_is_for_member_or_observer": [
        APPLICATION.format(standing="co_chair", state="applied", proved=DAY, decided="NULL")
    ],
    "proved_application_has_a_date": [
        APPLICATION.format(standing="member", state="applied", proved="NULL", decided="NULL")
    ],
    "decided_application_has_a_date": [
        APPLICATION.format(standing="member", state="accepted", proved=DAY, decided="NULL")
    ],
    "answered_question_has_a_date": [OPINION.format(question="'Why?'", answer="'So.'", at="NULL")],
    "only_a_question_has_an_answer": [OPINION.format(question="NULL", answer="'So.'", at=DAY)],
    "one_support_per_co_chair": [f"{SUPPORT}, {SUPPORT.rpartition('VALUES ')[2].replace('9999', '9998', 1)}"],
    "mail_has_one_recipient": [MAIL.format(account="NULL", purpose="NULL")],
    "mail_to_an_applicant_has_a_purpose": [MAIL.format(account=1, purpose="'proof'")],
    "chair_goes_to_another_delegation": [CHAIR.format(incoming="RWA", second="NULL", at="NULL")],
    "chair_needs_two_editors": [CHAIR.format(incoming="ITA", second=1, at=DAY)],
    "confirmed_chair_has_a_date": [CHAIR.format(incoming="ITA", second=2, at="NULL")],
    "former_delegation_left_on_a_day": [
        "UPDATE delegations SET standing = 'former' WHERE code = 'GHA'",
        "UPDATE delegations SET left_on = '2026-01-01' WHERE code = 'GHA'",
    ],
    "revision_has_a_known_state": [REVISION.format(change="state = 'forgotten'", which="state = 'draft'")],
    "revision_has_a_known_language": [REVISION.format(change="language = 'de'", which="state = 'draft'")],
    "audience_is_clear_or_green": [
        REVISION.format(change="audience = 'amber'", which="state = 'draft'"),
        REVISION.format(change="audience = ''", which="state = 'published'"),
    ],
    "attribution_is_known": [REVISION.format(change="attribution = 'hidden'", which="state = 'draft'")],
    "stage_is_known": [REVISION.format(change="stage = 'soon'", which="state = 'draft'")],
    "measure_is_known": [REVISION.format(change="measure = 'luck'", which="state = 'draft'")],
    "evidence_is_known": [REVISION.format(change="evidence = 'hearsay'", which="state = 'draft'")],
    "period_ends_after_it_starts": [
        REVISION.format(change="started = 2020, ended = 2019", which="state = 'draft'"),
        REVISION.format(change="ended = started - 1", which="ended IS NOT NULL"),
    ],
    "published_has_a_date_and_a_clearance": [
        REVISION.format(change="published_at = NULL", which="state = 'published'"),
        REVISION.format(change="published_at = NULL", which="state = 'archived'"),
        REVISION.format(change="cleared_at = NULL, cleared_by_id = NULL", which="state = 'published'"),
        REVISION.format(change="state = 'published'", which="state = 'in_review'"),
    ],
    "unpublished_has_no_date": [
        REVISION.format(change=f"state = '{state}'", which="state = 'published'")
        for state in ("draft", "in_clearance", "submitted", "in_review", "revision_requested", "declined")
    ],
    "judged_only_after_clearance": [
        REVISION.format(change=f"state = '{state}'", which="state = 'in_clearance' AND cleared_at IS NULL")
        for state in ("submitted", "in_review", "declined")
    ],
    "clearance_is_by_another_person": [
        REVISION.format(change="cleared_by_id = author_id", which="state = 'published' AND NOT self_cleared"),
        REVISION.format(change="self_cleared = false, author_id = cleared_by_id", which="state = 'submitted'"),
    ],
    "cleared_has_an_officer_and_a_date": [
        REVISION.format(change="cleared_by_id = NULL", which="state = 'published'"),
        REVISION.format(change="cleared_at = NULL", which="state = 'superseded'"),
    ],
    "superseded_is_never_current": [
        REVISION.format(change="is_current = true", which="state = 'superseded'"),
        REVISION.format(change="state = 'superseded'", which="state = 'published' AND is_current"),
    ],
    "one_current_revision_per_case": [
        "UPDATE revisions SET is_current = true, state = 'withdrawn' WHERE id = "
        "(SELECT min(id) FROM revisions WHERE state = 'superseded')",
    ],
    "one_public_revision_per_case": [
        "UPDATE revisions SET state = 'archived', is_current = false, published_at = created_at WHERE id = "
        "(SELECT min(a.id) FROM revisions a JOIN revisions b ON a.case_id = b.case_id "
        "WHERE a.state = 'superseded' AND b.state = 'published')",
    ],
    "assignment_has_a_known_state": ["UPDATE assignments SET state = 'lost' WHERE id = 1"],
    "answered_has_a_date": [
        "UPDATE assignments SET answered_at = NULL WHERE state = 'submitted'",
    ],
    "invited_has_not_answered": ["UPDATE assignments SET state = 'invited' WHERE state = 'submitted'"],
    "one_assignment_per_reviewer_and_revision": [ASSIGNMENT.format(reviewer="reviewer_id", number=9)],
    "one_number_per_reviewer_and_revision": [
        ASSIGNMENT.format(reviewer="(SELECT max(id) FROM accounts)", number="number")
    ],
    "remark_is_a_must_or_a_suggestion": ["UPDATE remarks SET weight = 'wish' WHERE id = 1"],
    "answer_says_why": ["UPDATE answers SET text = '' WHERE id = 1"],
    "verdict_is_known": ["UPDATE answers SET verdict = 'perhaps' WHERE id = 1"],
    "verdict_has_a_date": [
        "UPDATE answers SET verdict_at = NULL WHERE verdict IS NOT NULL",
        "UPDATE answers SET verdict = NULL WHERE verdict IS NOT NULL",
    ],
    "override_has_a_reason": [OVERRIDE.format(account=3, reason="", second="NULL", at="NULL", entry="NULL")],
    "override_needs_two_editors": [OVERRIDE.format(account=3, reason="Why.", second=1, at=DAY, entry=1)],
    "nobody_overrides_for_themselves": [
        OVERRIDE.format(account=1, reason="Why.", second="NULL", at="NULL", entry="NULL"),
        OVERRIDE.format(account=2, reason="Why.", second=2, at=DAY, entry=1),
    ],
    "seconded_has_an_editor_and_a_date": [
        OVERRIDE.format(account=3, reason="Why.", second=2, at="NULL", entry="NULL"),
        OVERRIDE.format(account=3, reason="Why.", second="NULL", at=DAY, entry=1),
    ],
    "seconded_has_an_entry": [
        OVERRIDE.format(account=3, reason="Why.", second=2, at=DAY, entry="NULL"),
        OVERRIDE.format(account=3, reason="Why.", second="NULL", at="NULL", entry=1),
    ],
    "there_is_one_head": ["INSERT INTO history_head (id, number, hash) VALUES (2, 0, '')"],
    "there_is_one_round": ["INSERT INTO worker_rounds (id) VALUES (2)"],
    "there_is_one_rebuild": ["INSERT INTO index_rebuilds (id, written, total, failed) VALUES (2, 0, 0, false)"],
    "absence_ends_after_it_starts": [
        "INSERT INTO absences (id, account_id, first_day, last_day) VALUES (9999, 1, '2026-02-02', '2026-02-01')"
    ],
    "largest_load_is_not_negative": ["UPDATE reviewer_profiles SET largest_load = -1"],
    "sent_or_failed_not_both": [
        "INSERT INTO mails (id, account_id, queued_at, tries, next_try_at, sent_at, failed_at, error) "
        f"VALUES (9999, 1, {DAY}, 0, {DAY}, {DAY}, {DAY}, '')"
    ],
    "notice_has_a_known_delivery": ["UPDATE notices SET delivery = 'pigeon'"],
    "choice_is_a_known_delivery": [
        "INSERT INTO notice_choices (account_id, event, delivery) VALUES (1, 'published', 'pigeon')"
    ],
    "recommendation_is_known": ["UPDATE reviews SET recommendation = 'perhaps' WHERE id = 1"],
    "submitted_review_is_complete": [
        "UPDATE reviews SET recommendation = NULL WHERE submitted_at IS NOT NULL",
        "UPDATE reviews SET clarity = 6 WHERE submitted_at IS NOT NULL",
        "UPDATE reviews SET relevance = 0 WHERE submitted_at IS NOT NULL",
        "UPDATE reviews SET evidence = NULL WHERE submitted_at IS NOT NULL",
        "UPDATE reviews SET transfer = NULL WHERE submitted_at IS NOT NULL",
    ],
    "remark_is_tied_to_a_section": ["UPDATE remarks SET section = 'gossip' WHERE id = 1"],
    "account_email_is_lower_case": ["UPDATE accounts SET email = 'Editor.IDN@demo.example' WHERE id = 1"],
    "new_address_is_lower_case": [
        "INSERT INTO address_changes (id, account_id, new_email, asked_at, until) "
        f"VALUES (9999, 1, 'New@mission.example', {DAY}, {DAY})"
    ],
    "delegation_has_a_known_kind": ["UPDATE delegations SET kind = 'club' WHERE code = 'GHA'"],
    "delegation_has_a_known_standing": ["UPDATE delegations SET standing = 'guest' WHERE code = 'GHA'"],
    "concept_names_facet_and_value": [
        "UPDATE concepts SET value = NULL WHERE id = 'theme:EXP'",
        "UPDATE concepts SET facet = 'theme' WHERE id = 'ied'",
    ],
    "concept_was_changed_by_somebody": [
        f"UPDATE concepts SET changed_at = {DAY} WHERE id = 'ied'",
        "UPDATE concepts SET changed_by_id = 1 WHERE id = 'ied'",
    ],
    "rhythm_is_known": [
        "INSERT INTO saved_searches (id, account_id, name, address, rhythm, saved_at, alerted_until, seen_until) "
        f"VALUES (9999, 1, 'Convoys', 'q=convoy', 'monthly', {DAY}, 0, 0)"
    ],
    "place_has_a_known_kind": ["UPDATE places SET kind = 'planet' WHERE code = 'MLI'"],
}

# Rules of single columns, by SQLite's message; PostgreSQL reports their name.
TWICE: dict[str, str] = {
    "cases.reference": "UPDATE cases SET reference = (SELECT reference FROM cases WHERE id = 2) WHERE id = 1",
    "cases.form_key": "UPDATE cases SET form_key = (SELECT form_key FROM cases WHERE id = 2) WHERE id = 1",
    "revisions.case_id": "UPDATE revisions SET number = 1 WHERE number = 2",
    "accounts.email": "UPDATE accounts SET email = (SELECT email FROM accounts WHERE id = 2) WHERE id = 1",
    "reviews.assignment_id": "UPDATE reviews SET assignment_id = (SELECT max(assignment_id) FROM reviews) WHERE id = 1",
    "remarks.review_id": "INSERT INTO remarks (id, review_id, position, section, weight, quote, text) "
    "SELECT 9999, review_id, position, section, weight, '', 'again' FROM remarks WHERE id = 1",
    "notices.account_id": "INSERT INTO notices (id, account_id, event, key, facts, at, delivery) "
    "SELECT 99999, account_id, event, key, facts, at, delivery FROM notices WHERE id = 1",
    "answers.remark_id": "INSERT INTO answers (id, remark_id, revision_id, done, text, account_id, answered_at, "
    "verdict_text) SELECT 9999, remark_id, revision_id, done, text, account_id, answered_at, '' "
    "FROM answers WHERE id = 1",
}


NAMED = {
    "notices.account_id": "one_notice_per_event_and_person",
    "answers.remark_id": "one_answer_per_remark_and_revision",
}


@pytest.fixture(scope="module")
def world(library_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One library for all attempts, because none of them changes it."""
    found = library_template.copy(tmp_path_factory.mktemp("constraints"))
    yield found
    found.close()


@pytest.fixture
def connection(world: World) -> Iterator[Connection]:
    with world.platform.work.engine.execution_options(**{WRITE_OPTION: True}).connect() as connection:
        yield connection
        connection.rollback()


@pytest.mark.slow
@pytest.mark.every_value
@pytest.mark.parametrize(("rule", "attempt"), [(rule, sql) for rule, attempts in REFUSED.items() for sql in attempts])
def test_the_database_refuses_with_the_name_of_the_rule(connection: Connection, rule: str, attempt: str) -> None:
    with pytest.raises(IntegrityError) as refusal:
        connection.execute(text(attempt))
    said = str(refusal.value.orig)
    # for a partial unique index, SQLite names the columns
    assert rule in said or (connection.dialect.name == "sqlite" and _columns(rule) in said), said


@pytest.mark.every_value
@pytest.mark.parametrize("column", TWICE)
def test_the_database_refuses_duplicates(connection: Connection, column: str) -> None:
    with pytest.raises(IntegrityError) as refusal:
        connection.execute(text(TWICE[column]))
    table, name = column.split(".")
    said = str(refusal.value.orig)
    assert column in said or f"uq_{table}_{name}" in said or NAMED.get(column, "?") in said


def test_every_named_rule_of_the_models_is_tried() -> None:
    named = {
        rule.name
        for table in Base.metadata.tables.values()
        for rule in (*table.constraints, *table.indexes)
        if isinstance(rule, CheckConstraint) or (isinstance(rule, Index) and rule.unique)
    }
    assert named <= set(REFUSED)


def test_allowed_values_are_stored(connection: Connection) -> None:
    allowed = [
        REVISION.format(change="cleared_by_id = author_id, self_cleared = true", which="state = 'published'"),
        REVISION.format(change="started = 2020, ended = 2020", which="state = 'draft'"),
        REVISION.format(change="started = NULL", which="state = 'draft'"),
        "UPDATE reviews SET clarity = 1, relevance = 5 WHERE submitted_at IS NOT NULL",
    ]
    for statement in allowed:
        assert connection.execute(text(statement)).rowcount >= 1, statement


def _columns(rule: str) -> str:
    """Return the columns of a unique rule as SQLite names them; a check has none."""
    for table in Base.metadata.tables.values():
        for found in (*table.constraints, *table.indexes):
            if isinstance(found, Index | UniqueConstraint) and found.name == rule:
                return ", ".join(f"{table.name}.{column.name}" for column in found.columns)
    return "no columns"
