"""Linking cases, practices and issues to a provision, and taking links away."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotSignedIn, NotVisible
from case_studies.models import Provision, ProvisionLink
from case_studies.operations.provisions.editing import record_provision_event
from case_studies.policy.actor import Actor
from case_studies.policy.provisions import LINKABLE, LinkableKind, may_link, may_unlink
from case_studies.reference import kind_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction

UNKNOWN = N_("No published case, practice or issue that you may read has this reference.")
LINKED_BEFORE = N_("It is linked already, with another reason. Take the link away first.")


def link_thing(session: Session, provision: Provision, actor: Actor, reference: str, reason: str) -> ProvisionLink:
    """Link a thing that the actor may find; the provision is locked. What is linked already with this reason stays."""
    _check_may_link(actor)
    found = _find(session, actor, reference)
    if found is None:
        raise Incomplete({"reference": [UNKNOWN]})
    kind, thing = found
    earlier = _link_to(session, provision, kind, thing)
    if earlier is not None:
        if reason in ("", earlier.reason):
            return earlier
        raise Incomplete({"reason": [LINKED_BEFORE]})
    link = ProvisionLink(
        provision_id=provision.id,
        reason=reason,
        linked_by_id=actor.account,
        delegation_code=actor.delegation,
        linked_at=now(session),
        **{kind.column.key: thing},
    )
    session.add(link)
    record_provision_event(session, provision, actor, HistoryAction.LINK_PROVISION, linked=reference)
    return link


def unlink_thing(session: Session, provision: Provision, actor: Actor, reference: str) -> None:
    """Take a link away. Raises NotVisible if the actor knows of no such link."""
    _check_may_link(actor)
    found = _find(session, actor, reference)
    link = _link_to(session, provision, *found) if found is not None else None
    if link is None:
        raise NotVisible()
    if not may_unlink(actor, link):
        raise NotAllowed(N_("Another delegation added this link. Editors can take it away."))
    session.delete(link)
    record_provision_event(session, provision, actor, HistoryAction.UNLINK_PROVISION, linked=reference)


def _check_may_link(actor: Actor) -> None:
    if not actor.signed_in:
        raise NotSignedIn()
    if not may_link(actor):
        raise NotAllowed(N_("Only editors and focal points link evidence to provisions."))


def _find(session: Session, actor: Actor, reference: str) -> tuple[LinkableKind, int] | None:
    """Return the kind and the id of a thing that the actor may find."""
    kind = LINKABLE.get(known) if (known := kind_of(reference)) is not None else None
    if kind is None:
        return None
    query = select(kind.thing).where(kind.reference == reference, kind.thing.in_(kind.readable(actor)))
    thing = session.scalar(query)
    return (kind, thing) if thing is not None else None


def _link_to(session: Session, provision: Provision, kind: LinkableKind, thing: int) -> ProvisionLink | None:
    query = select(ProvisionLink).where(ProvisionLink.provision_id == provision.id, kind.column == thing)
    return session.scalar(query)
