"""The page on which each task of a desk is done. Pages and API use the same addresses."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from case_studies.operations.desk.tasks import Task
from case_studies.vocabulary import Action

PLACES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "answer_remarks": ("responses.responses", {}),
    "ask_for_clearance": ("responses.responses", {}),
    "change_draft": ("edit.tasks", {}),
    "continue_draft": ("edit.tasks", {}),
    "assign_reviewers": ("assignments.assignments", {}),
    "replace_reviewer": ("assignments.assignments", {}),
    "start_review": ("transitions.transition", {"action": Action.START_REVIEW.value}),
}  # all other tasks are done in the workspace of the case


def task_url(waiting: Task, *, external: bool = False) -> str:
    """Return the address of the page on which a task is done."""
    if waiting.assignment is not None:
        return url_for("review.assignment", assignment_id=waiting.assignment.id, _external=external)
    endpoint, rest = PLACES.get(waiting.step, ("workspace.workspace", {}))
    return url_for(endpoint, reference=waiting.case.reference, _external=external, **rest)
