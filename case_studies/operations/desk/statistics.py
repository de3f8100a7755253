"""Statistics for editors, on the cases that they may know about, without those they are in conflict with.

The database counts. So the figures take as many statements and rows with ten thousand cases as with ten.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from case_studies.collation import collation_key
from case_studies.db import UtcDateTime, days_between, utc_day
from case_studies.models import Absence, Account, Assignment, HistoryEntry, Revision
from case_studies.operations.deadlines.absences import absences_of
from case_studies.operations.deadlines.due_dates import extend
from case_studies.operations.desk.known_cases import COUNTED, WAITING, known_cases, known_moves, rounds_by_case
from case_studies.operations.desk.medians import NO_VALUES, Median, median_of, medians, medians_query
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now
from case_studies.vocabulary import AssignmentState, HistoryAction, State


@dataclass(frozen=True, slots=True)
class TimeInState:
    """For how many days cases stay in a state: `ended` for cases that moved on, `present` for those still in it."""

    state: State
    ended: Median
    present: Median


@dataclass(frozen=True, slots=True)
class ReviewerStatistics:
    """How one reviewer answered. `days` are from the invitation to the review."""

    reviewer: Account
    asked: int
    accepted: int
    declined: int
    handed_in: int
    on_time: int
    days: Median

    @property
    def median_days(self) -> float | None:
        """The median of the days from the invitation to the review."""
        return self.days.value


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of the overview."""

    states: Mapping[State, int]
    stays: Sequence[TimeInState]
    reviewers: Sequence[ReviewerStatistics]
    rounds: Mapping[int, int]  # number of rounds → number of published cases


def compute_statistics(session: Session, actor: Actor) -> Statistics:
    """Return the figures for an editor, in a fixed number of queries."""
    known = known_cases(actor)
    counts: dict[State, int] = dict(session.execute(select(known.c.state, func.count()).group_by(known.c.state)).all())
    rounds = rounds_by_case(known)
    by_rounds = select(rounds.c.rounds, func.count()).group_by(rounds.c.rounds).order_by(rounds.c.rounds)
    return Statistics(
        states={state: counts.get(state, 0) for state in COUNTED},
        stays=_stays(session, known, now(session)),
        reviewers=_records(session, known),
        rounds=dict(session.execute(by_rounds).all()),
    )


def _stays(session: Session, known: Subquery, moment: datetime) -> list[TimeInState]:
    """Return the stays in each waiting state. The last step of a case starts a present stay."""
    entry = HistoryEntry
    following = func.lead(entry.at).over(partition_by=entry.case_id, order_by=entry.number).label("following")
    steps = known_moves(known, entry.to_state, entry.at, following).subquery()
    until = func.coalesce(steps.c.following, literal(moment, UtcDateTime()))
    ended = case((steps.c.following.is_(None), 0), else_=1)
    found = medians(
        session,
        select(steps.c.to_state, ended.label("ended"), days_between(steps.c.at, until).label("days")).where(
            steps.c.to_state.in_(WAITING)
        ),
    )
    return [TimeInState(state, *(found.get((str(state), ended), NO_VALUES) for ended in (1, 0))) for state in WAITING]


def _records(session: Session, known: Subquery) -> list[ReviewerStatistics]:
    """Return how each reviewer answered, by delegation and address."""
    excused = _count_excused(session, known)
    rows = {row.reviewer_id: row for row in session.execute(_answers(known))}
    records = [
        ReviewerStatistics(
            account,
            asked=rows[account.id].asked,
            accepted=rows[account.id].accepted,
            declined=rows[account.id].declined,
            handed_in=rows[account.id].handed_in,
            on_time=rows[account.id].in_time + excused[account.id],
            days=median_of(rows[account.id].total, rows[account.id].median),
        )
        for account in session.scalars(select(Account).where(Account.id.in_(rows)))
    ]
    return sorted(records, key=lambda one: (collation_key(one.reviewer.delegation.name), one.reviewer.email))


def _answers(known: Subquery) -> Select[Any]:
    """Return the query for the counts of each reviewer, with the median of the days to the review."""
    submission = aliased(HistoryEntry)
    is_declined = Assignment.state == AssignmentState.DECLINED
    asked = _assignments(
        known,
        submission,
        Assignment.reviewer_id,
        and_(Assignment.answered_at.is_not(None), ~is_declined).label("accepted"),
        is_declined.label("declined"),
        submission.id.is_not(None).label("handed_in"),
        and_(submission.id.is_not(None), _in_time(submission)).label("in_time"),
        days_between(Assignment.invited_at, submission.at).label("days"),
    ).cte("asked")  # it is needed twice, and computed once
    reviewer = asked.c.reviewer_id
    sums = (_sum(asked.c[name]).label(name) for name in ("accepted", "declined", "handed_in", "in_time"))
    counts = select(reviewer, func.count().label("asked"), *sums).group_by(reviewer).subquery("counts")
    waited = medians_query(select(reviewer, asked.c.days).where(asked.c.handed_in)).subquery("waited")
    return select(counts, waited.c.total, waited.c.median).outerjoin(
        waited, waited.c.reviewer_id == counts.c.reviewer_id
    )


def _in_time(submission: Any) -> ColumnElement[bool]:
    return or_(Assignment.paused_on.is_not(None), utc_day(submission.at) <= Assignment.due_on)


def _sum(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _assignments(known: Subquery, submission: Any, *columns: Any) -> Select[Any]:
    """Return the query for columns of assignments and of the first submission of their review, if there is one."""
    entry = HistoryEntry
    first = (
        select(entry.case_id, entry.revision_number, entry.account_id, func.min(entry.number).label("number"))
        .where(entry.action == HistoryAction.SUBMIT_REVIEW)
        .group_by(entry.case_id, entry.revision_number, entry.account_id)
        .subquery("first_submissions")
    )
    of_assignment = and_(
        first.c.case_id == Revision.case_id,
        first.c.revision_number == Revision.number,
        first.c.account_id == Assignment.reviewer_id,
    )
    return (
        select(*columns)
        .select_from(Assignment)
        .join(Revision, Revision.id == Assignment.revision_id)
        .join(known, and_(known.c.case_id == Revision.case_id, Revision.number <= known.c.last))
        .outerjoin(first, of_assignment)
        .outerjoin(submission, submission.number == first.c.number)
    )


def _count_excused(session: Session, known: Subquery) -> Mapping[int, int]:
    """Return account id → number of late reviews that were on time, because days of absence do not count."""
    submission = aliased(HistoryEntry)
    late = _assignments(
        known, submission, Assignment.reviewer_id, Assignment.invited_at, Assignment.due_on, submission.at
    ).where(submission.id.is_not(None), ~_in_time(submission))
    away = session.scalars(select(Absence.account_id).distinct()).all()
    absences = absences_of(session, away)
    excused: dict[int, int] = defaultdict(int)
    for reviewer, invited_at, due_on, submitted_at in session.execute(late.where(Assignment.reviewer_id.in_(away))):
        excused[reviewer] += submitted_at.date() <= extend(invited_at.date(), due_on, absences[reviewer])
    return excused
