"""What an index has and a reader may not find: it waits for an update, or it is not for their office."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from case_studies.models import Case, IndexTask, Revision, Thread
from case_studies.policy.actor import Actor
from case_studies.policy.threads import takes_part_in_discussion
from case_studies.policy.visibility import readable_by
from case_studies.vocabulary import State


def hidden_references(session: Session, actor: Actor) -> frozenset[str]:
    """Return the references that are neither found nor counted for the actor.

    These are things that wait for an update of the index, if the actor may no longer read them or readers may now read
    less of them; and discussions for members who take no part in them.
    """
    readable = select(Revision.id).where(
        Revision.case_id == Case.id, Revision.state == State.PUBLISHED, readable_by(actor)
    )
    is_gone = and_(Case.id.is_not(None), ~readable.correlate(Case).exists())
    waiting = select(IndexTask.reference).outerjoin(Case, Case.reference == IndexTask.reference)
    hidden = list(session.scalars(waiting.where(or_(IndexTask.narrows, is_gone))))
    if actor.signed_in and not takes_part_in_discussion(actor):
        hidden += session.scalars(select(Thread.reference))
    return frozenset(hidden)
