"""The tasks of a person in collections of its delegation."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.collection_vocabulary import CollectionState
from case_studies.models import Collection
from case_studies.operations.desk.item_task import MOST_SHOWN, ItemGroup, ItemTask
from case_studies.policy.actor import Actor
from case_studies.policy.collection_release import ReleasedCollection
from case_studies.policy.collections import collection_visible_to, may_collect
from case_studies.vocabulary import Kind, Role

S = CollectionState
TASKS: dict[CollectionState, tuple[ItemGroup, str]] = {
    S.IN_CLEARANCE: (ItemGroup.COLLECTIONS_TO_CLEAR, "clear_collection"),
    S.DRAFT: (ItemGroup.COLLECTION_DRAFTS, "continue_collection"),
}
"""State of a collection that waits for its own delegation → its group, and the next step."""


def collection_tasks(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the tasks of the actor in collections, the oldest first."""
    waiting = [S.IN_CLEARANCE] if actor.is_a(Role.CLEARANCE_OFFICER) else []
    waiting += [S.DRAFT] if may_collect(actor) else []
    if waiting:
        own = (collection_visible_to(actor), Collection.owner_code == actor.delegation, Collection.state.in_(waiting))
        query = select(Collection).where(*own).order_by(Collection.moved_at, Collection.id)
        for row in session.scalars(query.limit(MOST_SHOWN * len(TASKS))):
            yield _task(ReleasedCollection(row, actor))


def _task(collection: ReleasedCollection) -> ItemTask:
    group, step = TASKS[collection.state]
    return ItemTask(
        group=group,
        kind=Kind.COLLECTION,
        reference=collection.reference,
        title=collection.title,
        language=collection.language,
        owner=collection.collected_by,
        state=collection.state,
        since=collection.moved_at,
        step=step,
    )
