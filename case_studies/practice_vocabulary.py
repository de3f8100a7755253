"""The closed lists of good practices and of what they rest on."""

from enum import StrEnum


class PracticeState(StrEnum):
    """The state of an edition of a practice. The legal steps are in `workflow/practices.py`."""

    PROPOSED = "proposed"  # by a focal point, until one of another delegation supports it
    DRAFT = "draft"
    IN_CONSULTATION = "in_consultation"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"  # replaced by a later edition
    RETIRED = "retired"
    WITHDRAWN = "withdrawn"  # before it was adopted


class PracticeAction(StrEnum):
    """An action on a practice. Each has a row in its table of transitions."""

    SUPPORT = "support"  # what a focal point of another delegation proposed
    CONSULT = "consult"
    OBJECT = "object"
    CORRECT = "correct"  # a remark of any member
    ADOPT = "adopt"  # by two editors: the first proposes it, the second agrees
    REVISE = "revise"
    RETIRE = "retire"
    WITHDRAW = "withdraw"


class EvidenceRelation(StrEnum):
    """What a case says about a practice."""

    SUPPORTS = "supports"
    QUALIFIES = "qualifies"
    CONTRADICTS = "contradicts"


class EvidenceChange(StrEnum):
    """Why evidence is not any more what it was when it was given."""

    SUPERSEDED = "superseded"  # the case has a later revision
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"  # the case
    HIDDEN = "hidden"  # the section, while a report about it is examined
    NARROWED = "narrowed"  # fewer may read the section
    ROW_WITHDRAWN = "row_withdrawn"  # by the delegation of the case
    NEW_CASE = "new_case"  # shares a theme, and was published after the search for counter-evidence


class Concern(StrEnum):
    """How much a question lowers the confidence in a practice."""

    NONE = "none"
    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"


class Confidence(StrEnum):
    """The confidence in a practice, as a person assesses it."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"


class PracticeRemarkKind(StrEnum):
    """What is said about a practice during its consultation."""

    OBJECTION = "objection"  # of a cited delegation; it has to be answered
    REMARK = "remark"
