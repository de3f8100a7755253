"""The ranked list of reviewers for a case, and the reviewers who can't be chosen, both with reasons.

Reviewers who have as many cases as they accept come last. An editor can still ask them, and they can decline.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.collation import SortKey, collation_key
from case_studies.models import Account, Assignment, Case, Revision, Theme
from case_studies.operations.reviewers.suitability import (
    ExclusionReason,
    FitReason,
    Reason,
    ReviewRequirements,
    suitability,
)
from case_studies.operations.reviewers.track_record import TrackRecord, track_records
from case_studies.policy.actor import Actor
from case_studies.policy.permissions import Permission, may
from case_studies.policy.predicates import is_excepted, is_in_conflict, withdrawn
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import AssignmentState, Role


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reviewer who can be asked. `full` means that they have as many cases as they accept."""

    account: Account
    score: float  # from 0 to 100
    full: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Excluded:
    """A reviewer who can't be chosen, with the reasons."""

    account: Account
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Recommendations:
    """All reviewers: those who can be asked, the best first, and those who can't be chosen, by name."""

    candidates: tuple[Candidate, ...]
    excluded: tuple[Excluded, ...]


def recommend_reviewers(session: Session, case: Case, actor: Actor) -> Recommendations:
    """Return all reviewers for a case. Their figures count only cases that the editor may know about."""
    accounts = [a for a in session.scalars(select(Account).where(Account.active)) if Role.REVIEWER in a.roles]
    records, need = track_records(session, actor, accounts), _requirements(session, case)
    candidates, excluded = [], []
    for account in accounts:
        record = records[account.id]
        reasons = tuple(_exclusion_reasons(account, case, record, need))
        if reasons:
            excluded.append(Excluded(account, reasons))
        else:
            candidates.append(_candidate(account, case, record, need))
    candidates.sort(key=lambda candidate: (candidate.full, -candidate.score, *_name(candidate.account)))
    excluded.sort(key=lambda reviewer: _name(reviewer.account))
    return Recommendations(tuple(candidates), tuple(excluded))


def _candidate(account: Account, case: Case, record: TrackRecord, need: ReviewRequirements) -> Candidate:
    score, reasons = suitability(record, need)
    excepted = (Reason(FitReason.EXCEPTED, {}),) if is_excepted(Actor.of(account), case) else ()
    return Candidate(account, score, record.is_full, (*excepted, *reasons))


def _name(account: Account) -> tuple[SortKey, str]:
    return collation_key(account.delegation.name), account.email


def _requirements(session: Session, case: Case) -> ReviewRequirements:
    today = now(session).date()
    return ReviewRequirements(
        themes={theme.id: theme.label for theme in case.current.themes},
        parents=dict(session.execute(select(Theme.id, Theme.parent_id)).all()),
        language=case.current.language,
        first_day=today,
        last_day=today + timedelta(days=settings_of(session).review_days),
    )


def _exclusion_reasons(account: Account, case: Case, record: TrackRecord, need: ReviewRequirements) -> Iterator[Reason]:
    """Yield the reasons why a reviewer can't be chosen; none if they can."""
    if is_in_conflict(Actor.of(account), case):
        yield from _conflicts(account, case)
        return
    if may(Actor.of(account), Permission.READ_ASSIGNMENTS, case):
        yield Reason(ExclusionReason.EDITS, {})
        return
    assignment = next((a for a in case.current.assignments if a.reviewer_id == account.id), None)
    if assignment is not None:
        yield _assigned_reason(assignment)
    elif len(record.days_away(need.first_day, need.last_day)) == (need.last_day - need.first_day).days + 1:
        yield Reason(ExclusionReason.AWAY_THROUGHOUT, {"last_day": record.back_after(need.last_day)})


def _assigned_reason(assignment: Assignment) -> Reason:
    left = {AssignmentState.DECLINED: ExclusionReason.DECLINED, AssignmentState.RELEASED: ExclusionReason.RELEASED}
    return Reason(left.get(assignment.state, ExclusionReason.ASKED), {})


def _conflicts(account: Account, case: Case) -> Iterator[Reason]:
    """Yield each interest of an account or its delegation in the submitted revisions of a case."""
    code = account.delegation_code
    interests: dict[ExclusionReason, bool] = {
        ExclusionReason.SUBMITS: code == case.submitting_code,
        ExclusionReason.CO_SUBMITS: code in _codes(case, lambda r: (d.code for d in r.co_submitters)) | withdrawn(case),
        ExclusionReason.IMPLEMENTS: code in _codes(case, lambda r: (place.code for place in r.implemented_by)),
        ExclusionReason.HOSTS: code in _codes(case, lambda r: (place.code for place in r.host_states)),
        ExclusionReason.DECLARED: any(conflict.account_id == account.id for conflict in case.declared),
    }
    yield from (Reason(reason, {}) for reason, applies in interests.items() if applies)


def _codes(case: Case, codes: Callable[[Revision], Iterator[str]]) -> set[str]:
    return {code for revision in case.revisions if revision.submitted_at is not None for code in codes(revision)}
