"""The labels of good practices."""

from flask_babel import lazy_gettext as _l

from app.phrases.labels import Labels
from case_studies.vocabulary import (
    Audience,
    Concern,
    Confidence,
    EvidenceRelation,
    PracticeAction,
    PracticeRemarkKind,
    PracticeState,
)

STATES: Labels = {
    PracticeState.PROPOSED: _l("Proposed"),
    PracticeState.DRAFT: _l("Draft"),
    PracticeState.IN_CONSULTATION: _l("In consultation"),
    PracticeState.ADOPTED: _l("Adopted"),
    PracticeState.SUPERSEDED: _l("Replaced by a later edition"),
    PracticeState.RETIRED: _l("Retired"),
    PracticeState.WITHDRAWN: _l("Withdrawn"),
}

ACTIONS: Labels = {
    PracticeAction.SUPPORT: _l("Support the proposal"),
    PracticeAction.CONSULT: _l("Begin the consultation"),
    PracticeAction.OBJECT: _l("Object"),
    PracticeAction.CORRECT: _l("Make a remark"),
    PracticeAction.ADOPT: _l("Propose the adoption"),
    PracticeAction.REVISE: _l("Open the next edition"),
    PracticeAction.RETIRE: _l("Retire the practice"),
    PracticeAction.WITHDRAW: _l("Withdraw the draft"),
}
SECOND_ADOPTION = _l("Agree and adopt")

CONSEQUENCES: Labels = {
    PracticeAction.SUPPORT: _l("Two delegations propose it then. Editors develop it."),
    PracticeAction.CONSULT: _l("Members can read it. The delegations of the cases have 14 days to object."),
    PracticeAction.OBJECT: _l("The practice is not adopted before an editor answers."),
    PracticeAction.CORRECT: _l("Editors and members read it with the name of your delegation."),
    PracticeAction.ADOPT: _l("An editor of another delegation has to agree."),
    PracticeAction.REVISE: _l("The adopted edition stays readable until the next one is adopted."),
    PracticeAction.RETIRE: _l("The practice stays readable, marked as retired, with the reason."),
    PracticeAction.WITHDRAW: _l("Only editors can read it then. This can’t be undone."),
}
SECOND_CONSEQUENCE = _l("The practice is adopted at once. The cited delegations are notified.")

SECTIONS: Labels = {
    "do": _l("Do"),
    "mechanism": _l("How it works"),
    "fits_where": _l("Where it fits"),
    "how_to_start": _l("How to start"),
    "costs": _l("Costs"),
    "harms": _l("Harms"),
    "not_known": _l("What is not known"),
}
SECTION_HINTS: Labels = {
    "do": _l("What is done, step by step. Each sentence has to rest on a row of evidence."),
    "mechanism": _l("Why it should lead to the result."),
    "fits_where": _l("Operations, terrain, threats and units."),
    "how_to_start": _l("The first three steps of a unit that has nothing yet."),
    "costs": _l("People, equipment, money, time."),
    "harms": _l("What gets worse, and for whom."),
    "not_known": _l("What no case answers."),
}

RELATIONS: Labels = {
    EvidenceRelation.SUPPORTS: _l("Supports"),
    EvidenceRelation.QUALIFIES: _l("Qualifies"),
    EvidenceRelation.CONTRADICTS: _l("Contradicts"),
}

LEVELS: Labels = {
    Confidence.HIGH: _l("High confidence"),
    Confidence.MODERATE: _l("Moderate confidence"),
    Confidence.LOW: _l("Low confidence"),
    Confidence.VERY_LOW: _l("Very low confidence"),
}

CONCERNS: Labels = {
    Concern.NONE: _l("No concern"),
    Concern.MINOR: _l("Minor concern"),
    Concern.MODERATE: _l("Moderate concern"),
    Concern.SERIOUS: _l("Serious concern"),
}

QUESTIONS: Labels = {
    "methodological_limits": _l("Limits of the methods"),
    "coherence": _l("Coherence"),
    "adequacy": _l("Adequacy"),
    "relevance": _l("Relevance"),
}
QUESTION_HINTS: Labels = {
    "methodological_limits": _l("How were the results obtained?"),
    "coherence": _l("Do the cases agree, and is disagreement explained?"),
    "adequacy": _l("How many cases are there, and how rich are they?"),
    "relevance": _l("Are the operations of the same kind?"),
}

AUDIENCES: Labels = {
    Audience.MEMBERS: _l("All members"),
    Audience.PUBLIC: _l("The public"),
}

REMARK_KINDS: Labels = {
    PracticeRemarkKind.OBJECTION: _l("Objection of a cited delegation"),
    PracticeRemarkKind.REMARK: _l("Remark"),
}
