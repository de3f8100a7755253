"""The workflow of difficult issues: one row for each action, and what a step records and whom it notifies."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from case_studies.check.finder import find
from case_studies.errors import N_, Incomplete, Message
from case_studies.models import HistoryEntry, Issue
from case_studies.notifications.notify_of_issues import notify_of_issue
from case_studies.policy.actor import Actor
from case_studies.policy.issues import ISSUE_POLICY, STATES
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, IssueAction, IssueState, OutcomeResult, Register
from case_studies.workflow.engine import Effect, Guard, Step, Transition, Workflow, no_effect
from case_studies.workflow.history import record_item_event

S = IssueState
STALE = N_("The issue was changed after you opened this page. Nothing was saved. Open it again to see the change.")
ASK_AGAIN_AFTER = timedelta(days=90)
QUESTION_FIELDS = ("question", "setting", "already_tried", "who_could_change_it")


def the_question_is_complete(_session: Session, issue: Issue, _note: str) -> None:
    """Check that everything that a reader needs is filled in."""
    empty = N_("This is empty. Fill it before you post the issue.")
    missing = {name: [empty] for name in ("question", "setting", "already_tried") if not getattr(issue, name)}
    if not issue.themes:
        missing["themes"] = [empty]
    if issue.obstacle is None:
        missing["obstacle"] = [empty]
    if missing:
        raise Incomplete(missing)


def nothing_dangerous_is_in_it(session: Session, issue: Issue, _note: str) -> None:
    """Check that whatever the check finds in the texts is justified."""
    texts = {name: getattr(issue, name) for name in QUESTION_FIELDS}
    findings = find(texts, language=issue.language, today=now(session).date())
    refused = N_("“%(text)s” should not be in a text that leaves. Take it out, or say why it may stay.")
    fields: dict[str, list[str]] = {}
    for finding in findings:
        if not issue.justifications.get(finding.id):
            fields.setdefault(finding.section, []).append(Message(refused, text=finding.text))
    if fields:
        raise Incomplete(fields)


def it_has_a_synthesis_or_no_answer(_session: Session, issue: Issue, _note: str) -> None:
    """Check that answers have a synthesis."""
    if has_answers(issue) and issue.synthesis is None:
        raise Incomplete({"synthesis": [N_("Write what members do, where they differ and what nobody knows.")]})


def an_answer_is_taken_up(_session: Session, issue: Issue, _note: str) -> None:
    """Check that the delegation says which answers it tries."""
    if not any(answer.taken_up for answer in issue.answers):
        raise Incomplete({"answers": [N_("Choose the answers that you take up.")]})


def an_outcome_is_reported(_session: Session, issue: Issue, _note: str) -> None:
    """Check that the delegation says what came of it."""
    if not issue.outcomes:
        raise Incomplete({"result": [N_("Say what came of it.")]})


def post(session: Session, issue: Issue, _actor: Actor) -> Issue:
    """Give the issue its day, unless a clearance officer has to clear it first."""
    if issue.register == Register.INFORMAL:
        issue.posted_at = now(session)
    return issue


def clear(session: Session, issue: Issue, actor: Actor) -> Issue:
    """Record who cleared the issue, and give it its day."""
    issue.posted_at, issue.cleared_by_id = now(session), actor.account_id
    return issue


def ask_again_later(session: Session, issue: Issue, _actor: Actor) -> Issue:
    """Set the day on which the delegation is asked what came of it."""
    issue.ask_again_on = (now(session) + ASK_AGAIN_AFTER).date()
    return issue


def withdraw(_session: Session, issue: Issue, _actor: Actor) -> Issue:
    """Ask nothing any more."""
    issue.ask_again_on = None
    return issue


def has_answers(issue: Issue) -> bool:
    return any(answer.taken_back_at is None for answer in issue.answers)


def _when_posted(issue: Issue) -> IssueState:
    return S.OPEN if issue.register == Register.INFORMAL else S.IN_CLEARANCE


def _when_answered(issue: Issue) -> IssueState:
    return S.ANSWERED if issue.state in (S.OPEN, S.NO_ANSWER) else issue.state


def _when_synthesized(issue: Issue) -> IssueState:
    return S.ANSWERED if has_answers(issue) else S.NO_ANSWER


def _when_reported(issue: Issue) -> IssueState:
    result = issue.outcomes[-1].result
    return {OutcomeResult.BETTER: S.RESOLVED, OutcomeResult.TOO_EARLY: S.TRYING}.get(result, S.NOT_RESOLVED)


def _when_reopened(issue: Issue) -> IssueState:
    return S.ANSWERED if has_answers(issue) else S.OPEN


def _row(
    action: IssueAction,
    *,
    to: IssueState | Callable[[Issue], IssueState],
    effect: Effect[Issue] = no_effect,
    needs: tuple[Guard[Issue], ...] = (),
    **rest: bool,
) -> Transition[Issue]:
    return Transition(action, STATES[action], to, effect, needs, **rest)


A = IssueAction
ISSUE_TRANSITIONS: dict[IssueAction, Transition[Issue]] = {
    row.action: row
    for row in (
        _row(A.POST, to=_when_posted, effect=post, needs=(the_question_is_complete, nothing_dangerous_is_in_it)),
        _row(A.TAKE_BACK, to=S.DRAFT),
        _row(A.CLEAR, to=S.OPEN, effect=clear, needs=(nothing_dangerous_is_in_it,)),
        _row(A.SEND_BACK, to=S.DRAFT, reason=True),
        _row(A.ANSWER, to=_when_answered, at_once=True),
        _row(A.SYNTHESIZE, to=_when_synthesized, needs=(it_has_a_synthesis_or_no_answer,)),
        _row(A.TAKE_UP, to=S.TRYING, effect=ask_again_later, needs=(an_answer_is_taken_up,)),
        _row(A.REPORT_OUTCOME, to=_when_reported, effect=ask_again_later, needs=(an_outcome_is_reported,)),
        _row(A.OVERTAKE, to=S.OVERTAKEN, reason=True),
        _row(A.REOPEN, to=_when_reopened, reason=True),
        _row(A.WITHDRAW, to=S.WITHDRAWN, effect=withdraw, at_once=True),
    )
}


class IssueWorkflow(Workflow[Issue]):
    """The engine with the table of difficult issues."""

    transitions = ISSUE_TRANSITIONS
    policy = ISSUE_POLICY
    stale = STALE

    def record(self, session: Session, issue: Issue, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history."""
        return record_item_event(
            session,
            issue,
            actor,
            HistoryAction(step.action),
            note=step.note,
            before=step.before,
            after=step.after,
            is_named=step.action != IssueAction.ANSWER or issue.answers[-1].named,
        )

    def notify(self, session: Session, issue: Issue, action: IssueAction, actor: Actor, entry: HistoryEntry) -> None:
        """Notify those who wait for the step."""
        notify_of_issue(session, issue, action, actor, entry.number)

    def index(self, session: Session, issue: Issue) -> None:
        """Do nothing: issues are listed from the database."""


ISSUES = IssueWorkflow()
