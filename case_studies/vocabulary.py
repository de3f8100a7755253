"""The closed lists of the domain, for the database, the API and forms. Their labels: `app/phrases/labels.py`."""

from enum import StrEnum

from case_studies.consent_answers import ConsentAnswer as ConsentAnswer
from case_studies.consent_answers import PartnerAnswer as PartnerAnswer
from case_studies.delegation_vocabulary import TAKES_PART as TAKES_PART
from case_studies.delegation_vocabulary import ApplicantMail as ApplicantMail
from case_studies.delegation_vocabulary import ApplicationState as ApplicationState
from case_studies.delegation_vocabulary import Certainty as Certainty
from case_studies.delegation_vocabulary import Contribution as Contribution
from case_studies.delegation_vocabulary import DelegationKind as DelegationKind
from case_studies.delegation_vocabulary import Standing as Standing
from case_studies.event_vocabulary import Attendance as Attendance
from case_studies.event_vocabulary import EventAction as EventAction
from case_studies.event_vocabulary import EventKind as EventKind
from case_studies.event_vocabulary import EventState as EventState
from case_studies.event_vocabulary import EventTime as EventTime
from case_studies.history_actions import HistoryAction as HistoryAction
from case_studies.item_vocabulary import AdoptedChange as AdoptedChange
from case_studies.item_vocabulary import AdoptionAction as AdoptionAction
from case_studies.item_vocabulary import AdoptionState as AdoptionState
from case_studies.item_vocabulary import AdoptionUse as AdoptionUse
from case_studies.item_vocabulary import AnswerKind as AnswerKind
from case_studies.item_vocabulary import FoundKind as FoundKind
from case_studies.item_vocabulary import IssueAction as IssueAction
from case_studies.item_vocabulary import IssueState as IssueState
from case_studies.item_vocabulary import Kind as Kind
from case_studies.item_vocabulary import Obstacle as Obstacle
from case_studies.item_vocabulary import OutcomeAdvice as OutcomeAdvice
from case_studies.item_vocabulary import OutcomeResult as OutcomeResult
from case_studies.item_vocabulary import PostState as PostState
from case_studies.item_vocabulary import Register as Register
from case_studies.item_vocabulary import SpeaksAs as SpeaksAs
from case_studies.item_vocabulary import ThreadAction as ThreadAction
from case_studies.item_vocabulary import ThreadState as ThreadState
from case_studies.measures import Measure as Measure
from case_studies.media_types import MediaType as MediaType
from case_studies.notification_events import AlertFrequency as AlertFrequency
from case_studies.notification_events import Delivery as Delivery
from case_studies.notification_events import NotificationEvent as NotificationEvent
from case_studies.practice_vocabulary import Concern as Concern
from case_studies.practice_vocabulary import Confidence as Confidence
from case_studies.practice_vocabulary import EvidenceChange as EvidenceChange
from case_studies.practice_vocabulary import EvidenceRelation as EvidenceRelation
from case_studies.practice_vocabulary import PracticeAction as PracticeAction
from case_studies.practice_vocabulary import PracticeRemarkKind as PracticeRemarkKind
from case_studies.practice_vocabulary import PracticeState as PracticeState
from case_studies.remark_vocabulary import Verdict as Verdict
from case_studies.remark_vocabulary import Weight as Weight
from case_studies.report_states import ReportKind as ReportKind
from case_studies.report_states import ReportState as ReportState


class State(StrEnum):
    """The state of a revision. The legal steps are in `workflow/transitions.py`."""

    DRAFT = "draft"  # on the author's desk only
    IN_CLEARANCE = "in_clearance"  # with a clearance officer of the delegation
    SUBMITTED = "submitted"  # released by the delegation, waiting for an editor
    IN_REVIEW = "in_review"  # with reviewers: a round is open
    REVISION_REQUESTED = "revision_requested"  # with the author again, to respond to the round
    PUBLISHED = "published"  # readable by its audience
    SUPERSEDED = "superseded"  # replaced by a later revision
    ARCHIVED = "archived"  # still readable, but not found by search
    DECLINED = "declined"  # closed by an editor
    WITHDRAWN = "withdrawn"  # taken back by the submitting delegation


# Groups of states that several tables share.
WITH_AUTHOR = frozenset({State.DRAFT, State.REVISION_REQUESTED})  # the delegation writes
WITH_EDITORS = frozenset({State.SUBMITTED, State.IN_REVIEW})  # from the clearance to the decision


