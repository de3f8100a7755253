"""Figures on the work for an editor: of the cases that they may know, those they are in conflict with left out."""

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

WAITING = (State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED)  # for somebody, as editors know it
COUNTED = (*WAITING, State.PUBLISHED, State.ARCHIVED, State.DECLINED)
A_DAY = timedelta(days=1)

Known = Sequence[tuple[Case, CaseView]]
Moves = Mapping[int | None, Sequence[HistoryEntry]]  # by case: the steps of the workflow that editors may know


@dataclass(frozen=True, slots=True)
class TimeInState:
    """How many days cases stay in a state: those that went on, and apart from them those that are there now."""

    state: State
    ended: Sequence[float]
    present: Sequence[float]

    @property
    def median_ended(self) -> float | None:
        """The median of the stays that have ended."""
        return median_or_none(self.ended)

    @property
    def median_present(self) -> float | None:
        """The median so far of the stays that go on."""
        return median_or_none(self.present)


@dataclass(slots=True)
class ReviewerStatistics:
    """What became of asking one reviewer. `days` go from the invitation to the review."""

    reviewer: Account
    asked: int = 0
    accepted: int = 0
    declined: int = 0
    handed_in: int = 0
    on_time: int = 0
    days: list[float] = field(default_factory=list)

    @property
    def median_days(self) -> float | None:
        """The median from the invitation to the review."""
        return median_or_none(self.days)


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the overview shows."""

    states: Mapping[State, int]
    stays: Sequence[TimeInState]
    reviewers: Sequence[ReviewerStatistics]
    rounds: Mapping[int, int]  # rounds that it took → published cases


def median_or_none(days: Sequence[float]) -> float | None:
    """Return the median with one decimal; none of nothing."""
    return round(median(days), 1) if days else None


def compute_statistics(session: Session, actor: Actor) -> Statistics:
    """Return the figures that an editor may have, in a fixed number of queries."""
    known = _known(session, actor)
    moves = _moves(session, known)
    counts = Counter(seen.state for _, seen in known)
    return Statistics(
        states={state: counts[state] for state in COUNTED},
        stays=_stays(moves, now(session)),
        reviewers=_records(session, known),
        rounds=_rounds(moves[case.id] for case, _ in known if case.readable is not None),
    )


def _known(session: Session, actor: Actor) -> Known:
    """Return the cases that came to the editors and that the actor need not recuse themselves from."""
    reviews = selectinload(Case.revisions).selectinload(Revision.assignments).selectinload(Assignment.review)
    query = case_with_all().options(
        selectinload(Case.revisions).defer(Revision.sections), reviews.lazyload(Review.remarks)
    )
    cases = session.scalars(query.where(visible_to(actor), ~conflict_of(actor)).order_by(Case.id))
    seen = [(case, found) for case in cases if (found := case_view(actor, case)) is not None]
    return [(case, found) for case, found in seen if found.inside and found.state in COUNTED]


def _moves(session: Session, known: Known) -> Moves:
    """Return the steps of each case that editors may know."""
    last: dict[int | None, int] = {case.id: seen.last for case, seen in known}
    query = select(HistoryEntry).where(HistoryEntry.case_id.in_(last), HistoryEntry.action.in_(WORKFLOW - INTERNAL))
    moves: dict[int | None, list[HistoryEntry]] = {number: [] for number in last}
    for entry in session.scalars(query.order_by(HistoryEntry.number)):
        if (entry.revision_number or 0) <= last[entry.case_id]:
            moves[entry.case_id].append(entry)
    return moves


def _stays(moves: Moves, moment: datetime) -> list[TimeInState]:
    """Return the stays in each state of waiting; a case's last step opens one that goes on."""
    ended: Mapping[str | None, list[float]] = defaultdict(list)
    present: Mapping[str | None, list[float]] = defaultdict(list)
    for steps in filter(None, moves.values()):
        for step, following in pairwise(steps):
            ended[step.to_state].append((following.at - step.at) / A_DAY)
        present[steps[-1].to_state].append((moment - steps[-1].at) / A_DAY)
    return [TimeInState(state, ended[state], present[state]) for state in WAITING]


def _records(session: Session, known: Known) -> list[ReviewerStatistics]:
    """Return what became of asking each reviewer, by delegation and address."""
    reviews = first_submissions(session)
    asked = [
        (assignment, reviews.get((case.id, revision.number, assignment.reviewer_id)))
        for case, seen in known
        for revision in case.revisions
        if revision.number <= seen.last
        for assignment in revision.assignments
    ]
    absences = absences_of(session, {assignment.reviewer_id for assignment, _ in asked})
    found: dict[int, ReviewerStatistics] = {}
    for assignment, moment in asked:
        record = found.setdefault(assignment.reviewer_id, ReviewerStatistics(assignment.reviewer))
        _count(record, assignment, absences[assignment.reviewer_id], moment)
    return sorted(
        found.values(), key=lambda record: (collation_key(record.reviewer.delegation.name), record.reviewer.email)
    )


def _count(
    record: ReviewerStatistics, assignment: Assignment, absences: Iterable[Absence], moment: datetime | None
) -> None:
    """Count one request; `moment` is when its review came in for the first time."""
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
    """Return in how many rounds how many cases came to their latest publication."""
    return dict(sorted(Counter(number for steps in published if (number := _rounds_of(steps))).items()))


def _rounds_of(steps: Sequence[HistoryEntry]) -> int:
    """Count how often reviewers got the text between its submission and its latest publication."""
    rounds = counted = 0
    for step in steps:
        if step.to_state == State.SUBMITTED:
            counted = 0
        counted += step.to_state == State.IN_REVIEW
        if step.action == HistoryAction.PUBLISH:
            rounds = counted
    return rounds
