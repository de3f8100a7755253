"""Who is told: the accounts behind a role in a case. Whoever is in conflict, or has left, is nobody to be told."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Account, Case
from case_studies.policy.actor import Actor
from case_studies.policy.predicates import active_assignments, is_editor_without_conflict
from case_studies.vocabulary import Role


def offices(session: Session, case: Case, *roles: Role) -> list[Account]:
    """Return the submitting delegation's open accounts with one of the roles."""
    query = select(Account).where(Account.delegation_code == case.submitting_code, Account.active)
    return [account for account in session.scalars(query.order_by(Account.id)) if _holds(account, roles)]


def focal_points(session: Session, case: Case) -> list[Account]:
    """Return who writes for the submitting delegation."""
    return offices(session, case, Role.FOCAL_POINT)


def clearance_officers(session: Session, case: Case) -> list[Account]:
    """Return who releases for the submitting delegation."""
    return offices(session, case, Role.CLEARANCE_OFFICER)


def submitters(session: Session, case: Case) -> list[Account]:
    """Return the offices of the submitting delegation."""
    return offices(session, case, Role.FOCAL_POINT, Role.CLEARANCE_OFFICER)


def editors(session: Session, case: Case) -> list[Account]:
    """Return the editors who need not recuse themselves; none before the case was submitted."""
    return _editors(session, case) if any(r.submitted_at is not None for r in case.revisions) else []


def _editors(session: Session, case: Case) -> list[Account]:
    accounts = session.scalars(select(Account).where(Account.active).order_by(Account.id))
    return [account for account in accounts if is_editor_without_conflict(Actor.of(account), case)]


def reviewers(_session: Session, case: Case) -> list[Account]:
    """Return who takes part as a reviewer: asked of some revision, not declined, not in conflict, still open."""
    asked = {a.reviewer_id: a.reviewer for revision in case.revisions for a in revision.assignments}
    return [account for account in asked.values() if active_assignments(Actor.of(account), case)]


def reviewers_now(_session: Session, case: Case) -> list[Account]:
    """Return the reviewers of the current revision."""
    asked = [assignment.reviewer for assignment in case.current.assignments]
    current = case.current.id
    return [
        account
        for account in asked
        if any(a.revision_id == current for a in active_assignments(Actor.of(account), case))
    ]


def judges(session: Session, case: Case) -> list[Account]:
    """Return the editors and the reviewers who take part."""
    return _once([*editors(session, case), *reviewers(session, case)])


def everybody(session: Session, case: Case) -> list[Account]:
    """Return all who take part."""
    return _once([*submitters(session, case), *judges(session, case)])


def everybody_notified(session: Session, case: Case) -> list[Account]:
    """Return all who take part, and the editors also of a text that went back to its author unjudged."""
    return _once([*submitters(session, case), *_editors(session, case), *reviewers(session, case)])


def participants(session: Session, case: Case) -> list[Account]:
    """Return the submitting delegation's offices and the reviewers: those who wait for a decision."""
    return _once([*submitters(session, case), *reviewers(session, case)])


def writers_and_reviewers(session: Session, case: Case) -> list[Account]:
    """Return who has to answer a round, and who held it."""
    return _once([*focal_points(session, case), *reviewers(session, case)])


def _holds(account: Account, roles: Sequence[Role]) -> bool:
    return not set(account.roles).isdisjoint(roles)


def _once(accounts: Iterable[Account]) -> list[Account]:
    return list({account.id: account for account in accounts}.values())
