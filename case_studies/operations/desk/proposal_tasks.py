"""The tasks of a person in study proposals: one query, with a limit."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from case_studies.models import ProposalPartner, StudyProposal
from case_studies.operations.desk.item_task import MOST_SHOWN, ItemGroup, ItemTask
from case_studies.policy.actor import Actor
from case_studies.policy.items import owner_as_named_to
from case_studies.policy.proposals import GATHERING, may_propose_studies, proposal_visible_to
from case_studies.study_vocabulary import ProposalState
from case_studies.unit_of_work import now
from case_studies.vocabulary import Kind, Language

S = ProposalState
ASKED_FOR = timedelta(days=30)
"""How long a delegation that does not join has the row on its desk."""
OF_LEADER: dict[ProposalState, tuple[ItemGroup, str]] = {
    S.JOINED: (ItemGroup.STUDIES_TO_BEGIN, "begin_study"),
    S.UNDER_WAY: (ItemGroup.STUDIES_UNDER_WAY, "deliver_study"),
}
"""State of a proposal that waits for the delegation that leads → its group, and the next step."""


def proposal_tasks(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the proposals that the actor's delegation leads or was asked to join, the next due first."""
    if not may_propose_studies(actor):
        return
    leads = and_(StudyProposal.owner_code == actor.delegation, StudyProposal.state.in_(OF_LEADER))
    waits = or_(leads, _asks(session, actor))
    query = select(StudyProposal).where(proposal_visible_to(actor), waits)
    limit = MOST_SHOWN * (len(OF_LEADER) + 1)
    for proposal in session.scalars(query.order_by(StudyProposal.due, StudyProposal.id).limit(limit)):
        yield _task(proposal, actor)


def _asks(session: Session, actor: Actor) -> ColumnElement[bool]:
    asked = select(ProposalPartner.proposal_id).where(
        ProposalPartner.delegation_code == actor.delegation,
        ProposalPartner.joined_at.is_(None),
        ProposalPartner.asked_at > now(session) - ASKED_FOR,
    )
    return and_(StudyProposal.state.in_(GATHERING), StudyProposal.id.in_(asked))


def _task(proposal: StudyProposal, actor: Actor) -> ItemTask:
    asked = next((one.asked_at for one in proposal.partners if one.delegation_code == actor.delegation), None)
    group, step = OF_LEADER[proposal.state] if asked is None else (ItemGroup.STUDIES_TO_JOIN, "join_study")
    return ItemTask(
        group=group,
        kind=Kind.PROPOSAL,
        reference=proposal.reference,
        title=proposal.question,
        language=Language.ENGLISH,
        owner=owner_as_named_to(actor, proposal),
        state=proposal.state,
        since=asked or proposal.moved_at,
        step=step,
        due=proposal.due if group == ItemGroup.STUDIES_UNDER_WAY else None,
    )
