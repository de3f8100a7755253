"""The closed lists of the domain: every state, action, role and mark, each with its meaning.

Values are what the database, the API and the pages' forms carry. Labels for readers live in `app/labels.py`.
"""

from enum import StrEnum


class State(StrEnum):
    """Where a revision stands. The legal moves are in `workflow/transitions.py`."""

    DRAFT = "draft"  # on the author's desk, nobody else's
    IN_CLEARANCE = "in_clearance"  # with the delegation's own clearance officer
    SUBMITTED = "submitted"  # released by the delegation, waiting for an editor
    IN_REVIEW = "in_review"  # a round is open
    REVISION_REQUESTED = "revision_requested"  # back with the author, to answer the round
    PUBLISHED = "published"  # what its audience reads
    SUPERSEDED = "superseded"  # a later revision took its place
    ARCHIVED = "archived"  # kept for the record, out of search
    DECLINED = "declined"  # closed by an editor
    WITHDRAWN = "withdrawn"  # stood down by the submitting delegation


# Groups of states that several tables share.
WITH_AUTHOR = frozenset({State.DRAFT, State.REVISION_REQUESTED})  # the delegation writes
WITH_EDITORS = frozenset({State.SUBMITTED, State.IN_REVIEW})  # from the clearance to the decision


class Action(StrEnum):
    """What a person may do to a case. One row each in the transitions table."""

    REQUEST_CLEARANCE = "request_clearance"
    CLEAR = "clear"
    SEND_BACK = "send_back"
    RETURN_TO_SUBMITTER = "return_to_submitter"
    START_REVIEW = "start_review"
    REQUEST_REVISION = "request_revision"
    PUBLISH = "publish"
    DECLINE = "decline"
    REVISE = "revise"
    ARCHIVE = "archive"
    RESTORE = "restore"
    WITHDRAW = "withdraw"


class HistoryAction(StrEnum):
    """What an entry of the history records: every action of the workflow, and everything else that is recorded."""

    REQUEST_CLEARANCE = "request_clearance"
    CLEAR = "clear"
    SEND_BACK = "send_back"
    RETURN_TO_SUBMITTER = "return_to_submitter"
    START_REVIEW = "start_review"
    REQUEST_REVISION = "request_revision"
    PUBLISH = "publish"
    DECLINE = "decline"
    REVISE = "revise"
    ARCHIVE = "archive"
    RESTORE = "restore"
    WITHDRAW = "withdraw"
    START = "start"  # a case with its first draft
    CHANGE_AUDIENCE = "change_audience"
    ASSIGN = "assign"
    ASK_AGAIN = "ask_again"  # a reviewer of the revision before
    ACCEPT_ASSIGNMENT = "accept_assignment"
    DECLINE_ASSIGNMENT = "decline_assignment"
    RELEASE_REVIEWER = "release_reviewer"
    SUBMIT_REVIEW = "submit_review"
    RESUBMIT_REVIEW = "resubmit_review"
    ANSWER_REMARK = "answer_remark"
    CONFIRM_REMARK = "confirm_remark"
    REOPEN_REMARK = "reopen_remark"
    DECLARE_CONFLICT = "declare_conflict"
    PROPOSE_OVERRIDE = "propose_override"
    SECOND_OVERRIDE = "second_override"
    ADD_ACCOUNT = "add_account"
    CHANGE_ROLES = "change_roles"
    CLOSE_ACCOUNT = "close_account"
    OPEN_ACCOUNT = "open_account"


class Role(StrEnum):
    """What an office does on the platform. An account may hold several."""

    PRACTITIONER = "practitioner"  # reads the members' audience
    FOCAL_POINT = "focal_point"  # writes for its delegation
    CLEARANCE_OFFICER = "clearance_officer"  # releases for its delegation
    REVIEWER = "reviewer"  # judges cases of other delegations
    EDITOR = "editor"  # runs the rounds
    ADMINISTRATOR = "administrator"  # keeps accounts; reads no unpublished case


class Audience(StrEnum):
    """Who may read what is published, by the Traffic Light Protocol 2.0 (FIRST, 2022)."""

    PUBLIC = "public"  # TLP:CLEAR
    MEMBERS = "members"  # TLP:GREEN: whoever signs in


