"""Collections."""

from app.api.serializers import Json
from app.thing_urls import thing_url
from case_studies.models import Collection
from case_studies.operations.collections.queries import ReadableThing, things_of
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Kind
from case_studies.workflow.collections import COLLECTIONS

FIELDS = ("reference", "state", "version", "language", "title", "introduction", "audience")


def serialize_collection(session: Session, actor: Actor, collection: Collection) -> Json:
    """Return a collection as the actor may read it, with what they may do next."""
    return {
        **{name: getattr(collection, name) for name in FIELDS},
        "kind": Kind.COLLECTION,
        "url": thing_url(collection.reference, external=True),
        "things": [_thing(one) for one in things_of(session, actor, collection)],
        "collected_by": {"id": collection.owner.code, "label": collection.owner.name},
        "actions": COLLECTIONS.possible_actions(session, collection, actor),
    }


def _thing(one: ReadableThing) -> Json:
    return {
        "reference": one.reference,
        "kind": one.thing.kind,
        "title": one.thing.title,
        "language": one.thing.language,
        "reason": one.reason,
        "url": thing_url(one.reference, external=True),
    }
