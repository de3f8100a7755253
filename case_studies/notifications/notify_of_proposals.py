"""Who is notified of which step of a study proposal."""

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy.orm import Session

from case_studies.models import Account, StudyProposal
from case_studies.notifications.notify import notify
from case_studies.notifications.recipients import offices_of
from case_studies.policy.actor import Actor
from case_studies.study_vocabulary import ProposalAction
from case_studies.vocabulary import NotificationEvent, Role

Recipients = Callable[[Session, StudyProposal], list[Account]]


def _leaders(session: Session, proposal: StudyProposal) -> list[Account]:
    return _who_write_for(session, [proposal.owner_code])


def _partners(session: Session, proposal: StudyProposal) -> list[Account]:
    return _who_write_for(session, [one.delegation_code for one in proposal.joined])


PROPOSAL_EVENTS: Mapping[ProposalAction, tuple[NotificationEvent, Recipients]] = {
    ProposalAction.JOIN: (NotificationEvent.STUDY_JOINED, _leaders),
    ProposalAction.BEGIN: (NotificationEvent.STUDY_MOVED, _partners),
    ProposalAction.DELIVER: (NotificationEvent.STUDY_MOVED, _partners),
    ProposalAction.DROP: (NotificationEvent.STUDY_MOVED, _partners),
}


def notify_of_proposal(
    session: Session, proposal: StudyProposal, action: ProposalAction, entry: int, actor: Actor
) -> None:
    """Notify the accounts that a step concerns; `entry` is its number in the history."""
    if action in PROPOSAL_EVENTS:
        event, recipients = PROPOSAL_EVENTS[action]
        _notify(session, event, recipients(session, proposal), proposal, f"history:{entry}", actor)


def ask_to_join(session: Session, proposal: StudyProposal, codes: Iterable[str], actor: Actor) -> None:
    """Notify the focal points and editors of the delegations that are asked to join."""
    asked = _who_write_for(session, codes)
    _notify(session, NotificationEvent.STUDY_ASKED_TO_JOIN, asked, proposal, f"asked:{proposal.reference}", actor)


def _notify(
    session: Session,
    event: NotificationEvent,
    accounts: list[Account],
    proposal: StudyProposal,
    key: str,
    actor: Actor,
) -> None:
    notify(session, event, accounts, None, key=key, actor=actor, facts={"reference": proposal.reference})


def _who_write_for(session: Session, codes: Iterable[str]) -> list[Account]:
    return [
        account
        for code in codes
        for role in (Role.FOCAL_POINT, Role.EDITOR)
        for account in offices_of(session, code, role)
    ]
