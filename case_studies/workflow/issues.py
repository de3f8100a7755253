"""The workflow of difficult issues: one row for each action, and what a step records and whom it notifies."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from case_studies.case_findings import CaseFinding, unsettled
from case_studies.check.finder import find
from case_studies.errors import N_, Incomplete, Message, WrongState
from case_studies.models import HistoryEntry, Issue
from case_studies.notifications.notify_of_issues import notify_of_issue
from case_studies.policy.actor import Actor
from case_studies.policy.issues import ISSUE_POLICY, STATES, is_posted
from case_studies.taxonomy.mentions import states_named
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, IssueAction, IssueState, OutcomeResult, Register
from case_studies.workflow.engine import Effect, Guard, Step, Transition, Workflow, no_effect
from case_studies.workflow.history import record_item_event
from case_studies.workflow.issue_dates import set_dates
from case_studies.workflow.text_check import check_texts

S = IssueState
STALE = N_("The issue was changed after you opened this page. Nothing was saved. Open it again to see the change.")
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


def findings_in(session: Session, issue: Issue) -> list[CaseFinding]:
    """Return what the check finds in the texts of an issue, each with the reason why it may stay."""
    texts = {name: getattr(issue, name) for name in QUESTION_FIELDS}
    found = find(texts, language=issue.language, today=now(session).date())
    return [CaseFinding(finding, issue.justifications.get(finding.id, "")) for finding in found]


def nothing_dangerous_is_in_it(session: Session, issue: Issue, _note: str) -> None:
    """Check that whatever the check finds in the texts is justified."""
    refused = N_("“%(text)s” should not be in a text that leaves. Take it out, or say why it may stay.")
    fields: dict[str, list[str]] = {}
    for finding in (one.finding for one in unsettled(findings_in(session, issue))):
        fields.setdefault(finding.section, []).append(Message(refused, text=finding.text))
    if fields:
        raise Incomplete(fields)


def who_is_named_agreed(_session: Session, issue: Issue, _note: str) -> None:
    """Check that the States that the texts name agreed to it."""
    named = states_named("\n".join(getattr(issue, name) for name in QUESTION_FIELDS))
    if named and not issue.names_agreed:
        refused = N_("The text names %(names)s. Write “a host authority” or “a contributor”, or say that they agreed.")
        raise Incomplete({"names_agreed": [Message(refused, names=", ".join(named))]})


def the_reason_may_be_read(session: Session, issue: Issue, note: str) -> None:
    """Check the reason, which everybody who reads the issue also reads."""
    check_texts(session, {"note": note}, issue.language)


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


def it_was_asked_again(_session: Session, issue: Issue, _note: str) -> None:
    """Check that the delegation was asked how the issue is now."""
    if issue.asked_on is None:
        raise WrongState(N_("Nobody asks how this issue is now at present."))


def it_is_no_case_yet(_session: Session, issue: Issue, _note: str) -> None:
    """Check that the issue was not made a case before."""
    if issue.case is not None and issue.case.deleted_at is None:
        raise WrongState(Message(N_("This issue has become %(case)s."), case=issue.case.reference))


def post(session: Session, issue: Issue, _actor: Actor) -> Issue:
    """Give the issue its day, unless a clearance officer has to clear it first."""
    if issue.register == Register.INFORMAL:
        issue.posted_at = now(session)
    return issue


def clear(session: Session, issue: Issue, actor: Actor) -> Issue:
    """Record who cleared the issue, and give it its day."""
    issue.posted_at, issue.cleared_by_id = now(session), actor.account_id
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
    """Return the state after a report. Only the delegation that asks moves its issue."""
    if issue.outcomes[-1].delegation_code != issue.owner_code:
        return issue.state
    result = issue.outcomes[-1].result
    return {OutcomeResult.BETTER: S.RESOLVED, OutcomeResult.TOO_EARLY: S.TRYING}.get(result, S.NOT_RESOLVED)


def _when_reopened(issue: Issue) -> IssueState:
    return S.ANSWERED if has_answers(issue) else S.OPEN


def _is_named(issue: Issue, action: IssueAction) -> bool:
    """Whether the act of another delegation than the one that asks is recorded with its name."""
    if action == IssueAction.ANSWER:
        return issue.answers[-1].named
    return action != IssueAction.REPORT_OUTCOME or issue.outcomes[-1].named


BEFORE_POSTING = (the_question_is_complete, nothing_dangerous_is_in_it, who_is_named_agreed)


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
        _row(A.POST, to=_when_posted, effect=post, needs=BEFORE_POSTING),
        _row(A.TAKE_BACK, to=S.DRAFT),
        _row(A.CLEAR, to=S.OPEN, effect=clear, needs=BEFORE_POSTING),
        _row(A.SEND_BACK, to=S.DRAFT, reason=True),
        _row(A.ANSWER, to=_when_answered, at_once=True),
        _row(A.SYNTHESIZE, to=_when_synthesized, needs=(it_has_a_synthesis_or_no_answer, the_reason_may_be_read)),
        _row(A.TAKE_UP, to=S.TRYING, needs=(an_answer_is_taken_up,)),
        _row(A.REPORT_OUTCOME, to=_when_reported, needs=(an_outcome_is_reported,)),
        _row(A.STILL_SO, to=lambda issue: issue.state, needs=(it_was_asked_again,)),
        _row(A.OVERTAKE, to=S.OVERTAKEN, reason=True, needs=(the_reason_may_be_read,)),
        _row(A.REOPEN, to=_when_reopened, reason=True, needs=(the_reason_may_be_read,)),
        _row(A.TURN_INTO_CASE, to=S.RESOLVED, needs=(it_is_no_case_yet,)),
        _row(A.WITHDRAW, to=S.WITHDRAWN, at_once=True),
    )
}


class IssueWorkflow(Workflow[Issue]):
    """The engine with the table of difficult issues."""

    transitions = ISSUE_TRANSITIONS
    policy = ISSUE_POLICY
    stale = STALE

    def record(self, session: Session, issue: Issue, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history, and set the dates that follow from it."""
        by_asker = actor.delegation == issue.owner_code
        set_dates(issue, step.action, step.before, now(session).date(), by_asker=by_asker)
        return record_item_event(
            session,
            issue,
            actor,
            HistoryAction(step.action),
            note=step.note,
            before=step.before,
            after=step.after,
            is_named=is_posted(issue) and _is_named(issue, step.action),
        )

    def notify(self, session: Session, issue: Issue, action: IssueAction, actor: Actor, entry: HistoryEntry) -> None:
        """Notify those who wait for the step."""
        notify_of_issue(session, issue, action, actor, entry.number)


ISSUES = IssueWorkflow()
