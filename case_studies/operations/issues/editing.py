"""Writing a difficult issue: starting it, changing it, deleting it before it is posted."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotSignedIn, StaleVersion
from case_studies.models import Issue, Operation, Theme
from case_studies.operations.items import first_values, lock_owner, started_before
from case_studies.policy.actor import Actor
from case_studies.policy.issues import ISSUE_POLICY, IssuePermission, may_post_issues
from case_studies.taxonomy.entries import chosen_entries
from case_studies.unit_of_work import now
from case_studies.vocabulary import Attribution, Audience, HistoryAction, IssueState, Kind, Language, Register
from case_studies.workflow.history import record_item_event
from case_studies.workflow.issues import QUESTION_FIELDS, STALE

COLUMNS = (
    *QUESTION_FIELDS,
    "language",
    "obstacle",
    "answer_by",
    "register",
    "audience",
    "attribution",
    "justifications",
    "names_agreed",
)


def start_issue(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    form_key: str | None = None,
    demonstration: bool = False,
) -> Issue:
    """Start an issue as a draft. A second call with the same form key returns the first issue."""
    if not actor.signed_in:
        raise NotSignedIn()
    if not may_post_issues(actor):
        raise NotAllowed(N_("Only a focal point of a delegation can post an issue."))
    owner = lock_owner(session, actor)
    earlier = started_before(session, Issue, owner, form_key)
    if earlier is not None:
        return earlier
    issue = Issue(
        **first_values(session, Kind.ISSUE, actor),
        owner=owner,
        state=IssueState.DRAFT,
        register=Register.INFORMAL,
        audience=Audience.MEMBERS,
        attribution=Attribution.UNNAMED,
        language=Language.ENGLISH,
        question="",
        form_key=form_key,
        demonstration=demonstration,
    )
    session.add(issue)
    _write(session, issue, values)
    session.flush()
    record_item_event(session, issue, actor, HistoryAction.START, after=IssueState.DRAFT, is_named=False)
    return issue


def edit_issue(session: Session, issue: Issue, actor: Actor, values: Mapping[str, Any], *, version: int) -> None:
    """Change a draft. Fields that are not in `values` stay as they are."""
    ISSUE_POLICY.check_usable(actor, issue, IssuePermission.EDIT)
    if issue.version != version:
        raise StaleVersion(STALE)
    _write(session, issue, values)
    issue.author_id = actor.account
    issue.changed_at = now(session)


def delete_issue(session: Session, issue: Issue, actor: Actor, *, version: int) -> None:
    """Delete a draft. Its reference is not given again."""
    ISSUE_POLICY.check_usable(actor, issue, IssuePermission.DELETE)
    if issue.version != version:
        raise StaleVersion(STALE)
    record_item_event(session, issue, actor, HistoryAction.DELETE, is_named=False)
    session.flush()
    session.delete(issue)


def _write(session: Session, issue: Issue, values: Mapping[str, Any]) -> None:
    for name in COLUMNS:
        if name in values:
            setattr(issue, name, values[name])
    if issue.register == Register.INFORMAL and issue.audience != Audience.MEMBERS:
        raise Incomplete({"audience": [N_("An informal issue is for members only.")]})
    if "themes" in values:
        issue.themes = chosen_entries(session, Theme, values["themes"], "themes")
    if "operation" in values:
        codes = [values["operation"]] if values["operation"] else []
        issue.operation = next(iter(chosen_entries(session, Operation, codes, "operation")), None)
