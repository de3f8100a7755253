"""The closed lists of what accounts are notified of, and how."""

from enum import StrEnum


class NotificationEvent(StrEnum):
    """An event of which accounts are notified."""

    CLEARANCE_REQUESTED = "clearance_requested"
    TAKEN_BACK = "taken_back"
    SENT_BACK = "sent_back"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    REVISION_IS_BACK = "revision_is_back"
    INVITED = "invited"
    RELEASED = "released"
    INVITATION_ACCEPTED = "invitation_accepted"
    INVITATION_DECLINED = "invitation_declined"
    REVIEW_STARTED = "review_started"
    REVIEW_RECEIVED = "review_received"  # a receipt for the reviewer
    LAST_REVIEW_IN = "last_review_in"
    REVISION_REQUESTED = "revision_requested"
    PUBLISHED = "published"
    DECLINED = "declined"
    ARCHIVED = "archived"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"
    NARROWED = "narrowed"  # who may read a published case
    PART_REPORTED = "part_reported"  # by a reader
    PART_HIDDEN = "part_hidden"  # until the delegation answers
    REPORT_CLOSED = "report_closed"  # by the delegation, for the editors
    REPORT_DECLINED = "report_declined"  # for its reader
    REPORT_ANSWERED = "report_answered"
    CONFLICT_DECLARED = "conflict_declared"
    OVERRIDE_PROPOSED = "override_proposed"
    OVERRIDE_SECONDED = "override_seconded"
    CONSENT_ASKED = "consent_asked"  # of a co-submitter
    CONSENT_CONFIRMED = "consent_confirmed"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_REMINDER = "consent_reminder"
    INVITATION_REMINDER = "invitation_reminder"
    REVIEW_REMINDER = "review_reminder"
    REVISION_REMINDER = "revision_reminder"
    REVIEWER_SILENT = "reviewer_silent"
    CASE_STALLED = "case_stalled"
    ISSUE_CLEARANCE_REQUESTED = "issue_clearance_requested"
    ISSUE_SENT_BACK = "issue_sent_back"
    ISSUE_POSTED = "issue_posted"
    ISSUE_INVITED = "issue_invited"  # to answer it
    ISSUE_ANSWERED = "issue_answered"
    ISSUE_SYNTHESIZED = "issue_synthesized"
    ISSUE_TAKEN_UP = "issue_taken_up"  # an answer
    ISSUE_OUTCOME = "issue_outcome"
    ADOPTION_CLEARANCE_REQUESTED = "adoption_clearance_requested"
    ADOPTION_SENT_BACK = "adoption_sent_back"
    ADOPTION_RECORDED = "adoption_recorded"
    ISSUE_ASKED_AGAIN = "issue_asked_again"  # the delegation that posted it
    ISSUE_SYNTHESIS_DUE = "issue_synthesis_due"
    ISSUE_CASE_MOVED = "issue_case_moved"  # that an answer names
    ISSUE_ANSWER_BY_PASSED = "issue_answer_by_passed"
    THREAD_CONVENED = "thread_convened"  # a discussion about what a delegation submitted
    THREAD_POSTS = "thread_posts"
    THREAD_SUMMARY_DUE = "thread_summary_due"
    THREAD_SUMMARIZED = "thread_summarized"
    THREAD_OBJECTED = "thread_objected"  # to its summary
    THREAD_OBJECTION_ANSWERED = "thread_objection_answered"
    PRACTICE_PROPOSED = "practice_proposed"  # by a focal point
    PRACTICE_CONSULTED = "practice_consulted"  # a delegation that it cites
    PRACTICE_REMARK = "practice_remark"
    PRACTICE_ANSWERED = "practice_answered"  # an objection or a remark
    PRACTICE_TO_SECOND = "practice_to_second"  # its adoption, by another editor
    PRACTICE_ADOPTED = "practice_adopted"
    EVIDENCE_CHANGED = "evidence_changed"
    EVENT_CLEARANCE_REQUESTED = "event_clearance_requested"
    EVENT_SENT_BACK = "event_sent_back"
    EVENT_MOVED = "event_moved"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_OUTCOME_ASKED = "event_outcome_asked"  # what came of it
    STUDY_ASKED_TO_JOIN = "study_asked_to_join"  # a delegation, by the one that proposes it
    STUDY_JOINED = "study_joined"
    STUDY_MOVED = "study_moved"  # that a delegation joined
    TEXT_CIRCULATED = "text_circulated"
    TEXT_UNDER_SILENCE = "text_under_silence"
    TEXT_BREAK_TO_CLEAR = "text_break_to_clear"
    TEXT_SILENCE_BROKEN = "text_silence_broken"
    TEXT_AGREED = "text_agreed"
    TEXT_DROPPED = "text_dropped"
    CAPACITY_CLEARANCE_REQUESTED = "capacity_clearance_requested"  # of an offer or a request
    CAPACITY_SENT_BACK = "capacity_sent_back"
    REQUEST_ACKNOWLEDGED = "request_acknowledged"  # with its reference, and until when it can be held back
    REQUEST_CIRCULATED = "request_circulated"
    CAPACITY_ENDS_SOON = "capacity_ends_soon"
    CAPACITY_LAPSED = "capacity_lapsed"
    MATCH_STARTED = "match_started"
    MATCH_POST = "match_post"
    MATCH_CHOSEN = "match_chosen"
    DELIVERY_REPORTED = "delivery_reported"
    DELIVERY_CONFIRMED = "delivery_confirmed"
    MATCH_ENDED = "match_ended"
    NEED_ASKED = "need_asked"  # whether it was met, a year after the match
    CONFIRMATION_DUE = "confirmation_due"  # of a published case, by its delegation
    SENTENCE_TO_CLEAR = "sentence_to_clear"  # of such a confirmation
    APPLICATION_RECEIVED = "application_received"  # to join the Group
    QUESTION_ANSWERED = "question_answered"  # by an applicant
    NEW_CASES = "new_cases"  # that match a saved search
    CASES_ENDED = "cases_ended"  # cases of a saved search that were stopped or were harmful
    EXPORT_READY = "export_ready"  # a document that the worker made
    SIGN_IN_FROM_NEW_BROWSER = "sign_in_from_new_browser"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - not a password
    ROLES_CHANGED = "roles_changed"
    TOKEN_CREATED = "token_created"  # noqa: S105 - not a token
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - not a token
    TEST_MAIL = "test_mail"
    FACTORS_CHANGED = "factors_changed"
    FACTOR_RESET_ASKED = "factor_reset_asked"
    FACTOR_RESET_WAITS = "factor_reset_waits"  # for another administrator
    RECOVERY_CODE_USED = "recovery_code_used"
    PROVIDER_ADDED = "provider_added"
    PROVIDER_REMOVED = "provider_removed"
    ADDRESS_CHANGED = "address_changed"
    OFFICE_HANDED_OVER = "office_handed_over"


class AlertFrequency(StrEnum):
    """How often a saved search sends alerts."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


class Delivery(StrEnum):
    """How a notification is mailed. The inbox on the platform has all of them."""

    AT_ONCE = "at_once"
    DIGEST = "digest"  # in one mail a day
    OFF = "off"
