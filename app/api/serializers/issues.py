"""Difficult issues."""

from typing import Any

from flask import url_for

from app.api.serializers import Json
from app.api.serializers.submitters import serialize_submitter
from case_studies.models import Issue
from case_studies.policy.actor import Actor
from case_studies.policy.issue_release import ReleasedAnswer, ReleasedIssue
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Kind
from case_studies.workflow.issues import ISSUES

LISTED = (
    "reference",
    "state",
    "register",
    "audience",
    "attribution",
    "language",
    "question",
    "posted_at",
    "answer_by",
    "stale",
)
READ = ("version", "became", "setting", "obstacle", "already_tried", "who_could_change_it", "names_agreed")
SYNTHESIS = ("members_do", "they_differ", "nobody_knows", "written_at")
OUTCOME = ("tried", "since", "result", "advice", "made_possible_by", "reported_at", "by_asker")


def serialize_issue_link(issue: ReleasedIssue) -> Json:
    """Return what lists show of an issue."""
    return {
        **_fields(issue, LISTED),
        "kind": Kind.ISSUE,
        "url": url_for("issues.issue", reference=issue.reference, _external=True),
        "asked_by": serialize_submitter(issue.asked_by),
        "themes": [{"id": theme.id, "label": theme.label} for theme in issue.themes],
    }


def serialize_issue(session: Session, actor: Actor, issue: Issue) -> Json:
    """Return an issue as the actor may read it."""
    released = ReleasedIssue(issue, actor)
    operation = released.operation
    return {
        **serialize_issue_link(released),
        **_fields(released, READ),
        "actions": ISSUES.possible_actions(session, issue, actor),
        "operation": {"id": operation.id, "label": operation.name} if operation is not None else None,
        "answers": [_answer(answer) for answer in released.answers],
        "synthesis": _fields(released.synthesis, SYNTHESIS) if released.synthesis is not None else None,
        "outcomes": [
            {**_fields(outcome, OUTCOME), "reported_by": serialize_submitter(outcome.delegation)}
            for outcome in released.outcomes
        ],
    }


def _answer(answer: ReleasedAnswer) -> Json:
    return {
        **_fields(answer, ("id", "kind", "text", "section", "moved", "taken_up", "given_at")),
        "answered_by": serialize_submitter(answer.delegation),
        "case": answer.pinned,
        "revision": answer.revision_number,
    }


def _fields(row: Any, names: tuple[str, ...]) -> Json:
    return {name: getattr(row, name) for name in names}
