"""Starting a thing beside the cases: whose it is, what the same form started before, its reference and its moments."""

from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Delegation
from case_studies.models.item import Item
from case_studies.operations.references import next_reference
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now
from case_studies.vocabulary import Kind

AnyItem = TypeVar("AnyItem", bound=Item)


def lock_owner(session: Session, actor: Actor) -> Delegation:
    """Return the actor's delegation. The lock makes its forms wait: the second of two equal forms finds the first."""
    return session.get_one(Delegation, actor.delegation, with_for_update={"key_share": True})


def started_before(session: Session, model: type[AnyItem], owner: Delegation, form_key: str | None) -> AnyItem | None:
    """Return what the same form of a delegation started before."""
    if form_key is None:
        return None
    return session.scalar(select(model).where(model.form_key == form_key, model.owner_code == owner.code))


def first_values(session: Session, kind: Kind, actor: Actor) -> dict[str, Any]:
    """Return the values that a new thing of any kind gets: its reference, its author and its moments."""
    moment = now(session)
    return {
        "reference": next_reference(session, kind, moment.year),
        "author_id": actor.account,
        "created_at": moment,
        "changed_at": moment,
        "moved_at": moment,
    }
