"""Finding difficult issues for a reader. No function returns an issue that the reader may not see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from case_studies.errors import NotVisible
from case_studies.models import HistoryEntry, Issue, IssueAnswer, IssueOutcome
from case_studies.models.issue import issue_themes
from case_studies.policy.actor import Actor
from case_studies.policy.issue_release import ReleasedIssue, release_issues
from case_studies.policy.issues import HIDDEN, POSTED, issue_visible_to
from case_studies.policy.items import is_office_of_owner
from case_studies.vocabulary import HistoryAction, IssueState

PAGE_SIZE = 20
OPEN_STEPS = frozenset(
    {
        HistoryAction.POST,
        HistoryAction.CLEAR,
        HistoryAction.ANSWER,
        HistoryAction.SYNTHESIZE,
        HistoryAction.TAKE_UP,
        HistoryAction.REPORT_OUTCOME,
        HistoryAction.OVERTAKE,
        HistoryAction.REOPEN,
    }
)
"""What everybody who reads an issue may know of its history."""
OPEN_REASONS = frozenset({HistoryAction.SYNTHESIZE, HistoryAction.OVERTAKE, HistoryAction.REOPEN})
"""The steps whose reason everybody who reads an issue also reads. The form says so, and the reason is checked."""


@dataclass(frozen=True, slots=True)
class IssuePage:
    """One page of a list, and how many issues there are on all pages."""

    issues: list[ReleasedIssue]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def find_issue(session: Session, actor: Actor, reference: str, *, for_change: bool = False) -> Issue:
    """Return an issue that the actor may see. With `for_change`, lock it. Raises NotVisible."""
    query = _with_all(select(Issue)).where(Issue.reference == reference, issue_visible_to(actor))
    issue = session.scalar(query.with_for_update(of=Issue) if for_change else query)
    if issue is None:
        raise NotVisible()
    return issue


def list_issues(
    session: Session, actor: Actor, *, states: Collection[IssueState] = POSTED, theme: str = "", page: int = 1
) -> IssuePage:
    """Return a page of the posted issues that the actor may read, the newest first."""
    found = select(Issue.id).where(issue_visible_to(actor), Issue.state.in_(states))
    if theme:
        found = found.join(issue_themes).where(issue_themes.c.theme_id == theme)
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    newest = (Issue.posted_at.desc(), Issue.id.desc())
    on_page = found.order_by(*newest).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    rows = session.scalars(_with_all(select(Issue).where(Issue.id.in_(on_page))).order_by(*newest))
    return IssuePage(release_issues(rows, actor), total, page)


def own_hidden(session: Session, actor: Actor) -> list[Issue]:
    """Return the issues that only the actor's delegation sees, the newest first: not posted yet, or withdrawn."""
    query = select(Issue).where(issue_visible_to(actor), Issue.owner_code == actor.delegation, Issue.state.in_(HIDDEN))
    return list(session.scalars(_with_all(query).order_by(Issue.id.desc())))


def latest_issues(session: Session, actor: Actor, about: ColumnElement[bool], most: int) -> list[ReleasedIssue]:
    """Return the newest posted issues that the actor may read, as far as their titles go."""
    found = select(Issue).where(issue_visible_to(actor), Issue.state.in_(POSTED), about)
    return release_issues(session.scalars(found.order_by(Issue.posted_at.desc(), Issue.id.desc()).limit(most)), actor)


def oldest_issues(session: Session, actor: Actor, about: ColumnElement[bool], most: int) -> list[ReleasedIssue]:
    """Return the posted issues that wait longest, as the actor may read them."""
    found = select(Issue).where(issue_visible_to(actor), Issue.state.in_(POSTED), about)
    return release_issues(session.scalars(found.order_by(Issue.posted_at, Issue.id).limit(most)), actor)


def issue_history(session: Session, actor: Actor, issue: Issue) -> list[HistoryEntry]:
    """Return the entries that the actor may read, the oldest first. Its own delegation reads all of them."""
    query = select(HistoryEntry).where(HistoryEntry.reference == issue.reference).order_by(HistoryEntry.number)
    entries = list(session.scalars(query))
    return entries if is_office_of_owner(actor, issue) else [e for e in entries if e.action in OPEN_STEPS]


def readable_note(actor: Actor, issue: Issue, entry: HistoryEntry) -> str:
    """Return the reason of a step, as far as the actor may read it."""
    return entry.full_note if is_office_of_owner(actor, issue) or entry.action in OPEN_REASONS else ""


def reason_of_state(actor: Actor, issue: Issue, entries: Sequence[HistoryEntry]) -> str:
    """Return why the issue is in its present state, as far as the actor may read the reason."""
    led_to_it = (entry for entry in reversed(entries) if entry.to_state == issue.state)
    return next((readable_note(actor, issue, entry) for entry in led_to_it), "")


def _with_all(query: Select[Issue]) -> Select[Issue]:
    return query.options(
        selectinload(Issue.themes),
        selectinload(Issue.answers).options(joinedload(IssueAnswer.delegation), joinedload(IssueAnswer.case)),
        selectinload(Issue.outcomes).joinedload(IssueOutcome.delegation),
        selectinload(Issue.invitations),
        joinedload(Issue.synthesis),
        joinedload(Issue.operation),
        joinedload(Issue.case),
    )
