"""Finding collections for a reader, with the things in them that the reader may read."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.collection_vocabulary import CollectionState
from case_studies.errors import NotVisible
from case_studies.models import Collection, HistoryEntry
from case_studies.operations.collections.things import Thing, find_things
from case_studies.policy.actor import Actor
from case_studies.policy.collections import collection_visible_to, is_of_owner, is_published
from case_studies.vocabulary import Audience

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """One page of the list, and how many collections there are on all pages."""

    collections: list[Collection]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class ReadableThing:
    """A thing of a collection that the reader may read, and why it is there."""

    reference: str
    reason: str
    thing: Thing


def find_collection(session: Session, actor: Actor, reference: str, *, for_change: bool = False) -> Collection:
    """Return a collection that the actor may see. With `for_change`, lock it. Raises NotVisible."""
    query = select(Collection).where(Collection.reference == reference, collection_visible_to(actor))
    found = session.scalar(query.with_for_update(of=Collection) if for_change else query)
    if found is None:
        raise NotVisible()
    return found


def find_published_collection(session: Session, actor: Actor, reference: str) -> Collection:
    """Return a collection that the actor may read and that is published. Raises NotVisible."""
    found = find_collection(session, actor, reference)
    if not is_published(found):
        raise NotVisible()
    return found


def list_collections(session: Session, actor: Actor, *, page: int = 1) -> CollectionPage:
    """Return a page of the collections that the actor may see: those that are not published yet, then the newest."""
    found = select(Collection).where(collection_visible_to(actor))
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    newest = found.order_by(Collection.published_at.desc().nulls_first(), Collection.id.desc())
    rows = session.scalars(newest.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return CollectionPage(list(rows), total, page)


def list_public_collections(session: Session, actor: Actor, most: int) -> list[Collection]:
    """Return the collections that everybody may read, the newest first."""
    public = (collection_visible_to(actor), Collection.audience == Audience.PUBLIC)
    return list(session.scalars(select(Collection).where(*public).order_by(Collection.id.desc()).limit(most)))


def things_of(session: Session, actor: Actor, collection: Collection, *, whole: bool = False) -> list[ReadableThing]:
    """Return the things that the actor may read, in their order. Nothing says whether there are others."""
    reasons = {one.reference: one.reason for one in collection.things}
    things = find_things(session, actor, reasons, whole=whole)
    return [ReadableThing(reference, reasons[reference], thing) for reference, thing in things.items()]


def collection_history(session: Session, actor: Actor, collection: Collection) -> list[HistoryEntry]:
    """Return the entries that the actor may read, the oldest first. Others read when it was published."""
    query = select(HistoryEntry).where(HistoryEntry.reference == collection.reference)
    entries = list(session.scalars(query.order_by(HistoryEntry.number)))
    if is_of_owner(actor, collection):
        return entries
    return [entry for entry in entries if entry.to_state == CollectionState.PUBLISHED]


def readable_note(actor: Actor, collection: Collection, entry: HistoryEntry) -> str:
    """Return the reason of a step, for offices of its delegation."""
    return entry.full_note if is_of_owner(actor, collection) else ""
