"""The labels of study proposals."""

from flask_babel import lazy_gettext as _l

from app.phrases.labels import Labels
from app.phrases.measures import MEASURES
from case_studies.models import StudyProposal
from case_studies.operations.proposals.queries import OPEN
from case_studies.study_vocabulary import ProposalAction, ProposalState

STATES: Labels = {
    ProposalState.PROPOSED: _l("Looks for delegations"),
    ProposalState.JOINED: _l("Can begin"),
    ProposalState.UNDER_WAY: _l("Under way"),
    ProposalState.DELIVERED: _l("Delivered"),
    ProposalState.DROPPED: _l("Dropped"),
}
SHOWN: Labels = {
    OPEN: _l("Open"),
    ProposalState.DELIVERED: STATES[ProposalState.DELIVERED],
    ProposalState.DROPPED: STATES[ProposalState.DROPPED],
}
"""What the list shows."""
FIELDS: Labels = {
    "funds": _l("Funds"),
    "reason": _l("Why it was dropped"),
}
"""The texts that search finds, besides the question."""
ACTIONS: Labels = {
    ProposalAction.JOIN: _l("Join the study"),
    ProposalAction.LEAVE: _l("Leave the study"),
    ProposalAction.BEGIN: _l("Begin the study"),
    ProposalAction.DELIVER: _l("Deliver the study"),
    ProposalAction.DROP: _l("Drop the study"),
}
CONSEQUENCES: Labels = {
    ProposalAction.DELIVER: _l("The delegations that joined are notified. The page leads to the study from then on."),
    ProposalAction.DROP: _l("The delegations that joined are notified. Members read the reason."),
}


def column_of(proposal: StudyProposal) -> str:
    """Return the name of the column of the evidence map that a proposal is about."""
    if proposal.measure is not None:
        return str(MEASURES[proposal.measure])
    return proposal.place.name if proposal.place is not None else ""