class Recommendation(StrEnum):
    """What a reviewer advises the editor."""

    APPROVE = "approve"
    REVISE = "revise"
    DECLINE = "decline"


class AssignmentState(StrEnum):
    """What became of asking a reviewer."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SUBMITTED = "submitted"  # the review is in
    RELEASED = "released"  # the editors took the request back


INACTIVE_ASSIGNMENT_STATES = (
    AssignmentState.DECLINED,
    AssignmentState.RELEASED,
)  # no longer asked, sees no more of the case


class Rating(StrEnum):
    """The four things a reviewer rates from 1 to 5."""

    RELEVANCE = "relevance"
    CLARITY = "clarity"
    EVIDENCE = "evidence"
    TRANSFER = "transfer"


class Section(StrEnum):
    """The headings of the template, in reading order."""

    SUMMARY = "summary"
    SITUATION = "situation"
    ACTIONS = "actions"
    RESOURCES = "resources"
    RESULTS = "results"
    SHORTCOMINGS = "shortcomings"
    LESSONS = "lessons"
    TRANSFER = "transfer"


class Language(StrEnum):
    """The six official languages of the United Nations."""

    ENGLISH = "en"
    FRENCH = "fr"
    SPANISH = "es"
    ARABIC = "ar"
    CHINESE = "zh"
    RUSSIAN = "ru"


class Stage(StrEnum):
    """How far the initiative itself has come."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    ENDED = "ended"


class Evidence(StrEnum):
    """How sure the results are."""

    SELF_REPORTED = "self_reported"
    CONFIRMED_BY_OPERATION = "confirmed_by_operation"
    INDEPENDENT = "independent"


class DelegationKind(StrEnum):
    """States and organizations take part alike."""

    STATE = "state"
    ORGANIZATION = "organization"


class Standing(StrEnum):
    """A delegation's place in the Group."""

    CO_CHAIR = "co_chair"
    MEMBER = "member"
    OBSERVER = "observer"  # takes part; membership is not on public record


class Contribution(StrEnum):
    """What a delegation gives to UN peacekeeping."""

    TROOPS = "troops"
    POLICE = "police"
    FUNDS = "funds"
    HOST = "host"


class PlaceKind(StrEnum):
    """What a code in the list of States stands for, so that a host can be blurred or withheld."""

    STATE = "state"
    AREA = "area"  # a territory or area with a name of its own in UN documents
    REGION = "region"  # a UN M49 subregion, where naming the State would tell too much
    WITHHELD = "withheld"


class Weight(StrEnum):
    """What a reviewer means by a remark."""

    MUST = "must"  # the case can't be published with it open unless the editor says why
    SUGGESTION = "suggestion"


class Verdict(StrEnum):
    """What a reviewer says of the answer to a remark."""

    CONFIRMED = "confirmed"
    REOPENED = "reopened"


class Delivery(StrEnum):
    """How a notice reaches a mailbox. The inbox on the platform has all of them."""

    AT_ONCE = "at_once"
    DIGEST = "digest"  # one mail a day
    OFF = "off"


class NotificationEvent(StrEnum):
    """What somebody is told of."""

    CLEARANCE_REQUESTED = "clearance_requested"
    SENT_BACK = "sent_back"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    REVISION_IS_BACK = "revision_is_back"
    INVITED = "invited"
    RELEASED = "released"
    INVITATION_ACCEPTED = "invitation_accepted"
    INVITATION_DECLINED = "invitation_declined"
    REVIEW_STARTED = "review_started"
    REVIEW_RECEIVED = "review_received"  # the reviewer's own receipt
    LAST_REVIEW_IN = "last_review_in"
    REVISION_REQUESTED = "revision_requested"
    PUBLISHED = "published"
    DECLINED = "declined"
    ARCHIVED = "archived"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"
    CONFLICT_DECLARED = "conflict_declared"
    OVERRIDE_PROPOSED = "override_proposed"
    OVERRIDE_SECONDED = "override_seconded"
    INVITATION_REMINDER = "invitation_reminder"
    REVIEW_REMINDER = "review_reminder"
    REVISION_REMINDER = "revision_reminder"
    REVIEWER_SILENT = "reviewer_silent"
    CASE_STALLED = "case_stalled"
    NEW_CASES = "new_cases"  # that a saved search finds


class AlertFrequency(StrEnum):
    """How often a saved search tells of new cases."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
