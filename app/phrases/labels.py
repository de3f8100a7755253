"""The labels of the domain's values: one label for each value, in pages, API documents and mails."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.phrases.consents import CONSENT_STATES as CONSENT_STATES
from app.phrases.consents import PARTNER_ANSWERS as PARTNER_ANSWERS
from app.phrases.history_actions import HISTORY_ACTIONS as HISTORY_ACTIONS
from app.phrases.kinds import FOUND_KINDS
from app.phrases.life_labels import LIVES as LIVES
from app.phrases.measures import MEASURE_HINTS, MEASURES
from case_studies.case_fields import CASE_FIELDS, SECTION_FIELDS
from case_studies.part_audiences import PARTS_WITH_AUDIENCE
from case_studies.search.contract import FILES
from case_studies.search.facets import FACETS as FACET_TABLE
from case_studies.vocabulary import (
    Action,
    AlertFrequency,
    AssignmentState,
    Attribution,
    Audience,
    Delivery,
    Evidence,
    EvidenceChange,
    FoundKind,
    Language,
    Life,
    Measure,
    PartAudience,
    Rating,
    Recommendation,
    Role,
    Section,
    Stage,
    Standing,
    State,
    TokenScope,
    Verdict,
    Weight,
)

Labels = dict[str, LazyString]

STATES: Labels = {
    State.DRAFT: _l("Draft"),
    State.IN_CLEARANCE: _l("In clearance"),
    State.SUBMITTED: _l("Submitted"),
    State.IN_REVIEW: _l("In review"),
    State.REVISION_REQUESTED: _l("Revision requested"),
    State.PUBLISHED: _l("Published"),
    State.SUPERSEDED: _l("Superseded"),
    State.ARCHIVED: _l("Archived"),
    State.DECLINED: _l("Declined"),
    State.WITHDRAWN: _l("Withdrawn"),
}

# The labels of buttons; CONSEQUENCES says what each action does.
ACTIONS: Labels = {
    Action.REQUEST_CLEARANCE: _l("Ask for clearance"),
    Action.TAKE_BACK: _l("Take back"),
    Action.CLEAR: _l("Clear and submit"),
    Action.SEND_BACK: _l("Send back"),
    Action.RECALL: _l("Take the submission back"),
    Action.RETURN_TO_SUBMITTER: _l("Return to the delegation"),
    Action.START_REVIEW: _l("Start the review"),
    Action.REQUEST_REVISION: _l("Request a revision"),
    Action.PUBLISH: _l("Publish"),
    Action.DECLINE: _l("Decline"),
    Action.REVISE: _l("Open a next revision"),
    Action.ARCHIVE: _l("Archive"),
    Action.RESTORE: _l("Restore"),
    Action.WITHDRAW: _l("Withdraw"),
}

CONSEQUENCES: Labels = {
    Action.REQUEST_CLEARANCE: _l(
        "The text is frozen and goes to the clearance officer of your delegation, and of each co-submitter. Nobody "
        "else reads it before it is cleared."
    ),
    Action.TAKE_BACK: _l("The text is yours again: you can change it and ask for clearance later."),
    Action.CLEAR: _l("The case leaves the delegation: the editors, and the reviewers they assign, can read it."),
    Action.SEND_BACK: _l("The case goes back to the focal point, who can change it again."),
    Action.RECALL: _l("The editors no longer see the case. It becomes a draft again and must be cleared again."),
    Action.RETURN_TO_SUBMITTER: _l("The case becomes a draft again and must be cleared again."),
    Action.START_REVIEW: _l("The assigned reviewers can write their reviews."),
    Action.REQUEST_REVISION: _l("The delegation gets the reviews without names and a next revision to write in."),
    Action.PUBLISH: _l("The case can be found and read by its audience at once."),
    Action.DECLINE: _l("The case is closed. This can't be undone."),
    Action.REVISE: _l("The published revision stays as it is until the next one is published."),
    Action.ARCHIVE: _l("The case leaves the search. Its page stays, marked as archived."),
    Action.RESTORE: _l("The case can be found again."),
    Action.WITHDRAW: _l("The case disappears from every page and from search at once. This can't be undone."),
}

_CLEARED_AGAIN = _l("The revision and your answers go to the editors and to the same reviewers.")


def consequence(action: Action, *, in_a_round: bool) -> LazyString:
    """Return what an action does. A revision that answers a round goes back to the same reviewers."""
    return _CLEARED_AGAIN if action == Action.CLEAR and in_a_round else CONSEQUENCES[action]


# The entries of the history, in the past tense.
TOKEN_SCOPES: Labels = {
    TokenScope.READ: _l("Read"),
    TokenScope.WRITE: _l("Write cases"),
    TokenScope.REVIEW: _l("Review cases"),
}

SECTIONS: Labels = {Section(field.name): _l(field.label) for field in SECTION_FIELDS}

FIELDS: Labels = {
    name: _l(field.label, part=_l(field.label_of)) if field.label_of else _l(field.label)
    for name, field in CASE_FIELDS.items()
}

PARTS: Labels = {name: _l(label) for name, label in PARTS_WITH_AUDIENCE.items()}

AUDIENCES: Labels = {Audience.PUBLIC: _l("Public (TLP:CLEAR)"), Audience.MEMBERS: _l("Members only (TLP:GREEN)")}

PART_AUDIENCES: Labels = {
    PartAudience.PUBLIC: _l("Everybody"),
    PartAudience.MEMBERS: _l("Members only (TLP:GREEN)"),
    PartAudience.DELEGATIONS: _l("Named delegations only"),
}

ATTRIBUTIONS: Labels = {
    Attribution.NAMED: _l("Named"),
    Attribution.NAMED_TO_MEMBERS: _l("Named to members only"),
    Attribution.UNNAMED: _l("Not named"),
    Attribution.REGION: _l("Region only"),
}

STAGES: Labels = {
    Stage.PLANNED: _l("Planned"),
    Stage.UNDER_WAY: _l("Under way"),
    Stage.ENDED: _l("Ended"),
}

EVIDENCE: Labels = {
    Evidence.SELF_REPORTED: _l("Self-reported"),
    Evidence.CONFIRMED_BY_OPERATION: _l("Confirmed by the operation"),
    Evidence.INDEPENDENT: _l("Independent study"),
}

# Each language in its own name, because its readers look for that.
LANGUAGES: dict[str, str] = {
    Language.ENGLISH: "English",
    Language.FRENCH: "Français",
    Language.SPANISH: "Español",
    Language.ARABIC: "العربية",
    Language.CHINESE: "中文",
    Language.RUSSIAN: "Русский",
}

# The labels of the closed lists from which a field of a case is chosen.
LABELS_OF_LISTS: dict[type[StrEnum], Labels | dict[str, str]] = {
    Language: LANGUAGES,
    Audience: AUDIENCES,
    PartAudience: PART_AUDIENCES,
    Attribution: ATTRIBUTIONS,
    Stage: STAGES,
    Evidence: EVIDENCE,
    Measure: MEASURES,
    Life: LIVES,
    FoundKind: FOUND_KINDS,
}

# The lines of help beside the values of closed lists in the form.
HINTS_OF_LISTS: dict[type[StrEnum], Labels] = {
    Audience: {
        Audience.PUBLIC: _l("Anyone may read, quote and share it."),
        Audience.MEMBERS: _l(
            "Everybody who signs in may read it and share it within the peacekeeping community, but not in public."
        ),
    },
    Attribution: {
        Attribution.NAMED: _l("Every reader of the case sees which delegation submitted it."),
        Attribution.NAMED_TO_MEMBERS: _l("In public it is the case of a contributor without a name."),
        Attribution.UNNAMED: _l(
            "Only its editors and reviewers know. Co-submitters, implementing States and the contact are not shown."
        ),
        Attribution.REGION: _l("As above, but readers see the region of your State."),
    },
    Measure: MEASURE_HINTS,
    Stage: {Stage.ENDED: _l("Give the last year as well.")},
    Evidence: {
        Evidence.SELF_REPORTED: _l("The figures are the contingent’s or the State’s own."),
        Evidence.CONFIRMED_BY_OPERATION: _l("The operation, or a UN office, stated them too."),
        Evidence.INDEPENDENT: _l("Somebody who did not take part studied the results."),
    },
}


def choice_labels(field: str) -> Labels | dict[str, str]:
    """Return the labels of the values of a field, empty if it is not chosen from a closed list."""
    kind = CASE_FIELDS[field].choices if field in CASE_FIELDS else None
    return LABELS_OF_LISTS[kind] if kind is not None else {}


ROLES: Labels = {
    Role.PRACTITIONER: _l("Practitioner"),
    Role.FOCAL_POINT: _l("Focal point"),
    Role.CLEARANCE_OFFICER: _l("Clearance officer"),
    Role.REVIEWER: _l("Reviewer"),
    Role.EDITOR: _l("Editor"),
    Role.ADMINISTRATOR: _l("Administrator"),
}

RECOMMENDATIONS: Labels = {
    Recommendation.APPROVE: _l("Approve"),
    Recommendation.REVISE: _l("Revise"),
    Recommendation.DECLINE: _l("Decline"),
}

WEIGHTS: Labels = {
    Weight.MUST: _l("Must"),
    Weight.SUGGESTION: _l("Suggestion"),
}

VERDICTS: Labels = {
    Verdict.CONFIRMED: _l("Settled"),
    Verdict.REOPENED: _l("Still open"),
}

ASSIGNMENT_STATES: Labels = {
    AssignmentState.INVITED: _l("Invited"),
    AssignmentState.ACCEPTED: _l("Accepted"),
    AssignmentState.DECLINED: _l("Declined to review"),
    AssignmentState.SUBMITTED: _l("Review is in"),
    AssignmentState.RELEASED: _l("Taken back"),
}

DELIVERIES: Labels = {
    Delivery.AT_ONCE: _l("By mail at once"),
    Delivery.DIGEST: _l("In one mail a day"),
    Delivery.OFF: _l("Not by mail"),
}

RHYTHMS: Labels = {
    AlertFrequency.AT_ONCE: _l("At once"),
    AlertFrequency.DAILY: _l("Once a day"),
    AlertFrequency.WEEKLY: _l("Once a week"),
}

STANDINGS: Labels = {
    Standing.CO_CHAIR: _l("Co-chair"),
    Standing.MEMBER: _l("Member"),
    Standing.OBSERVER: _l("Observer"),
    Standing.APPLICANT: _l("Applicant"),
    Standing.FORMER: _l("Former member or observer"),
}

RATINGS: Labels = {
    Rating.RELEVANCE: _l("Relevance"),
    Rating.CLARITY: _l("Clarity"),
    Rating.EVIDENCE: _l("Evidence"),
    Rating.TRANSFER: _l("Transferability"),
}

# What a 1 and a 5 mean.
RATING_SCALES: dict[str, tuple[LazyString, LazyString]] = {
    Rating.RELEVANCE: (
        _l("No bearing on the safety of peacekeepers"),
        _l("Addresses a risk that kills or injures peacekeepers today"),
    ),
    Rating.CLARITY: (
        _l("It is not clear what was done"),
        _l("Another contingent could act on it as written"),
    ),
    Rating.EVIDENCE: (
        _l("Results are claimed without any source"),
        _l("Results have figures, dates and a source"),
    ),
    Rating.TRANSFER: (
        _l("It can't be used anywhere else"),
        _l("The conditions for use elsewhere are clear and can be met"),
    ),
}

PASSAGES: Labels = {**SECTIONS, FILES: _l("Files")}  # where a passage of a search result is

EVIDENCE_CHANGES: Labels = {
    EvidenceChange.SUPERSEDED: _l("The case has a later revision"),
    EvidenceChange.ARCHIVED: _l("The case is archived"),
    EvidenceChange.WITHDRAWN: _l("The case was withdrawn"),
    EvidenceChange.HIDDEN: _l("The section is hidden while a report about it is examined"),
    EvidenceChange.NARROWED: _l("Fewer readers may read the section"),
    EvidenceChange.ROW_WITHDRAWN: _l("A delegation withdrew the row about its case"),
    EvidenceChange.NEW_CASE: _l("A new case shares a theme"),
}

FACETS: Labels = {name: _l(facet.label) for name, facet in FACET_TABLE.items()}


def choices(labels: dict[str, LazyString] | dict[str, str], values: type[StrEnum]) -> list[tuple[str, str]]:
    """Return (value, label) pairs of a closed list, for a form."""
    return [(value.value, str(labels[value])) for value in values]
