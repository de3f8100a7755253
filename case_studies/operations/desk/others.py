"""The cases of a desk that wait for somebody else, page by page."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from case_studies.db import by_name
from case_studies.models import Case, Delegation, Revision
from case_studies.operations.desk.listed_case import ListedCase
from case_studies.operations.desk.tasks import known_since
from case_studies.operations.desk.view import DeskSort, DeskView, in_order
from case_studies.policy.actor import Actor
from case_studies.policy.visibility import CaseView, case_is_of_own_office

PER_PAGE = 50
ORDERS = {
    DeskSort.USUAL: (Case.moved_at.desc(), Case.id.desc()),
    DeskSort.NEWEST: (Case.moved_at.desc(), Case.id.desc()),
    DeskSort.OLDEST: (Case.moved_at, Case.id),
    DeskSort.DELEGATION: (Case.moved_at, Case.id),  # it is one delegation
    DeskSort.TITLE: (by_name(Revision.title), Case.moved_at, Case.id),
}


def page_of_others(
    session: Session, actor: Actor, waiting: Iterable[tuple[Case, CaseView]], with_task: Collection[int], view: DeskView
) -> tuple[list[ListedCase], int]:
    """Return one page of the cases that wait for others, and how many there are.

    `waiting` are those of other delegations, which are few. Of the actor's own delegation, which may have many, the
    database finds those without a task.
    """
    own = _own_cases(actor, with_task, view)
    last = view.page * PER_PAGE
    rows = [_row(actor, case, seen) for case, seen in waiting]
    total = len(rows) + (session.scalar(select(func.count()).select_from(own.subquery())) or 0)
    rows += [tuple(row) for row in session.execute(own.order_by(*ORDERS[view.sort]).limit(last))]
    page = in_order(rows, view.sort)[last - PER_PAGE : last]
    return [
        ListedCase(reference, title, language, delegation, state, since)
        for since, _id, delegation, title, reference, language, state in page
    ], total


def page_count(total: int) -> int:
    """Return how many pages a number of cases takes, at least one."""
    return max(1, -(-total // PER_PAGE))


def _row(actor: Actor, case: Case, seen: CaseView) -> tuple[Any, ...]:
    revision = seen.revision
    since, names = known_since(actor, case), (case.submitting.name, revision.title)
    return since, case.id, *names, case.reference, revision.language, seen.state


def _own_cases(actor: Actor, with_task: Collection[int], view: DeskView) -> Select[Any]:
    """Return the query for the cases of the actor's delegation without a task, as rows like those of `_row`."""
    columns: list[Any] = [Case.moved_at, Case.id, Delegation.name, Revision.title]
    columns += [Case.reference, Revision.language, Revision.state]
    query = (
        select(*columns)
        .join(Delegation, Delegation.code == Case.submitting_code)
        .join(Revision, (Revision.case_id == Case.id) & Revision.is_current)
        .where(case_is_of_own_office(actor), Case.id.not_in(with_task))
    )
    if view.state is not None:
        query = query.where(Revision.state == view.state)
    if view.delegation:
        query = query.where(Case.submitting_code == view.delegation)
    return query
