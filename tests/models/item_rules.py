"""Statements that break a rule of the things beside the cases: each is a legal row with one illegal value."""

DAY = "'2026-01-01'"

ITEM = {
    "id": "99",
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
}
ISSUE = {
    **ITEM,
    "reference": "'DI-2026-9999'",
    "state": "'open'",
    "language": "'en'",
    "question": "'Who decides?'",
    "setting": "''",
    "already_tried": "''",
    "who_could_change_it": "''",
    "justifications": "'{}'",
    "posted_at": DAY,
    "times_asked": "0",
    "unanswered_asks": "0",
    "stale": "false",
    "names_agreed": "false",
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
    "named": "false",
    "tried": "'One page.'",
    "result": "'better'",
    "made_possible_by": "''",
    "reported_at": DAY,
}
THREAD = {
    "id": "99",
    "reference": "'TH-2026-9999'",
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
    "title": "'Search dogs'",
    "closes_on": DAY,
    "extended": "false",
    "kept_days": "365",
    "reminded": "false",
    "summary": "''",
    "disputed": "false",
}
POST = {
    "id": "99",
    "thread_id": "99",
    "account_id": "1",
    "speaks_as": "'member'",
    "text": "'A month.'",
    "posted_at": DAY,
    "taken_back": "false",
}

PRACTICE = {
    **ITEM,
    "reference": "'GP-2026-9999'",
    "register": "'on_record'",
}
EDITION = {
    "id": "99",
    "practice_id": "99",
    "number": "1",
    "state": "'draft'",
    "language": "'en'",
    "title": "'Search first'",
    **dict.fromkeys(
        ("statement", '"do"', "mechanism", "fits_where", "how_to_start", "costs", "harms", "not_known"), "''"
    ),
    **dict.fromkeys(("search_query", "search_result", "revised_because", "retired_because"), "''"),
    "created_at": DAY,
}
EVIDENCE = {
    "id": "99",
    "edition_id": "99",
    "case_id": "1",
    "revision_number": "1",
    "section": "'results'",
    "relation": "'supports'",
    "shows": "'Less'",
    "evidence_kind": "'self_reported'",
    "readers": "'public'",
    "added_at": DAY,
}
FLAG = {
    "id": "99",
    "edition_id": "99",
    "change": "'archived'",
    "case_id": "1",
    "section": "'results'",
    "readers": "'public'",
    "flagged_at": DAY,
}
ASSESSMENT = {
    "edition_id": "99",
    "audience": "'public'",
    **dict.fromkeys(("methodological_limits", "coherence", "adequacy", "relevance"), "'minor'"),
    "level": "'low'",
    "reason": "'Few cases.'",
    "evidence_ids": "'[]'",
    "assessed_by_id": "1",
    "assessed_at": DAY,
}
REMARK = {
    "id": "99",
    "edition_id": "99",
    "kind": "'remark'",
    "delegation_code": "'GHA'",
    "account_id": "1",
    "text": "'No.'",
    "answer": "''",
    "given_at": DAY,
}


ADOPTION = {
    **{name: ISSUE[name] for name in ("id", "owner_code", "author_id", "audience", "attribution", "demonstration")},
    **{name: ISSUE[name] for name in ("version", "created_at", "changed_at", "moved_at", "language")},
    "reference": "'AD-2026-9999'",
    "register": "'on_record'",
    "state": "'draft'",
    "case_id": "1",
    "revision_number": "1",
}
STATEMENT = {
    "id": "99",
    "adoption_id": "99",
    "number": "1",
    '"use"': "'in_use'",
    "what_changed": "''",
    "what_happened": "''",
    "not_measured": "true",
    "why_stopped": "''",
}

EVENT = {
    **{name: ISSUE[name] for name in ("id", "owner_code", "author_id", "audience", "attribution", "demonstration")},
    **{name: ISSUE[name] for name in ("version", "created_at", "changed_at", "moved_at", "language")},
    "reference": "'EV-2026-9999'",
    "register": "'on_record'",
    "state": "'announced'",
    "title": "'Meeting'",
    "event_kind": "'group_meeting'",
    "first_day": "'2026-12-01'",
    "day_open": "false",
    **dict.fromkeys(("place", "link", "organised_by", "concept_note", "agenda", "asked_of_members"), "''"),
    **dict.fromkeys(("came_of_it", "reason", "calendar_digest"), "''"),
    **dict.fromkeys(("documents", "about"), "'[]'"),
    "needs_clearance": "false",
    "announced_at": DAY,
    "sequence": "0",
}
ATTENDANCE = {"event_id": "99", "account_id": "1", "answer": "'yes'", "answered_at": DAY}


