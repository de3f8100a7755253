"""Statistics for editors, on the cases that they may know about, without those they are in conflict with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from case_studies.collation import collation_key
from case_studies.models import Absence, Account, Assignment, Case, HistoryEntry, Review, Revision
from case_studies.operations.cases.history import INTERNAL, WORKFLOW
from case_studies.operations.cases.queries import case_with_all
from case_studies.operations.deadlines.absences import absences_of
from case_studies.operations.deadlines.due_dates import due_date
from case_studies.operations.reviewers.track_record import first_submissions
from case_studies.policy.actor import Actor
from case_studies.policy.visibility import CaseView, case_view, conflict_of, visible_to
from case_studies.unit_of_work import now
from case_studies.vocabulary import AssignmentState, HistoryAction, State

WAITING = (State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED)  # for somebody, as far as editors know
COUNTED = (*WAITING, State.PUBLISHED, State.ARCHIVED, State.DECLINED)
A_DAY = timedelta(days=1)

Known = Sequence[tuple[Case, CaseView]]
Moves = Mapping[int | None, Sequence[HistoryEntry]]  # case id → steps of the workflow that editors may know about


@dataclass(frozen=True, slots=True)
class TimeInState:
    """For how many days cases stay in a state: `ended` for cases that moved on, `present` for those still in it."""

    state: State
    ended: Sequence[float]
    present: Sequence[float]

    @property
    def median_ended(self) -> float | None:
        """The median of the ended stays."""
        return median_or_none(self.ended)

    @property
    def median_present(self) -> float | None:
        """The median of the present stays until now."""
        return median_or_none(self.present)


@dataclass(slots=True)
class ReviewerStatistics:
    """How one reviewer answered. `days` are from the invitation to the review."""

    reviewer: Account
    asked: int = 0
    accepted: int = 0
    declined: int = 0
    handed_in: int = 0
    on_time: int = 0
    days: list[float] = field(default_factory=list)

    @property
    def median_days(self) -> float | None:
        """The median of the days from the invitation to the review."""
        return median_or_none(self.days)


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of the overview."""

    states: Mapping[State, int]
    stays: Sequence[TimeInState]
    reviewers: Sequence[ReviewerStatistics]
    rounds: Mapping[int, int]  # number of rounds → number of published cases


def median_or_none(days: Sequence[float]) -> float | None:
    """Return the median with one decimal; None if there are no values."""
    return round(median(days), 1) if days else None


def compute_statistics(session: Session, actor: Actor) -> Statistics:
    """Return the figures for an editor, in a fixed number of queries."""
    known = counted_views(session, actor)
    moves = moves_of(session, known)
    counts = Counter(seen.state for _, seen in known)
    return Statistics(
        states={state: counts[state] for state in COUNTED},
        stays=_stays(moves, now(session)),
        reviewers=_records(session, known),
        rounds=_rounds(moves[case.id] for case, _ in known if case.readable is not None),
    )


def counted_views(session: Session, actor: Actor) -> Known:
    """Return the submitted cases that the actor is not in conflict with."""
    reviews = selectinload(Case.revisions).selectinload(Revision.assignments).selectinload(Assignment.review)
    query = case_with_all().options(
        selectinload(Case.revisions).defer(Revision.sections), reviews.lazyload(Review.remarks)
    )
    cases = session.scalars(query.where(visible_to(actor), ~conflict_of(actor)).order_by(Case.id))
    views = [(case, view) for case in cases if (view := case_view(actor, case)) is not None]
    return [(case, view) for case, view in views if view.inside and view.state in COUNTED]


def moves_of(session: Session, known: Known) -> Moves:
    """Return the steps of each case that editors may know about."""
    last: dict[int | None, int] = {case.id: seen.last for case, seen in known}
    query = select(HistoryEntry).where(HistoryEntry.case_id.in_(last), HistoryEntry.action.in_(WORKFLOW - INTERNAL))
    moves: dict[int | None, list[HistoryEntry]] = {number: [] for number in last}
    for entry in session.scalars(query.order_by(HistoryEntry.number)):
        if (entry.revision_number or 0) <= last[entry.case_id]:
            moves[entry.case_id].append(entry)
    return moves


def _stays(moves: Moves, moment: datetime) -> list[TimeInState]:
    """Return the stays in each waiting state. The last step of a case starts a present stay."""
    ended: Mapping[str | None, list[float]] = defaultdict(list)
    present: Mapping[str | None, list[float]] = defaultdict(list)
    for steps in filter(None, moves.values()):
        for step, following in pairwise(steps):
            ended[step.to_state].append((following.at - step.at) / A_DAY)
        present[steps[-1].to_state].append((moment - steps[-1].at) / A_DAY)
    return [TimeInState(state, ended[state], present[state]) for state in WAITING]


def _records(session: Session, known: Known) -> list[ReviewerStatistics]:
    """Return how each reviewer answered, by delegation and address."""
    reviews = first_submissions(session)
    asked = [
        (assignment, reviews.get((case.id, revision.number, assignment.reviewer_id)))
        for case, seen in known
        for revision in case.revisions
        if revision.number <= seen.last
        for assignment in revision.assignments
    ]
    absences = absences_of(session, {assignment.reviewer_id for assignment, _ in asked})
    statistics: dict[int, ReviewerStatistics] = {}
    for assignment, moment in asked:
        record = statistics.setdefault(assignment.reviewer_id, ReviewerStatistics(assignment.reviewer))
        _count(record, assignment, absences[assignment.reviewer_id], moment)
    return sorted(
        statistics.values(), key=lambda record: (collation_key(record.reviewer.delegation.name), record.reviewer.email)
    )


def _count(
    record: ReviewerStatistics, assignment: Assignment, absences: Iterable[Absence], moment: datetime | None
) -> None:
    """Count one assignment. `moment` is when its review was first submitted."""
    declined = assignment.state == AssignmentState.DECLINED
    record.asked += 1
    record.declined += declined
    record.accepted += assignment.answered_at is not None and not declined
    if moment is not None:
        due = due_date(assignment, absences)
        record.handed_in += 1
        record.on_time += due is None or moment.date() <= due
        record.days.append((moment - assignment.invited_at) / A_DAY)


def _rounds(published: Iterable[Sequence[HistoryEntry]]) -> dict[int, int]:
    """Return number of rounds → number of cases that took so many to their latest publication."""
    return dict(sorted(Counter(number for steps in published if (number := rounds_of(steps))).items()))


def rounds_of(steps: Sequence[HistoryEntry]) -> int:
    """Return how often a case was under review between its submission and its latest publication."""
    rounds = counted = 0
    for step in steps:
        if step.to_state == State.SUBMITTED:
            counted = 0
        counted += step.to_state == State.IN_REVIEW
        if step.action == HistoryAction.PUBLISH:
            rounds = counted
    return rounds
