"""Study proposals."""

from collections.abc import Iterable

from flask import url_for

from app.api.serializers import Json
from case_studies.models import Delegation, StudyProposal
from case_studies.operations.proposals.queries import asked_delegations
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Kind
from case_studies.workflow.proposals import PROPOSALS

FIELDS = ("reference", "state", "version", "question", "measure", "funds", "due", "reason")


def serialize_proposal(session: Session, actor: Actor, proposal: StudyProposal) -> Json:
    """Return a proposal as the actor may read it, with what they may do next."""
    place = proposal.place
    return {
        **{name: getattr(proposal, name) for name in FIELDS},
        "kind": Kind.PROPOSAL,
        "url": url_for("proposals.proposal", reference=proposal.reference, _external=True),
        "theme": {"id": proposal.theme.id, "label": proposal.theme.label},
        "place": {"id": place.code, "label": place.name} if place is not None else None,
        "led_by": _coded([proposal.owner])[0],
        "joined": _coded(one.delegation for one in proposal.joined),
        "asked": _coded(asked_delegations(actor, proposal)),
        "study": proposal.study.reference if proposal.study is not None else "",
        "actions": PROPOSALS.possible_actions(session, proposal, actor),
    }


def _coded(delegations: Iterable[Delegation]) -> list[Json]:
    return [{"id": one.code, "label": one.name} for one in delegations]
