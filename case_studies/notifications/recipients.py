"""The accounts behind each role in a case. Closed accounts and accounts in a conflict of interest are left out."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Account, Case
from case_studies.policy.actor import Actor
from case_studies.policy.consents import awaited
from case_studies.policy.predicates import active_assignments, is_editor_without_conflict
from case_studies.vocabulary import Role


def offices(session: Session, case: Case, *roles: Role) -> list[Account]:
    """Return the submitting delegation's open accounts that have one of the roles."""
    query = select(Account).where(Account.delegation_code == case.submitting_code, Account.active)
    return [account for account in session.scalars(query.order_by(Account.id)) if _has_role(account, roles)]


def offices_of(session: Session, code: str, role: Role) -> list[Account]:
    """Return the open accounts of a delegation that have a role."""
    query = select(Account).where(Account.delegation_code == code, Account.active).order_by(Account.id)
    return [account for account in session.scalars(query) if role in account.roles]


def focal_points(session: Session, case: Case) -> list[Account]:
    """Return the focal points of the submitting delegation."""
    return offices(session, case, Role.FOCAL_POINT)


def clearance_officers(session: Session, case: Case) -> list[Account]:
    """Return the clearance officers of the submitting delegation."""
    return offices(session, case, Role.CLEARANCE_OFFICER)


def submitters(session: Session, case: Case) -> list[Account]:
    """Return focal points and clearance officers of the submitting delegation."""
    return offices(session, case, Role.FOCAL_POINT, Role.CLEARANCE_OFFICER)


def asked_co_submitters(session: Session, case: Case) -> list[Account]:
    """Return the clearance officers of the co-submitters that have not answered to the current text."""
    return officers_of(session, [delegation.code for delegation in awaited(case)])


def co_submitters(session: Session, case: Case) -> list[Account]:
    """Return the clearance officers of the co-submitters of the current text."""
    return officers_of(session, [delegation.code for delegation in case.current.co_submitters])


def officers_of(session: Session, codes: Iterable[str]) -> list[Account]:
    """Return the clearance officers of these delegations."""
    query = select(Account).where(Account.delegation_code.in_(list(codes)), Account.active).order_by(Account.id)
    return [account for account in session.scalars(query) if _has_role(account, [Role.CLEARANCE_OFFICER])]


def submitters_and_editors(session: Session, case: Case) -> list[Account]:
    """Return the submitting delegation and the editors."""
    return _distinct([*submitters(session, case), *editors(session, case)])


def editors(session: Session, case: Case) -> list[Account]:
    """Return the editors without a conflict of interest. Before the case is submitted there are none."""
    return _editors(session, case) if any(r.submitted_at is not None for r in case.revisions) else []


def _editors(session: Session, case: Case) -> list[Account]:
    accounts = session.scalars(select(Account).where(Account.active).order_by(Account.id))
    return [account for account in accounts if is_editor_without_conflict(Actor.of(account), case)]


def reviewers(_session: Session, case: Case) -> list[Account]:
    """Return the reviewers of all revisions that did not decline and have no conflict of interest."""
    accounts = {a.reviewer_id: a.reviewer for revision in case.revisions for a in revision.assignments}
    return [account for account in accounts.values() if active_assignments(Actor.of(account), case)]


def reviewers_now(_session: Session, case: Case) -> list[Account]:
    """Return the reviewers of the current revision."""
    accounts = [assignment.reviewer for assignment in case.current.assignments]
    current = case.current.id
    return [
        account
        for account in accounts
        if any(a.revision_id == current for a in active_assignments(Actor.of(account), case))
    ]


def editors_and_reviewers(session: Session, case: Case) -> list[Account]:
    """Return the editors and reviewers who take part in the case."""
    return _distinct([*editors(session, case), *reviewers(session, case)])


def everybody(session: Session, case: Case) -> list[Account]:
    """Return all accounts that take part in the case."""
    return _distinct([*submitters(session, case), *editors_and_reviewers(session, case)])


def everybody_notified(session: Session, case: Case) -> list[Account]:
    """Return all accounts that may have been notified of the case, also before it was returned to the delegation."""
    asked = co_submitters(session, case)
    return _distinct([*submitters(session, case), *asked, *_editors(session, case), *reviewers(session, case)])


def participants(session: Session, case: Case) -> list[Account]:
    """Return the accounts that wait for a decision: the submitting delegation and the reviewers."""
    return _distinct([*submitters(session, case), *reviewers(session, case)])


def writers_and_reviewers(session: Session, case: Case) -> list[Account]:
    """Return the focal points, who answer the remarks, and the reviewers, who made them."""
    return _distinct([*focal_points(session, case), *reviewers(session, case)])


def _has_role(account: Account, roles: Sequence[Role]) -> bool:
    return not set(account.roles).isdisjoint(roles)


def _distinct(accounts: Iterable[Account]) -> list[Account]:
    return list({account.id: account for account in accounts}.values())
