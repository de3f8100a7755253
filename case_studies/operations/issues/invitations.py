"""Whom editors ask to answer: delegations whose published cases fit, and not the same ones each time."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from case_studies.models import Case, Delegation, Issue, IssueInvitation, Revision
from case_studies.models.revision import revision_operations, revision_themes
from case_studies.operations.issues.answers import MOST_INVITED
from case_studies.policy.actor import Actor
from case_studies.policy.release import NAMED_TO
from case_studies.policy.visibility import conflict_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import TAKES_PART, Audience, State

RESTS_FOR = timedelta(days=30)
"""A delegation that was asked comes after the others for this time."""


@dataclass(frozen=True, slots=True)
class SuggestedDelegation:
    """A delegation that may know more, and why: its cases on the themes and in the operation, and when it was asked."""

    code: str
    name: str
    on_themes: int
    in_operation: int
    last_asked: date | None


def suggested_delegations(session: Session, actor: Actor, issue: Issue) -> list[SuggestedDelegation]:
    """Return the delegations to ask, the best first, as many as may still be asked.

    Those that were asked lately come last. Among the others, more themes and the same operation count first, then who
    was not asked for longest. Of a case in which the editor is in conflict counts only what members know.
    """
    last_asked = _last_asked(session)
    inside = ~conflict_of(actor)
    named = Revision.attribution.in_(list(NAMED_TO[Audience.MEMBERS]))
    on_themes = _counted(session, issue, _has_theme(issue), or_(inside, named))
    in_operation = _counted(session, issue, _is_in_operation(issue), inside) if issue.operation_id is not None else {}
    excluded = {issue.owner_code, *(one.delegation_code for one in issue.invitations)}
    codes = (on_themes.keys() | in_operation.keys()) - excluded
    rows = session.execute(
        select(Delegation.code, Delegation.name).where(Delegation.code.in_(codes), Delegation.standing.in_(TAKES_PART))
    )
    found = [
        SuggestedDelegation(code, name, on_themes.get(code, 0), in_operation.get(code, 0), last_asked.get(code))
        for code, name in rows
    ]
    rested = now(session).date() - RESTS_FOR
    found.sort(key=lambda one: _order(one, rested))
    return found[: max(MOST_INVITED - len(issue.invitations), 0)]


def _order(one: SuggestedDelegation, rested: date) -> tuple[bool, bool, bool, date, int, str]:
    """Return the place of a delegation. The number of its cases counts last: the largest isn't always the first."""
    lately = one.last_asked is not None and one.last_asked > rested
    return lately, not one.on_themes, not one.in_operation, one.last_asked or date.min, -one.on_themes, one.code


def _last_asked(session: Session) -> dict[str, date]:
    query = select(IssueInvitation.delegation_code, func.max(IssueInvitation.invited_at))
    return {code: at.date() for code, at in session.execute(query.group_by(IssueInvitation.delegation_code))}


def _counted(session: Session, issue: Issue, *conditions: ColumnElement[bool]) -> dict[str, int]:
    """Return how many published cases of each delegation meet the conditions."""
    query = (
        select(Case.submitting_code, func.count())
        .join(Revision, Revision.case_id == Case.id)
        .where(Revision.state == State.PUBLISHED, Case.submitting_code != issue.owner_code, *conditions)
        .group_by(Case.submitting_code)
    )
    return dict(session.execute(query).all())


def _has_theme(issue: Issue) -> ColumnElement[bool]:
    themes = [theme.id for theme in issue.themes]
    return Revision.id.in_(select(revision_themes.c.revision_id).where(revision_themes.c.theme_id.in_(themes)))


def _is_in_operation(issue: Issue) -> ColumnElement[bool]:
    operations: Select[int] = select(revision_operations.c.revision_id)
    return Revision.id.in_(operations.where(revision_operations.c.operation_id == issue.operation_id))
