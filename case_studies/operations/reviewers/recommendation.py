"""Finding reviewers for a case: who fits best and why, and who can't be chosen and why not.

Whoever has as many cases as they take on is offered last: an editor may still ask, and the reviewer say no.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

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
from case_studies.policy.predicates import is_excepted, is_in_conflict
from case_studies.unit_of_work import now, workflow_settings
from case_studies.vocabulary import AssignmentState, Role


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reviewer who can be asked; `score` goes from 0 to 100."""

    account: Account
    score: float
    full: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Excluded:
    """A reviewer who can't be chosen, and why."""

    account: Account
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Recommendations:
    """Every reviewer of the platform: those who can be asked, the best first, and those who can't."""

    candidates: tuple[Candidate, ...]
    barred: tuple[Excluded, ...]


def recommend_reviewers(session: Session, case: Case, actor: Actor) -> Recommendations:
    """Return every reviewer for a case, as one editor may know of them."""
    accounts = [a for a in session.scalars(select(Account).where(Account.active)) if Role.REVIEWER in a.roles]
    known, need = track_records(session, actor, accounts), _need(session, case)
    candidates, barred = [], []
    for account in accounts:
        record = known[account.id]
        bars = tuple(_bars(account, case, record, need))
        if bars:
            barred.append(Excluded(account, bars))
        else:
            candidates.append(_candidate(account, case, record, need))
    candidates.sort(key=lambda found: (found.full, -found.score, *_name(found.account)))
    barred.sort(key=lambda found: _name(found.account))
    return Recommendations(tuple(candidates), tuple(barred))


def _candidate(account: Account, case: Case, record: TrackRecord, need: ReviewRequirements) -> Candidate:
    score, reasons = suitability(record, need)
    excepted = (Reason(FitReason.EXCEPTED, {}),) if is_excepted(Actor.of(account), case) else ()
    return Candidate(account, score, record.is_full, (*excepted, *reasons))


def _name(account: Account) -> tuple[str, str]:
    return account.delegation.name, account.email


def _need(session: Session, case: Case) -> ReviewRequirements:
    today = now(session).date()
    return ReviewRequirements(
        themes={theme.id: theme.label for theme in case.current.themes},
        parents=dict(session.execute(select(Theme.id, Theme.parent_id)).all()),
        language=case.current.language,
        first_day=today,
        last_day=today + timedelta(days=workflow_settings(session).review_days),
    )


def _bars(account: Account, case: Case, record: TrackRecord, need: ReviewRequirements) -> Iterator[Reason]:
    """Yield why somebody can't be chosen; the policy says whether there is a conflict, the ties only say which."""
    if is_in_conflict(Actor.of(account), case):
        yield from _ties(account, case)
        return
    if may(Actor.of(account), Permission.READ_ASSIGNMENTS, case):
        yield Reason(ExclusionReason.EDITS, {})
        return
    asked = next((a for a in case.current.assignments if a.reviewer_id == account.id), None)
    if asked is not None:
        yield _left_or_asked(asked)
    elif len(record.days_away(need.first_day, need.last_day)) == (need.last_day - need.first_day).days + 1:
        yield Reason(ExclusionReason.AWAY_THROUGHOUT, {"last_day": record.back_after(need.last_day)})


def _left_or_asked(asked: Assignment) -> Reason:
    left = {AssignmentState.DECLINED: ExclusionReason.DECLINED, AssignmentState.RELEASED: ExclusionReason.RELEASED}
    return Reason(left.get(asked.state, ExclusionReason.ASKED), {})


def _ties(account: Account, case: Case) -> Iterator[Reason]:
    """Yield each tie of an account or its delegation to what was ever submitted."""
    code = account.delegation_code
    ties: dict[ExclusionReason, bool] = {
        ExclusionReason.SUBMITS: code == case.submitting_code,
        ExclusionReason.CO_SUBMITS: code in _codes(case, lambda r: (d.code for d in r.co_submitters)),
        ExclusionReason.IMPLEMENTS: code in _codes(case, lambda r: (place.code for place in r.implemented_by)),
        ExclusionReason.HOSTS: code in _codes(case, lambda r: (place.code for place in r.host_states)),
        ExclusionReason.DECLARED: any(found.account_id == account.id for found in case.declared),
    }
    yield from (Reason(bar, {}) for bar, is_tied in ties.items() if is_tied)


def _codes(case: Case, named: Callable[[Revision], Iterator[str]]) -> set[str]:
    return {code for revision in case.revisions if revision.submitted_at is not None for code in named(revision)}
