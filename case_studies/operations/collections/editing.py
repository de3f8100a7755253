"""Writing a collection: starting it, and changing a draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from case_studies.collection_vocabulary import CollectionState
from case_studies.errors import N_, Incomplete, Message, NotAllowed, NotSignedIn, StaleVersion
from case_studies.models import CollectedThing, Collection
from case_studies.operations.collections.things import find_things
from case_studies.operations.items import first_values, lock_owner, started_before
from case_studies.policy.actor import Actor
from case_studies.policy.collections import COLLECTION_POLICY, CollectionPermission, may_collect
from case_studies.unit_of_work import now
from case_studies.vocabulary import Attribution, HistoryAction, Kind, Register, Role
from case_studies.workflow.collections import STALE
from case_studies.workflow.history import record_item_event

COLUMNS = ("language", "title", "introduction", "audience")
MOST_THINGS = 100


def start_collection(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    form_key: str | None = None,
    demonstration: bool = False,
) -> Collection:
    """Start a collection as a draft. With the same form key again, return the first."""
    if not actor.signed_in:
        raise NotSignedIn()
    if not may_collect(actor):
        raise NotAllowed(N_("Only focal points and editors can make a collection."))
    owner = lock_owner(session, actor)
    earlier = started_before(session, Collection, owner, form_key)
    if earlier is not None:
        return earlier
    collection = Collection(
        **first_values(session, Kind.COLLECTION, actor),
        owner=owner,
        state=CollectionState.DRAFT,
        register=Register.ON_RECORD,
        attribution=Attribution.NAMED,
        form_key=form_key,
        demonstration=demonstration,
    )
    _write(session, collection, actor, values)
    session.add(collection)
    session.flush()
    record_item_event(session, collection, actor, HistoryAction.START, after=CollectionState.DRAFT)
    return collection


def edit_collection(
    session: Session, collection: Collection, actor: Actor, values: Mapping[str, Any], *, version: int
) -> None:
    """Write a draft again, with all of its things in their order."""
    COLLECTION_POLICY.check_usable(actor, collection, CollectionPermission.EDIT)
    if collection.version != version:
        raise StaleVersion(STALE)
    _write(session, collection, actor, values)
    collection.author_id = actor.account
    collection.changed_at = now(session)


def _write(session: Session, collection: Collection, actor: Actor, values: Mapping[str, Any]) -> None:
    _check_things(session, actor, [one["reference"] for one in values["things"]])
    with session.no_autoflush:
        for name in COLUMNS:
            setattr(collection, name, values[name])
        collection.needs_clearance = not actor.is_a(Role.EDITOR)
        kept = {one.reference: one for one in collection.things}
        collection.things = [_thing(kept, at, one) for at, one in enumerate(values["things"], start=1)]


def _thing(kept: Mapping[str, CollectedThing], position: int, values: Mapping[str, str]) -> CollectedThing:
    """Return a row with its place and its reason; a thing that was there keeps its row."""
    row = kept.get(values["reference"]) or CollectedThing(reference=values["reference"])
    row.position, row.reason = position, values["reason"]
    return row


def _check_things(session: Session, actor: Actor, references: Sequence[str]) -> None:
    """Check that each thing is there once, and that the writer may read it."""
    if len(set(references)) < len(references):
        raise Incomplete({"things": [N_("Each thing can be in the collection once.")]})
    found = find_things(session, actor, references)
    missing = [one for one in references if one not in found]
    if missing:
        text = N_("There is nothing with these references that you may read: %(references)s.")
        raise Incomplete({"things": [Message(text, references=", ".join(missing))]})