CAPACITY = {
    **{name: ISSUE[name] for name in ("id", "owner_code", "author_id", "demonstration", "version", "language")},
    **{name: ISSUE[name] for name in ("created_at", "changed_at", "moved_at")},
    "reference": "'RQ-2026-9999'",
    "register": "'on_record'",
    "audience": "'members'",
    "attribution": "'unnamed'",
    "side": "'request'",
    "state": "'circulated'",
    "posted_at": DAY,
    "valid_until": "'2027-03-01'",
    **dict.fromkeys(("title", "details", "conditions", "support_after", "contact", "source"), "''"),
    **dict.fromkeys(("languages", "places", "recipients", "prerequisites"), "'[]'"),
}
MATCH = {
    **{name: CAPACITY[name] for name in ("id", "author_id", "demonstration", "version", "audience", "attribution")},
    **{name: CAPACITY[name] for name in ("created_at", "changed_at", "moved_at")},
    "owner_code": "'GHA'",
    "offering_code": "'DEU'",
    "reference": "'MT-2026-9999'",
    "register": "'informal'",
    "state": "'matched'",
    "request_id": "99",
    "started_by": "'offering'",
    "chosen_at": DAY,
    "quantity": "''",
}
MATCH_POST = {"id": "99", "match_id": "99", "account_id": "1", "party": "'asking'", "text": "''", "posted_at": DAY}
MATCH_REPORT = {
    **{name: MATCH_POST[name] for name in ("id", "match_id", "party")},
    "outcome": "''",
    "not_measured": "true",
    "again": "true",
    "reported_at": DAY,
}
COLLECTION = {
    **{name: ISSUE[name] for name in ("id", "owner_code", "author_id", "demonstration")},
    **{name: ISSUE[name] for name in ("version", "created_at", "changed_at", "moved_at")},
    **dict.fromkeys(("title", "introduction"), "''"),
    "reference": "'CO-2026-9999'",
    "register": "'on_record'",
    "audience": "'public'",
    "attribution": "'named'",
    "state": "'draft'",
    "language": "'en'",
    "needs_clearance": "false",
}
STUDY = {
    **{name: ISSUE[name] for name in ("id", "owner_code", "author_id", "demonstration")},
    **{name: ISSUE[name] for name in ("version", "created_at", "changed_at", "moved_at")},
    **dict.fromkeys(("title", "authors", "publisher", "method", "finding", "address"), "''"),
    "reference": "'ST-2026-9999'",
    "register": "'on_record'",
    "audience": "'public'",
    "attribution": "'named'",
    "state": "'listed'",
    "study_kind": "'report'",
    "certainty": "'whole'",
    "year": "2020",
}


TEXT = {
    **{name: ISSUE[name] for name in ("id", "owner_code", "author_id", "demonstration", "language")},
    **{name: ISSUE[name] for name in ("version", "created_at", "changed_at", "moved_at")},
    **dict.fromkeys(("title", "speaker", "symbol", "link", "reason"), "''"),
    "reference": "'JT-2026-9999'",
    "register": "'on_record'",
    "audience": "'members'",
    "attribution": "'named_to_members'",
    "state": "'draft'",
    "text_kind": "'statement'",
    "languages": "'[]'",
}
CIRCULATED = {**TEXT, "circulated_at": DAY, "comments_until": "'2026-12-01'", "shown_from": "1"}
AGREED = {**CIRCULATED, "silence_until": DAY, "silence_zone": "'UTC'"}
OF_TEXT = {"id": "9999", "text_id": "9999", "delegation_code": "'GHA'"}
COMMENT = {
    **OF_TEXT,
    "version_number": "1",
    "paragraph": "1",
    "kind": "'question'",
    "language": "'en'",
    "text": "''",
    "account_id": "1",
    "made_at": DAY,
}
BREAK = {**OF_TEXT, "version_number": "1", "paragraph": "1", "reason": "''", "author_id": "1", "asked_at": DAY}
ALIGNMENT = {
    "text_id": "9999",
    "delegation_code": "'GHA'",
    "answer": "'aligned'",
    "account_id": "1",
    "answered_at": DAY,
}


