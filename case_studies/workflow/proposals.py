"""The workflow of study proposals: one row for each action, and what a step records and whom it notifies."""

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete
from case_studies.models import HistoryEntry, ProposalPartner, StudyProposal
from case_studies.notifications.notify_of_proposals import notify_of_proposal
from case_studies.policy.actor import Actor
from case_studies.policy.proposals import PROPOSAL_POLICY, STATES
from case_studies.study_vocabulary import ProposalAction, ProposalState
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, Language
from case_studies.workflow.engine import Step, Transition, Workflow, no_effect
from case_studies.workflow.history import record_item_event
from case_studies.workflow.text_check import check_texts

A, S = ProposalAction, ProposalState
ENOUGH = 3
"""How many delegations have to join, besides the one that leads."""
STALE = N_("The proposal was changed after you opened this page. Nothing was saved. Open it again to see the change.")


def the_reason_may_be_read(session: Session, _proposal: StudyProposal, note: str) -> None:
    """Check the reason, which all members read."""
    check_texts(session, {"note": note}, Language.ENGLISH)


def join(session: Session, proposal: StudyProposal, actor: Actor) -> StudyProposal:
    """Note that the actor's delegation joins, whether it was asked or not."""
    code = actor.delegation or ""
    partner = next((one for one in proposal.partners if one.delegation_code == code), None)
    if partner is None:
        partner = ProposalPartner(delegation_code=code, asked_at=None)
        proposal.partners.append(partner)
    partner.joined_at = now(session)
    return proposal


def leave(_session: Session, proposal: StudyProposal, actor: Actor) -> StudyProposal:
    """Note that the actor's delegation does not take part any more. It is not asked again."""
    proposal.partners = [one for one in proposal.partners if one.delegation_code != actor.delegation]
    return proposal


def deliver(_session: Session, proposal: StudyProposal, _actor: Actor) -> StudyProposal:
    """Refuse if the step does not name a study on the list."""
    if proposal.study is None:
        raise Incomplete({"study": [N_("List the study first, then give its reference here.")]})
    return proposal


def _after_joining(proposal: StudyProposal) -> ProposalState:
    return S.JOINED if len(proposal.joined) + 1 >= ENOUGH else S.PROPOSED


def _after_leaving(proposal: StudyProposal) -> ProposalState:
    return S.JOINED if len(proposal.joined) - 1 >= ENOUGH else S.PROPOSED


PROPOSAL_TRANSITIONS: dict[ProposalAction, Transition[StudyProposal]] = {
    A.JOIN: Transition(A.JOIN, STATES[A.JOIN], _after_joining, join, at_once=True),
    A.LEAVE: Transition(A.LEAVE, STATES[A.LEAVE], _after_leaving, leave, at_once=True),
    A.BEGIN: Transition(A.BEGIN, STATES[A.BEGIN], S.UNDER_WAY, no_effect),
    A.DELIVER: Transition(A.DELIVER, STATES[A.DELIVER], S.DELIVERED, deliver),
    A.DROP: Transition(A.DROP, STATES[A.DROP], S.DROPPED, no_effect, needs=(the_reason_may_be_read,), reason=True),
}


class ProposalWorkflow(Workflow[StudyProposal]):
    """The engine with the table of study proposals."""

    transitions = PROPOSAL_TRANSITIONS
    policy = PROPOSAL_POLICY
    stale = STALE

    def prepare(self, proposal: StudyProposal, step: Step) -> None:
        """Keep why it was dropped, which members read on its page."""
        if step.action == A.DROP:
            proposal.reason = step.note

    def record(self, session: Session, proposal: StudyProposal, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history."""
        action = HistoryAction(step.action)
        return record_item_event(session, proposal, actor, action, note=step.note, before=step.before, after=step.after)

    def notify(
        self, session: Session, proposal: StudyProposal, action: ProposalAction, actor: Actor, entry: HistoryEntry
    ) -> None:
        """Notify the delegations that the step concerns."""
        notify_of_proposal(session, proposal, action, entry.number, actor)


PROPOSALS = ProposalWorkflow()
