"""What became readable for the first time between two entries of the history: cases, and everything beside them."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from case_studies.capacity_states import CapacityState
from case_studies.collection_vocabulary import CollectionState
from case_studies.models import HistoryEntry, Revision
from case_studies.reference import PREFIXES
from case_studies.study_vocabulary import ProposalState, StudyState
from case_studies.text_vocabulary import TextState
from case_studies.vocabulary import (
    Audience,
    EventState,
    FoundKind,
    HistoryAction,
    IssueState,
    Kind,
    PracticeState,
    ThreadState,
)

FIRST_STEPS: Mapping[FoundKind, tuple[tuple[HistoryAction, ...], str]] = {
    FoundKind.ISSUE: ((HistoryAction.POST, HistoryAction.CLEAR), IssueState.OPEN),
    FoundKind.PRACTICE: ((HistoryAction.CONSULT,), PracticeState.IN_CONSULTATION),
    FoundKind.THREAD: ((HistoryAction.CONVENE,), ThreadState.OPEN),
    FoundKind.EVENT: ((HistoryAction.ANNOUNCE, HistoryAction.CLEAR), EventState.ANNOUNCED),
    FoundKind.STUDY: ((HistoryAction.START,), StudyState.LISTED),
    FoundKind.PROPOSAL: ((HistoryAction.PROPOSE_STUDY,), ProposalState.PROPOSED),
    FoundKind.TEXT: ((HistoryAction.CIRCULATE,), TextState.UNDER_COMMENT),
    FoundKind.OFFER: ((HistoryAction.CLEAR,), CapacityState.POSTED),
    FoundKind.REQUEST: ((HistoryAction.CIRCULATE,), CapacityState.CIRCULATED),
    FoundKind.COLLECTION: ((HistoryAction.PUBLISH, HistoryAction.CLEAR), CollectionState.PUBLISHED),
}
"""Kind → the actions by which members can read a thing for the first time, and the state that it gets."""


def first_publications(session: Session, audiences: tuple[Audience, ...], after: int, until: int) -> Mapping[str, int]:
    """Return the references of cases first published for these audiences, each with the number of its entry.

    A later revision of a case does not count, unless it is the first for these audiences.
    """
    earlier = aliased(HistoryEntry)
    before = _publications(earlier, audiences).where(
        earlier.case_id == HistoryEntry.case_id, earlier.number < HistoryEntry.number
    )
    query = _publications(HistoryEntry, audiences).where(
        HistoryEntry.number > after, HistoryEntry.number <= until, ~before.correlate(HistoryEntry).exists()
    )
    return {reference: number for reference, number in session.execute(query) if reference is not None}


def first_steps(session: Session, after: int, until: int) -> Mapping[str, int]:
    """Return the references of what members could read beside the cases for the first time, with its entry."""
    earlier = aliased(HistoryEntry)
    before = select(earlier.id).where(
        is_first_step(earlier), earlier.reference == HistoryEntry.reference, earlier.number < HistoryEntry.number
    )
    query = select(HistoryEntry.reference, HistoryEntry.number).where(
        HistoryEntry.number > after,
        HistoryEntry.number <= until,
        is_first_step(HistoryEntry),
        ~before.correlate(HistoryEntry).exists(),
    )
    return {reference: number for reference, number in session.execute(query) if reference is not None}


def is_first_step(entry: type[HistoryEntry]) -> ColumnElement[bool]:
    """Return the condition on an entry that members can read a thing beside the cases by it."""
    return or_(
        *(
            and_(entry.action.in_(actions), entry.to_state == state, entry.reference.startswith(PREFIXES[Kind(kind)]))
            for kind, (actions, state) in FIRST_STEPS.items()
        )
    )


def entries_of_revisions(entry: type[HistoryEntry], audiences: tuple[Audience, ...]) -> Select[str | None, int]:
    """Return the query for what happened to revisions for some audience: the reference, and the entry."""
    revision = aliased(Revision)
    of_entry = and_(revision.case_id == entry.case_id, revision.number == entry.revision_number)
    query = select(entry.reference, entry.number).join(revision, of_entry)
    return query.where(revision.audience.in_(audiences))


def _publications(entry: type[HistoryEntry], audiences: tuple[Audience, ...]) -> Select[str | None, int]:
    return entries_of_revisions(entry, audiences).where(entry.action == HistoryAction.PUBLISH)
