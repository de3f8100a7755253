"""What a reader may find beside the cases: each kind as a condition for queries, and as it is released to them.

Search, its alerts and its feeds take things beside the cases from here.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager, joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from case_studies.capacity_states import CapacitySide
from case_studies.collection_vocabulary import CollectionState
from case_studies.models import (
    Capacity,
    Event,
    Issue,
    JointText,
    Practice,
    PracticeEdition,
    Study,
    StudyProposal,
    Thread,
)
from case_studies.models import Collection as CollectionRow
from case_studies.policy.actor import Actor
from case_studies.policy.capacity import is_of_side, is_shown_to
from case_studies.policy.capacity_release import ReleasedCapacity
from case_studies.policy.collection_release import ReleasedCollection
from case_studies.policy.collections import collection_visible_to
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.events import SHOWN, event_visible_to
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.policy.issues import POSTED, issue_visible_to
from case_studies.policy.practice_queries import edition_visible_to, is_shown_edition, loaded_for_release
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.proposal_release import ReleasedProposal
from case_studies.policy.proposals import proposal_visible_to
from case_studies.policy.studies import study_visible_to
from case_studies.policy.study_release import ReleasedStudy
from case_studies.policy.text_release import ReleasedText
from case_studies.policy.texts import SHOWN as SHOWN_TEXTS
from case_studies.policy.texts import text_visible_to
from case_studies.policy.thread_release import ReleasedThread
from case_studies.policy.threads import thread_visible_to
from case_studies.reference import found_kind_of
from case_studies.vocabulary import FoundKind, PracticeState

ReleasedItem = (
    ReleasedIssue
    | ReleasedPractice
    | ReleasedThread
    | ReleasedEvent
    | ReleasedStudy
    | ReleasedProposal
    | ReleasedText
    | ReleasedCapacity
    | ReleasedCollection
)
CHUNK = 200
"""Things that are read from the database at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindableKind:
    """One kind of thing that readers find."""

    reference: InstrumentedAttribute[str]
    query: Callable[[Actor], Select[Any]]
    """The rows that a reader may find, one for each thing."""
    loaded: Callable[[], Sequence[_AbstractLoad]]
    """What is loaded with the rows."""
    release: Callable[[Any, Actor], ReleasedItem]


def _issues(actor: Actor) -> Select[Any]:
    return select(Issue).where(issue_visible_to(actor), Issue.state.in_(POSTED))


def _loaded_with_issues() -> list[_AbstractLoad]:
    many = [selectinload(Issue.themes), selectinload(Issue.answers)]
    return [*many, joinedload(Issue.synthesis), joinedload(Issue.operation)]


FOUND_EDITIONS = (PracticeState.IN_CONSULTATION, PracticeState.ADOPTED, PracticeState.RETIRED)


def _practices(actor: Actor) -> Select[Any]:
    query = select(PracticeEdition).join(PracticeEdition.practice)
    return query.where(edition_visible_to(actor), is_shown_edition(), PracticeEdition.state.in_(FOUND_EDITIONS))


def _loaded_with_practices() -> list[_AbstractLoad]:
    return [contains_eager(PracticeEdition.practice), *loaded_for_release()]


def _threads(actor: Actor) -> Select[Any]:
    return select(Thread).where(thread_visible_to(actor))


def _events(actor: Actor) -> Select[Any]:
    return select(Event).where(event_visible_to(actor), Event.state.in_(SHOWN))


def _loaded_with_events() -> list[_AbstractLoad]:
    return [selectinload(Event.themes), selectinload(Event.initiatives)]


def _studies(actor: Actor) -> Select[Any]:
    return select(Study).where(study_visible_to(actor))


def _collections(actor: Actor) -> Select[Any]:
    return select(CollectionRow).where(collection_visible_to(actor), CollectionRow.state == CollectionState.PUBLISHED)


def _loaded_with_studies() -> list[_AbstractLoad]:
    return [selectinload(Study.themes), selectinload(Study.host_states)]


def _proposals(actor: Actor) -> Select[Any]:
    return select(StudyProposal).where(proposal_visible_to(actor))


