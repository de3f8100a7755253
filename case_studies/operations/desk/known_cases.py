"""The submitted cases that an editor may know, as a query: what `case_view` returns for each, for lists and figures.

A test proves that both agree.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select

from case_studies.models import Case, HistoryEntry, Revision
from case_studies.operations.cases.history import INTERNAL, WORKFLOW
from case_studies.policy.actor import Actor
from case_studies.policy.visibility import DECIDED, READABLE, conflict_of
from case_studies.vocabulary import HistoryAction, State

WAITING = (State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED)  # for somebody, as far as editors know
COUNTED = (*WAITING, State.PUBLISHED, State.ARCHIVED, State.DECLINED)


def known_cases(actor: Actor) -> Subquery:
    """Return the query for the submitted cases that an editor is not in conflict with.

    Its columns: `case_id`; the `state` that editors may know; the number of the revision that is `shown`, of the `last`
    one that they may know about, and of the `readable` one; the time `since` when nothing moved that they may know.
    """
    own = _revisions().subquery()
    under_review = or_(own.c.readable.is_(None), own.c.reviewed > own.c.decided)
    later = case((own.c.reviewed > own.c.readable, own.c.reviewed), else_=own.c.readable)
    state = case(
        (~under_review, own.c.readable_state),
        (own.c.with_author.is_not(None), State.REVISION_REQUESTED),
        else_=own.c.current_state,
    )
    query = select(
        own.c.case_id,
        state.label("state"),
        case((under_review, own.c.reviewed), else_=own.c.readable).label("shown"),
        case((under_review, own.c.reviewed), else_=later).label("last"),
        own.c.readable,
        func.coalesce(own.c.with_author, Case.changed_at).label("since"),
    ).join(Case, Case.id == own.c.case_id)
    is_known = and_(own.c.current_state != State.WITHDRAWN, state.in_(COUNTED), ~conflict_of(actor))
    return query.where(own.c.reviewed.is_not(None), is_known).subquery("known")


def _revisions() -> Select[Any]:
    """Return the query for what matters of the revisions of each case."""
    submitted, current = Revision.submitted_at.is_not(None), Revision.is_current.is_(True)
    columns: list[Any] = [
        Revision.case_id,
        _largest(Revision.number, submitted).label("reviewed"),
        _largest(Revision.number, Revision.state.in_(DECIDED)).label("decided"),
        _largest(Revision.number, Revision.state.in_(READABLE)).label("readable"),
        _largest(Revision.state, Revision.state.in_(READABLE)).label("readable_state"),
        _largest(Revision.state, current).label("current_state"),
        _largest(Revision.created_at, and_(current, ~submitted)).label("with_author"),
    ]
    return select(*columns).group_by(Revision.case_id)


def _largest(column: Any, condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.max(case((condition, column)))


def known_moves(known: Subquery, *columns: Any) -> Select[Any]:
    """Return the query for columns of the steps of the workflow that editors may know about."""
    return (
        select(*columns)
        .select_from(HistoryEntry)
        .join(known, known.c.case_id == HistoryEntry.case_id)
        .where(
            HistoryEntry.action.in_(WORKFLOW - INTERNAL), func.coalesce(HistoryEntry.revision_number, 0) <= known.c.last
        )
    )


def rounds_by_case(known: Subquery) -> Subquery:
    """Return the query for the number of `rounds` of each `case_id` from its submission to its latest publication."""
    entry = HistoryEntry
    published = (
        known_moves(known, entry.case_id, func.max(entry.number).label("number"))
        .where(entry.action == HistoryAction.PUBLISH, known.c.readable.is_not(None))
        .group_by(entry.case_id)
        .cte("published")  # it is needed twice, and computed once
    )
    before = entry.case_id == published.c.case_id, entry.number < published.c.number
    submitted = (
        select(entry.case_id, func.max(entry.number).label("number"))
        .join(published, and_(*before))
        .where(entry.action.in_(WORKFLOW - INTERNAL), entry.to_state == State.SUBMITTED)
        .group_by(entry.case_id)
        .subquery("submitted")
    )
    return (
        select(entry.case_id, func.count().label("rounds"))
        .join(published, and_(*before))
        .join(submitted, submitted.c.case_id == entry.case_id)
        .where(entry.action.in_(WORKFLOW - INTERNAL), entry.to_state == State.IN_REVIEW)
        .where(entry.number > submitted.c.number)
        .group_by(entry.case_id)
        .subquery("rounds")
    )
