"""The cases of a desk that wait for somebody else, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Case, Delegation, Revision
from case_studies.operations.cases.queries import case_view_or_refuse, case_with_all
from case_studies.operations.desk.tasks import known_since
from case_studies.operations.desk.view import DeskView, in_order
from case_studies.policy.actor import Actor
from case_studies.policy.visibility import CaseView, case_is_of_own_office
from case_studies.vocabulary import State

RESTING = (State.PUBLISHED, State.ARCHIVED, State.WITHDRAWN)
"""The states of cases of the own delegation in which nobody has a task."""
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class CaseWithOthers:
    """A case that waits for somebody else, as this person sees it, and its last movement that they may know about."""

    case: Case
    seen: CaseView
    since: datetime


def page_of_others(
    session: Session, actor: Actor, waiting: Sequence[tuple[Case, CaseView]], view: DeskView
) -> tuple[list[CaseWithOthers], int]:
    """Return one page of the cases that wait for others, and how many there are.

    Of the delegation's resting cases, which may be many, only those of the page are loaded.
    """
    loaded = {case.id: seen for case, seen in waiting}
    rows = [(known_since(actor, c), c.id, c.submitting.name, seen.revision.title, c) for c, seen in waiting]
    ordered = in_order([*rows, *_resting(session, actor, view)], view.sort)
    page = ordered[(view.page - 1) * PER_PAGE : view.page * PER_PAGE]
    missing = [row[1] for row in page if row[-1] is None]
    found = {case.id: case for case in session.scalars(case_with_all().where(Case.id.in_(missing)))} if missing else {}
    others = []
    for since, number, _delegation, _title, known in page:
        case = known or found[number]
        others.append(CaseWithOthers(case, loaded.get(number) or case_view_or_refuse(actor, case), since))
    return others, len(ordered)


def page_count(total: int) -> int:
    """Return how many pages a number of cases takes, at least one."""
    return max(1, -(-total // PER_PAGE))


def _resting(session: Session, actor: Actor, view: DeskView) -> Iterator[tuple[Any, ...]]:
    """Yield the resting cases of the actor's delegation as rows without the case."""
    query = (
        select(Case.moved_at, Case.id, Delegation.name, Revision.title)
        .join(Delegation, Delegation.code == Case.submitting_code)
        .join(Revision, (Revision.case_id == Case.id) & Revision.is_current)
        .where(case_is_of_own_office(actor), Revision.state.in_([view.state] if view.state else RESTING))
        .where(Revision.state.in_(RESTING))
    )
    if view.delegation:
        query = query.where(Case.submitting_code == view.delegation)
    return ((*row, None) for row in session.execute(query))
