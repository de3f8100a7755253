"""The closed lists of what is beside the cases: kinds of things, registers, and the states of each kind."""

from enum import StrEnum


class Kind(StrEnum):
    """A kind of thing that has a reference."""

    CASE = "case"
    ISSUE = "issue"
    ADOPTION = "adoption"
    THREAD = "thread"
    PRACTICE = "practice"
    EVENT = "event"
    STUDY = "study"
    PROPOSAL = "proposal"  # of a study
    TEXT = "text"  # a joint text
    OFFER = "offer"
    REQUEST = "request"
    MATCH = "match"
    COLLECTION = "collection"


class FoundKind(StrEnum):
    """A kind of thing that search finds."""

    CASE = Kind.CASE
    ISSUE = Kind.ISSUE
    PRACTICE = Kind.PRACTICE
    THREAD = Kind.THREAD
    EVENT = Kind.EVENT
    STUDY = Kind.STUDY
    PROPOSAL = Kind.PROPOSAL
    TEXT = Kind.TEXT
    OFFER = Kind.OFFER
    REQUEST = Kind.REQUEST
    COLLECTION = Kind.COLLECTION


class Register(StrEnum):
    """How formally something is said."""

    ON_RECORD = "on_record"  # cleared by a second person, citable, permanent
    INFORMAL = "informal"  # for members only, never cited or exported


class IssueState(StrEnum):
    """The state of a difficult issue. The legal steps are in `workflow/issues.py`."""

    DRAFT = "draft"
    IN_CLEARANCE = "in_clearance"  # an issue on record, with a clearance officer of its delegation
    OPEN = "open"
    ANSWERED = "answered"
    TRYING = "trying"  # the delegation that asked took up an answer
    RESOLVED = "resolved"
    NOT_RESOLVED = "not_resolved"
    NO_ANSWER = "no_answer"  # an editor said so
    OVERTAKEN = "overtaken"  # by events
    WITHDRAWN = "withdrawn"


class IssueAction(StrEnum):
    """An action on a difficult issue. Each has a row in its table of transitions."""

    POST = "post"
    TAKE_BACK = "take_back"  # the request for clearance
    CLEAR = "clear"
    SEND_BACK = "send_back"
    ANSWER = "answer"
    SYNTHESIZE = "synthesize"
    TAKE_UP = "take_up"
    REPORT_OUTCOME = "report_outcome"
    STILL_SO = "still_so"  # the answer of the delegation that asked, when it is asked again
    OVERTAKE = "overtake"
    REOPEN = "reopen"
    TURN_INTO_CASE = "turn_into_case"  # its history has no entry: see operations/issues/case_draft.py
    WITHDRAW = "withdraw"


class Obstacle(StrEnum):
    """What is in the way."""

    AUTHORITY = "authority"
    PERMISSION = "permission"
    MONEY = "money"
    EQUIPMENT = "equipment"
    SKILL = "skill"
    LANGUAGE = "language"
    LAW = "law"
    TRUST = "trust"


class AnswerKind(StrEnum):
    """What a delegation answers with."""

    CASE = "case"
    ADVICE = "advice"
    CONTACT = "contact"
    OFFER = "offer"
    SAME_ISSUE = "same_issue"  # we have it too


class OutcomeResult(StrEnum):
    """What came of an answer that was tried."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    TOO_EARLY = "too_early"


class OutcomeAdvice(StrEnum):
    """What a delegation that tried an answer advises."""

    REPEAT = "repeat"
    AVOID = "avoid"


class AdoptionState(StrEnum):
    """The state of an adoption. The legal steps are in `workflow/adoptions.py`."""

    DRAFT = "draft"
    IN_CLEARANCE = "in_clearance"
    RECORDED = "recorded"
    CHANGE_IN_CLEARANCE = "change_in_clearance"  # readers keep what was recorded before
    WITHDRAWN = "withdrawn"


class AdoptionAction(StrEnum):
    """An action on an adoption. Each has a row in its table of transitions."""

    ADOPT_BY_US = "adopt_by_us"
    STOP_USING = "stop_using"
    TAKE_BACK = "take_back"  # the request for clearance
    CLEAR = "clear"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"


class AdoptionUse(StrEnum):
    """How far a delegation is with what it adopts."""

    CONSIDERING = "considering"
    IN_USE = "in_use"
    STOPPED = "stopped"


class AdoptedChange(StrEnum):
    """What became of a case or a practice since a delegation read it to adopt it."""

    SUPERSEDED = "superseded"  # by a later revision or edition
    ARCHIVED = "archived"
    RETIRED = "retired"
    CLOSED = "closed"  # to the reader


class ThreadState(StrEnum):
    """The state of a discussion. The legal steps are in `workflow/threads.py`."""

    OPEN = "open"
    CLOSING = "closing"  # its summary is written, and who spoke may object
    CLOSED = "closed"  # the posts can still be read
    EXPIRED = "expired"  # the posts are deleted, the summary stays


class ThreadAction(StrEnum):
    """An action on a discussion. Each has a row in its table of transitions."""

    POST = "post"
    TAKE_BACK = "take_back"  # a post
    EXTEND = "extend"
    SUMMARIZE = "summarize"
    OBJECT = "object"  # to the summary
    KEEP_SUMMARY = "keep_summary"  # after an objection
    HIDE_POST = "hide_post"
    SHOW_POST = "show_post"
    CLOSE = "close"  # by the platform, once nobody can object any more
    CLOSE_SILENT = "close_silent"  # by the platform, when nothing happens any more
    EXPIRE = "expire"  # by the platform


class SpeaksAs(StrEnum):
    """As whom somebody speaks in a discussion."""

    DELEGATION = "delegation"
    MEMBER = "member"  # nobody learns which one


class PostState(StrEnum):
    """What readers find of a post."""

    SHOWN = "shown"
    TAKEN_BACK = "taken_back"  # by its author
    HIDDEN = "hidden"  # by an editor
