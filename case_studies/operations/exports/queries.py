"""Finding the long exports of an account. Nobody else learns that there are any."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from case_studies.errors import NotVisible
from case_studies.export_vocabulary import IN_PROGRESS
from case_studies.models import Export
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now


def of_account(session: Session, actor: Actor) -> Select[Export]:
    """Return the query for the exports of an account that did not expire."""
    lasts = or_(Export.expires_at.is_(None), Export.expires_at > now(session))
    return select(Export).where(Export.account_id == actor.account, lasts)


def list_exports(session: Session, actor: Actor) -> Sequence[Export]:
    """Return the exports of the actor, the newest first."""
    return session.scalars(of_account(session, actor).order_by(Export.id.desc())).all()


def find_export(session: Session, actor: Actor, token: str, *, for_change: bool = False) -> Export:
    """Return an export of the actor. Raises NotVisible both for those of others and for unknown ones."""
    query = of_account(session, actor).where(Export.token == token)
    found = session.scalar(query.with_for_update() if for_change else query)
    if found is None:
        raise NotVisible()
    return found


def find_ready_export(session: Session, actor: Actor, token: str) -> Export:
    """Return an export of the actor that has its file. Raises NotVisible."""
    found = find_export(session, actor, token)
    if not found.is_ready:
        raise NotVisible()
    return found


def is_any_in_progress(exports: Sequence[Export]) -> bool:
    """Return whether a page of exports changes soon."""
    return any(one.state in IN_PROGRESS for one in exports)
