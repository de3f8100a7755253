"""Answering difficult issues: answers, invitations, the synthesis, and what came of it."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message, NotAllowed, StaleVersion
from case_studies.models import (
    Case,
    Delegation,
    Issue,
    IssueAnswer,
    IssueInvitation,
    IssueOutcome,
    IssueSynthesis,
    Revision,
)
from case_studies.notifications.notify_of_issues import notify_about_issue
from case_studies.notifications.recipients import offices_of
from case_studies.policy.actor import Actor
from case_studies.policy.issues import ISSUE_POLICY, IssuePermission
from case_studies.policy.narrowing import readers_of_part
from case_studies.policy.visibility import readable_by
from case_studies.unit_of_work import now
from case_studies.vocabulary import (
    TAKES_PART,
    AnswerKind,
    HistoryAction,
    IssueAction,
    NotificationEvent,
    Role,
    State,
)
from case_studies.workflow.history import record_item_event
from case_studies.workflow.issues import ISSUES, STALE
from case_studies.workflow.text_check import check_texts

MOST_INVITED = 5


def answer_issue(session: Session, issue: Issue, actor: Actor, values: Mapping[str, Any]) -> IssueAnswer:
    """Answer an issue for the actor's delegation."""
    ISSUE_POLICY.check_usable(actor, issue, IssueAction.ANSWER)
    check_texts(session, {"text": values["text"]}, issue.language)
    answer = IssueAnswer(
        delegation_code=actor.delegation,
        account_id=actor.account,
        kind=values["kind"],
        text=values["text"],
        named=values["named"],
        given_at=now(session),
        **_pinned(session, actor, values),
    )
    issue.answers.append(answer)
    ISSUES.perform(session, issue, IssueAction.ANSWER, actor, version=issue.version)
    return answer


def _pinned(session: Session, actor: Actor, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the case that an answer names, pinned to the revision that the actor reads now."""
    if values["kind"] != AnswerKind.CASE:
        return {}
    query = select(Revision).join(Revision.case).where(Case.reference == values.get("case"), readable_by(actor))
    revision = session.scalar(query.where(Revision.state == State.PUBLISHED))
    if revision is None:
        raise Incomplete({"case": [N_("There is no published case with this reference that you may read.")]})
    section = values.get("section")
    return {
        "case_id": revision.case_id,
        "revision_number": revision.number,
        "section": section,
        "readers": readers_of_part(revision, section or ""),
    }


def take_back_answer(session: Session, issue: Issue, actor: Actor, number: int) -> None:
    """Take back an answer of the actor's own."""
    answer = next((one for one in issue.answers if one.id == number and one.account_id == actor.account_id), None)
    if answer is None:
        raise NotAllowed()
    if answer.taken_back_at is None:
        answer.taken_back_at, answer.text = now(session), ""
        record_item_event(session, issue, actor, HistoryAction.TAKE_BACK_ANSWER, is_named=answer.named)


def invite(session: Session, issue: Issue, actor: Actor, codes: Collection[str], *, version: int) -> None:
    """Ask delegations to answer, at most five for each issue."""
    ISSUE_POLICY.check_usable(actor, issue, IssuePermission.INVITE)
    if issue.version != version:
        raise StaleVersion(STALE)
    invited = {one.delegation_code for one in issue.invitations}
    new = [code for code in dict.fromkeys(codes) if code not in invited]
    if len(invited) + len(new) > MOST_INVITED:
        raise Incomplete({"delegations": [Message(N_("Invite at most %(most)s delegations."), most=MOST_INVITED)]})
    known = session.scalars(
        select(Delegation.code).where(Delegation.code.in_(new), Delegation.standing.in_(TAKES_PART))
    )
    if set(new) - set(known) or issue.owner_code in new:
        raise Incomplete({"delegations": [N_("Choose delegations that take part and do not ask themselves.")]})
    entry = record_item_event(session, issue, actor, HistoryAction.INVITE)
    for code in new:
        issue.invitations.append(IssueInvitation(delegation_code=code, invited_at=now(session)))
        accounts = offices_of(session, code, Role.FOCAL_POINT)
        event = NotificationEvent.ISSUE_INVITED
        notify_about_issue(session, event, accounts, issue, key=f"history:{entry.number}", actor=actor)


def synthesize(
    session: Session, issue: Issue, actor: Actor, values: Mapping[str, str], *, note: str, version: int
) -> None:
    """Sum the answers up, or say that there is no answer yet."""
    ISSUE_POLICY.check_usable(actor, issue, IssueAction.SYNTHESIZE)
    if any(values.values()):
        check_texts(session, values, issue.language)
        issue.synthesis = IssueSynthesis(**values, written_by_id=actor.account, written_at=now(session))
    ISSUES.perform(session, issue, IssueAction.SYNTHESIZE, actor, note=note, version=version)


def take_up(session: Session, issue: Issue, actor: Actor, numbers: Collection[int], *, note: str, version: int) -> None:
    """Say which answers the delegation tries."""
    ISSUE_POLICY.check_usable(actor, issue, IssueAction.TAKE_UP)
    for answer in issue.answers:
        answer.taken_up = answer.taken_up or (answer.id in numbers and answer.taken_back_at is None)
    ISSUES.perform(session, issue, IssueAction.TAKE_UP, actor, note=note, version=version)


def report_outcome(
    session: Session, issue: Issue, actor: Actor, values: Mapping[str, Any] | None, *, note: str, version: int
) -> None:
    """Say what came of an answer that the delegation tried."""
    ISSUE_POLICY.check_usable(actor, issue, IssueAction.REPORT_OUTCOME)
    if values is None:
        raise Incomplete({"outcome": [N_("Say what came of it.")]})
    check_texts(session, {"tried": values["tried"]}, issue.language)
    issue.outcomes.append(IssueOutcome(**values, delegation_code=actor.delegation, reported_at=now(session)))
    ISSUES.perform(session, issue, IssueAction.REPORT_OUTCOME, actor, note=note, version=version)
