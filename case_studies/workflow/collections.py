"""The workflow of collections: one row for each action, and what a step records."""

from sqlalchemy.orm import Session

from case_studies.collection_vocabulary import CollectionAction, CollectionState
from case_studies.errors import N_, Incomplete
from case_studies.models import Collection, HistoryEntry
from case_studies.policy.actor import Actor
from case_studies.policy.collections import COLLECTION_POLICY, STATES
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.engine import Step, Transition, Workflow, no_effect
from case_studies.workflow.history import record_item_event
from case_studies.workflow.text_check import check_texts

A, S = CollectionAction, CollectionState
STALE = N_("The collection was changed after you opened this page. Nothing was saved. Open it again to see the change.")


def it_has_things(_session: Session, collection: Collection, _note: str) -> None:
    """Check that there is something in it."""
    if not collection.things:
        raise Incomplete({"things": [N_("Put at least one thing into the collection.")]})


def nothing_dangerous_is_in_it(session: Session, collection: Collection, _note: str) -> None:
    """Check that nothing in the texts should not leave."""
    reasons = {f"reason-{one.position}": one.reason for one in collection.things}
    texts = {"title": collection.title, "introduction": collection.introduction, **reasons}
    check_texts(session, texts, collection.language)


def publish(session: Session, collection: Collection, _actor: Actor) -> Collection:
    """Give the collection its day, unless a clearance officer has to clear it first."""
    if not collection.needs_clearance:
        collection.published_at = now(session)
    return collection


def clear(session: Session, collection: Collection, actor: Actor) -> Collection:
    """Record who cleared the collection."""
    collection.published_at, collection.cleared_by_id = now(session), actor.account_id
    return collection


def _when_published(collection: Collection) -> CollectionState:
    return S.IN_CLEARANCE if collection.needs_clearance else S.PUBLISHED


READY = (it_has_things, nothing_dangerous_is_in_it)
COLLECTION_TRANSITIONS: dict[CollectionAction, Transition[Collection]] = {
    A.PUBLISH: Transition(A.PUBLISH, STATES[A.PUBLISH], _when_published, publish, READY),
    A.CLEAR: Transition(A.CLEAR, STATES[A.CLEAR], S.PUBLISHED, clear, READY),
    A.SEND_BACK: Transition(A.SEND_BACK, STATES[A.SEND_BACK], S.DRAFT, no_effect, reason=True),
    A.TAKE_BACK: Transition(A.TAKE_BACK, STATES[A.TAKE_BACK], S.DRAFT, no_effect),
    A.WITHDRAW: Transition(A.WITHDRAW, STATES[A.WITHDRAW], S.WITHDRAWN, no_effect, at_once=True),
}


class CollectionWorkflow(Workflow[Collection]):
    """The engine with the table of collections."""

    transitions = COLLECTION_TRANSITIONS
    policy = COLLECTION_POLICY
    stale = STALE

    def record(self, session: Session, collection: Collection, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history."""
        action = HistoryAction(step.action)
        states = {"before": step.before, "after": step.after}
        return record_item_event(session, collection, actor, action, note=step.note, **states)

    def notify(
        self, session: Session, collection: Collection, action: CollectionAction, actor: Actor, entry: HistoryEntry
    ) -> None:
        """Notify nobody: what waits for the own delegation is on its desk."""


COLLECTIONS = CollectionWorkflow()
