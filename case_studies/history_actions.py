"""What the history records: a closed list of the vocabulary, which is long."""

from enum import StrEnum


class HistoryAction(StrEnum):
    """What an entry of the history records: every action of the workflow, and everything else that is recorded."""

    REQUEST_CLEARANCE = "request_clearance"
    TAKE_BACK = "take_back"
    CLEAR = "clear"
    SEND_BACK = "send_back"
    RECALL = "recall"
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
    DELETE = "delete"  # a draft that was never submitted
    CHANGE_AUDIENCE = "change_audience"
    NARROW = "narrow"  # who may read what is published
    JUSTIFY_FINDING = "justify_finding"  # of the check; the reason is kept with the revision only
    CONFIRM_IN_USE = "confirm_in_use"  # of a published case, by its delegation
    CONFIRM_CHANGED = "confirm_changed"
    CONFIRM_STOPPED = "confirm_stopped"
    CONFIRM_HARMFUL = "confirm_harmful"
    ANSWER_FOR_PARTNERS = "answer_for_partners"  # whether they agreed to be named
    CONFIRM_CONSENT = "confirm_consent"  # by a co-submitter, to a text
    REFUSE_CONSENT = "refuse_consent"
    WITHDRAW_CONSENT = "withdraw_consent"  # by a delegation that was named
    ADD_ATTACHMENT = "add_attachment"
    CHANGE_ATTACHMENT = "change_attachment"  # its description or audience
    REMOVE_ATTACHMENT = "remove_attachment"
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
    ADD_DELEGATION = "add_delegation"
    CHANGE_DELEGATION = "change_delegation"
    LEAVE_GROUP = "leave_group"
    PROPOSE_CHAIR = "propose_chair"  # that another delegation becomes co-chair
    HAND_OVER_CHAIR = "hand_over_chair"
    APPLY = "apply"  # to join the Group
    SUPPORT_APPLICATION = "support_application"
    ASK_APPLICANT = "ask_applicant"
    ANSWER_QUESTION = "answer_question"
    ACCEPT_APPLICATION = "accept_application"
    DEFER_APPLICATION = "defer_application"
    HAND_OVER_OFFICE = "hand_over_office"  # to another address
    ASK_ADDRESS_CHANGE = "ask_address_change"  # of an account
    CHANGE_ADDRESS = "change_address"  # confirmed by both mailboxes
    CANCEL_ADDRESS_CHANGE = "cancel_address_change"
    ADD_ACCOUNT = "add_account"
    CHANGE_ROLES = "change_roles"
    CLOSE_ACCOUNT = "close_account"
    OPEN_ACCOUNT = "open_account"
    SIGN_IN_FROM_NEW_BROWSER = "sign_in_from_new_browser"
    CHANGE_PASSWORD = "change_password"  # noqa: S105 - not a password
    CREATE_TOKEN = "create_token"  # noqa: S105 - not a token
    REVOKE_TOKEN = "revoke_token"  # noqa: S105 - not a token
    CHANGE_FACTORS = "change_factors"  # the second factor of a sign-in
    ADD_PROVIDER = "add_provider"  # that signs in to the account
    REMOVE_PROVIDER = "remove_provider"
    ASK_FACTOR_RESET = "ask_factor_reset"  # by another administrator
    REFUSE_FACTOR_RESET = "refuse_factor_reset"
    USE_RECOVERY_CODE = "use_recovery_code"
    CHANGE_SETTING = "change_setting"  # of the platform
    CHANGE_SITE_TEXT = "change_site_text"  # of the home page or the about page
    ADD_ENTRY = "add_entry"  # to a vocabulary
    CHANGE_ENTRY = "change_entry"
    MOVE_ENTRY = "move_entry"
    RETIRE_ENTRY = "retire_entry"
    RESTORE_ENTRY = "restore_entry"
    MERGE_ENTRY = "merge_entry"  # into another one