PROVISION = {
    **dict.fromkeys(("paragraph", "title", "summary", "status", "status_by", "status_on"), "''"),
    "id": "9999",
    "initiative_id": "'a4p'",
    "number": "0",
    "addressee": "'all'",
    "author_id": "1",
    "version": "1",
    "created_at": DAY,
    "changed_at": DAY,
}
PROVISION_LINK = {"id": "9999", "provision_id": "9999", "reason": "''", "linked_by_id": "1", "delegation_code": "'GHA'"}


def row_with(table: str, row: dict[str, str], **values: str) -> str:
    """Return the statement that adds a row with some other values."""
    values = row | values
    return f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(values.values())})"


PROPOSAL = {
    **{name: ISSUE[name] for name in ("id", "owner_code", "author_id", "demonstration")},
    **{name: ISSUE[name] for name in ("version", "created_at", "changed_at", "moved_at")},
    **dict.fromkeys(("question", "funds", "reason"), "''"),
    "reference": "'SP-2026-9999'",
    "register": "'on_record'",
    "audience": "'members'",
    "attribution": "'named_to_members'",
    "state": "'proposed'",
    "measure": "'cost'",
    "due": "'2030-01-01'",
}
PARTNER = {"proposal_id": "1", "delegation_code": "'GHA'"}


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
    "adoption_has_a_known_state": [row_with("adoptions", ADOPTION, state="'lost'")],
    "adoption_is_on_record": [row_with("adoptions", ADOPTION, register="'informal'")],
    "adoption_audience_is_known": [row_with("adoptions", ADOPTION, audience="'delegations'")],
    "adoption_attribution_is_known": [row_with("adoptions", ADOPTION, attribution="'nobody'")],
    "adoption_is_of_a_case_or_a_practice": [
        row_with("adoptions", ADOPTION, case_id="NULL", revision_number="NULL"),
        row_with("adoptions", ADOPTION, practice_id="1", edition_number="1"),
        row_with("adoptions", ADOPTION, edition_number="1"),
        row_with("adoptions", ADOPTION, revision_number="NULL"),
    ],
    "adoption_has_a_known_language": [row_with("adoptions", ADOPTION, language="'de'")],
    "provision_has_a_known_addressee": [row_with("provisions", PROVISION, addressee="'nobody'")],
    "status_is_reported_by_somebody_on_a_date": [row_with("provisions", PROVISION, status="'Done.'")],
    "provision_link_is_to_one_thing": [
        row_with("provision_links", PROVISION_LINK, linked_at=DAY),
        row_with("provision_links", PROVISION_LINK, linked_at=DAY, case_id="1", issue_id="1"),
    ],
    "capacity_is_offered_or_asked_for": [row_with("capacities", CAPACITY, side="'rumour'", state="'posted'")],
    "capacity_has_a_known_state": [row_with("capacities", CAPACITY, state="'lost'")],
    "capacity_is_on_record": [row_with("capacities", CAPACITY, register="'informal'")],
    "request_is_for_members": [row_with("capacities", CAPACITY, audience="'public'")],
    "capacity_attribution_is_known": [row_with("capacities", CAPACITY, attribution="'nobody'")],
    "capacity_has_a_known_language": [row_with("capacities", CAPACITY, language="'de'")],
    "capacity_has_a_known_kind": [row_with("capacities", CAPACITY, support_kind="'prayer'")],
    "capacity_level_is_known": [row_with("capacities", CAPACITY, level="'master'")],
    "cost_bearer_is_known": [row_with("capacities", CAPACITY, cost="'nobody'")],
    "capacity_ends_after_it_begins": [
        row_with("capacities", CAPACITY, starts="'2027-02-02'", ends="'2027-02-01'"),
    ],
    "capacity_quantity_is_positive": [row_with("capacities", CAPACITY, quantity="0")],
    "posted_capacity_has_a_last_day": [
        row_with("capacities", CAPACITY, valid_until="NULL"),
        row_with("capacities", CAPACITY, posted_at="NULL"),
    ],
    "only_requests_are_circulated": [row_with("capacities", CAPACITY, side="'offer'")],
    "match_has_a_known_state": [row_with("matches", MATCH, state="'lost'")],
    "match_is_private": [
        row_with("matches", MATCH, register="'on_record'"),
        row_with("matches", MATCH, audience="'public'"),
        row_with("matches", MATCH, attribution="'named'"),
    ],
    "match_is_of_two_delegations": [row_with("matches", MATCH, offering_code="'GHA'")],
    "match_was_started_by_a_party": [row_with("matches", MATCH, started_by="'nobody'")],
    "match_was_chosen": [row_with("matches", MATCH, chosen_at="NULL")],
    "delivery_has_a_quantity_and_a_day": [
        row_with("matches", MATCH, delivery_reported_by="'asking'"),
        row_with("matches", MATCH, delivery_reported_by="'editor'", quantity="'2'", delivered_from="'2027-01-01'"),
    ],
    "delivery_ends_after_it_begins": [
        row_with("matches", MATCH, delivered_from="'2027-01-02'", delivered_until="'2027-01-01'"),
    ],
    "delivery_is_confirmed": [row_with("matches", MATCH, state="'delivered'")],
    "need_met_is_known": [row_with("matches", MATCH, need_met="'perhaps'")],
    "match_post_is_of_a_party": [row_with("match_posts", MATCH_POST, party="'nobody'")],
    "match_report_is_of_a_side": [row_with("match_reports", MATCH_REPORT, party="'editor'")],
    "match_report_says_something": [row_with("match_reports", MATCH_REPORT, not_measured="false")],
    "collection_has_a_known_state": [row_with("collections", COLLECTION, state="'lost'")],
    "collection_audience_is_known": [row_with("collections", COLLECTION, audience="'all'")],
    "collection_has_a_known_language": [row_with("collections", COLLECTION, language="'xx'")],
    "collection_is_on_record_and_named": [row_with("collections", COLLECTION, attribution="'unnamed'")],
    "published_collection_has_a_date": [row_with("collections", COLLECTION, state="'published'")],
    "study_has_a_known_state": [row_with("studies", STUDY, state="'lost'")],
    "study_has_a_known_kind": [row_with("studies", STUDY, study_kind="'rumour'")],
    "study_certainty_is_known": [row_with("studies", STUDY, certainty="'hearsay'")],
    "proposal_has_a_known_state": [row_with("study_proposals", PROPOSAL, state="'lost'")],
    "proposal_has_a_known_measure": [row_with("study_proposals", PROPOSAL, measure="'luck'")],
    "proposal_has_one_column": [row_with("study_proposals", PROPOSAL, measure="NULL")],
    "delivered_proposal_has_a_study": [row_with("study_proposals", PROPOSAL, state="'delivered'")],
    "proposal_is_for_members": [row_with("study_proposals", PROPOSAL, audience="'public'")],
    "partner_was_asked_or_joined": [row_with("proposal_partners", PARTNER)],
    "study_is_public_and_named": [row_with("studies", STUDY, audience="'members'")],
    "joint_text_has_a_known_state": [row_with("joint_texts", AGREED, state="'lost'")],
    "joint_text_has_a_known_kind": [row_with("joint_texts", TEXT, text_kind="'poem'")],
    "joint_text_has_a_known_language": [row_with("joint_texts", TEXT, language="'de'")],
    "joint_text_is_on_record": [row_with("joint_texts", TEXT, attribution="'unnamed'")],
    "only_a_delivered_text_is_public": [row_with("joint_texts", TEXT, audience="'public'")],
    "circulated_text_has_a_deadline": [row_with("joint_texts", TEXT, state="'under_comment'")],
    "silence_has_an_hour_and_a_zone": [row_with("joint_texts", CIRCULATED, state="'under_silence'")],
    "delivered_text_has_event_speaker_and_source": [
        row_with("joint_texts", AGREED, state="'delivered'", audience="'public'", speaker="'An office'")
    ],
    "comment_has_a_known_kind": [row_with("text_comments", COMMENT, kind="'shout'")],
    "comment_has_a_known_language": [row_with("text_comments", COMMENT, language="'de'")],
    "cleared_break_has_an_officer": [row_with("silence_breaks", BREAK, cleared_at=DAY)],
    "alignment_is_known": [row_with("text_alignments", ALIGNMENT, answer="'perhaps'")],
    "use_is_known": [row_with("adoption_statements", STATEMENT, **{'"use"': "'rejected'"})],
    "event_has_a_known_state": [row_with("events", EVENT, state="'lost'")],
    "event_is_on_record": [row_with("events", EVENT, register="'informal'")],
    "event_audience_is_known": [row_with("events", EVENT, audience="'friends'")],
    "event_attribution_is_known": [row_with("events", EVENT, attribution="'nobody'")],
    "event_has_a_known_language": [row_with("events", EVENT, language="'de'")],
    "event_has_a_known_kind": [row_with("events", EVENT, event_kind="'party'")],
    "announced_event_has_a_date": [
        row_with("events", EVENT, first_day="NULL"),
        row_with("events", EVENT, announced_at="NULL"),
    ],
    "event_ends_after_it_begins": [row_with("events", EVENT, last_day="'2026-11-30'")],
    "event_without_a_day_has_no_end": [row_with("events", EVENT, day_open="true", last_day="'2026-12-02'")],
    "hours_are_of_one_day_and_have_a_zone": [
        row_with("events", EVENT, from_hour="'10:00:00.000000'"),
        row_with("events", EVENT, time_zone="'UTC'"),
        row_with("events", EVENT, to_hour="'10:00:00.000000'"),
        row_with("events", EVENT, from_hour="'10:00:00.000000'", time_zone="'UTC'", last_day="'2026-12-02'"),
    ],
    "attendance_is_known": [row_with("event_attendances", ATTENDANCE, answer="'perhaps'")],
    "thread_has_a_known_state": [row_with("threads", THREAD, state="'lost'", summarized_at=DAY)],
    "thread_is_informal_and_for_members": [
        row_with("threads", THREAD, register="'on_record'"),
        row_with("threads", THREAD, audience="'public'"),
    ],
    "thread_attribution_is_known": [row_with("threads", THREAD, attribution="'named'")],
    "thread_has_a_known_language": [row_with("threads", THREAD, language="'de'")],
    "closed_thread_has_a_summary": [row_with("threads", THREAD, state="'closing'")],
    "closed_thread_has_a_date": [row_with("threads", THREAD, state="'closed'", summarized_at=DAY)],
    "thread_has_a_convener": [row_with("threads", THREAD, author_id="NULL")],
    "post_has_a_known_speaker": [row_with("thread_posts", POST, speaks_as="'ghost'")],
    "post_names_a_delegation": [row_with("thread_posts", POST, delegation_code="'GHA'")],
    "nothing_is_left_of_a_post_taken_back": [
        row_with("thread_posts", POST, taken_back="true"),
        row_with("thread_posts", POST, account_id="NULL"),
    ],
    "outcome_advice_is_known": [row_with("issue_outcomes", OUTCOME, advice="'wait'")],
    "practice_audience_is_known": [row_with("practices", PRACTICE, audience="'friends'")],
    "practice_is_on_record": [row_with("practices", PRACTICE, register="'informal'")],
    "edition_has_a_known_state": [row_with("practice_editions", EDITION, state="'best'")],
    "edition_has_a_known_language": [row_with("practice_editions", EDITION, language="'de'")],
    "adopted_after_a_consultation": [
        row_with(
            "practice_editions",
            EDITION,
            state="'adopted'",
            adopted_at=DAY,
            adopted_by_id="1",
            adoption_proposed_by_id="2",
            adoption_proposed_code="'IDN'",
        )
    ],
    "adopted_by_two_editors": [
        row_with("practice_editions", EDITION, adopted_by_id="1"),
        row_with(
            "practice_editions",
            EDITION,
            adopted_by_id="1",
            adoption_proposed_by_id="1",
            adoption_proposed_code="'IDN'",
        ),
    ],
    "adoption_names_a_delegation": [row_with("practice_editions", EDITION, adoption_proposed_by_id="1")],
    "evidence_section_is_known": [row_with("practice_evidence", EVIDENCE, section="'appendix'")],
    "evidence_relation_is_known": [row_with("practice_evidence", EVIDENCE, relation="'proves'")],
    "evidence_kind_is_known": [row_with("practice_evidence", EVIDENCE, evidence_kind="'hearsay'")],
    "evidence_readers_are_known": [row_with("practice_evidence", EVIDENCE, readers="'friends'")],
    "evidence_change_is_known": [row_with("evidence_flags", FLAG, change="'forgotten'")],
    "flag_readers_are_known": [row_with("evidence_flags", FLAG, readers="'friends'")],
    "assessment_is_for_a_known_audience": [row_with("practice_assessments", ASSESSMENT, audience="'friends'")],
    "confidence_is_known": [row_with("practice_assessments", ASSESSMENT, level="'total'")],
    "concerns_are_known": [row_with("practice_assessments", ASSESSMENT, coherence="'huge'")],
    "confidence_has_a_reason": [row_with("practice_assessments", ASSESSMENT, reason="''")],
    "practice_remark_has_a_known_kind": [row_with("practice_remarks", REMARK, kind="'praise'")],
    "answered_remark_has_an_editor": [row_with("practice_remarks", REMARK, answered_at=DAY)],
}
