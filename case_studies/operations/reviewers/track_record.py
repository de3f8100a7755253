"""What is known of each reviewer: what they say of themselves, their present load, how they answered so far.

Figures count only cases of which the editor who asks may know who reviews them: otherwise a load that grows would tell
an editor in conflict who was asked about the case that they may not see.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from case_studies.models import Absence, Account, Assignment, Case, HistoryEntry, ReviewerProfile, Revision
from case_studies.models.revision import revision_themes
from case_studies.operations.deadlines.absences import absences_of
from case_studies.operations.deadlines.due_dates import answer_date, due_date, is_away
from case_studies.policy.actor import Actor
from case_studies.policy.visibility import conflict_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import WITH_EDITORS, AssignmentState, HistoryAction

USUAL_LOAD = 3  # cases at once, where a reviewer has not said
OPEN = (AssignmentState.INVITED, AssignmentState.ACCEPTED)
ENDS = (HistoryAction.REQUEST_REVISION, HistoryAction.PUBLISH, HistoryAction.DECLINE, HistoryAction.WITHDRAW)
HANDED_IN, TAKEN_BACK = HistoryAction.SUBMIT_REVIEW, HistoryAction.RELEASE_REVIEWER

Moments = Mapping[tuple[Any, ...], date]


@dataclass(slots=True)
class Tally:
    """How a reviewer answered so far: invitations that were answered or not in time, reviews that came or are late."""

    asked: int = 0
    in_time: int = 0
    declined: int = 0
    due: int = 0
    on_time: int = 0


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """All that choosing a reviewer looks at. `reviewed` counts the cases they judged, by theme."""

    themes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    largest_load: int = USUAL_LOAD
    load: int = 0
    reviewed: Mapping[str, int] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    absences: Sequence[Absence] = ()

    @property
    def is_full(self) -> bool:
        """Whether they have as many cases as they take on."""
        return self.load >= self.largest_load

    def is_away(self, day: date) -> bool:
        """Whether they are away on a day."""
        return is_away(day, self.absences)

    def days_away(self, first: date, last: date) -> list[date]:
        """Return the days from the first to the last on which they are away."""
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return [day for day in days if self.is_away(day)]

    def back_after(self, day: date) -> date:
        """Return the last day of the absence that a day belongs to, together with those that follow it at once."""
        while self.is_away(day + timedelta(days=1)):
            day = max(a.last_day for a in self.absences if a.first_day <= day + timedelta(days=1) <= a.last_day)
        return day


def track_records(session: Session, actor: Actor, accounts: Iterable[Account]) -> dict[int, TrackRecord]:
    """Return account → what is known of it, in a fixed number of queries."""
    wanted = {account.id: account for account in accounts}
    profiles = {profile.account_id: profile for profile in session.scalars(select(ReviewerProfile))}
    absences = absences_of(session, wanted)
    loads, tallies = _work(session, actor, wanted, absences)
    reviewed = _reviewed(session, actor)
    return {
        number: TrackRecord(
            **_said(profiles.get(number)),
            load=loads[number],
            tally=tallies[number],
            reviewed=reviewed[number],
            absences=absences[number],
        )
        for number in wanted
    }


def _said(profile: ReviewerProfile | None) -> dict[str, Any]:
    if profile is None:
        return {}
    return {
        "themes": frozenset(profile.themes),
        "languages": frozenset(profile.languages),
        "largest_load": profile.largest_load,
    }


def _work(
    session: Session, actor: Actor, accounts: Mapping[int, Account], absences: Mapping[int, Sequence[Absence]]
) -> tuple[dict[int, int], dict[int, Tally]]:
    """Return account → open requests, and account → how it answered."""
    today = now(session).date()
    moments, reviews = _moments(session), first_submissions(session)
    loads: dict[int, int] = defaultdict(int)
    tallies: dict[int, Tally] = defaultdict(Tally)
    query = (
        select(Assignment, Revision.case_id, Revision.number, Revision.state, Revision.is_current)
        .join(Assignment.revision)
        .join(Revision.case)
        .where(Assignment.reviewer_id.in_(list(accounts)), ~conflict_of(actor))
        .options(lazyload(Assignment.review), lazyload(Assignment.reviewer))
    )
    for asked, case_id, number, state, is_current in session.execute(query):
        open_now = is_current and state in WITH_EDITORS and asked.state in OPEN
        loads[asked.reviewer_id] += open_now
        place = (case_id, number)
        until = today if open_now else moments.get((*place, asked.reviewer_id)) or moments.get(place)
        came = reviews.get((*place, asked.reviewer_id))
        _count(tallies[asked.reviewer_id], asked, absences[asked.reviewer_id], until, came.date() if came else None)
    return loads, tallies


def _count(
    tally: Tally, asked: Assignment, absences: Sequence[Absence], until: date | None, handed_in: date | None
) -> None:
    """Count one request: `until` is the day to which it was, or is, theirs to answer; unknown days count nothing."""
    answer_by, due = answer_date(asked, absences), due_date(asked, absences)
    if asked.answered_at is not None:
        tally.asked += 1
        tally.in_time += asked.answered_at.date() <= answer_by
        tally.declined += asked.state == AssignmentState.DECLINED
    elif until is not None and until > answer_by:
        tally.asked += 1
    if handed_in is not None:
        tally.due += 1
        tally.on_time += due is None or handed_in <= due
    elif asked.state != AssignmentState.DECLINED and asked.answered_at and until and due and until > due:
        tally.due += 1


def _moments(session: Session) -> Moments:
    """Return when rounds ended, by case and revision, and when requests were taken back, by reviewer as well."""
    entries = session.execute(
        select(
            HistoryEntry.case_id,
            HistoryEntry.revision_number,
            HistoryEntry.action,
            HistoryEntry.subject_id,
            HistoryEntry.at,
        )
        .where(HistoryEntry.action.in_((*ENDS, TAKEN_BACK)))
        .order_by(HistoryEntry.number)
    )
    found: dict[tuple[Any, ...], date] = {}
    for case_id, number, action, subject_id, at in entries:
        reviewer = (subject_id,) if action == TAKEN_BACK else ()
        found.setdefault((case_id, number, *reviewer), at.date())
    return found


def first_submissions(session: Session) -> Mapping[tuple[int | None, int | None, int | None], datetime]:
    """Return case, revision and account → when the review came in for the first time."""
    entry = HistoryEntry
    latest_first = (
        select(entry.case_id, entry.revision_number, entry.account_id, entry.at)
        .where(entry.action == HANDED_IN)
        .order_by(entry.number.desc())
    )
    return {(case, number, account): at for case, number, account, at in session.execute(latest_first)}


def _reviewed(session: Session, actor: Actor) -> dict[int, dict[str, int]]:
    """Return account → theme → how many cases with it they judged."""
    query = (
        select(Assignment.reviewer_id, revision_themes.c.theme_id, Case.id)
        .join(Assignment.revision)
        .join(Revision.case)
        .join(revision_themes, revision_themes.c.revision_id == Revision.id)
        .where(Assignment.state == AssignmentState.SUBMITTED, ~conflict_of(actor))
        .distinct()
    )
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for account, theme, _case in session.execute(query):
        found[account][theme] += 1
    return found