def _loaded_with_proposals() -> list[_AbstractLoad]:
    return [selectinload(StudyProposal.themes), joinedload(StudyProposal.place)]


def _texts(actor: Actor) -> Select[Any]:
    return select(JointText).where(text_visible_to(actor), JointText.state.in_(SHOWN_TEXTS))


def _loaded_with_texts() -> list[_AbstractLoad]:
    return [selectinload(JointText.versions), selectinload(JointText.alignments)]


def _capacities(side: CapacitySide) -> Callable[[Actor], Select[Any]]:
    return lambda actor: select(Capacity).where(is_of_side(side), is_shown_to(actor))


def _loaded_with_capacities() -> list[_AbstractLoad]:
    return [selectinload(Capacity.themes)]


FINDABLE: Mapping[FoundKind, FindableKind] = {
    FoundKind.ISSUE: FindableKind(
        reference=Issue.reference, query=_issues, loaded=_loaded_with_issues, release=ReleasedIssue
    ),
    FoundKind.PRACTICE: FindableKind(
        reference=Practice.reference, query=_practices, loaded=_loaded_with_practices, release=ReleasedPractice
    ),
    FoundKind.THREAD: FindableKind(reference=Thread.reference, query=_threads, loaded=tuple, release=ReleasedThread),
    FoundKind.EVENT: FindableKind(
        reference=Event.reference, query=_events, loaded=_loaded_with_events, release=ReleasedEvent
    ),
    FoundKind.STUDY: FindableKind(
        reference=Study.reference, query=_studies, loaded=_loaded_with_studies, release=ReleasedStudy
    ),
    FoundKind.PROPOSAL: FindableKind(
        reference=StudyProposal.reference, query=_proposals, loaded=_loaded_with_proposals, release=ReleasedProposal
    ),
    FoundKind.TEXT: FindableKind(
        reference=JointText.reference, query=_texts, loaded=_loaded_with_texts, release=ReleasedText
    ),
    FoundKind.OFFER: FindableKind(
        reference=Capacity.reference,
        query=_capacities(CapacitySide.OFFER),
        loaded=_loaded_with_capacities,
        release=ReleasedCapacity,
    ),
    FoundKind.REQUEST: FindableKind(
        reference=Capacity.reference,
        query=_capacities(CapacitySide.REQUEST),
        loaded=_loaded_with_capacities,
        release=ReleasedCapacity,
    ),
    FoundKind.COLLECTION: FindableKind(
        reference=CollectionRow.reference, query=_collections, loaded=tuple, release=ReleasedCollection
    ),
}
"""The kinds of things beside the cases that readers find."""


def find_items(session: Session, actor: Actor, references: Collection[str]) -> dict[str, ReleasedItem]:
    """Return what the actor may find of these things beside the cases, as they may read it.

    The number of statements depends on the number of kinds only.
    """
    found: dict[str, ReleasedItem] = {}
    for kind, row in FINDABLE.items():
        if own := [reference for reference in references if found_kind_of(reference) == kind]:
            some = row.query(actor).where(row.reference.in_(own)).order_by(row.reference).options(*row.loaded())
            released = (row.release(one, actor) for one in session.scalars(some))
            found.update({one.reference: one for one in released})
    return found


def every_item(session: Session, actor: Actor) -> Iterator[ReleasedItem]:
    """Yield all that the actor may find beside the cases, a part at a time."""
    for row in FINDABLE.values():
        all_of_kind = row.query(actor).with_only_columns(row.reference).order_by(row.reference)
        for references in in_parts(session.scalars(all_of_kind).all()):
            yield from find_items(session, actor, references).values()


def count_items(session: Session, actor: Actor) -> int:
    """Return how much the actor may find beside the cases."""
    queries = (row.query(actor).with_only_columns(row.reference) for row in FINDABLE.values())
    counts = (select(func.count()).select_from(query.subquery()) for query in queries)
    return sum(session.scalar(count) or 0 for count in counts)


def in_parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield values in parts that fit into memory with what is read for them."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
