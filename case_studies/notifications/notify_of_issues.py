"""Who is notified of which step of a difficult issue."""

from collections.abc import Callable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Account, Issue
from case_studies.notifications.notify import notify
from case_studies.notifications.recipients import offices_of
from case_studies.policy.actor import Actor
from case_studies.vocabulary import IssueAction, IssueState, NotificationEvent, Role

Recipients = Callable[[Session, Issue], list[Account]]


def _focal_points(session: Session, issue: Issue) -> list[Account]:
    return offices_of(session, issue.owner_code, Role.FOCAL_POINT)


def _clearance_officers(session: Session, issue: Issue) -> list[Account]:
    return offices_of(session, issue.owner_code, Role.CLEARANCE_OFFICER)


def _editors(session: Session, issue: Issue) -> list[Account]:
    query = select(Account).where(Account.active, Account.delegation_code != issue.owner_code).order_by(Account.id)
    return [account for account in session.scalars(query) if Role.EDITOR in account.roles]


def _who_answered(session: Session, issue: Issue) -> list[Account]:
    ids = {answer.account_id for answer in issue.answers if answer.taken_back_at is None}
    return list(session.scalars(select(Account).where(Account.id.in_(ids), Account.active).order_by(Account.id)))


def _asker_and_who_answered(session: Session, issue: Issue) -> list[Account]:
    return [*_focal_points(session, issue), *_who_answered(session, issue)]


def _editors_and_who_answered(session: Session, issue: Issue) -> list[Account]:
    return [*_editors(session, issue), *_who_answered(session, issue)]


ISSUE_EVENTS: Mapping[IssueAction, tuple[NotificationEvent, Recipients]] = {
    IssueAction.SEND_BACK: (NotificationEvent.ISSUE_SENT_BACK, _focal_points),
    IssueAction.CLEAR: (NotificationEvent.ISSUE_POSTED, _editors),
    IssueAction.ANSWER: (NotificationEvent.ISSUE_ANSWERED, _focal_points),
    IssueAction.SYNTHESIZE: (NotificationEvent.ISSUE_SYNTHESIZED, _asker_and_who_answered),
    IssueAction.REPORT_OUTCOME: (NotificationEvent.ISSUE_OUTCOME, _editors_and_who_answered),
}


def notify_of_issue(session: Session, issue: Issue, action: IssueAction, actor: Actor, entry: int) -> None:
    """Notify the accounts that a step concerns; `entry` is its number in the history."""
    event, recipients = ISSUE_EVENTS.get(action, (None, _editors))
    if action == IssueAction.POST:
        waits = issue.state == IssueState.IN_CLEARANCE
        event = NotificationEvent.ISSUE_CLEARANCE_REQUESTED if waits else NotificationEvent.ISSUE_POSTED
        recipients = _clearance_officers if waits else _editors
    if event is not None:
        notify_about_issue(session, event, recipients(session, issue), issue, key=f"history:{entry}", actor=actor)


def notify_about_issue(
    session: Session, event: NotificationEvent, accounts: list[Account], issue: Issue, *, key: str, actor: Actor
) -> None:
    """Notify accounts of something about an issue."""
    notify(session, event, accounts, None, key=key, actor=actor, facts={"reference": issue.reference})
