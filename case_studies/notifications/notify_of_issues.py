"""Who is notified of which step of a difficult issue."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from case_studies.models import Account, Issue, Notification
from case_studies.notifications.notify import notify
from case_studies.notifications.recipients import offices_of
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now
from case_studies.vocabulary import IssueAction, IssueState, NotificationEvent, Role

Recipients = Callable[[Session, Issue], list[Account]]


def focal_points_of_asker(session: Session, issue: Issue) -> list[Account]:
    return offices_of(session, issue.owner_code, Role.FOCAL_POINT)


def _clearance_officers(session: Session, issue: Issue) -> list[Account]:
    return offices_of(session, issue.owner_code, Role.CLEARANCE_OFFICER)


def editors_for(session: Session, issue: Issue) -> list[Account]:
    query = select(Account).where(Account.active, Account.delegation_code != issue.owner_code).order_by(Account.id)
    return [account for account in session.scalars(query) if Role.EDITOR in account.roles]


def _who_answered(session: Session, issue: Issue) -> list[Account]:
    ids = {answer.account_id for answer in issue.answers if answer.taken_back_at is None}
    return list(session.scalars(select(Account).where(Account.id.in_(ids), Account.active).order_by(Account.id)))


def _asker_and_who_answered(session: Session, issue: Issue) -> list[Account]:
    return [*focal_points_of_asker(session, issue), *_who_answered(session, issue)]


def _editors_and_who_answered(session: Session, issue: Issue) -> list[Account]:
    return [*editors_for(session, issue), *_who_answered(session, issue)]


def _taken_up(session: Session, issue: Issue) -> list[Account]:
    ids = {answer.account_id for answer in issue.answers if answer.taken_up and answer.taken_back_at is None}
    return list(session.scalars(select(Account).where(Account.id.in_(ids), Account.active).order_by(Account.id)))


def _invited(session: Session, issue: Issue) -> list[Account]:
    codes = [one.delegation_code for one in issue.invitations]
    return [account for code in codes for account in offices_of(session, code, Role.FOCAL_POINT)]


ISSUE_EVENTS: Mapping[IssueAction, tuple[NotificationEvent, Recipients]] = {
    IssueAction.SEND_BACK: (NotificationEvent.ISSUE_SENT_BACK, focal_points_of_asker),
    IssueAction.CLEAR: (NotificationEvent.ISSUE_POSTED, editors_for),
    IssueAction.ANSWER: (NotificationEvent.ISSUE_ANSWERED, focal_points_of_asker),
    IssueAction.SYNTHESIZE: (NotificationEvent.ISSUE_SYNTHESIZED, _asker_and_who_answered),
    IssueAction.TAKE_UP: (NotificationEvent.ISSUE_TAKEN_UP, _taken_up),
    IssueAction.REPORT_OUTCOME: (NotificationEvent.ISSUE_OUTCOME, _editors_and_who_answered),
}


# What a step answers: these notifications of these accounts are marked as read.
E = NotificationEvent
TO_CLEAR = (_clearance_officers, (E.ISSUE_CLEARANCE_REQUESTED,))
ASKED = (focal_points_of_asker, (E.ISSUE_ASKED_AGAIN, E.ISSUE_ANSWER_BY_PASSED))
READ = (focal_points_of_asker, (E.ISSUE_ANSWERED, E.ISSUE_SYNTHESIZED))
TO_SUM_UP = (editors_for, (E.ISSUE_POSTED, E.ISSUE_SYNTHESIS_DUE))
TO_ANSWER = (_invited, (E.ISSUE_INVITED,))
HANDLED_BY: Mapping[IssueAction, tuple[tuple[Recipients, tuple[NotificationEvent, ...]], ...]] = {
    IssueAction.POST: ((focal_points_of_asker, (E.ISSUE_SENT_BACK,)),),
    IssueAction.TAKE_BACK: (TO_CLEAR,),
    IssueAction.CLEAR: (TO_CLEAR,),
    IssueAction.SEND_BACK: (TO_CLEAR,),
    IssueAction.SYNTHESIZE: (TO_SUM_UP,),
    IssueAction.TAKE_UP: (READ, ASKED),
    IssueAction.STILL_SO: (ASKED,),
    IssueAction.REOPEN: (ASKED,),
    IssueAction.OVERTAKE: (ASKED, READ, TO_SUM_UP, TO_ANSWER),
    IssueAction.WITHDRAW: (ASKED, READ, TO_SUM_UP, TO_ANSWER),
}


def _mark_handled(session: Session, issue: Issue, action: IssueAction, actor: Actor) -> None:
    """Mark what a step answers as read."""
    handled = list(HANDLED_BY.get(action, ()))
    if action == IssueAction.REPORT_OUTCOME and actor.delegation == issue.owner_code:
        handled = [ASKED, READ]
    if action == IssueAction.ANSWER:
        handled = [
            (lambda session, _issue: offices_of(session, actor.delegation or "", Role.FOCAL_POINT), TO_ANSWER[1])
        ]
    for accounts_of, events in handled:
        accounts = [account.id for account in accounts_of(session, issue)]
        unread = update(Notification).where(
            Notification.account_id.in_(accounts),
            Notification.event.in_(events),
            Notification.read_at.is_(None),
            Notification.facts["reference"].as_string() == issue.reference,
        )
        session.execute(unread.values(read_at=now(session)))


def notify_of_issue(session: Session, issue: Issue, action: IssueAction, actor: Actor, entry: int) -> None:
    """Notify the accounts that a step concerns; `entry` is its number in the history."""
    _mark_handled(session, issue, action, actor)
    event, recipients = ISSUE_EVENTS.get(action, (None, editors_for))
    if action == IssueAction.POST:
        waits = issue.state == IssueState.IN_CLEARANCE
        event = NotificationEvent.ISSUE_CLEARANCE_REQUESTED if waits else NotificationEvent.ISSUE_POSTED
        recipients = _clearance_officers if waits else editors_for
    if event is not None:
        # who answered is notified once that the answer is tried, even if others are taken up later
        key = f"issue-taken-up:{issue.id}" if action == IssueAction.TAKE_UP else f"history:{entry}"
        notify_about_issue(session, event, recipients(session, issue), issue, key=key, actor=actor)


def notify_about_issue(
    session: Session,
    event: NotificationEvent,
    accounts: list[Account],
    issue: Issue,
    *,
    key: str,
    actor: Actor,
    day: date | None = None,
) -> int:
    """Notify accounts of something about an issue, and return how many were notified."""
    facts = {"reference": issue.reference} | ({"day": day.isoformat()} if day is not None else {})
    return notify(session, event, accounts, None, key=key, actor=actor, facts=facts)
