"""The cases behind a figure of the overview: the same cases that the figure counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from case_studies.models import Account, Assignment, Case, Delegation, Revision
from case_studies.operations.desk.known_cases import known_cases, rounds_by_case
from case_studies.operations.desk.listed_case import ListedCase
from case_studies.policy.actor import Actor
from case_studies.vocabulary import State

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure counts: cases in a state, with a reviewer, or with a number of rounds to publication."""

    state: State | None = None
    reviewer: str = ""
    rounds: int | None = None


def count_cases(session: Session, actor: Actor, figure: Figure) -> int:
    """Return how many cases a figure counts for this editor."""
    return session.scalar(select(func.count()).select_from(_counted(actor, figure).subquery())) or 0


def counted_cases(session: Session, actor: Actor, figure: Figure, page: int | None = None) -> Sequence[ListedCase]:
    """Return a page of the cases that a figure counts, or all of them; those that moved last are first."""
    query = _counted(actor, figure)
    if page is not None:
        query = query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return [ListedCase(*row) for row in session.execute(query)]


def _counted(actor: Actor, figure: Figure) -> Select[Any]:
    known = known_cases(actor)
    query = (
        select(
            Case.reference, Revision.title, Revision.language, Delegation.name, known.c.state, known.c.since
        )
        .join(known, known.c.case_id == Case.id)
        .join(Revision, (Revision.case_id == Case.id) & (Revision.number == known.c.shown))
        .join(Delegation, Delegation.code == Case.submitting_code)
        .order_by(known.c.since.desc(), Case.id.desc())
    )  # fmt: skip
    if figure.state is not None:
        query = query.where(known.c.state == figure.state)
    if figure.reviewer:
        asked = select(Revision.case_id).join(Revision.assignments).join(Assignment.reviewer)
        asked = asked.join(known, known.c.case_id == Revision.case_id).where(Revision.number <= known.c.last)
        query = query.where(Case.id.in_(asked.where(Account.email == figure.reviewer)))
    if figure.rounds is not None:
        rounds = rounds_by_case(known)
        query = query.join(rounds, rounds.c.case_id == Case.id).where(rounds.c.rounds == figure.rounds)
    return query
