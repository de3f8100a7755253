"""Finding study proposals for a member."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from case_studies.errors import NotVisible
from case_studies.models import Delegation, HistoryEntry, StudyProposal
from case_studies.policy.actor import Actor
from case_studies.policy.delegations import is_known_to
from case_studies.policy.proposals import GATHERING, knows_who_was_asked, proposal_visible_to
from case_studies.study_vocabulary import ProposalState
from case_studies.vocabulary import TAKES_PART

PAGE_SIZE = 20
MOST_ON_MAP = 12
OPEN = "open"
SHOWN: Mapping[str, frozenset[ProposalState]] = {
    OPEN: GATHERING | {ProposalState.UNDER_WAY},
    **{state.value: frozenset({state}) for state in (ProposalState.DELIVERED, ProposalState.DROPPED)},
}
"""What a list shows → the states."""


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One page of the list, and how many proposals there are on all pages."""

    proposals: list[StudyProposal]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def find_proposal(session: Session, actor: Actor, reference: str, *, for_change: bool = False) -> StudyProposal:
    """Return a proposal that the actor may see. With `for_change`, lock it. Raises NotVisible."""
    query = _with_all(select(StudyProposal)).where(StudyProposal.reference == reference, proposal_visible_to(actor))
    proposal = session.scalar(query.with_for_update(of=StudyProposal) if for_change else query)
    if proposal is None:
        raise NotVisible()
    return proposal


def list_proposals(session: Session, actor: Actor, *, show: str = OPEN, page: int = 1) -> ProposalPage:
    """Return a page of the proposals, the next due first."""
    found = select(StudyProposal.id).where(proposal_visible_to(actor), StudyProposal.state.in_(SHOWN[show]))
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    rows = _with_all(select(StudyProposal).where(StudyProposal.id.in_(found)))
    ordered = rows.order_by(StudyProposal.due, StudyProposal.id)
    return ProposalPage(list(session.scalars(ordered.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))), total, page)


def latest_proposals(session: Session, actor: Actor) -> list[StudyProposal]:
    """Return the proposals that the evidence map shows, the latest first: none that was dropped."""
    query = _with_all(select(StudyProposal)).where(
        proposal_visible_to(actor), StudyProposal.state != ProposalState.DROPPED
    )
    return list(session.scalars(query.order_by(StudyProposal.id.desc()).limit(MOST_ON_MAP)))


def asked_delegations(actor: Actor, proposal: StudyProposal) -> list[Delegation]:
    """Return who was asked and has not joined, for the delegation that leads; nobody else learns it."""
    if not knows_who_was_asked(actor, proposal):
        return []
    return [one.delegation for one in proposal.partners if one.joined_at is None]


def delegations_to_ask(session: Session, actor: Actor) -> list[Delegation]:
    """Return the delegations that the actor's delegation may ask to join: those that take part, as far as it knows."""
    query = select(Delegation).where(is_known_to(actor), Delegation.standing.in_(TAKES_PART))
    return list(session.scalars(query.where(Delegation.code != actor.delegation)))


def proposal_history(session: Session, proposal: StudyProposal) -> list[HistoryEntry]:
    """Return the entries of the history, the oldest first."""
    query = select(HistoryEntry).where(HistoryEntry.reference == proposal.reference)
    return list(session.scalars(query.order_by(HistoryEntry.number)))


def _with_all(query: Select[StudyProposal]) -> Select[StudyProposal]:
    links = (selectinload(StudyProposal.themes), selectinload(StudyProposal.partners))
    return query.options(
        joinedload(StudyProposal.owner), joinedload(StudyProposal.place), joinedload(StudyProposal.study), *links
    )
