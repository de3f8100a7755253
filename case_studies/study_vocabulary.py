"""The closed lists of studies: states, actions, kinds, and how sure their entries are."""

from enum import StrEnum


class StudyState(StrEnum):
    """The state of a study in the list. The legal steps are in `workflow/studies.py`."""

    LISTED = "listed"  # members read it
    CHECKED = "checked"  # an editor of another delegation compared the entry with the study
    SUPERSEDED = "superseded"  # by a later study
    WITHDRAWN = "withdrawn"  # from the list


class StudyAction(StrEnum):
    """An action on a study. Each has a row in its table of transitions."""

    CHECK = "check"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


class StudyKind(StrEnum):
    """What a study is."""

    REPORT = "report"
    POLICY_BRIEF = "policy_brief"
    ARTICLE = "article"
    BOOK_CHAPTER = "book_chapter"
    THESIS = "thesis"
    AUDIT = "audit"
    PREPRINT = "preprint"  # not reviewed by peers


class StudyCertainty(StrEnum):
    """How much of a study the writer of its entry read."""

    WHOLE = "whole"
    PART = "part"
    SUMMARY = "summary"  # or what others say about it


class ProposalState(StrEnum):
    """The state of a study proposal. The legal steps are in `workflow/proposals.py`."""

    PROPOSED = "proposed"
    JOINED = "joined"  # by enough delegations
    UNDER_WAY = "under_way"
    DELIVERED = "delivered"  # the study is listed
    DROPPED = "dropped"


class ProposalAction(StrEnum):
    """An action on a study proposal. Each has a row in its table of transitions."""

    JOIN = "join_study"
    LEAVE = "leave_study"
    BEGIN = "begin_study"
    DELIVER = "deliver_study"
    DROP = "drop_study"
