"""Where a delegation takes part besides its cases, as far as the reader may know its name. Nothing ranks it."""

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from case_studies.capacity_states import CapacitySide
from case_studies.models import Adoption, Capacity, Event, Issue
from case_studies.models.item import Item
from case_studies.operations.adoptions.queries import latest_adoptions
from case_studies.operations.capacity.queries import newest_capacities
from case_studies.operations.events.queries import coming_events
from case_studies.operations.issues.queries import latest_issues
from case_studies.operations.texts.queries import texts_aligned_with
from case_studies.operations.topics.other_kinds import MOST_SHOWN, OtherKinds, practices_about
from case_studies.operations.topics.topic import Topic
from case_studies.policy.actor import Actor
from case_studies.policy.items import names_owner_to


def find_taking_part(session: Session, actor: Actor, topic: Topic) -> OtherKinds:
    """Return practices that rest on cases of a delegation, what it owns of each kind, and what it aligned with."""
    return OtherKinds(
        practices=practices_about(session, actor, topic),
        issues=latest_issues(session, actor, _is_of(topic, actor, Issue), MOST_SHOWN),
        adoptions=latest_adoptions(session, actor, _is_of(topic, actor, Adoption), MOST_SHOWN),
        events=coming_events(session, actor, _is_of(topic, actor, Event), MOST_SHOWN),
        offers=newest_capacities(session, actor, CapacitySide.OFFER, _is_of(topic, actor, Capacity), MOST_SHOWN),
        texts=texts_aligned_with(session, actor, topic.code, MOST_SHOWN),
    )


def _is_of(topic: Topic, actor: Actor, kind: type[Item]) -> ColumnElement[bool]:
    """Return the condition that a thing belongs to the delegation, and that the actor may know so."""
    return and_(kind.owner_code == topic.code, names_owner_to(actor, kind))
