"""The tasks of a person in difficult issues: one query for each group, with a limit."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from case_studies.case_findings import unsettled
from case_studies.errors import N_
from case_studies.models import Case, Issue, IssueAnswer, IssueInvitation, IssueSynthesis, Revision
from case_studies.models.issue import issue_themes
from case_studies.models.revision import revision_themes
from case_studies.operations.desk.item_task import MOST_SHOWN, ItemGroup, ItemTask
from case_studies.policy.actor import Actor
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.policy.issues import UNSETTLED, issue_visible_to
from case_studies.vocabulary import IssueState, Kind, Role, State
from case_studies.workflow.issue_dates import ANSWERED_WITHIN
from case_studies.workflow.issues import findings_in


def issue_tasks(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the tasks of the actor in difficult issues, for all their roles, the most urgent of each group first."""
    if actor.is_a(Role.CLEARANCE_OFFICER):
        yield from _to_clear(session, actor)
    if actor.is_a(Role.FOCAL_POINT):
        yield from _of_the_asker(session, actor)
        yield from _drafts(session, actor)
        yield from _to_answer(session, actor)
    if actor.is_a(Role.EDITOR):
        yield from _syntheses(session, actor)


def _to_clear(session: Session, actor: Actor) -> Iterator[ItemTask]:
    query = _own(actor, Issue.state == IssueState.IN_CLEARANCE).order_by(Issue.moved_at, Issue.id)
    for issue in session.scalars(query):
        own = actor.account_id == issue.author_id and not issue.owner.clears_itself
        note = N_("You wrote it, so another officer has to clear it.") if own else ""
        yield _task(ItemGroup.ISSUES_TO_CLEAR, issue, actor, "clear_issue", note=note)


def _of_the_asker(session: Session, actor: Actor) -> Iterator[ItemTask]:
    for issue in session.scalars(_own(actor, Issue.asked_on.is_not(None)).order_by(Issue.asked_on, Issue.id)):
        if issue.asked_on is not None:
            since, due = datetime.combine(issue.asked_on, time(), UTC), issue.asked_on + ANSWERED_WITHIN
            yield _task(ItemGroup.ISSUES_ASKED_AGAIN, issue, actor, "say_how_it_is", since=since, due=due)
    has_synthesis = select(IssueSynthesis.issue_id).where(IssueSynthesis.issue_id == Issue.id).exists()
    answered = _own(actor, Issue.state == IssueState.ANSWERED, has_synthesis)
    for issue in session.scalars(answered.order_by(Issue.moved_at, Issue.id)):
        yield _task(ItemGroup.ISSUES_ANSWERED, issue, actor, "take_up_answers")


def _drafts(session: Session, actor: Actor) -> Iterator[ItemTask]:
    query = _own(actor, Issue.state == IssueState.DRAFT).order_by(Issue.moved_at, Issue.id)
    for issue in session.scalars(query):
        open_findings = unsettled(findings_in(session, issue))
        note = N_("The check found %(findings)s in it that should not leave.") if open_findings else ""
        numbers = {"findings": len(open_findings)}
        yield _task(ItemGroup.ISSUE_DRAFTS, issue, actor, "continue_issue", note=note, numbers=numbers)


def _to_answer(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return what an editor asked the delegation to answer, then issues on the themes of its published cases."""
    answered = select(IssueAnswer.issue_id).where(
        IssueAnswer.delegation_code == actor.delegation, IssueAnswer.taken_back_at.is_(None)
    )
    invited = select(IssueInvitation).where(IssueInvitation.delegation_code == actor.delegation)
    when_invited = {one.issue_id: one.invited_at for one in session.scalars(invited)}
    asked = Issue.id.in_(select(IssueInvitation.issue_id).where(IssueInvitation.delegation_code == actor.delegation))
    on_theme = Issue.id.in_(_on_themes_of(actor))
    query = (
        select(Issue)
        .where(issue_visible_to(actor), Issue.owner_code != actor.delegation, Issue.state.in_(UNSETTLED))
        .where(Issue.id.not_in(answered), or_(asked, on_theme))
        .order_by(asked.desc(), Issue.answer_by.is_(None), Issue.answer_by, Issue.posted_at.desc(), Issue.id)
    )
    for issue in session.scalars(query.limit(MOST_SHOWN)):
        since = when_invited.get(issue.id)
        note = N_("An editor asks your delegation.") if since else N_("It shares a theme with your published cases.")
        yield _task(
            ItemGroup.ISSUES_TO_ANSWER, issue, actor, "answer_issue", since=since, due=issue.answer_by, note=note
        )


def _on_themes_of(actor: Actor) -> Select[int]:
    """Return the query for the issues that share a theme with a published case of the actor's delegation."""
    themes = (
        select(revision_themes.c.theme_id)
        .join(Revision, Revision.id == revision_themes.c.revision_id)
        .join(Case, Case.id == Revision.case_id)
        .where(Revision.state == State.PUBLISHED, Case.submitting_code == actor.delegation)
    )
    return select(issue_themes.c.issue_id).where(issue_themes.c.theme_id.in_(themes))


def _syntheses(session: Session, actor: Actor) -> Iterator[ItemTask]:
    waiting = Issue.synthesis_due_on.is_not(None)
    query = select(Issue).where(issue_visible_to(actor), waiting, Issue.owner_code != actor.delegation)
    for issue in session.scalars(query.order_by(Issue.synthesis_due_on, Issue.id).limit(MOST_SHOWN)):
        step = "synthesize_issue" if issue.state == IssueState.ANSWERED else "invite_to_issue"
        yield _task(ItemGroup.SYNTHESES_DUE, issue, actor, step, since=issue.posted_at, due=issue.synthesis_due_on)


def _own(actor: Actor, *conditions: ColumnElement[bool]) -> Select[Issue]:
    return select(Issue).where(Issue.owner_code == actor.delegation, *conditions).limit(MOST_SHOWN)


def _task(
    group: ItemGroup,
    issue: Issue,
    actor: Actor,
    step: str,
    *,
    since: datetime | None = None,
    due: date | None = None,
    note: str = "",
    numbers: dict[str, int] | None = None,
) -> ItemTask:
    released = ReleasedIssue(issue, actor)
    return ItemTask(
        group=group,
        kind=Kind.ISSUE,
        reference=issue.reference,
        title=issue.question,
        language=issue.language,
        owner=released.asked_by,
        state=issue.state,
        since=since or issue.moved_at,
        step=step,
        due=due,
        note=note,
        numbers=numbers or {},
    )