class Action(StrEnum):
    """An action of the workflow. Each has a row in the table of transitions."""

    REQUEST_CLEARANCE = "request_clearance"
    TAKE_BACK = "take_back"  # the request for clearance
    CLEAR = "clear"
    SEND_BACK = "send_back"
    RECALL = "recall"  # the submission
    RETURN_TO_SUBMITTER = "return_to_submitter"
    START_REVIEW = "start_review"
    REQUEST_REVISION = "request_revision"
    PUBLISH = "publish"
    DECLINE = "decline"
    REVISE = "revise"
    ARCHIVE = "archive"
    RESTORE = "restore"
    WITHDRAW = "withdraw"


class Role(StrEnum):
    """A role of an account. An account can have several."""

    PRACTITIONER = "practitioner"  # reads members' cases
    FOCAL_POINT = "focal_point"  # writes for its delegation
    CLEARANCE_OFFICER = "clearance_officer"  # releases for its delegation
    REVIEWER = "reviewer"  # reviews cases of other delegations
    EDITOR = "editor"  # organizes reviews and decides
    ADMINISTRATOR = "administrator"  # manages accounts; reads no unpublished case


class TokenScope(StrEnum):
    """What a program may do with an API token. Every token may read what its account reads."""

    READ = "read"
    WRITE = "write"  # cases, saved searches, notifications, the thesaurus
    REVIEW = "review"  # reviews, assignments, conflicts, the profile of a reviewer


class Audience(StrEnum):
    """Who may read what is published, by the Traffic Light Protocol 2.0 (FIRST, 2022)."""

    PUBLIC = "public"  # TLP:CLEAR
    MEMBERS = "members"  # TLP:GREEN: everybody who is signed in


class PartAudience(StrEnum):
    """Who may read one part of a published case. It never has more readers than its case."""

    PUBLIC = "public"
    MEMBERS = "members"
    DELEGATIONS = "delegations"  # those that the case is released to


class Relation(StrEnum):
    """By what a case is about, delegations that read its parts for named delegations."""

    HOST_STATES = "host_states"
    CONTRIBUTORS = "contributors"  # to its operations


class Attribution(StrEnum):
    """Who learns which delegation submitted a case."""

    NAMED = "named"
    NAMED_TO_MEMBERS = "named_to_members"
    UNNAMED = "unnamed"
    REGION = "region"  # only the region of the State


class Recommendation(StrEnum):
    """A reviewer's advice to the editor."""

    APPROVE = "approve"
    REVISE = "revise"
    DECLINE = "decline"


class AssignmentState(StrEnum):
    """The state of an assignment."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SUBMITTED = "submitted"  # the review is submitted
    RELEASED = "released"  # editors released the reviewer


INACTIVE_ASSIGNMENT_STATES = (
    AssignmentState.DECLINED,
    AssignmentState.RELEASED,
)  # the reviewer no longer sees the case


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


class SitePage(StrEnum):
    """A page whose text administrators write."""

    HOME = "home"
    ABOUT = "about"


class Stage(StrEnum):
    """The stage of the initiative."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    ENDED = "ended"


class Evidence(StrEnum):
    """The strength of the evidence for the results."""

    SELF_REPORTED = "self_reported"
    CONFIRMED_BY_OPERATION = "confirmed_by_operation"
    INDEPENDENT = "independent"


class SaidLife(StrEnum):
    """What a delegation can say about a practice that it published."""

    IN_USE = "in_use"
    CHANGED = "changed"  # in use, but not as it was published
    STOPPED = "stopped"
    HARMFUL = "harmful"


class Life(StrEnum):
    """What readers learn about a published practice."""

    IN_USE = SaidLife.IN_USE
    CHANGED = SaidLife.CHANGED
    STOPPED = SaidLife.STOPPED
    HARMFUL = SaidLife.HARMFUL
    NOT_CONFIRMED = "not_confirmed"  # its delegation has said nothing for too long


ENDED_LIVES = (SaidLife.STOPPED, SaidLife.HARMFUL)  # nothing is left to confirm


WORLDWIDE = "M001"
"""The code of the world in UN M49: a case that has no host State chooses it, and nothing beside it."""


class PlaceKind(StrEnum):
    """What a code in the list of States means. A host State can be given as a region, or withheld."""

    STATE = "state"
    AREA = "area"  # a territory or area with its own name in UN documents
    REGION = "region"  # a UN M49 subregion, if the name of the State would reveal too much; or the world
    WITHHELD = "withheld"
