"""The track record of reviewers: profile, open assignments, and how they answered so far.

The figures leave out cases with which the editor is in conflict. Otherwise a growing load would reveal to that editor
who was asked to review such a case.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from case_studies.models import Absence, Account, Assignment, Case, HistoryEntry, ReviewerProfile, Revision, Theme
from case_studies.models.revision import revision_themes
from case_studies.operations.deadlines.absences import absences_of
from case_studies.operations.deadlines.due_dates import answer_date, due_date, is_away
from case_studies.policy.actor import Actor
from case_studies.policy.visibility import conflict_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import WITH_EDITORS, AssignmentState, HistoryAction

USUAL_LOAD = 3  # cases at once, if the profile does not say
OPEN = (AssignmentState.INVITED, AssignmentState.ACCEPTED)
ENDS = (HistoryAction.REQUEST_REVISION, HistoryAction.PUBLISH, HistoryAction.DECLINE, HistoryAction.WITHDRAW)
SUBMITTED, RELEASED = HistoryAction.SUBMIT_REVIEW, HistoryAction.RELEASE_REVIEWER

Ends = Mapping[tuple[Any, ...], date]


@dataclass(slots=True)
class Tally:
    """How a reviewer answered so far: of `asked` invitations and `due` reviews, how many in time."""

    asked: int = 0
    in_time: int = 0
    declined: int = 0
    due: int = 0
    on_time: int = 0


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What the choice of a reviewer depends on. `reviewed` has the number of reviewed cases by theme id."""

    themes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    largest_load: int = USUAL_LOAD
    load: int = 0
    reviewed: Mapping[str, int] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    absences: Sequence[Absence] = ()

    @property
    def is_full(self) -> bool:
        """Whether they have as many cases as they accept."""
        return self.load >= self.largest_load

    def is_away(self, day: date) -> bool:
        """Whether the reviewer is away on a day."""
        return is_away(day, self.absences)

    def days_away(self, first: date, last: date) -> list[date]:
        """Return the days between the first and the last on which the reviewer is away."""
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return [day for day in days if self.is_away(day)]

    def back_after(self, day: date) -> date:
        """Return the last day of an absence, including further absences that follow without a gap."""
        while self.is_away(day + timedelta(days=1)):
            day = max(a.last_day for a in self.absences if a.first_day <= day + timedelta(days=1) <= a.last_day)
        return day


def track_records(session: Session, actor: Actor, accounts: Iterable[Account]) -> dict[int, TrackRecord]:
    """Return account id → track record, in a fixed number of queries."""
    wanted = {account.id: account for account in accounts}
    profiles = {profile.account_id: profile for profile in session.scalars(select(ReviewerProfile))}
    absences = absences_of(session, wanted)
    loads, tallies = _workload(session, actor, wanted, absences)
    reviewed = _reviewed(session, actor)
    return {
        number: TrackRecord(
            **_profile_values(profiles.get(number)),
            load=loads[number],
            tally=tallies[number],
            reviewed=reviewed[number],
            absences=absences[number],
        )
        for number in wanted
    }


def _profile_values(profile: ReviewerProfile | None) -> dict[str, Any]:
    if profile is None:
        return {}
    return {
        "themes": frozenset(profile.themes),
        "languages": frozenset(profile.languages),
        "largest_load": profile.largest_load,
    }


def _workload(
    session: Session, actor: Actor, accounts: Mapping[int, Account], absences: Mapping[int, Sequence[Absence]]
) -> tuple[dict[int, int], dict[int, Tally]]:
    """Return account id → number of open assignments, and account id → how they answered."""
    today = now(session).date()
    ends, reviews = _ends(session), first_submissions(session)
    loads: dict[int, int] = defaultdict(int)
    tallies: dict[int, Tally] = defaultdict(Tally)
    query = (
        select(Assignment, Revision.case_id, Revision.number, Revision.state, Revision.is_current)
        .join(Assignment.revision)
        .join(Revision.case)
        .where(Assignment.reviewer_id.in_(list(accounts)), ~conflict_of(actor))
        .options(lazyload(Assignment.review), lazyload(Assignment.reviewer))
    )
    for assignment, case_id, number, state, is_current in session.execute(query):
        open_now = is_current and state in WITH_EDITORS and assignment.state in OPEN
        loads[assignment.reviewer_id] += open_now
        revision = (case_id, number)
        until = today if open_now else ends.get((*revision, assignment.reviewer_id)) or ends.get(revision)
        submitted = reviews.get((*revision, assignment.reviewer_id))
        _count(
            tallies[assignment.reviewer_id],
            assignment,
            absences[assignment.reviewer_id],
            until,
            submitted.date() if submitted else None,
        )
    return loads, tallies


def _count(
    tally: Tally, assignment: Assignment, absences: Sequence[Absence], until: date | None, submitted_on: date | None
) -> None:
    """Count one assignment. `until` is the last day on which the reviewer could act; nothing is overdue without it."""
    answer_by, due = answer_date(assignment, absences), due_date(assignment, absences)
    if assignment.answered_at is not None:
        tally.asked += 1
        tally.in_time += assignment.answered_at.date() <= answer_by
        tally.declined += assignment.state == AssignmentState.DECLINED
    elif until is not None and until > answer_by:
        tally.asked += 1
    if submitted_on is not None:
        tally.due += 1
        tally.on_time += due is None or submitted_on <= due
    elif assignment.state != AssignmentState.DECLINED and assignment.answered_at and until and due and until > due:
        tally.due += 1


def _ends(session: Session) -> Ends:
    """Return the ends of rounds by case id and revision number, and releases by these and the reviewer's id."""
    entries = session.execute(
        select(
            HistoryEntry.case_id,
            HistoryEntry.revision_number,
            HistoryEntry.action,
            HistoryEntry.subject_id,
            HistoryEntry.at,
        )
        .where(HistoryEntry.action.in_((*ENDS, RELEASED)))
        .order_by(HistoryEntry.number)
    )
    found: dict[tuple[Any, ...], date] = {}
    for case_id, number, action, subject_id, at in entries:
        reviewer = (subject_id,) if action == RELEASED else ()
        found.setdefault((case_id, number, *reviewer), at.date())
    return found


def first_submissions(session: Session) -> Mapping[tuple[int | None, int | None, int | None], datetime]:
    """Return (case id, revision number, account id) → when the review was first submitted."""
    entry = HistoryEntry
    latest_first = (
        select(entry.case_id, entry.revision_number, entry.account_id, entry.at)
        .where(entry.action == SUBMITTED)
        .order_by(entry.number.desc())
    )
    return {(case, number, account): at for case, number, account, at in session.execute(latest_first)}


def _reviewed(session: Session, actor: Actor) -> dict[int, dict[str, int]]:
    """Return account id → theme id → number of cases with this theme that they reviewed."""
    query = (
        select(Assignment.reviewer_id, revision_themes.c.theme_id, Case.id)
        .join(Assignment.revision)
        .join(Revision.case)
        .join(revision_themes, revision_themes.c.revision_id == Revision.id)
        .join(Theme, Theme.id == revision_themes.c.theme_id)
        .where(Theme.merged_into_id.is_(None))
        .where(Assignment.state == AssignmentState.SUBMITTED, ~conflict_of(actor))
        .distinct()
    )
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for account, theme, _case in session.execute(query):
        found[account][theme] += 1
    return found
