"""The glossary of Casebook's own words: each group has an anchor, and so has each word."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.phrases.labels import (
    ASSIGNMENT_STATES,
    AUDIENCES,
    EVIDENCE,
    HINTS_OF_LISTS,
    RATING_SCALES,
    RATINGS,
    RECOMMENDATIONS,
    ROLES,
    STAGES,
    STATES,
    WEIGHTS,
)
from app.phrases.roles import WHAT_THEY_DO
from case_studies.vocabulary import AssignmentState, Audience, Evidence, Recommendation, Stage, State, Weight


@dataclass(frozen=True, slots=True)
class WordGroup:
    """A group of words: its anchor, its heading, and each word with its anchor and meaning."""

    anchor: str
    heading: LazyString
    words: list[tuple[str, LazyString | str, LazyString | str]]


_STATES = {
    State.DRAFT: _l("Its delegation writes it. Nobody else sees it."),
    State.IN_CLEARANCE: _l("A clearance officer of the delegation decides whether it leaves the delegation."),
    State.SUBMITTED: _l("The delegation has released it. An editor asks reviewers."),
    State.IN_REVIEW: _l("Reviewers of other delegations read it and write their reviews."),
    State.REVISION_REQUESTED: _l("Its delegation has the reviews, and writes the next revision."),
    State.PUBLISHED: _l("Its audience can find and read it."),
    State.SUPERSEDED: _l("A later revision of the same case has replaced it."),
    State.ARCHIVED: _l("Its page is still there, but searches don’t find it."),
    State.DECLINED: _l("An editor has closed it, with a reason."),
    State.WITHDRAWN: _l("Its delegation has taken it back. Nobody else can read it."),
}
_AUDIENCES = {
    Audience.PUBLIC: _l("TLP:CLEAR of the Traffic Light Protocol: everybody may read, quote and share it."),
    Audience.MEMBERS: _l(
        "TLP:GREEN of the Traffic Light Protocol: everybody who signs in may read it, and share it within the "
        "peacekeeping community, but not in public. TLP:AMBER and TLP:RED are not accepted."
    ),
}
_STAGES = {
    Stage.PLANNED: _l("Decided, and not begun."),
    Stage.UNDER_WAY: _l("Begun, and not ended. The last year is left empty."),
    Stage.ENDED: _l("Completed or stopped. The last year is given."),
}
_RECOMMENDATIONS = {
    Recommendation.APPROVE: _l("The case can be published as it is."),
    Recommendation.REVISE: _l("The case can be published after changes."),
    Recommendation.DECLINE: _l("The case should not be published."),
}
_WEIGHTS = {
    Weight.MUST: _l("A remark that prevents publication while it is open, unless an editor gives a reason."),
    Weight.SUGGESTION: _l("A remark that prevents nothing. It still gets an answer."),
}
_ASSIGNMENT_STATES = {
    AssignmentState.INVITED: _l("An editor asked the reviewer, who has not answered."),
    AssignmentState.ACCEPTED: _l("The reviewer writes the review."),
    AssignmentState.DECLINED: _l("The reviewer does not review this case."),
    AssignmentState.SUBMITTED: _l("The reviewer has handed the review in."),
    AssignmentState.RELEASED: _l("An editor took the invitation back."),
}
_GENERAL: tuple[tuple[str, LazyString, LazyString], ...] = (
    ("case", _l("Case study, case"), _l("What a delegation did for the safety of peacekeepers, in eight sections.")),
    ("revision", _l("Revision"), _l("One version of a case. It can’t be changed after it has left its delegation.")),
    ("round", _l("Round"), _l("From the start of the review to a decision. It can span several revisions.")),
    ("delegation", _l("Delegation"), _l("A State or an organization that takes part. Accounts belong to its offices.")),
    (
        "clearance",
        _l("Clearance"),
        _l("The delegation’s own decision to release a text, by somebody who didn’t write it."),
    ),
    (
        "conflict",
        _l("Conflict of interest"),
        _l("An interest in a case that keeps a person from reviewing or handling it."),
    ),
    ("contact", _l("Contact"), _l("The mailbox of an office that answers questions about a case.")),
    ("theme", _l("Theme"), _l("What a case is about, from a list on two levels.")),
    ("initiative", _l("Initiative"), _l("A resolution, policy, programme or project that a case puts into practice.")),
    ("host-state", _l("Host State"), _l("The State in which an operation works. A region can be given instead.")),
)

WORDS = (
    WordGroup("general", _l("Cases and people"), list(_GENERAL)),
    WordGroup("states", _l("States of a case"), [(state, STATES[state], text) for state, text in _STATES.items()]),
    WordGroup("audiences", _l("Who may read it"), [(name, AUDIENCES[name], text) for name, text in _AUDIENCES.items()]),
    WordGroup(
        "evidence", _l("Evidence"), [(name, EVIDENCE[name], HINTS_OF_LISTS[Evidence][name]) for name in Evidence]
    ),
    WordGroup("stages", _l("Stages"), [(stage, STAGES[stage], text) for stage, text in _STAGES.items()]),
    WordGroup("roles", _l("Roles"), [(role, ROLES[role], text) for role, text in WHAT_THEY_DO.items()]),
    WordGroup(
        "ratings",
        _l("Ratings"),
        [
            (rating, RATINGS[rating], _l("1: %(lowest)s. 5: %(highest)s.", lowest=lowest, highest=highest))
            for rating, (lowest, highest) in RATING_SCALES.items()
        ],
    ),
    WordGroup(
        "recommendations",
        _l("Recommendations"),
        [(name, RECOMMENDATIONS[name], text) for name, text in _RECOMMENDATIONS.items()],
    ),
    WordGroup("weights", _l("Remarks"), [(weight, WEIGHTS[weight], text) for weight, text in _WEIGHTS.items()]),
    WordGroup(
        "invitations",
        _l("Invitations to review"),
        [(state, ASSIGNMENT_STATES[state], text) for state, text in _ASSIGNMENT_STATES.items()],
    ),
)
