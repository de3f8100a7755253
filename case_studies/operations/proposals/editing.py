"""Proposing a study, changing the proposal while delegations join, and moving it on."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotSignedIn, StaleVersion
from case_studies.models import Place, ProposalPartner, Study, StudyProposal, Theme
from case_studies.notifications.notify_of_proposals import ask_to_join
from case_studies.operations.items import first_values, lock_owner, started_before
from case_studies.operations.proposals.queries import delegations_to_ask
from case_studies.policy.actor import Actor
from case_studies.policy.proposals import PROPOSAL_POLICY, ProposalPermission, may_propose_studies
from case_studies.policy.studies import study_visible_to
from case_studies.study_vocabulary import ProposalAction, ProposalState
from case_studies.taxonomy.entries import chosen_entries
from case_studies.unit_of_work import now
from case_studies.vocabulary import Attribution, Audience, HistoryAction, Kind, Language, Register
from case_studies.workflow.history import record_item_event
from case_studies.workflow.index_tasks import queue_item
from case_studies.workflow.proposals import PROPOSALS, STALE
from case_studies.workflow.text_check import check_texts


def propose_study(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    form_key: str | None = None,
    demonstration: bool = False,
) -> StudyProposal:
    """Propose a study. With the same form key again, return the first."""
    if not actor.signed_in:
        raise NotSignedIn()
    if not may_propose_studies(actor):
        raise NotAllowed(N_("Only editors and focal points can propose a study."))
    owner = lock_owner(session, actor)
    earlier = started_before(session, StudyProposal, owner, form_key)
    if earlier is not None:
        return earlier
    proposal = StudyProposal(
        **first_values(session, Kind.PROPOSAL, actor),
        owner=owner,
        state=ProposalState.PROPOSED,
        register=Register.ON_RECORD,
        audience=Audience.MEMBERS,
        attribution=Attribution.NAMED_TO_MEMBERS,
        form_key=form_key,
        demonstration=demonstration,
    )
    asked = _write(session, proposal, actor, values)
    session.add(proposal)
    session.flush()
    record_item_event(session, proposal, actor, HistoryAction.PROPOSE_STUDY, after=ProposalState.PROPOSED)
    ask_to_join(session, proposal, asked, actor)
    return proposal


def edit_proposal(
    session: Session, proposal: StudyProposal, actor: Actor, values: Mapping[str, Any], *, version: int
) -> None:
    """Write the proposal again while delegations join. Who was asked before stays asked."""
    PROPOSAL_POLICY.check_usable(actor, proposal, ProposalPermission.EDIT)
    if proposal.version != version:
        raise StaleVersion(STALE)
    asked = _write(session, proposal, actor, values)
    proposal.author_id = actor.account
    proposal.changed_at = now(session)
    queue_item(session, proposal)
    ask_to_join(session, proposal, asked, actor)


def move_proposal(
    session: Session,
    proposal: StudyProposal,
    actor: Actor,
    action: ProposalAction,
    *,
    note: str,
    study: str,
    version: int,
) -> None:
    """Perform an action. `study` is the reference of the study that is delivered."""
    PROPOSAL_POLICY.check_usable(actor, proposal, action)
    with session.no_autoflush:  # the database checks the study and the state together
        if action == ProposalAction.DELIVER:
            proposal.study = session.scalar(select(Study).where(Study.reference == study, study_visible_to(actor)))
        PROPOSALS.perform(session, proposal, action, actor, note=note, version=version)


def _write(session: Session, proposal: StudyProposal, actor: Actor, values: Mapping[str, Any]) -> list[str]:
    """Write the values, and return the delegations that were not asked before."""
    _check(session, values)
    with session.no_autoflush:  # the database checks all of it together
        proposal.themes = chosen_entries(session, Theme, [values["theme"]], "theme")
        proposal.measure, proposal.place = values["measure"], _place(session, values["place"])
        for name in ("question", "funds", "due"):
            setattr(proposal, name, values[name])
        return _ask(session, proposal, actor, values["asked"])


def _check(session: Session, values: Mapping[str, Any]) -> None:
    if (values["measure"] is None) == (values["place"] is None):
        raise Incomplete({"measure": [N_("Choose what would be measured or where, and not both.")]})
    if values["due"] <= now(session).date():
        raise Incomplete({"due": [N_("Choose a day after today.")]})
    check_texts(session, {name: values[name] for name in ("question", "funds")}, Language.ENGLISH)


def _place(session: Session, code: str | None) -> Place | None:
    place = session.get(Place, code) if code is not None else None
    if code is not None and place is None:
        raise Incomplete({"place": [N_("Not a known value.")]})
    return place


def _ask(session: Session, proposal: StudyProposal, actor: Actor, codes: Collection[str]) -> list[str]:
    known = {one.delegation_code for one in proposal.partners}
    new = [code for code in codes if code not in known]
    if new and not set(new) <= {one.code for one in delegations_to_ask(session, actor)}:
        raise Incomplete({"asked": [N_("Choose delegations that take part and do not lead the study.")]})
    proposal.partners += [ProposalPartner(delegation_code=code, asked_at=now(session)) for code in new]
    return new
